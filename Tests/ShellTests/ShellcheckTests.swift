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

  /// What only some systems have, one at a time: the script has no more than it needs.
  static let parts: [String] = {
    let service: (String) -> String = { "service a { image = \"acme/a:1\", \($0) }" }
    return [
      "job a { image = \"acme/a:1\" }",
      "job a { image = \"acme/a:1\", completions = 2, indexed = true, init i { image = \"acme/i:1\" } }",
      "cron a { image = \"acme/a:1\", schedule = \"0 3 * * *\" }",
      "secret s\n" + service("env { S = s, T = \"x\\(s)\" }"),
      "secret s\n" + service("file \"/s\" { secret = s }"),
      service("volume v { path = \"/v\", size = 1Gi }"),
      service("volume v { path = \"/v\", kind = \"temporary\" }"),
      service("sidecar s { image = \"acme/s:1\" }"), service("init i { image = \"acme/i:1\" }"),
      service("platform = \"linux/arm64\""), "service a { build { context = \".\" } }",
      service("ports { http = 80 }, ready { http = \"/\" }, started { tcp = true }"),
    ].map { "app shop\n\($0)\n" } + [Shop.rich("info")]
  }()

  static let tools = ["install.sh", "probe.sh"]

  private func script(of spec: Data, at path: String) throws -> URL {
    let artifacts = withLargeStack {
      var compilation = Compilation(
        spec: Array(spec),
        name: "spec.mp",
        files: ProjectFiles(spec: path, name: "spec.mp", root: nil)
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
    let file = Self.repository.appending(path: "golden/\(spec)")
    try everyShellReads(try Data(contentsOf: file), at: file.path)
  }

  @Test(arguments: parts) func everyShellReadsPart(_ spec: String) throws {
    try everyShellReads(Data(spec.utf8), at: Self.repository.appending(path: "spec.mp").path)
  }

  private func everyShellReads(_ spec: Data, at path: String) throws {
    let script = try script(of: spec, at: path)
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
