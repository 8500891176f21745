import Foundation
import Testing

extension EndToEnd.PatternTests {
  private struct Request: Decodable, Equatable {
    let method: String
    let path: String
    let query: [String: String]
    let body: [String: [Int]]?
  }

  @Test func functionGetsTheRequestAndAnswersInJSON() async throws {
    let url = try await project.url("echo.http", "/a/b?c=d")
    let answer = try await HTTP.post(Data(#"{"n":[1,2]}"#.utf8), to: url)
    #expect(answer.status == 200)
    #expect(answer["Content-Type"] == "application/json")
    #expect(
      try answer.decoded()
        == Request(method: "POST", path: "/a/b", query: ["c": "d"], body: ["n": [1, 2]])
    )

    let get = try await HTTP.get(url)
    #expect(
      try get.decoded() == Request(method: "GET", path: "/a/b", query: ["c": "d"], body: nil)
    )
  }

  @Test func functionTakesAndGivesAMegabyte() async throws {
    let answer = try await HTTP.post(Self.megabyte, to: try await project.url("echo.http", "/body"))
    #expect(answer.status == 200)
    #expect(answer.body.count == 1_000_000)
    #expect(answer.body == Self.megabyte)
  }

  @Test func exceptionIsAStatusAndALineOfTheLog() async throws {
    let answer = try await HTTP.get(try await project.url("echo.http", "/fail"))
    #expect(answer.status == 500)
    #expect(try answer.decoded(as: [String: String].self) == ["error": "Error: as asked"])
    let log = try await project.compose("logs", "echo-server").text
    #expect(log.contains("as asked"))
    #expect(try await HTTP.get(try await project.url("echo.http")).status == 200)
  }

  @Test func codeThatDoesNotParseIsNeverReadyAndTheLogSaysWhere() async throws {
    let broken = try ComposeProject()
    try await broken.build(
      Spec(
        text: """
          app broken
          function broken { code = "function handle(request) {\\n  return (;\\n}" }
          """
      )
    )
    let command = await broken.composeCommand(["up", "--detach", "--wait", "--wait-timeout", "20"])
    let up = try await Command.result(command, limit: 60)
    let health = try await broken.container("broken-server").health
    let log = try await broken.compose("logs", "broken-server").text
    try await broken.down(removingVolumes: true)

    #expect(up.status != 0)
    #expect(health != "healthy")
    #expect(log.contains(/SyntaxError.*code\.js:2/), "the log: \(log.prefix(1000))")
  }
}
