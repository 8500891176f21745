public import ArgumentParser
public import Metaparticle

extension Compilation.Stage: ExpressibleByArgument {}

struct DumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Shows a spec at one stage of its compilation.",
    discussion: "Exit codes: 0 fine, 1 the spec has errors, 64 usage, 66 no such file."
  )

  @Argument(help: "The stage: tokens, syntax, program or ir.")
  var stage: Compilation.Stage

  @OptionGroup var spec: SpecOptions
  @OptionGroup var findings: FindingOptions

  func run() throws {
    let compilation = try spec.compile(findings)
    findings.show(compilation.findings, compilation.sources)
    let text = withLargeStack { compilation.dump(stage) }
    if let text, !Terminal.output.write(text.visibleLines) { throw ExitCode(74) }
    if compilation.hasErrors { throw ExitCode(1) }
  }
}
