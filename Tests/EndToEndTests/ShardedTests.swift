import Foundation
import Testing

extension EndToEnd {
  /// Shards behind routers. Each test leaves all of them there.
  @Suite(
    .needsCurl,
    .deployed(.sharded) { system in
      try await system.searchDomain("example.com", in: ["users-router", "sessions-router"])
    }
  )
  struct ShardedTests {
    /// Which shard answers for each of so many users, `nil` where none does.
    private func shards(_ count: Int, _ router: URL) async throws -> [Int?] {
      try await shards(of: users(count, router))
    }

    private func shards(of answers: [ManyRequests.Answer]) -> [Int?] {
      answers.map { answer in
        answer.status == 200 ? Int(answer.body.trimmingCharacters(in: ["\""])) : nil
      }
    }

    private func users(_ count: Int, _ router: URL) async throws -> [ManyRequests.Answer] {
      try await ManyRequests.send(
        (0..<count).map { .init(url: router.appending(path: "users/u\($0)/profile")) }
      )
    }

    private func sessions(_ count: Int, _ system: DeployedSystem) async throws
      -> [ManyRequests.Answer]
    {
      let url = try await system.url("sessions.http")
      return try await ManyRequests.send(
        (0..<count).map { .init(url: url, headers: ["Cookie: a=b; session=s\($0)"]) }
      )
    }

    /// Each by itself: what is exposed is a gateway before both.
    private func routers(_ system: DeployedSystem) async throws -> [URL] {
      try await system.replicas(of: "users-router").map { router in
        let address = try #require(router.address)
        return try #require(URL(string: "http://\(address):8080"))
      }
    }

    // MARK: - Keys

    @Test(arguments: Platform.allCases)
    func everyKeyHasOneShardAndEachShardAsMany(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.sharded)
      let routers = try await routers(system)
      #expect(routers.count == 2)
      let first = try await shards(10_000, routers[0])
      #expect(try await shards(10_000, routers[1]) == first)
      #expect(try await shards(1_000, try await system.url("users.http")) == Array(first[..<1_000]))
      let sizes = Dictionary(first.map { ($0, 1) }, uniquingKeysWith: +)
      #expect(
        sizes.count == 4 && sizes.values.allSatisfy { (2250...2750).contains($0) },
        "\(sizes)"
      )
    }

    @Test(arguments: Platform.allCases)
    func fifthShardTakesItsShareAndNoOtherKeyMoves(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.sharded)
      let four = try await shards(10_000, try await routers(system)[0])
      let five = try await withDeployed(Spec.shards(5), on: platform) { other in
        try await shards(10_000, try await other.url("users.http"))
      }

      #expect(!four.contains(nil) && !five.contains(nil) && four.count == five.count)
      let moved = zip(four, five).filter { $0 != $1 }
      #expect((1500...2500).contains(moved.count), "\(moved.count)")
      #expect(moved.allSatisfy { $1 == 4 })
    }

    @Test(arguments: Platform.allCases)
    func keysAreFoundWhereverTheyAre(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.sharded)
      let users = try await system.url("users.http")
      let same = ["users/u17", "users/u17/profile?a=b", "v2/users/%751%37/x"]
      let answers = try await ManyRequests.send(
        same.map { .init(url: try #require(URL(string: "\(users)\($0)"))) }
      )
      #expect(answers.statuses == [200: 3] && answers.bodies.count == 1, "\(answers)")

      let refusal = try await HTTP.get(users)
      #expect(refusal.status == 400)
      #expect(refusal.text == "{\"error\":\"there is no key in the request\"}\n")

      // Without its cookie, a session goes by its path.
      let other = try await system.url("sessions.http", "/other")
      let without = try await ManyRequests.send(Array(repeating: .init(url: other), count: 20))
      #expect(without.statuses == [200: 20] && without.bodies.count == 1)
    }

    // MARK: - Dead shards

    @Test(arguments: Platform.allCases)
    func deadShardFailsExactlyItsKeys(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.sharded)
      let before = try await shards(2_000, try await routers(system)[0])
      let killed = try await system.container("users-shard-2")
      try await system.engine("kill", "users-shard-2")
      let expected = before.map { $0 == 2 ? nil : $0 }

      // At once, and when its name is gone, too.
      for router in try await routers(system) + routers(system) {
        let answers = try await users(2_000, router)
        #expect(shards(of: answers) == expected)
        let refusals = answers.filter { $0.status != 200 }
        #expect(refusals.statuses == [503: before.filter { $0 == 2 }.count])
        #expect(refusals.bodies.keys.first == #"{"error":"shard 2 cannot be reached","shard":2}"#)
        try await Task.sleep(for: .seconds(2))
      }
      // A router that has never seen it knows its keys as well.
      for router in try await system.replicas(of: "users-router") {
        try await Command.run(["docker", "restart", "--time", "1", router.id])
      }
      let isKnown = try await eventually {
        try await shards(2_000, try await routers(system)[0]) == expected
      }
      #expect(isKnown)

      try await system.startElsewhere(killed)
      for index in 0..<2 {
        let isBack = try await eventually {
          try await shards(2_000, try await routers(system)[index]) == before
        }
        #expect(isBack)
      }
    }

    @Test(arguments: Platform.allCases)
    func keysOfADeadShardGoToTheOthersUntilItIsBack(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.sharded)
      let before = shards(of: try await sessions(3_000, system))
      let killed = try await system.container("sessions-shard-1")
      try await system.engine("kill", "sessions-shard-1")
      for _ in 0..<2 {
        let after = shards(of: try await sessions(3_000, system))
        #expect(!after.contains(nil))
        let moved = zip(before, after).filter { $0 != $1 }
        #expect(moved.count == before.filter { $0 == 1 }.count)
        #expect(moved.allSatisfy { $0.0 == 1 } && Set(moved.map(\.1)) == [0, 2])
        try await Task.sleep(for: .seconds(2))
      }
      try await system.startElsewhere(killed)
      let isBack = try await eventually { shards(of: try await sessions(3_000, system)) == before }
      #expect(isBack)
    }
  }
}

extension Spec {
  /// Nothing but so many shards.
  static func shards(_ count: Int) -> Spec {
    Spec(
      text: """
        app sharded

        sharded users {
          shards   = \(count)
          routers  = 1
          key_path = "/users/([^/]+)"
          shard {
            with js_function { code = "function handle(request) { return process.env.MP_SHARD_INDEX; }" }
          }
        }
        expose users.http { port = 3000 }
        """
    )
  }

  /// A store and a cache of shards that say their numbers.
  static let sharded = Spec(
    text: ##"""
      app sharded

      let code = "function handle(request) { return process.env.MP_SHARD_INDEX; }"

      sharded users {
        shards   = 4
        key_path = #"^/(?:v\d+/)?users/([^/]+)"#
        shard { with js_function { code = code } }
      }
      expose users.http { port = 3000 }

      sharded sessions {
        shards        = 3
        routers       = 1
        key_cookie    = "session"
        on_no_key     = "path"
        on_dead_shard = "failover"
        health        = "/mp/healthz"
        shard { with js_function { code = code } }
      }
      expose sessions.http { port = 3001 }
      """##
  )
}
