import Foundation
import Testing

extension EndToEnd.PatternTests {
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
