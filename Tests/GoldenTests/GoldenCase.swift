import ArgumentParser
import Foundation
import MPCompiler
import MPIR
import Metaparticle
import Testing

@testable import mpc

/// A folder under `golden/` that holds a `spec.mp`, the files that it names, and under `expected/`
/// what becomes of it.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  /// The path below `golden/`: `patterns/function`.
  let name: String

  static let root = repository.appending(path: "golden")

  /// Every case, in the order of their names.
  static let all: [GoldenCase] = {
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return
      paths
      .filter { $0.hasSuffix("/spec.mp") && !$0.contains("/expected/") }
      .map { GoldenCase(name: String($0.dropLast("/spec.mp".count))) }
      .sorted { $0.name < $1.name }
  }()

  var testDescription: String { name }

  var folder: URL { Self.root.appending(path: name) }
  var spec: URL { folder.appending(path: "spec.mp") }
  var expectedFolder: URL { folder.appending(path: "expected") }
  /// The Compose file that is recorded, if the case succeeds.
  var composeFile: URL { expectedFolder.appending(path: "compose/compose.yaml") }

  /// The manifests that are recorded, if the case succeeds.
  var kubernetesFolder: URL { expectedFolder.appending(path: "kubernetes") }

  /// `E0203` of `errors/E0203/…`: the code that the case is there to show.
  var code: String? {
    let parts = name.split(separator: "/")
    return parts.first == "errors" && parts.count > 1 ? String(parts[1]) : nil
  }

  /// What the command line says beside the spec: the lines of the file `arguments`, if there is one.
  var arguments: [String] {
    let text = try? String(contentsOf: folder.appending(path: "arguments"), encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }

  /// What `mpc build spec.mp` in its folder would write, for all targets.
  func build() throws -> GoldenResult {
    var compilation = try compilation()
    return withLargeStack { GoldenResult(&compilation) }
  }

  func compilation() throws -> Compilation {
    let bytes = Array(try Data(contentsOf: spec))
    let options = try CompilationArguments.parse(arguments).options()
    let files = ProjectFiles(spec: spec.path, name: "spec.mp", root: nil)
    return withLargeStack {
      Compilation(spec: bytes, name: "spec.mp", options: options, files: files)
    }
  }

  /// The system that the spec means.
  func system() throws -> SystemIR { try #require(try compilation().system) }

  func expected() throws -> GoldenResult { try GoldenResult(recordedIn: expectedFolder) }
}

/// The top of the repository.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
