import Foundation
import MPIR
import Metaparticle
import Testing

@testable import mpc

/// What Docker Compose makes of the recorded files. It needs no engine for that.
struct ComposeTests {
  static let cases = GoldenCase.all.filter {
    FileManager.default.fileExists(atPath: $0.composeFile.path)
  }

  static let isThere: Bool = {
    if !Tool.hasCompose { print("docker compose is not there: what it reads is not tested") }
    return Tool.hasCompose
  }()

  @Test func isThereWhereItIsRequired() {
    let isRequired = ProcessInfo.processInfo.environment["MPC_REQUIRE_TOOLS"] == "1"
    #expect(!isRequired || Tool.hasCompose)
  }

  @Test(.enabled(if: isThere), arguments: cases)
  func saysNothing(_ golden: GoldenCase) throws {
    let run = try compose(golden, "config", "-q")
    #expect(run == Tool.Output(status: 0, output: [], error: []), "\(run.errorText)")
  }

  /// Every text of a spec comes to its container as it is.
  @Test(.enabled(if: isThere), arguments: cases.filter { $0.name == "strings" })
  func readsTheTextsOfTheSpec(_ golden: GoldenCase) throws {
    let run = try compose(golden, "config", "--format", "json")
    // What it prints could be read again: each `$` is doubled.
    let json = String(decoding: run.output, as: UTF8.self).replacing("$$", with: "$")
    let project = try JSONDecoder().decode(Project.self, from: Data(json.utf8))
    let spec = Array(try Data(contentsOf: golden.spec))
    let compilation = Compilation(
      spec: spec,
      name: "spec.mp",
      files: ProjectFiles(spec: golden.spec.path, name: "spec.mp", root: nil)
    )
    let workloads = try #require(compilation.system).workloads
    #expect(!workloads.isEmpty)
    for workload in workloads {
      let service = try #require(project.services[workload.name])
      let container = workload.container
      #expect(service.entrypoint == container.entrypoint?.map(\.description))
      #expect(service.command == container.arguments?.map(\.description))
      let environment = service.environment ?? [:]
      #expect(environment.count == container.environment.count)
      for variable in container.environment {
        let read = environment[variable.name] ?? nil
        #expect(
          read.map { Array($0.utf8) } == Array(variable.value.description.utf8),
          "\(variable.name)"
        )
      }
    }
  }

  private struct Project: Decodable {
    struct Service: Decodable {
      var entrypoint: [String]?
      var command: [String]?
      var environment: [String: String?]?
    }

    var services: [String: Service]
  }

  private func compose(_ golden: GoldenCase, _ arguments: String...) throws -> Tool.Output {
    try Tool.run(
      ["/usr/bin/env", "docker", "compose", "-f", golden.composeFile.path] + arguments,
      in: golden.expectedFolder
    )
  }
}
