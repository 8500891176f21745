import Foundation
import Testing

extension EndToEnd.PatternTests {
  private struct Request: Decodable, Equatable {
    let method: String
    let path: String
    let query: [String: String]
    let body: [String: [Int]]?
  }

  @Test(arguments: Platform.allCases)
  func functionGetsTheRequestAndAnswersInJSON(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let url = try await system.url("echo.http", "/a/b?c=d")
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

  @Test(arguments: Platform.allCases)
  func functionTakesAndGivesAMegabyte(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let answer = try await HTTP.post(Self.megabyte, to: try await system.url("echo.http", "/body"))
    #expect(answer.status == 200)
    #expect(answer.body.count == 1_000_000)
    #expect(answer.body == Self.megabyte)
  }

  @Test(arguments: Platform.allCases)
  func exceptionIsAStatusAndALineOfTheLog(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let answer = try await HTTP.get(try await system.url("echo.http", "/fail"))
    #expect(answer.status == 500)
    #expect(try answer.decoded(as: [String: String].self) == ["error": "Error: as asked"])
    let log = try await system.logs("echo-server")
    #expect(log.contains("as asked"))
    #expect(try await HTTP.get(try await system.url("echo.http")).status == 200)
  }

  /// Kubernetes goes on sending for a moment to what it has asked to stop.
  @Test(arguments: Platform.allCases)
  func aServerThatIsAskedToStopServesForAMoment(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let url = try await system.url("drained.http")
    let container = try await system.container("drained")
    async let stopped = Command.run(["docker", "stop", container.id])
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < .seconds(2) {
      #expect(try await HTTP.get(url).status == 200)
      try await Task.sleep(for: .milliseconds(50))
    }
    _ = try await stopped
    let state = ["docker", "inspect", "--format", "{{.State.ExitCode}}", container.id]
    #expect(try await Command.run(state).text == "0\n")
    #expect(ContinuousClock.now - begin < .seconds(9), "it was killed")
    try await Command.run(["docker", "start", container.id])
  }

  @Test(arguments: Platform.allCases)
  func codeThatDoesNotParseIsNeverReadyAndTheLogSaysWhere(on platform: Platform) async throws {
    let broken = try DeployedSystem(on: platform)
    try await broken.build(
      Spec(
        text: """
          app broken
          function broken { code = "function handle(request) {\\n  return (;\\n}" }
          """
      )
    )
    let up = try await Command.result(await broken.upCommand(timeout: 6), limit: 60)
    // The shell script shows what was wrong, and clears up.
    let log = platform == .shell ? up.text + up.errors : try await broken.logs("broken-server")
    let left = try await broken.containers().map(\.service)
    try await broken.down(removingVolumes: true)

    #expect(up.status != 0)
    #expect(log.contains(/SyntaxError.*code\.js:2/), "the log: \(log.prefix(1000))")
    if platform == .shell { #expect(left == []) }
  }

  /// The code is the same on each platform. Compose leaves what is not ready running.
  @Test func codeWithoutItsFunctionIsNeverReadyAndSaysWhy() async throws {
    let broken = try DeployedSystem(on: .compose)
    try await broken.build(
      Spec(
        text: """
          app lacking
          function empty { code = "" }
          function throwing { code = "const a = JSON.parse('{'); function handle() { return a; }" }
          scatter_gather merging {
            leaves = 1
            merge = "function m(x) { return x; }"
            leaf { with js_function { code = "function handle(request) { return 1; }" } }
          }
          expose empty.http { port = 3000 }
          expose throwing.http { port = 3001 }
          expose merging.http { port = 3002 }
          """
      )
    )
    let up = try await Command.result(await broken.upCommand(timeout: 8), limit: 60)
    var answers: [String] = []
    for service in ["empty", "throwing", "merging"] {
      for path in ["/mp/healthz", "/"] {
        let answer = try await HTTP.get(try await broken.url("\(service).http", path))
        answers.append("\(answer.status) \(answer.text)")
      }
    }
    var logs: [String] = []
    for service in ["empty-server", "throwing-server", "merging-root"] {
      logs.append(try await broken.logs(service))
    }
    try await broken.down(removingVolumes: true)

    #expect(up.status != 0)
    #expect(
      answers == [
        #"503 {"error":"`handle` is not a function"}"#,
        #"500 {"error":"`handle` is not a function"}"#,
        #"503 {"error":"the code failed; the log says where"}"#,
        #"500 {"error":"the code failed; the log says where"}"#,
        #"503 {"error":"`merge` is not a function"}"#,
        #"502 {"error":"merge failed: `merge` is not a function"}"#,
      ]
    )
    #expect(logs[0].contains("`handle` is not a function"))
    #expect(logs[1].contains("SyntaxError"))
    #expect(logs[2].contains("`merge` is not a function"))
  }
}
