import Foundation
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

  @Test func hangingLeafIsNamedAtTheDeadline() async throws {
    try await project.deploy(.histogram)
    try await project.compose("pause", Self.broken)
    let answer = try await ask()
    try await project.compose("unpause", Self.broken)

    #expect(answer.status == 504)
    #expect(answer["X-Mp-Answered"] == "9/10")
    #expect(try answer.decoded() == Self.refusal)
    let ratio = answer.elapsed / Self.deadline
    #expect(ratio > 0.9 && ratio < 2, "answered after \(ratio) of the deadline")

    #expect(try await eventually { try await ask().status == 200 })
    #expect(try await ask().elapsed < answer.elapsed / 2)
  }

  @Test func killedLeafIsNamedAndFoundAgainAtAnotherAddress() async throws {
    try await project.deploy(.histogram)
    let address = try #require(try await project.container(Self.broken).address)
    try await project.compose("kill", Self.broken)
    let answer = try await ask()
    #expect(answer.status == 504)
    #expect(try answer.decoded() == Self.refusal)
    #expect(answer.elapsed / Self.deadline < 2)

    // Something else takes the next address, be it the leaf's own, so that the leaf gets another.
    let network = try #require(try await project.objects("network").first)
    let squatter = try await Command.run([
      "docker", "run", "--detach", "--network", network,
      "--label", "com.docker.compose.project=\(project.name)",
      "--entrypoint", "/bin/sleep", try await project.container("mp-tools").image, "60",
    ]).text.trimmingCharacters(in: .whitespacesAndNewlines)
    try await project.compose("start", Self.broken)
    let newAddress = try await project.container(Self.broken).address
    let isBack = try await eventually { try await ask().status == 200 }
    try await Command.run(["docker", "rm", "--force", squatter])

    #expect(newAddress != address)
    #expect(isBack)
  }
}
