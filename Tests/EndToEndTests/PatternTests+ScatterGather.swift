import Foundation
import Testing

extension EndToEnd.PatternTests {
  private struct Asked: Decodable {
    let method: String
    let path: String
    let query: [String: String]
    let headers: [String: String]
  }

  @Test(arguments: Platform.allCases)
  func leavesFindTheRequestAndItsClient(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let url = try await system.url("mirror.http", "/request?a=b")
    let answer = try await HTTP.get(
      url,
      headers: [
        "x-forwarded-for": "192.0.2.7", "x-mp-leaf": "7", "X-Other": "kept",
        "Range": "bytes=0-1", "If-None-Match": "\"tag\"",
      ]
    )
    #expect(answer.status == 200)
    let asked = try answer.decoded(as: [Asked].self)
    #expect(asked.map(\.headers["x-mp-leaf"]) == ["0", "1"])
    for leaf in asked {
      #expect(leaf.method == "GET")
      #expect(leaf.path == "/request")
      #expect(leaf.query == ["a": "b"])
      #expect(leaf.headers["x-other"] == "kept")
      #expect(leaf.headers["range"] == nil)
      #expect(leaf.headers["if-none-match"] == nil)
      let client = try #require(leaf.headers["x-forwarded-for"])
      #expect(try /192\.0\.2\.7, \d+\.\d+\.\d+\.\d+/.wholeMatch(in: client) != nil, "\(client)")
    }
  }

  @Test(arguments: Platform.allCases)
  func headIsAnsweredWithoutABody(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let url = try await system.url("mirror.http", "/request")
    let head = ["curl", "--silent", "--head", "--max-time", "20", url.absoluteString]
    let answer = try await Command.run(head).text
    #expect(answer.hasPrefix("HTTP/1.1 200"))
    #expect(answer.contains("X-Mp-Answered: 2/2"))
  }

  /// One container has the names of 300 leaves: more than nginx may look up at once.
  @Test func threeHundredLeavesAreFound() async throws {
    let system = try DeployedSystem.ofSuite(on: .compose)
    let names = (0..<300).map { "crowd-\($0).crowd" }
    let leaf = try await runAgain(
      "mirror-leaf-0",
      of: system,
      with: names.flatMap { ["--network-alias", $0] }
    )
    let root = try await runAgain(
      "mirror-root",
      of: system,
      with: [
        "--env", "MP_LEAVES=" + names.map { "\($0):8080" }.joined(separator: ","),
        // Shorter than nginx takes to ask for a name again.
        "--env", "MP_DEADLINE_MS=4000", "--env", "MP_QUORUM=300",
      ]
    )
    let address = try await Command.run([
      "docker", "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
      root,
    ]).text.trimmingCharacters(in: .whitespacesAndNewlines)
    let url = try #require(URL(string: "http://\(address):8080/"))
    #expect(
      try await eventually { try await HTTP.get(url.appending(path: "mp/healthz")).status == 200 }
    )
    let answer = try await HTTP.post(Data("1".utf8), to: url)
    try await Command.run(["docker", "rm", "--force", leaf, root])

    #expect(answer["X-Mp-Answered"] == "300/300")
    #expect(answer.status == 200)
  }

  /// Runs another container with the files of a service, and gives its id.
  private func runAgain(
    _ service: String,
    of system: DeployedSystem,
    with options: [String]
  ) async throws -> String {
    let model = try await system.container(service)
    let network = try #require(try await system.objects("network").first)
    let inspect = ["docker", "inspect", "--format", "{{.Config.Image}}", model.id]
    let image = try await Command.run(inspect).text
    return try await Command.run(
      [
        "docker", "run", "--detach", "--network", network, "--volumes-from", model.id,
        "--label", "\(system.platform.projectLabel)=\(system.name)",
        "--user", "10101", "--env", "MP_MAX_BODY=1048576", "--entrypoint", "/bin/sh",
      ] + options
        + [image, "/etc/nginx/start.sh"].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    ).text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test(arguments: Platform.allCases)
  func leavesGetAndGiveAMegabyteEach(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let answer = try await HTTP.post(Self.megabyte, to: try await system.url("mirror.http"))
    #expect(answer.status == 200)
    #expect(answer["X-Mp-Answered"] == "2/2")
    #expect(answer.body.count == 2_000_003)
    #expect(
      answer.body == Data("[".utf8) + Self.megabyte + Data(",".utf8) + Self.megabyte
        + Data("]".utf8)
    )
  }

  @Test(arguments: Platform.allCases)
  func searchDomainsOfTheMachineDoNotGetInTheWay(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let configuration = try await system.exec("mirror-root", ["cat", "/etc/resolv.conf"])
    try #require(String(decoding: configuration, as: UTF8.self).contains("search example.com"))
    for number in 0..<20 {
      let answer = try await HTTP.post(
        Data("\(number)".utf8),
        to: try await system.url("mirror.http")
      )
      #expect(answer.status == 200)
      #expect(answer.text == "[\(number),\(number)]")
    }
  }

  @Test(arguments: Platform.allCases)
  func mergerInAContainerGetsWhatTheLeavesAnswered(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    struct Merged: Decodable, Equatable {
      let bodies: [Int]
      let path: String
      let answered: String
    }
    let url = try await system.url("elsewhere.http", "/sum?x=1")
    let answer = try await HTTP.post(Data("4".utf8), to: url)
    #expect(answer.status == 200)
    #expect(try answer.decoded() == Merged(bodies: [40, 41], path: "/sum", answered: "2/2"))

    try await system.engine("kill", "elsewhere-merger")
    let refusal = try await HTTP.post(Data("4".utf8), to: url)
    try await system.engine("start", "elsewhere-merger")
    // A name that is gone may take the resolver as long as the merger has.
    #expect([502, 504].contains(refusal.status))
    #expect(refusal.text.contains("merger failed"))
    #expect(try await eventually { try await HTTP.post(Data("4".utf8), to: url).status == 200 })
  }

  @Test(arguments: Platform.allCases)
  func leafThatIsSlowOnceIsAskedAgain(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    let url = try await system.url("hedged.http")
    let answer = try await HTTP.post(Data(#"{"question":"\#(UUID())"}"#.utf8), to: url)
    #expect(answer.status == 200)
    #expect(answer["X-Mp-Answered"] == "2/2")
    #expect(try answer.decoded(as: [String].self) == ["second try", "quick"])
    // The first try takes ten seconds.
    #expect(answer.elapsed < .seconds(5))
  }
}
