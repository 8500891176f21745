import Foundation
import Metaparticle
import Testing

@testable import mpc

/// The script of every recorded spec, and the scripts that go into it or into containers.
struct ShellcheckTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let specs: [String] = {
    let root = repository.appending(path: "golden").path
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix("/spec.mp") && !$0.hasPrefix("errors/") }.sorted()
  }()

  static let tools = ["install.sh", "probe.sh"]

  private func script(of spec: String) throws -> URL {
    let file = Self.repository.appending(path: "golden/\(spec)")
    let bytes = Array(try Data(contentsOf: file))
    let artifacts = withLargeStack {
      var compilation = Compilation(
        spec: bytes,
        name: "spec.mp",
        files: ProjectFiles(spec: file.path, name: "spec.mp", root: nil)
      )
      return compilation.artifacts(for: .shell)
    }
    let script = try #require(artifacts.first { $0.path == "shell/run.sh" })
    #expect(script.mode == 0o755)
    let url = FileManager.default.temporaryDirectory
      .appending(path: "mpc-shell-\(UUID().uuidString).sh")
    try Data(script.bytes).write(to: url)
    return url
  }

  @Test(arguments: specs) func everyShellReads(_ spec: String) throws {
    let script = try script(of: spec)
    defer { try? FileManager.default.removeItem(at: script) }
    for shell in Shell.all {
      let run = try Tool.run(shell.command + ["-n", script.path])
      #expect(run == Tool.Output(status: 0, output: [], error: []), "\(shell): \(run.errorText)")
    }
    guard Tool.hasShellcheck else { return }
    let run = try Tool.run(["/usr/bin/env", "shellcheck", script.path])
    #expect(run.status == 0, "\(run.text)")
  }

  @Test(.enabled(if: Tool.hasShellcheck), arguments: tools)
  func theFramesAreClean(_ name: String) throws {
    let script = Self.repository.appending(path: "Sources/MPBackends/Tools/\(name)")
    let run = try Tool.run(["/usr/bin/env", "shellcheck", script.path])
    #expect(run.status == 0, "\(run.text)")
  }
}
