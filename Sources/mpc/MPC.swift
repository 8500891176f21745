import ArgumentParser

@main
struct MPC: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mpc",
    abstract: "Compiles a spec of services and patterns to Compose, Kubernetes and shell."
  )
}
