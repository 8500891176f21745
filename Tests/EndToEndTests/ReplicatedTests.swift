import Foundation
import Testing

extension EndToEnd {
  /// Servers behind a balancer. Each test leaves all of them there.
  @Suite(
    .needsCurl,
    .deployed(.replicated) { system in
      try await system.searchDomain("example.com", in: ["web-balancer"])
    }
  )
  struct ReplicatedTests {
    private func system(on platform: Platform) throws -> DeployedSystem {
      try DeployedSystem.ofSuite(on: platform)
    }

    /// Until each server is asked again.
    private func isWhole(_ system: DeployedSystem) async throws -> Bool {
      let url = try await system.url("web.http")
      return try await eventually {
        let answers = try await ManyRequests.get(30, url)
        return answers.statuses == [200: 30] && answers.bodies.count == 3
      }
    }

    @Test(arguments: Platform.allCases)
    func serversShareTheRequests(on platform: Platform) async throws {
      let system = try system(on: platform)
      #expect(try await isWhole(system))
      let answers = try await ManyRequests.get(600, try await system.url("web.http"))
      #expect(answers.statuses == [200: 600])
      // Each is drawn with the same chance: 200 by 5 times the deviation.
      #expect(answers.bodies.values.allSatisfy { (140...260).contains($0) }, "\(answers.bodies)")
    }

    @Test(arguments: Platform.allCases)
    func noneOf2000RequestsFailsWhileAServerIsReplaced(on platform: Platform) async throws {
      let system = try system(on: platform)
      #expect(try await isWhole(system))
      let url = try await system.url("web.http")
      let killed = try #require(try await system.replicas(of: "web-server").first)

      async let whileItGoes = ManyRequests.get(1000, url)
      try await Command.run(["docker", "kill", killed.id])
      #expect(try await whileItGoes.statuses == [200: 1000])

      async let whileItComes = ManyRequests.get(1000, url)
      try await system.startElsewhere(killed)
      #expect(try await whileItComes.statuses == [200: 1000])
      #expect(try await isWhole(system))
    }

    /// Of those that a server had when it was killed, GETs are sent again and POSTs are not.
    @Test(arguments: Platform.allCases)
    func noPostIsSentTwice(on platform: Platform) async throws {
      let system = try system(on: platform)
      #expect(try await isWhole(system))
      let run = UUID().uuidString
      let killed = try #require(try await system.replicas(of: "web-server").last)
      let outcomes = try await withThrowingTaskGroup(of: (String, Int).self) { group in
        for number in 0..<24 {
          let id = "\(run)-\(number)"
          let url = try await system.url("web.http", "/slow?id=\(id)")
          group.addTask {
            // Half of them by connections that have carried a request before.
            let first =
              number % 4 < 2 ? [] : [ManyRequests.Request(url: try await system.url("web.http"))]
            let method = number % 2 == 0 ? "POST" : "GET"
            let answers = try await ManyRequests.send(first + [.init(url: url, method: method)])
            return ("\(method) \(id)", answers.last?.status ?? 0)
          }
        }
        // Soon it is busy with some of each, for a while.
        let isBusy = try await eventually {
          let begun = try await received(run, by: [killed]).keys
          return ["GET", "POST"].allSatisfy { method in begun.contains { $0.hasPrefix(method) } }
        }
        #expect(isBusy)
        try await Command.run(["docker", "kill", killed.id])
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      try await Command.run(["docker", "start", killed.id])
      #expect(try await isWhole(system))

      let counts = try await received(run, by: try await system.replicas(of: "web-server"))
      for (request, status) in outcomes {
        let count = counts[request] ?? 0
        if request.hasPrefix("POST") {
          #expect(
            count == 1 && [200, 502].contains(status),
            "\(request): \(status), \(count) times"
          )
        } else {
          #expect(status == 200 && (1...3).contains(count), "\(request): \(status), \(count) times")
        }
      }
      #expect(outcomes.count == 24)
      // The killed server had some of each.
      #expect(outcomes.values.contains(502))
      #expect(counts.values.contains { $0 > 1 })
    }

    /// How often servers have begun with each slow request of a run, those that were killed too.
    private func received(
      _ run: String,
      by servers: [ContainerState]
    ) async throws -> [String: Int] {
      var counts: [String: Int] = [:]
      for server in servers {
        let read = ["docker", "exec", server.id, "cat", "/tmp/received"]
        for line in try await Command.result(read).text.split(separator: "\n")
        where line.contains(run) {
          counts[String(line), default: 0] += 1
        }
      }
      return counts
    }

    /// For those who do not know yet that it goes.
    @Test(arguments: Platform.allCases)
    func balancerThatIsToStopServesForAMoment(on platform: Platform) async throws {
      let system = try system(on: platform)
      #expect(try await isWhole(system))
      let url = try await system.url("web.http")
      let balancer = try #require(try await system.replicas(of: "web-balancer").first)
      // The signal that its image is stopped by.
      try await Command.run(["docker", "kill", "--signal", "USR1", balancer.id])
      try await Task.sleep(for: .milliseconds(500))
      #expect(try await ManyRequests.get(100, url).statuses == [200: 100])
      // It ends what it has begun, and connections that stay open after 25 seconds.
      let isStopped = try await eventually(within: .seconds(45)) {
        let now = try await system.containers().first { $0.id == balancer.id }
        return now?.isRunning != true || now?.incarnation != balancer.incarnation
      }
      #expect(isStopped)
      try await Command.run(["docker", "start", balancer.id])
      #expect(try await isWhole(system))
    }

    @Test(arguments: Platform.allCases)
    func nobodyThereIsSaid(on platform: Platform) async throws {
      let system = try system(on: platform)
      let url = try await system.url("web.http")
      #expect(try await isWhole(system))
      let servers = try await system.replicas(of: "web-server").map(\.id)
      try await Command.run(["docker", "kill"] + servers)
      let answers = try await ManyRequests.get(10, url)
      try await Command.run(["docker", "start"] + servers)
      #expect(answers.statuses == [503: 10])
      #expect(answers.last?.body == #"{"error":"no server can answer"}"#)
      #expect(try await isWhole(system))
    }
  }
}

extension Trait where Self == ConditionTrait {
  static var needsCurl: Self {
    .enabled("needs curl") { await Command.succeeds("curl", "--version") }
  }
}

extension Spec {
  /// Servers that say who they are, and write down what takes them long.
  static let replicated = Spec(
    text: ##"""
      app replicated

      replicated web {
        replicas = 3
        health   = "/mp/healthz"
        server {
          with js_function {
            code = #"""
              function handle(request) {
                if (request.path !== "/slow") return process.env.HOSTNAME;
                require("fs").appendFileSync("/tmp/received", request.method + " " + request.query.id + "\n");
                return new Promise((resolve) => setTimeout(() => resolve(process.env.HOSTNAME), 4000));
              }
              """#
          }
        }
      }
      expose web.http { port = 3000 }
      """##
  )
}
