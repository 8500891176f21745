import Foundation
import Testing

extension EndToEnd {
  /// The first spec that anyone sees. Each test leaves the system whole.
  @Suite(.deployed(.histogram)) struct HistogramTests {
    static let leaves = (0..<10).map { "histogram-leaf-\($0)" }
    static let root = "histogram-root"

    func ask(_ system: DeployedSystem) async throws -> HTTP.Answer {
      try await HTTP.post(to: try await system.url("histogram.http"))
    }

    /// The containers by service, as far as it matters whether they are still the same.
    func incarnations(of system: DeployedSystem) async throws -> [String: String] {
      let containers = try await system.containers().filter(\.isRunning)
      return Dictionary(uniqueKeysWithValues: containers.map { ($0.service, $0.incarnation) })
    }

    @Test(arguments: Platform.allCases)
    func elevenContainersRunAndTheToolsHaveDoneTheirWork(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let containers = try await system.containers()
      #expect(containers.filter(\.isRunning).map(\.service) == Self.leaves + [Self.root])
      let rest = containers.filter { !$0.isRunning }
      #expect(rest.map(\.service) == ["mp-tools"])
      #expect(rest.map(\.state.exitCode) == [0])
    }

    @Test(arguments: Platform.allCases)
    func everyHistogramHoldsAThousandNumbers(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      var sums: [Int] = []
      var histograms: Set<[Int]> = []
      for _ in 0..<200 {
        let answer = try await ask(system)
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
      let system = try DeployedSystem.ofSuite(on: .compose)
      try await system.build(.histogram)
      let before = try stamps(system.output)
      #expect(before.keys.contains("compose/compose.yaml"))
      #expect(before.keys.contains("shell/run.sh"))
      try await system.build(.histogram)
      #expect(try stamps(system.output) == before)
    }

    /// Inode, size and time of each file, without the compiler's own records.
    private func stamps(_ folder: URL) throws -> [String: String] {
      let paths = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
      var stamps: [String: String] = [:]
      for case let path as String in paths where !path.hasPrefix(".mpc") {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: folder.path + "/" + path
        )
        stamps[path] = [.systemFileNumber, .size, .modificationDate]
          .map { (key: FileAttributeKey) in "\(attributes[key] ?? "")" }.joined(separator: " ")
      }
      return stamps
    }

    @Test(arguments: Platform.allCases)
    func startingAgainLeavesEveryContainerAlone(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.histogram)
      let before = try await incarnations(of: system)
      try await system.up()
      #expect(try await incarnations(of: system) == before)
    }

    // MARK: - Changes of what runs

    @Test(arguments: Platform.allCases)
    func changedQuorumReplacesTheRootAndTakesTwoFailures(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(
        .histogram.replacing("deadline = 2s", with: "deadline = 1s\nquorum = 8")
      )
      #expect(try await ask(system)["X-Mp-Answered"] == "10/10")

      try await system.engine("pause", Self.broken)
      let nine = try await ask(system)
      try await system.engine("kill", "histogram-leaf-7")
      let eight = try await ask(system)
      try await system.engine("kill", "histogram-leaf-8")
      let seven = try await ask(system)
      try await system.engine("unpause", Self.broken)
      try await system.engine("start", "histogram-leaf-7", "histogram-leaf-8")

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
      #expect(try await eventually { try await ask(system)["X-Mp-Answered"] == "10/10" })
    }

    @Test(arguments: Platform.allCases)
    func changedLeafCodeReplacesTheLeaves(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      var replaced = try await replacedServices(of: system) {
        try $0.replacing("i < 100", with: "i < 50")
      }
      // Older versions of Compose make what depends on them anew, too.
      if platform == .compose { replaced.remove(Self.root) }
      #expect(replaced == Set(Self.leaves))
      #expect(try await ask(system).decoded(as: [Int].self).reduce(0, +) == 500)
    }

    /// The services whose containers are others once a changed spec is started.
    private func replacedServices(
      of system: DeployedSystem,
      _ change: (Spec) throws -> Spec
    ) async throws -> Set<String> {
      let spec = try #require(await system.running)
      let before = try await incarnations(of: system)
      try await system.deploy(try change(spec))
      let after = try await incarnations(of: system)
      return Set(after.keys.filter { after[$0] != before[$0] })
    }
  }
}
