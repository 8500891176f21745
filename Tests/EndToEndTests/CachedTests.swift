import Foundation
import Testing

extension EndToEnd {
  /// What is kept, for whom and how long; and what is there when the upstream is not.
  @Suite(
    .deployed(.cached) { system in
      await system.give(["refresh_token": Data(Spec.refreshToken.utf8)])
      let caches = ["pages-cache", "front-cache", "numbers-root"]
      try await system.searchDomain("example.com", in: caches)
    }
  )
  struct CachedTests {
    /// A path that nobody has asked for.
    private func page(_ kind: String = "page") -> String {
      "/cgi-bin/page/\(kind)-\(UUID().uuidString)"
    }

    private func ask(
      _ path: String,
      on system: DeployedSystem,
      _ headers: [String: String] = [:]
    ) async throws -> HTTP.Answer {
      try await HTTP.get(try await system.url("pages.http", path), headers: headers)
    }

    /// What the service was asked about a path.
    private func asked(_ path: String, of system: DeployedSystem) async throws -> [Substring] {
      let log = try await system.exec("origin", ["cat", "/tmp/asked"])
      let info = path.dropFirst("/cgi-bin/page".count)
      return String(decoding: log, as: UTF8.self).split(separator: "\n")
        .filter { $0.contains(info) }
    }

    @Test(arguments: Platform.allCases)
    func hundredAtOnceAreOneRequest(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let path = page("slow-long")
      let answers = try await withThrowingTaskGroup(of: HTTP.Answer.self) { group in
        for _ in 0..<100 { group.addTask { try await ask(path, on: system) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count == 100 && answers.allSatisfy { $0.status == 200 })
      #expect(Set(answers.map(\.text)).count == 1)
      #expect(try await asked(path, of: system).count == 1)
    }

    @Test(arguments: Platform.allCases)
    func answersAreKeptForTheirTime(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let (short, long) = (page(), page("long"))
      let first = try await ask(short, on: system)
      let ofLong = try await ask(long, on: system)
      #expect(first["X-Mp-Cache"] == "MISS" && ofLong["X-Mp-Cache"] == "MISS")
      #expect(try await ask(short, on: system).text == first.text)
      try await Task.sleep(for: .seconds(3))
      let later = try await ask(short, on: system)
      #expect(later["X-Mp-Cache"] == "EXPIRED" && later.text != first.text)
      let ofLongLater = try await ask(long, on: system)
      #expect(ofLongLater["X-Mp-Cache"] == "HIT" && ofLongLater.text == ofLong.text)
    }

    @Test(arguments: Platform.allCases)
    func hostAndQueryTellAnswersApart(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let path = page("long")
      var answers: [String] = []
      for _ in 0..<2 {
        for query in ["", "?a=1", "?a=2", "?a=1&b=2"] {
          answers.append(try await ask(path + query, on: system).text)
        }
        let port = try await system.port("pages.http")
        answers.append(
          try await Fetched(
            "http://other.example.com\(path)",
            port: port,
            options: ["--header", "X-Forwarded-Host: evil.example.com"]
          ).body
        )
      }
      #expect(Set(answers).count == 5 && answers[..<5] == answers[5...])
      let seen = try await asked(path, of: system)
      #expect(seen.count == 5 && seen.filter { $0.contains(" other.example.com ") }.count == 1)
      #expect(!seen.contains { $0.contains("evil") })
    }

    static let neverKept: [(kind: String, headers: [String: String])] = [
      ("cookie", [:]), ("private", [:]), ("long", ["Authorization": "Bearer x"]),
      ("long", ["Cookie": "session=1"]),
    ]

    @Test(arguments: Platform.allCases, neverKept)
    func whatIsForOneClientIsNotKept(
      on platform: Platform,
      _ request: (kind: String, headers: [String: String])
    ) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let path = page(request.kind)
      let first = try await ask(path, on: system, request.headers)
      let second = try await ask(path, on: system, request.headers)
      #expect(first.status == 200 && second.status == 200 && first.text != second.text)
      // Nor does somebody else get it.
      let third = try await ask(path, on: system)
      #expect(third["X-Mp-Cache"] == "MISS" && third.text != second.text)
    }

    @Test(arguments: Platform.allCases)
    func postsGoThrough(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let path = page("long")
      let url = try await system.url("pages.http", path)
      let kept = try await ask(path, on: system)
      for _ in 0..<2 {
        let answer = try await HTTP.post(to: url)
        #expect(answer.status == 200 && answer["X-Mp-Cache"] == nil && answer.text != kept.text)
      }
      #expect(try await ask(path, on: system).text == kept.text)
      let methods = try await asked(path, of: system).map { $0.prefix { $0 != " " } }
      #expect(methods == ["GET", "POST", "POST"])
      let tooLarge = try await HTTP.post(Data(count: 1_048_577), to: url)
      #expect(tooLarge.status == 413)
    }

    @Test(arguments: Platform.allCases)
    func answersAreMadeAnewOnDemand(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let path = page("long")
      let first = try await ask(path, on: system)
      for wrong in ["", "1", Spec.refreshToken.uppercased(), Spec.refreshToken + "0"] {
        let answer = try await ask(path, on: system, ["X-Mp-Refresh": wrong])
        #expect(answer["X-Mp-Cache"] == "HIT" && answer.text == first.text, "\(wrong)")
      }
      let anew = try await ask(path, on: system, ["X-Mp-Refresh": Spec.refreshToken])
      #expect(anew.status == 200 && anew.text != first.text)
      let later = try await ask(path, on: system)
      #expect(later["X-Mp-Cache"] == "HIT" && later.text == anew.text)
    }

    @Test(arguments: Platform.allCases, ["kill", "pause"])
    func whatIsKeptIsThereWhileTheUpstreamIsNot(on platform: Platform, _ verb: String)
      async throws
    {
      let system = try DeployedSystem.ofSuite(on: platform)
      let path = page()
      let first = try await ask(path, on: system)
      try await Task.sleep(for: .seconds(3))
      try await system.engine(verb, "origin")
      let stale = try await ask(path, on: system)
      let unknown = try await ask(page(), on: system)
      try await system.engine(verb == "kill" ? "start" : "unpause", "origin")

      #expect(stale.status == 200 && stale["X-Mp-Cache"] == "STALE" && stale.text == first.text)
      #expect(stale.elapsed < .seconds(6))
      #expect(
        unknown.status == (verb == "kill" ? 502 : 504) && unknown.text.hasPrefix("{\"error\":")
      )
      let isFresh = try await eventually {
        let answer = try await ask(path, on: system)
        return answer.status == 200 && answer.text != first.text
      }
      #expect(isFresh)
    }

    /// A cache in front of a scatter/gather tree, for clients that send cookies.
    @Test(arguments: Platform.allCases)
    func patternsCanBeCached(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let url = try await system.url("front.http", "/numbers")
      let first = try await HTTP.get(url, headers: ["Cookie": "a=1"])
      try #require(first.status == 200)
      #expect(first["X-Mp-Answered"] == "2/2")
      #expect(try first.decoded(as: [Double].self).count == 2)
      try await system.engine("kill", "numbers-leaf-0", "numbers-leaf-1")
      let second = try await HTTP.get(url, headers: ["Cookie": "a=2"])
      let other = try await HTTP.get(try await system.url("front.http", "/others"))
      try await system.engine("start", "numbers-leaf-0", "numbers-leaf-1")
      #expect(second["X-Mp-Cache"] == "HIT" && second.text == first.text)
      #expect(other.status == 504)
    }
  }
}
