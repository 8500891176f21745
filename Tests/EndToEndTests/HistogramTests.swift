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

    // MARK: - Changes of what runs

    @Test func changedQuorumReplacesTheRootAndTakesTwoFailures() async throws {
      try await project.deploy(
        .histogram.replacing("deadline = 2s", with: "deadline = 1s\nquorum = 8")
      )
      #expect(try await ask()["X-Mp-Answered"] == "10/10")

      try await project.compose("pause", Self.broken)
      let nine = try await ask()
      try await project.compose("kill", "histogram-leaf-7")
      let eight = try await ask()
      try await project.compose("kill", "histogram-leaf-8")
      let seven = try await ask()
      try await project.compose("unpause", Self.broken)
      try await project.compose("start", "histogram-leaf-7", "histogram-leaf-8")

      #expect(nine.status == 200)
      #expect(nine["X-Mp-Answered"] == "9/10")
      #expect(try nine.decoded(as: [Int].self).reduce(0, +) == 900)
      #expect(nine.elapsed < .seconds(2))
      #expect(eight.status == 200)
      #expect(eight["X-Mp-Answered"] == "8/10")
      #expect(try eight.decoded(as: [Int].self).reduce(0, +) == 800)
      #expect(seven.status == 504)
      #expect(seven["X-Mp-Answered"] == "7/10")
      #expect(try seven.decoded(as: Refusal.self).failed.map(\.leaf) == [3, 7, 8])
      #expect(try await eventually { try await ask()["X-Mp-Answered"] == "10/10" })
    }

    @Test func changedLeafCodeReplacesTheLeaves() async throws {
      let replaced = try await replacedServices {
        try $0.replacing("i < 100", with: "i < 50")
      }
      // The root, which depends on them, is as it was; older versions of Compose make it anew.
      #expect(replaced.subtracting([Self.root]) == Set(Self.leaves))
      #expect(try await ask().decoded(as: [Int].self).reduce(0, +) == 500)
    }

    /// The services whose containers are others once a changed spec is started.
    private func replacedServices(_ change: (Spec) throws -> Spec) async throws -> Set<String> {
      let spec = try #require(await project.running)
      let before = try await incarnations()
      try await project.deploy(try change(spec))
      let after = try await incarnations()
      return Set(after.keys.filter { after[$0] != before[$0] })
    }
  }
}
