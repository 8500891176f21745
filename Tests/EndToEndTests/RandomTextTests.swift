import Foundation
import Testing

extension EndToEnd {
  /// Any text that a spec can hold comes into a container byte for byte, by any way, on every platform.
  @Suite(.deployed(RandomSystem.spec)) struct RandomTextTests {
    @Test func thereAreEnough() {
      let count = (RandomSystem.residents + RandomSystem.passengers).map(\.count).reduce(0, +)
      #expect(count >= 5000)
    }

    @Test(arguments: RandomSystem.residents.map(\.name))
    func containersThatStayHaveTheirs(_ name: String) async throws {
      let subject = try #require(RandomSystem.residents.first { $0.name == name })
      for platform in Platform.allCases {
        let system = try DeployedSystem.ofSuite(on: platform)
        let container = try await system.container(name)
        let report = try await system.report(
          container,
          files: subject.files.map(\.path),
          names: []
        )
        try expect(report, toBe: subject, on: platform)
        for path in subject.volumes {
          #expect(report["mount \(path)"] == "writable", "\(path) on \(platform)")
        }
      }
    }

    /// They have written down what they had.
    @Test(arguments: RandomSystem.passengers.map(\.name))
    func containersThatEndHadTheirs(_ name: String) async throws {
      let subject = try #require(RandomSystem.passengers.first { $0.name == name })
      for platform in Platform.allCases {
        let system = try DeployedSystem.ofSuite(on: platform)
        if name == "tick" {
          let run = await system.command(["run", "--rm", "-T", name], or: ["run", name])
          try await Command.run(run, limit: 60)
        }
        let path = "/board/\(name)"
        let isThere = try await eventually {
          let size = try await system.exec(
            "visitor",
            ["/bin/sh", "-c", "cat \(path).cmdline || :"]
          )
          return size.last == 0
        }
        try #require(isThere, "\(name) on \(platform)")
        var report = ContainerReport()
        let variables = try await system.exec("visitor", ["/bin/cat", path + ".environ"])
        for entry in variables.split(separator: 0) { report.add(environment: entry) }
        let arguments = try await system.exec("visitor", ["/bin/cat", path + ".cmdline"])
        report.add(
          arguments: arguments.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        )
        try expect(report, toBe: subject, on: platform)
      }
    }

    private func expect(
      _ report: ContainerReport,
      toBe subject: RandomSystem.Subject,
      on platform: Platform
    ) throws {
      var expected = ContainerReport()
      for variable in subject.environment {
        expected.add(environment: "\(variable.name)=\(variable.value)".utf8)
      }
      expected.add(
        arguments: RandomSystem.words(of: subject).map { Array($0.utf8) }
      )
      for annotation in subject.annotations {
        expected.add("label \(annotation.name)", annotation.value.utf8)
      }
      if let workdir = subject.workdir { expected.add("workdir", workdir.utf8) }
      for file in subject.files {
        expected.add(
          file: file.path,
          mode: 0o644,
          owner: "\(getuid()):\(getgid())",
          content: (file.content.utf8.last == 10 ? file.content : file.content + "\n").utf8
        )
      }
      let given = ["environment PATH", "environment HOME", "environment HOSTNAME"]
      let differences = report.differences(from: expected) { fact in
        expected[fact] != nil
          || (["environment ", "argument "].contains { fact.hasPrefix($0) }
            && !given.contains(fact))
      }
      #expect(differences.prefix(20) == [], "\(subject.name) on \(platform)")
    }
  }
}
