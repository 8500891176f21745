import Foundation
import Testing

extension EndToEnd {
  /// The first spec that anyone sees. Each test leaves the system whole.
  @Suite(.deployed(.histogram)) struct HistogramTests {
    let project: ComposeProject
    static let leaves = (0..<10).map { "histogram-leaf-\($0)" }
    static let root = "histogram-root"

    init() throws { project = try #require(ComposeProject.ofSuite) }

    func ask() async throws -> HTTP.Answer {
      try await HTTP.post(to: try await project.url("histogram.http"))
    }

    /// The containers by service, as far as it matters whether they are still the same.
    func incarnations() async throws -> [String: String] {
      let containers = try await project.containers().filter(\.isRunning)
      return Dictionary(uniqueKeysWithValues: containers.map { ($0.service, $0.incarnation) })
    }

    @Test func elevenContainersRunAndTheToolsHaveDoneTheirWork() async throws {
      let containers = try await project.containers()
      #expect(containers.filter(\.isRunning).map(\.service) == Self.leaves + [Self.root])
      #expect(containers.filter(\.isRunning).allSatisfy { $0.health == "healthy" })
      let rest = containers.filter { !$0.isRunning }
      #expect(rest.map(\.service) == ["mp-tools"])
      #expect(rest.map(\.state.exitCode) == [0])
    }

    @Test func everyHistogramHoldsAThousandNumbers() async throws {
      var sums: [Int] = []
      var histograms: Set<[Int]> = []
      for _ in 0..<200 {
        let answer = try await ask()
        #expect(answer.status == 200)
        #expect(answer["X-Mp-Answered"] == "10/10")
        let bins = try answer.decoded(as: [Int].self)
        #expect(bins.count == 10)
        sums.append(bins.reduce(0, +))
        histograms.insert(bins)
      }
      #expect(sums == Array(repeating: 1000, count: 200))
      #expect(histograms.count > 100, "the numbers are not drawn anew")
    }

    @Test func buildingAgainChangesNoFile() async throws {
      try await project.deploy(.histogram)
      let before = try stamps()
      #expect(before.keys.contains("compose/compose.yaml"))
      try await project.build(.histogram)
      #expect(try stamps() == before)
    }

    /// Inode, size and time of each file, without the compiler's own records.
    private func stamps() throws -> [String: String] {
      let paths = FileManager.default.enumerator(atPath: project.output.path)?.allObjects ?? []
      var stamps: [String: String] = [:]
      for case let path as String in paths where !path.hasPrefix(".mpc") {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: project.output.path + "/" + path
        )
        stamps[path] = [.systemFileNumber, .size, .modificationDate]
          .map { (key: FileAttributeKey) in "\(attributes[key] ?? "")" }.joined(separator: " ")
      }
      return stamps
    }

    @Test func startingAgainLeavesEveryContainerAlone() async throws {
      try await project.deploy(.histogram)
      let before = try await incarnations()
      try await project.up()
      #expect(try await incarnations() == before)
    }

    @Test func changedMergeReplacesTheRootAlone() async throws {
      try await project.deploy(.histogram)
      let before = try await incarnations()
      try await project.deploy(
        .histogram.replacing("new Array(10)", with: "new Array(10).concat([])")
      )
      let after = try await incarnations()
      #expect(after.keys.filter { after[$0] != before[$0] } == [Self.root])
      #expect(try await ask().status == 200)
    }

    @Test func changedLeafCodeReplacesTheLeaves() async throws {
      try await project.deploy(.histogram)
      let before = try await incarnations()
      try await project.deploy(.histogram.replacing("i < 100", with: "i < 50"))
      let after = try await incarnations()
      // The root, which depends on them, is as it was; older versions of Compose make it anew.
      let replaced = Set(after.keys.filter { after[$0] != before[$0] })
      #expect(replaced.subtracting([Self.root]) == Set(Self.leaves))
      #expect(try await ask().decoded(as: [Int].self).reduce(0, +) == 500)
    }
  }
}
