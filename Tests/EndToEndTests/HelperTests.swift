import Foundation
import Testing

extension EndToEnd {
  /// What the traits promise that put a container beside a program.
  @Suite(
    .deployed(.helpers) { system in
      let holders = ["front_mp-pod", "ring-shard-0_mp-pod", "ring-shard-1_mp-pod"]
      try await system.searchDomain("example.com", in: holders + ["ring-router"])
    }
  )
  struct HelperTests {
    /// What a shell command prints in the program's container.
    private func run(_ command: String, on system: DeployedSystem, in service: String = "front")
      async throws -> [String]
    {
      let output = try await system.exec(service, ["/bin/sh", "-c", command])
      return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).map(
        String.init
      )
    }

    /// Who answers the program's requests, and `failed` for those without an answer.
    private func answers(_ count: Int, port: Int, on system: DeployedSystem) async throws
      -> [String]
    {
      let ask = "wget -q -O - http://127.0.0.1:\(port)/cgi-bin/who || echo failed"
      return try await run("for i in $(seq \(count)); do \(ask); done", on: system)
    }

    private func counts(_ lines: [String]) -> [String: Int] {
      Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +)
    }

    // MARK: - Ambassadors

    @Test(arguments: Platform.allCases, [8081, 8082])
    func requestsGoToAllReplicas(on platform: Platform, port: Int) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let isBalanced = try await eventually {
        let counts = counts(try await answers(30, port: port, on: system))
        return counts.count == 3 && counts.values.allSatisfy { $0 >= 5 } && counts["failed"] == nil
      }
      #expect(isBalanced)
    }

    @Test(arguments: Platform.allCases)
    func connectionsGoToNumberedReplicas(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let ask = "for i in $(seq 10); do nc 127.0.0.1 6000 </dev/null; done"
      let everyone = try await eventually {
        Set(try await run(ask, on: system)) == ["store-0", "store-1"]
      }
      #expect(everyone)
      // Their proxies are there for the program alone.
      let outside = "nc -w 2 front 6000 </dev/null || echo refused"
      #expect(try await run(outside, on: system, in: "store-0") == ["refused"])
    }

    /// Without a break: while one of three is killed, and when it comes back.
    @Test(arguments: Platform.allCases)
    func lostReplicaCostsNoRequest(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let killed = try #require(try await system.containers().first { $0.workload == "plain" })
      async let meanwhile = answers(300, port: 8081, on: system)
      try await Task.sleep(for: .milliseconds(200))
      try await Command.run(["docker", "kill", killed.id])
      let during = counts(try await meanwhile)
      #expect(during["failed"] == nil && during.values.reduce(0, +) == 300, "\(during)")
      #expect(counts(try await answers(20, port: 8081, on: system)).count == 2)
      try await Command.run(["docker", "start", killed.id])
      let isBack = try await eventually {
        counts(try await answers(12, port: 8081, on: system)).count == 3
      }
      #expect(isBack)
    }

    @Test(arguments: Platform.allCases)
    func onlyWhatMayBeSentTwiceIs(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      _ = try await run("rm -f /tmp/asked", on: system, in: "rude")
      let get = "wget -q -O - http://127.0.0.1:8083/get"
      let post = "wget -q -O - --post-data x http://127.0.0.1:8083/post"
      #expect(try await run("\(get) || \(post) || echo failed", on: system) == ["failed"])
      // Another ambassador asks it whether it works.
      let asked = try await run("cat /tmp/asked", on: system, in: "rude")
        .filter { !$0.contains("/who") }.map { $0.replacing(" HTTP/1.1", with: "") }
      #expect(asked == Array(repeating: "GET /get", count: 4) + ["POST /post"])
    }

    /// Whatever a key's shard asks: that finds its way by itself.
    @Test(arguments: Platform.allCases)
    func shardsHaveAmbassadorsOfTheirOwn(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      var shards: [Set<String>] = []
      for key in 0..<8 {
        let url = try await system.url("ring.http", "/cgi-bin/ask/\(key)")
        var asked: Set<String> = []
        let hasAskedAll = try await eventually {
          let answer = try await HTTP.get(url)
          guard answer.status == 200 else { return false }
          if shards.count == key { shards.append([]) }
          shards[key].insert(answer["X-Mp-Shard"] ?? "none")
          asked.insert(answer.text)
          return asked.count == 3
        }
        #expect(hasAskedAll, "\(asked)")
      }
      #expect(shards.count == 8 && shards.allSatisfy { $0.count == 1 }, "\(shards)")
      #expect(Set(shards.joined()) == ["0", "1"])
    }

    // MARK: - The other two

    @Test(arguments: Platform.allCases)
    func sidecarSharesTheFolder(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let word = UUID().uuidString
      _ = try await run("echo \(word) >/out/request", on: system)
      let isAnswered = try await eventually {
        try await run("cat /out/answer || true", on: system) == [word, "and from the helper"]
      }
      #expect(isAnswered)
    }

    @Test(arguments: Platform.allCases)
    func metricsCanBeScraped(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let url = try #require(
        URL(string: "http://127.0.0.1:\(try await system.port("PORT_metrics"))/metrics")
      )
      #expect(try await HTTP.get(url).text == "shop_orders_total 7\n")
    }

    @Test(
      arguments: Platform.allCases,
      ["front_helper", "front_exporter", "front_plain-ambassador"]
    )
    func crashOfAHelperLeavesTheProgramUp(on platform: Platform, _ helper: String) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let program = try await system.container("front").incarnation
      let before = try await system.container(helper).incarnation
      // All but the first process, which ends when they are gone.
      let crash = ["docker", "exec", try await system.container(helper).id]
      _ = try await Command.result(crash + ["/bin/sh", "-c", "kill -9 -1"])
      let isBack = try await eventually(within: .seconds(30)) {
        let now = try await system.container(helper)
        return now.isRunning && now.incarnation != before
      }
      #expect(isBack)
      #expect(try await system.container("front").incarnation == program)
      #expect(try await HTTP.get(try await system.url("front.http", "/status")).text == "7\n")
      let works = try await eventually {
        counts(try await answers(3, port: 8081, on: system))["failed"] == nil
      }
      #expect(works)
    }
  }
}
