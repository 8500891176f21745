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
      by `build`. Profiles that are not chosen are checked as well, each by itself.
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
      let (reports, result) = check(spec, on: stream)
      if code == .success { code = result }
      pending += reports
      if !findings.format.isDocument {
        isWritten = findings.show(pending, on: stream) && isWritten
        pending = []
      }
    }
    if findings.format.isDocument { isWritten = findings.show(pending, on: stream) }
    if !isWritten, stream == .output { throw ExitCode(74) }
    if code != .success { throw code }
  }

  private func check(_ path: String, on stream: Terminal) -> ([FindingReport], ExitCode) {
    do {
      let checked = try checked(path, compilation)
      var reports = [FindingReport(checked.findings, in: checked.sources)]
      // What a profile changes can be judged where it has a right system to change.
      if !checked.hasErrors { reports += try checkProfiles(path, beside: checked) }
      let hasErrors = checked.hasErrors || reports.dropFirst().contains { !$0.findings.isEmpty }
      return (reports, hasErrors ? ExitCode(1) : .success)
    } catch {
      if case .problem(let problem) = error.reason {
        findings.show(problem, on: findings.format.isDocument ? .error : stream)
      }
      return (error.report.map { [$0] } ?? [], ExitCode(error.exitCode))
    }
  }

  /// Compiles for every platform.
  private func checked(
    _ path: String,
    _ arguments: CompilationArguments
  ) throws(UnreadableSpec) -> Compilation {
    var compilation = try arguments.compile(path, denying: findings.deny)
    compilation.checkTargets()
    return compilation
  }

  /// What is wrong with each profile that was not chosen, by itself.
  private func checkProfiles(
    _ path: String,
    beside plain: Compilation
  ) throws(UnreadableSpec) -> [FindingReport] {
    // The standard input can be read once.
    guard path != SpecReader.standardInput else { return [] }
    var reports: [FindingReport] = []
    for profile in plain.profiles where !compilation.profile.contains(profile) {
      var arguments = compilation
      arguments.profile.append(profile)
      reports.append(try checked(path, arguments).errors(beyond: plain, with: profile))
    }
    return reports
  }
}
