import ArgumentParser
import Metaparticle

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says what is wrong with specs, and writes nothing.",
    discussion: """
      A spec without `app`, such as a file of patterns, is fine here; to build one needs it.
      Exit codes: 0 no errors, 1 errors, 64 usage, 66 no such file, 74 output failed.
      With --format json, the findings are on the standard output.
      """
  )

  @Argument(help: "The specs; `-` is the standard input.", completion: .file(extensions: ["mp"]))
  var specs: [String]

  @OptionGroup var compilation: CompilationArguments

  @OptionGroup var findings: FindingOptions

  func run() throws {
    var code = ExitCode.success
    for spec in specs {
      do {
        try check(spec)
      } catch let failure as ExitCode {
        code = code == .success ? failure : code
      }
    }
    if code != .success { throw code }
  }

  private func check(_ path: String) throws {
    let isAskedFor = findings.format == .json
    let stream: Terminal = isAskedFor ? .output : .error
    let compilation = try compilation.compile(path, findings, on: stream)
    let isShown = findings.show(compilation.findings, compilation.sources, on: stream)
    if isAskedFor, !isShown { throw ExitCode(74) }
    if compilation.hasErrors { throw ExitCode(1) }
  }
}
