import Foundation
import Testing

extension DeployedSystem {
  /// The running containers of a workload, in the order of their names.
  func replicas(of workload: String) async throws -> [ContainerState] {
    try await containers().filter {
      $0.isRunning && ($0.workload == workload || $0.service == workload)
    }
  }

  /// Starts a container that was killed, at an address that it has not had before.
  ///
  /// The old one is somebody else's by then, as after a while on any machine.
  func startElsewhere(_ killed: ContainerState) async throws {
    let old = try #require(killed.address)
    let squatters = try await squat(old)
    try await Command.run(["docker", "start", killed.id])
    let new = try await containers().first { $0.id == killed.id }?.address
    try await Command.run(["docker", "rm", "--force"] + squatters)
    #expect(new != nil && new != old)
  }

  /// Containers that take addresses of the network, the given one among them. Engines give the lowest
  /// that is free, or the next one.
  private func squat(_ address: String) async throws -> [String] {
    let network = try #require(try await objects("network").first)
    let image = try #require(try await containers().first { $0.service == "mp-tools" }).image
    var squatters: [String] = []
    for _ in 0..<10 {
      let id = try await Command.run(
        ["docker", "run", "--detach", "--network", network]
          + ["--label", "\(platform.projectLabel)=\(name)"]
          + ["--entrypoint", "/bin/sleep", image, "300"]
      ).text.trimmingCharacters(in: .whitespacesAndNewlines)
      squatters.append(id)
      let format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"
      let taken = try await Command.run(["docker", "inspect", "--format", format, id]).text
      if taken.trimmingCharacters(in: .whitespacesAndNewlines) == address { break }
    }
    return squatters
  }
}
