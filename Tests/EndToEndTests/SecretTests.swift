import Foundation
import Testing

extension EndToEnd {
  /// What containers have of secrets, and nobody else.
  @Suite(
    .deployed(Vault.spec) { system in
      await system.give(["key": Vault.key])
      try await system.give(variables: Vault.variables())
    }
  )
  struct SecretTests {
    @Test(arguments: Platform.allCases)
    func valuesArriveByteForByte(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let variables = Vault.variables()
      let guarded = try await environment("guard", of: system)
      for index in Vault.hostile.indices {
        let expected = Array((variables["HOSTILE_\(index)"] ?? "").utf8)
        #expect(guarded["H\(index)"] == expected, "\(index) on \(platform)")
      }
      let inside = variables["INSIDE"] ?? ""
      let expected = "pre $\(inside)$(PLAIN)$$ \(inside) post"
      let kept = try await environment("keeper", of: system)
      #expect(kept["INSIDE"] == Array(expected.utf8), "\(platform)")
      let plain = variables["PLAIN"] ?? ""
      #expect(try await environment("reader", of: system)["PLAIN"] == Array(plain.utf8))
      #expect(try await environment("reader_log", of: system)["COPY"] == Array("<\(plain)>".utf8))
      let other = try await system.exec("other", ["cat", "/proc/1/environ"])
      #expect(!holdsMarker(other))
    }

    /// By a user who is nobody, where nothing can be written.
    @Test(arguments: Platform.allCases)
    func filesAreReadByTheUserOfTheService(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      #expect(try await system.exec("keeper", ["cat", "/tmp/copy"]) == Vault.key)
      let state = try await system.exec(
        "keeper",
        [
          "/bin/sh", "-c",
          "id -u; cat /run/keys/key >/dev/null && echo read; echo x 2>&1 >/x || echo no",
        ]
      )
      let lines = String(decoding: state, as: UTF8.self).split(separator: "\n")
      #expect(lines.first == "10001" && lines.contains("read") && lines.last == "no", "\(lines)")
    }

    /// What is missing is named before anything is there; whoever only looks needs no secrets.
    @Test(arguments: Platform.allCases)
    func nothingStartsWhileOneIsMissing(on platform: Platform) async throws {
      let system = try DeployedSystem(on: platform)
      var variables = Vault.variables()
      try await system.build(Vault.spec)
      variables["INSIDE"] = nil
      try await system.give(variables: variables)
      let noFile = try await Command.result(system.upCommand(timeout: 20), limit: 60)
      await system.give(["key": Vault.key])
      try await system.give(variables: variables)
      let noValue = try await Command.result(system.upCommand(timeout: 20), limit: 60)
      #expect(noFile.status != 0 && noValue.status != 0)
      #expect(noFile.errors.contains("key") || noFile.errors.contains("INSIDE"), "\(noFile)")
      #expect(noValue.errors.contains("INSIDE"), "\(noValue)")
      #expect(!noValue.errors.contains("PLAIN"), "\(noValue)")
      #expect(!holdsMarker(noFile.output + Data(noFile.errors.utf8)))
      #expect(!holdsMarker(noValue.output + Data(noValue.errors.utf8)))
      let started = try await system.containers().filter(\.hasEverRun)
      #expect(started.map(\.service) == [])
      try await system.give(variables: nil)
      try await system.down(removingVolumes: true)
      #expect(try await system.objects("container", "--all") == [])
    }

    @Test(arguments: Platform.allCases)
    func whatRunsIsLookedAfterWithoutThem(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let before = try await system.containers().filter(\.isRunning)
      try await system.give(variables: nil)
      var said = Data()
      for command in [
        await system.command(["ps"], or: ["status"]), await system.command(["logs"], or: ["logs"]),
        await system.command(["config", "-q"], or: ["help"]),
      ] {
        let run = try await Command.run(command)
        said += run.output + Data(run.errors.utf8)
      }
      #expect(String(decoding: said, as: UTF8.self).contains("nothing to hide"))
      // It goes on while it cannot be started anew.
      let up = try await Command.result(system.upCommand(timeout: 20), limit: 60)
      #expect(up.status != 0)
      said += up.output + Data(up.errors.utf8)
      #expect(!holdsMarker(said))
      let after = try await system.containers().filter(\.isRunning)
      #expect(after.map(\.incarnation) == before.map(\.incarnation))
      try await system.give(variables: Vault.variables())
    }

    /// Nothing else is replaced, and nobody who looks on hears of it.
    @Test(arguments: Platform.allCases)
    func changedValueReplacesWhatHasIt(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let before = try await incarnations(of: system)
      try await system.give(variables: Vault.variables("second"))
      let scratch = try ScratchFolder()
      let seen = scratch.url.appending(path: "seen")
      let watch = "while :; do ps -ef >>\(seen.path); sleep 0.02; done"
      let watcher = try await Command.start(["sh", "-c", watch], limit: 120)
      let up = try await Command.result(system.upCommand(timeout: 60), limit: 120)
      watcher.signal(SIGKILL)
      _ = try await watcher.result
      #expect(up.status == 0, "\(up)")

      let after = try await incarnations(of: system)
      // The holder of a replica's network has no secrets, and may stay or go.
      let changed = after.keys.filter { after[$0] != before[$0] && !$0.hasSuffix("_mp-pod") }
      #expect(changed.sorted() == ["reader", "reader_log"])
      let value = try await environment("reader", of: system)["PLAIN"] ?? []
      #expect(String(decoding: value, as: UTF8.self) == "\(Vault.marker) second")

      let processes = try Data(contentsOf: seen)
      let engine = platform == .shell ? "run.sh" : "compose.yaml"
      #expect(String(decoding: processes, as: UTF8.self).contains(engine))
      #expect(!holdsMarker(processes))
      #expect(!holdsMarker(up.output + Data(up.errors.utf8)))
      try await expectNoTrace(of: system)
    }

    /// In no file but those that it was given in, and in nothing that the engine shows of containers but
    /// their environments.
    private func expectNoTrace(of system: DeployedSystem) async throws {
      let given = [".env", "secrets"].map { system.ownOutput.appending(path: $0).path }
      let files = FileManager.default.enumerator(at: system.folder, includingPropertiesForKeys: nil)
      var count = 0
      while let file = files?.nextObject() as? URL {
        guard !given.contains(where: file.path.hasPrefix), let bytes = try? Data(contentsOf: file)
        else { continue }
        count += 1
        #expect(!holdsMarker(bytes), "\(file.path)")
      }
      #expect(count > 4)
      let ids = try await system.objects("container", "--all")
      let inspected = try await Command.run(["docker", "inspect"] + ids).output
      var objects = try #require(
        try JSONSerialization.jsonObject(with: inspected) as? [[String: Any]]
      )
      for index in objects.indices {
        var configuration = objects[index]["Config"] as? [String: Any]
        #expect((configuration?.removeValue(forKey: "Env") as? [String]) != nil)
        objects[index]["Config"] = configuration
      }
      #expect(!holdsMarker(try JSONSerialization.data(withJSONObject: objects)))
    }

    // MARK: - Looking

    private func holdsMarker(_ bytes: Data) -> Bool {
      bytes.range(of: Data(Vault.marker.utf8)) != nil
    }

    /// The first process's variables, as bytes.
    private func environment(_ service: String, of system: DeployedSystem) async throws
      -> [String: [UInt8]]
    {
      let printed = try await system.exec(service, ["cat", "/proc/1/environ"])
      var variables: [String: [UInt8]] = [:]
      for entry in printed.split(separator: 0) {
        let name = entry.prefix { $0 != UInt8(ascii: "=") }
        variables[String(decoding: name, as: UTF8.self)] = Array(entry.dropFirst(name.count + 1))
      }
      return variables
    }

    /// Of what runs all the time, by name.
    private func incarnations(of system: DeployedSystem) async throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try await system.containers()
          .filter(\.isRunning).map { ($0.service, $0.incarnation) }
      )
    }
  }
}
