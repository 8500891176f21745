import ArgumentParser
import Metaparticle

/// The command line: arguments, files, terminal and exit codes, and nothing else.
@main
struct MPC: ParsableCommand {
  static let version = CompilerVersion.current

  static let configuration = CommandConfiguration(
    commandName: "mpc",
    abstract: "Compiles a spec of services and patterns to the files that deploy it.",
    version: version,
    subcommands: [
      NewCommand.self, BuildCommand.self, CheckCommand.self, TestCommand.self, FormatCommand.self,
      ExplainCommand.self, PatternsCommand.self, SecretsCommand.self, DumpCommand.self,
    ]
  )

  /// As the parser's own, but that arguments in its messages cannot steer the terminal.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        if !text.isEmpty, !Terminal.output.write(text + "\n") { exit(withError: ExitCode(74)) }
      } else if !text.isEmpty {
        Terminal.error.write(text.visibleLines + "\n")
      }
      exit(withError: code)
    }
  }
}
