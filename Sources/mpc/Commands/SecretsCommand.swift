import ArgumentParser
import Metaparticle

struct SecretsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secrets",
    abstract: "Shows what has to be provided before a spec can run.",
    discussion: """
      With -t, what is printed can be used as it is: `mpc secrets SPEC -t compose >> out/compose/.env` \
      and then fill in the values; `mpc secrets SPEC -t kubernetes` prints commands. A secret that \
      exists already needs nothing. Exit codes: 0 fine, 1 the spec has errors, 64 usage, 66 no such \
      file.
      """
  )

  @OptionGroup var spec: SpecOptions

  @Option(name: .shortAndLong, help: "The platform (default: all).")
  var target: Target?

  @OptionGroup var findings: FindingOptions

  func run() throws {
    let compilation = try spec.compile(findings)
    findings.show(compilation.findings, compilation.sources)
    guard let text = withLargeStack({ self.text(compilation) }) else { throw ExitCode(1) }
    if text.isEmpty {
      if !findings.quiet { Terminal.error.write("no secrets have to be provided\n") }
    } else if !Terminal.output.write(text.visibleLines) {
      throw ExitCode(74)
    }
  }

  private func text(_ compilation: Compilation) -> String? {
    if let target { return compilation.secretsGuide(for: target) }
    guard let environment = compilation.secretsGuide(for: .compose),
      let commands = compilation.secretsGuide(for: .kubernetes)
    else { return nil }
    let parts = [
      ("Compose and the shell script: .env beside compose.yaml and run.sh", environment),
      ("Kubernetes", commands),
    ]
    return parts.filter { !$0.1.isEmpty }.map { "# \($0.0)\n\n\($0.1)" }.joined(separator: "\n")
  }
}
