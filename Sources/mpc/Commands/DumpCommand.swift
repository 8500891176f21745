public import ArgumentParser
public import Metaparticle

extension Compilation.Stage: ExpressibleByArgument {}

extension Compilation.DumpFormat: ExpressibleByArgument {}

struct DumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Shows a spec at one stage of its compilation.",
    discussion: """
      With --format json, the stage is one JSON document on the standard output, and findings are \
      JSON on the standard error.
      Exit codes: 0 fine, 1 the spec has errors, 64 usage, 66 no such file.
      """
  )

  @Argument(help: "The stage: tokens, syntax, program or ir.")
  var stage: Compilation.Stage

  @OptionGroup var spec: SpecOptions

  @Option(help: "How the stage is written.")
  var format = Compilation.DumpFormat.text

  @OptionGroup var presentation: PresentationOptions

  func run() throws {
    let findings = presentation.with(format == .json ? .json : .human)
    let compilation = try spec.compile(findings)
    findings.show(compilation.findings, compilation.sources)
    let text = withLargeStack { compilation.dump(stage, as: format) }
    // JSON has its escapes already.
    let output = format == .json ? text : text?.visibleLines
    if let output, !Terminal.output.write(output) { throw ExitCode(74) }
    if compilation.hasErrors { throw ExitCode(1) }
  }
}
