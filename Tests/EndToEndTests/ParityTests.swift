import Foundation
import MPIR
import Testing

extension EndToEnd {
  /// A container cannot tell which platform it runs on, and sees what the spec says.
  @Suite(.deployed(Subject.spec)) struct ParityTests {
    /// The workloads that are asked, and how much.
    static let workloads = ["subject", "leaf", "plain", "bare"]

    @Test(arguments: workloads)
    func containersSeeTheSameAndWhatTheSpecSays(_ name: String) async throws {
      var reports: [Platform: [ContainerReport]] = [:]
      for platform in Platform.allCases {
        let system = try DeployedSystem.ofSuite(on: platform)
        let model = try await system.model(of: Subject.spec)
        let workload = try #require(model.workloads.first { $0.name == name })
        let expected = expected(workload, in: model)
        let found = try await containers(of: workload, in: system)
        try #require(found.count == expected.count, "replicas of \(name) on \(platform)")
        for (container, expected) in zip(found, expected) {
          let report = try await system.report(
            container,
            files: workload.container.files.map(\.path),
            names: names(of: workload)
          )
          let differences = report.differences(from: expected) { fact in
            expected[fact] != nil || isTheSpecs(fact)
          }
          #expect(differences.prefix(20) == [], "\(container.service) on \(platform)")
          reports[platform, default: []].append(report)
        }
      }
      for (compose, shell) in zip(reports[.compose] ?? [], reports[.shell] ?? []) {
        let differences = shell.differences(from: compose, where: isAlike)
        #expect(differences.prefix(20) == [], "\(name) on both platforms")
      }
    }

    private func expected(_ workload: Workload, in system: SystemIR) -> [ContainerReport] {
      (0..<workload.replicas).map { replica in
        ContainerReport(
          expectedOf: workload,
          replica: workload.identity == .stable ? replica : nil,
          in: system,
          names: names(of: workload)
        )
      }
    }

    /// The names that it looks up.
    private func names(of workload: Workload) -> [String] {
      workload.name == "bare" ? [] : Subject.names
    }

    private func containers(of workload: Workload, in system: DeployedSystem) async throws
      -> [ContainerState]
    {
      let names = workload.replicaNames + [workload.name]
      return try await system.containers().filter {
        names.contains($0.service) || $0.workload == workload.name
      }
    }

    /// Whether a fact has to be in the spec if it is anywhere: all but what the image and the engine
    /// put into every environment.
    private func isTheSpecs(_ fact: String) -> Bool {
      let given = ["environment PATH", "environment HOME", "environment HOSTNAME"]
      return ["environment ", "argument ", "content of ", "asked ", "published "].contains {
        fact.hasPrefix($0)
      } && !given.contains(fact)
    }

    /// Whether a fact may not differ between platforms. The engine makes up the names of hosts that have
    /// none; each platform has labels of its own, and these tests publish ports of their own for each.
    private func isAlike(_ fact: String) -> Bool {
      !["hostname", "environment HOSTNAME", "own names"].contains(fact)
        && !fact.hasPrefix("label ") && !fact.hasPrefix("published ")
    }
  }
}
