import Foundation
import MPIR
import Testing

extension EndToEnd.HistogramTests {
  static let deadline = Duration.seconds(2)
  static let broken = "histogram-leaf-3"

  /// What a root answers when too few leaves have.
  struct Refusal: Decodable, Equatable {
    struct Failure: Decodable, Equatable {
      let leaf: Int
      let address: String
    }

    let failed: [Failure]
  }

  static let refusal = Refusal(
    failed: [.init(leaf: 3, address: "histogram-leaf-3.histogram-leaf:8080")])

  @Test(arguments: Platform.allCases)
  func hangingLeafIsNamedAtTheDeadline(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    try await system.deploy(.histogram)
    try await system.engine("pause", Self.broken)
    let answer = try await ask(system)
    try await system.engine("unpause", Self.broken)

    #expect(answer.status == 504)
    #expect(answer["X-Mp-Answered"] == "9/10")
    #expect(try answer.decoded() == Self.refusal)
    let ratio = answer.elapsed / Self.deadline
    #expect(ratio > 0.9 && ratio < 2, "answered after \(ratio) of the deadline")

    #expect(try await eventually { try await ask(system).status == 200 })
    #expect(try await ask(system).elapsed < answer.elapsed / 2)
  }

  @Test(arguments: Platform.allCases)
  func killedLeafIsNamedAndFoundAgainAtAnotherAddress(on platform: Platform) async throws {
    let system = try DeployedSystem.ofSuite(on: platform)
    try await system.deploy(.histogram)
    let address = try #require(try await system.container(Self.broken).address)
    try await system.engine("kill", Self.broken)
    let answer = try await ask(system)
    #expect(answer.status == 504)
    #expect(try answer.decoded() == Self.refusal)
    #expect(answer.elapsed / Self.deadline < 2)

    // Something else takes the next address, be it the leaf's own, so that the leaf gets another.
    let network = try #require(try await system.objects("network").first)
    let squatter = try await Command.run([
      "docker", "run", "--detach", "--network", network,
      "--label", "\(platform.projectLabel)=\(system.name)",
      "--entrypoint", "/bin/sleep", try await system.model(of: .histogram).toolsImage, "60",
    ]).text.trimmingCharacters(in: .whitespacesAndNewlines)
    try await system.engine("start", Self.broken)
    let newAddress = try await system.container(Self.broken).address
    let isBack = try await eventually { try await ask(system).status == 200 }
    try await Command.run(["docker", "rm", "--force", squatter])

    #expect(newAddress != address)
    #expect(isBack)
  }
}
