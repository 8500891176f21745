import Foundation
import Testing

extension EndToEnd.ScriptTests {
  // MARK: - What never gets ready

  @Test func firstStartThatFailsShowsWhyAndLeavesNothing() async throws {
    try await withSystem { system in
      try await system.build(Shop.broken("1"))
      let up = try await Command.result(system.upCommand(timeout: 6), limit: 60)
      #expect(up.status != 0)
      #expect((up.text + up.errors).contains("the shop cannot open: 1"), "\(up)")
      #expect((up.text + up.errors).contains("web"), "\(up)")
      #expect(try await objects(of: system) == [])
    }
  }

  @Test(arguments: Shop.Place.allCases)
  func changeThatFailsShowsWhyAndBringsBackWhatWas(_ place: Shop.Place) async throws {
    try await withSystem { system in
      try await system.deploy(Shop.version("1", in: place))
      let before = try await objects(of: system)
      try await system.build(Shop.broken("2", in: place, more: Shop.extra))
      let up = try await Command.result(system.upCommand(timeout: 3), limit: 60)
      #expect(up.status != 0)
      #expect((up.text + up.errors).contains("the shop cannot open: 2"), "\(up)")
      #expect(try await eventually { try await page(of: system) == "1\n" })
      #expect(try await running(in: system) == Self.everything)
      #expect(try await services(of: system) == Self.everything)
      #expect(try await objects(of: system) == before)

      // What failed is not in the way of what comes next.
      try await system.build(Shop.version("3"))
      try await system.up()
      #expect(try await page(of: system) == "3\n")
    }
  }

  // MARK: - Interrupted

  @Test(arguments: [SIGTERM, SIGINT])
  func interruptedStartLeavesNothing(_ signal: Int32) async throws {
    try await withSystem { system in
      try await system.build(Shop.broken("1"))
      let up = try await Command.start(system.upCommand(timeout: 90), limit: 100)
      #expect(try await eventually { try await running(in: system).contains("web") })
      let clock = ContinuousClock()
      let start = clock.now
      up.signal(signal)
      #expect(try await up.result.status != 0)
      #expect(clock.now - start < .seconds(30))
      #expect(try await objects(of: system) == [])
    }
  }

  @Test(arguments: Shop.Place.allCases)
  func interruptedChangeBringsBackWhatWas(_ place: Shop.Place) async throws {
    try await withSystem { system in
      try await system.deploy(Shop.version("1", in: place))
      let before = try await objects(of: system)
      try await system.build(Shop.broken("2", in: place, more: Shop.extra))
      let up = try await Command.start(system.upCommand(timeout: 90), limit: 100)
      #expect(
        try await eventually {
          try await system.containers().contains { $0.service == "web" && !before.contains($0.id) }
        }
      )
      up.signal(SIGTERM)
      #expect(try await up.result.status != 0)
      #expect(try await eventually { try await page(of: system) == "1\n" })
      #expect(try await services(of: system) == Self.everything)
      #expect(try await objects(of: system) == before)
    }
  }

  /// Killed behind one after the other of the calls that change something, from a first start on.
  @Test func killedAnywhereTheNextStartConverges() async throws {
    try await withSystem { system in
      for (version, call) in [4, 1, 2, 3, 5, 6].enumerated() {
        let extra = version.isMultiple(of: 2) ? Shop.extra : ""
        try await system.build(Shop.version("\(version)", more: extra))
        try await system.killEverything(behindChange: call)
        let up = try await Command.result(system.upCommand(timeout: 60), limit: 90)
        // What was killed says nothing; where fewer calls were needed, it was done.
        #expect(up.status == 128 + SIGKILL || up.status == 0, "\(up)")

        await system.useEngine()
        try await system.up()
        #expect(try await page(of: system) == "\(version)\n", "killed behind \(call)")
        let rest = extra.isEmpty ? [] : ["extra"]
        #expect(try await running(in: system) == (Self.everything + rest).sorted())
        #expect(try await services(of: system) == (Self.everything + rest).sorted())
      }
    }
  }

  @Test func ofTwoStartsAtOnceOneSaysThatTheOtherIsAtWork() async throws {
    try await withSystem { system in
      try await system.build(Shop.broken("1"))
      let first = try await Command.start(system.upCommand(timeout: 90), limit: 100)
      #expect(try await eventually { try await running(in: system).contains("web") })
      let second = try await Command.result(system.upCommand(timeout: 90), limit: 60)
      #expect(second.status != 0)
      #expect(second.errors.contains(system.name), "\(second)")
      #expect(try await running(in: system).contains("web"))
      first.signal(SIGTERM)
      #expect(try await first.result.status != 0)
      #expect(try await objects(of: system) == [])
    }
  }

  // MARK: - Changes

  @Test func whatTheSpecNoLongerHasIsRemovedAndTheRestLeftAlone() async throws {
    try await withSystem { system in
      try await system.deploy(Shop.version("1", more: Shop.extra))
      let before = try await system.containers().filter { $0.service != "extra" }
      #expect(try await running(in: system) == ["extra"] + Self.everything)
      try await system.deploy(Shop.version("1"))
      #expect(try await services(of: system) == Self.everything)
      let after = try await system.containers()
      #expect(after.map(\.incarnation) == before.map(\.incarnation))
    }
  }
}

extension DeployedSystem {
  /// Kills the script, and all that it has started, behind the nth call that changes something.
  func killEverything(behindChange call: Int) throws {
    try replaceEngine(
      """
      docker "$@"
      status=$?
      case "$1 $2" in
      run* | create* | start* | stop* | rm* | rename* | kill* | *" create" | *" rm" | *" connect" | *" run" | *" start" | *" stop" | *" rename")
        echo >>"$0.calls"
        [ "$(wc -l <"$0.calls")" -lt \(call) ] || kill -9 0
        ;;
      esac
      exit "$status"
      """
    )
  }
}
