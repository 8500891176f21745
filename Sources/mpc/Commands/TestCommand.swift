import ArgumentParser
import Metaparticle

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the tests that stand in specs.",
    discussion: """
      Each `test` is evaluated against the system that its spec describes; nothing is written or \
      started. A spec needs no `app` here. There is one line for each test on the standard output; \
      why one failed is on the standard error.
      Exit codes: 0 all passed, 1 a test failed, no test matches the filter, or a spec has errors, \
      64 usage, 66 no such file, 73 cannot write the JUnit file, 74 input or output failed.
      """
  )

  @Argument(help: "The specs; `-` is the standard input.", completion: .file(extensions: ["mp"]))
  var specs: [String]

  @Option(help: "Run only the tests whose name has a match of this regular expression.")
  var filter: String?

  @Option(
    help: "Also write the outcome to this file, as JUnit XML.",
    completion: .file(extensions: ["xml"])
  )
  var junit: String?

  @OptionGroup var arguments: CompilationArguments
  @OptionGroup var findings: FindingOptions

  func validate() throws {
    if let filter { _ = try NameFilter(filter) }
    if junit?.isEmpty ?? false { throw ValidationError("--junit needs the name of a file") }
  }

  func run() throws {
    let filter = try self.filter.map { try NameFilter($0) }
    var report = TestReport(showsFiles: specs.count > 1)
    var code = ExitCode.success
    for spec in specs {
      do {
        try run(spec, filter, &report)
      } catch let failure as ExitCode {
        code = code == .success ? failure : code
      }
    }
    if let filter, code == .success, report.testCount == 0 {
      Terminal.error.write(filter.matchesNothing(report.names))
      code = ExitCode(1)
    } else if report.testCount > 0 {
      try write(report.summary + "\n")
    }
    try writeJUnit(report)
    if code == .success, report.failureCount > 0 { code = ExitCode(1) }
    if code != .success { throw code }
  }

  private func run(_ path: String, _ filter: NameFilter?, _ report: inout TestReport) throws {
    let compilation: Compilation
    do {
      compilation = try arguments.compile(path, findings)
    } catch {
      report.add(.init(file: path, error: "the spec cannot be read"))
      throw error
    }
    guard !compilation.hasErrors else {
      findings.show(compilation.findings, compilation.sources)
      report.add(.init(file: path, error: compilation.render(as: .human)))
      throw ExitCode(1)
    }
    let tests = withLargeStack {
      compilation.runTests { name in filter?.matches(name) ?? true }
    }
    if compilation.testNames.isEmpty { findings.note("\(path) has no tests") }
    let suite = TestReport.Suite(file: path, tests: tests, names: compilation.testNames) {
      FindingFormat.human.render($0, sources: compilation.sources)
    }
    report.add(suite)
    try write(report.lines(of: suite))
    findings.show(compilation.findings + tests.flatMap(\.findings), compilation.sources)
  }

  private func write(_ text: String) throws {
    if !findings.quiet, !Terminal.output.write(text) { throw ExitCode(74) }
  }

  private func writeJUnit(_ report: TestReport) throws {
    guard let junit else { return }
    do {
      try SingleFile.write(Array(report.junit.utf8), to: junit)
    } catch {
      findings.show(error.problem)
      throw ExitCode(error.exitCode)
    }
  }
}
