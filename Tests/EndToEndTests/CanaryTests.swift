import Foundation
import Testing

extension EndToEnd {
  /// Two versions behind a splitter. Each test leaves both of them there.
  @Suite(
    .needsCurl,
    .deployed(.canary) { system in
      try await system.searchDomain("example.com", in: ["shop-splitter", "all-splitter"])
    }
  )
  struct CanaryTests {
    /// Which version so many clients get.
    private func versions(_ count: Int, _ url: URL, header: String = "X-Client") async throws
      -> [ManyRequests.Answer]
    {
      try await ManyRequests.send(
        (0..<count).map { number in
          let client = "10.\(number / 10_000).\(number / 100 % 100).\(number % 100)"
          return .init(url: url, headers: ["\(header): \(client)"])
        }
      )
    }

    @Test(arguments: Platform.allCases)
    func tenPercentOfTheClientsKeepTheCandidate(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.canary)
      let url = try await system.url("shop.http")
      let first = try await versions(10_000, url)
      #expect(first.statuses == [200: 10_000])
      let share = first.bodies[#""candidate""#] ?? 0
      #expect((900...1100).contains(share), "\(share)")
      #expect(try await versions(10_000, url) == first)

      // Who is no client by the header is one by the address.
      let addresses = try await versions(2_000, url, header: "X-Forwarded-For")
      #expect((140...260).contains(addresses.bodies[#""candidate""#] ?? 0), "\(addresses.bodies)")
      #expect(try await versions(2_000, url, header: "X-Forwarded-For") == addresses)
      let answer = try await HTTP.get(url)
      #expect(answer["X-Mp-Version"].map { "\"\($0)\"" } == answer.text)
    }

    @Test(arguments: Platform.allCases)
    func whoHasTheCandidateKeepsItWhenTheShareGrows(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.canary)
      let url = try await system.url("shop.http")
      let tenth = try await versions(2_000, url).map { $0.body == #""candidate""# }
      let quarter = try await withDeployed(.largerShare, on: platform) { other in
        try await versions(2_000, try await other.url("shop.http")).map {
          $0.body == #""candidate""#
        }
      }
      #expect(zip(tenth, quarter).allSatisfy { !$0 || $1 })
      #expect((400...600).contains(quarter.filter { $0 }.count))
    }

    @Test(arguments: Platform.allCases)
    func noneAndAllAreExact(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.canary)
      let none = try await versions(10_000, try await system.url("none.http"))
      #expect(none.bodies == [#""stable""#: 10_000])
      let all = try await versions(10_000, try await system.url("all.http"))
      #expect(all.bodies == [#""candidate""#: 10_000])
    }

    @Test(arguments: Platform.allCases)
    func stableTakesTheClientsOfADeadCandidate(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.canary)
      let url = try await system.url("shop.http")
      let before = try await versions(2_000, url)
      let killed = try await system.container("shop-candidate")

      async let meanwhile = versions(4_000, url)
      try await system.engine("kill", "shop-candidate")
      #expect(try await meanwhile.statuses == [200: 4_000])
      #expect(try await versions(2_000, url).bodies == [#""stable""#: 2_000])

      try await system.startElsewhere(killed)
      #expect(try await eventually { try await versions(2_000, url) == before })
    }

    @Test(arguments: Platform.allCases)
    func deadCandidateFailsWhereItIsToBeSeen(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.canary)
      let url = try await system.url("all.http")
      let killed = try await system.container("all-candidate")
      try await system.engine("kill", "all-candidate")
      let answers = try await versions(100, url)
      #expect(answers.bodies == [#"{"error":"the candidate cannot be reached"}"#: 100])
      #expect(answers.statuses == [503: 100])
      try await system.startElsewhere(killed)
      #expect(try await eventually { try await versions(100, url).statuses == [200: 100] })
    }
  }
}

extension Spec {
  /// The first of them, further on.
  static let largerShare = Spec(
    text: ##"""
      app canary
      canary shop {
        share      = 25%
        key_header = "X-Client"
        stable { with js_function { code = "function handle(request) { return \"stable\"; }" } }
        candidate { with js_function { code = "function handle(request) { return \"candidate\"; }" } }
      }
      expose shop.http { port = 3000 }
      """##
  )

  /// Three shares of two versions that say which they are.
  static let canary = Spec(
    text: ##"""
      app canary

      let stable_code = "function handle(request) { return \"stable\"; }"
      let candidate_code = "function handle(request) { return \"candidate\"; }"

      canary shop {
        share      = 10%
        key_header = "X-Client"
        health     = "/mp/healthz"
        stable { with js_function { code = stable_code } }
        candidate { with js_function { code = candidate_code } }
      }
      expose shop.http { port = 3000 }

      canary none {
        share = 0%
        key_header = "X-Client"
        stable { with js_function { code = stable_code } }
        candidate { with js_function { code = candidate_code } }
      }
      expose none.http { port = 3001 }

      canary all {
        share = 100%
        key_header = "X-Client"
        on_dead_candidate = "fail"
        stable { with js_function { code = stable_code } }
        candidate { with js_function { code = candidate_code } }
      }
      expose all.http { port = 3002 }
      """##
  )
}
