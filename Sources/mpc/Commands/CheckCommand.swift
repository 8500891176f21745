import ArgumentParser
import Metaparticle

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says what is wrong with specs, and writes nothing.",
    discussion: """
      A spec without `app`, such as a file of patterns, is fine here; to build one needs it.
      Exit codes: 0 no errors, 1 errors, 64 usage, 66 no such file, 74 output failed.
      With an `app`, what the platforms have to say is said too: nothing that `check` passes is refused \
      by `build`.
      With --format json, sarif and github, the findings are on the standard output.
      """
  )

  @Argument(help: "The specs; `-` is the standard input.", completion: .file(extensions: ["mp"]))
  var specs: [String]

  @OptionGroup var compilation: CompilationArguments

  @OptionGroup var findings: FindingOptions

  func run() throws {
    let stream: Terminal = findings.format.isForPrograms ? .output : .error
    var code = ExitCode.success
    var isWritten = true
    // A document has all specs in it; otherwise each is reported as soon as it is checked.
    var pending: [FindingReport] = []
    for spec in specs {
      let (report, result) = check(spec, on: stream)
      if code == .success { code = result }
      if let report { pending.append(report) }
      if !findings.format.isDocument {
        isWritten = findings.show(pending, on: stream) && isWritten
        pending = []
      }
    }
    if findings.format.isDocument { isWritten = findings.show(pending, on: stream) }
    if !isWritten, stream == .output { throw ExitCode(74) }
    if code != .success { throw code }
  }

  private func check(_ path: String, on stream: Terminal) -> (FindingReport?, ExitCode) {
    do {
      var compilation = try compilation.compile(path, denying: findings.deny)
      compilation.checkTargets()
      let report = FindingReport(compilation.findings, in: compilation.sources)
      return (report, compilation.hasErrors ? ExitCode(1) : .success)
    } catch {
      if case .problem(let problem) = error.reason {
        findings.show(problem, on: findings.format.isDocument ? .error : stream)
      }
      return (error.report, ExitCode(error.exitCode))
    }
  }
}
