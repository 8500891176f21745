import ArgumentParser

/// The command line: arguments, files, terminal and exit codes, and nothing else.
@main
struct MPC: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "mpc",
    abstract: "Compiles a spec of services and patterns to the files that deploy it.",
    version: version,
    subcommands: [
      BuildCommand.self, CheckCommand.self, TestCommand.self, FormatCommand.self,
      DumpCommand.self,
    ]
  )
}
