import Foundation
import MPIR
import Metaparticle

@testable import mpc

extension DeployedSystem {
  /// What a spec's files deploy here, as the compiler has it.
  func model(of spec: Spec) throws -> SystemIR {
    let compilation = Compilation(
      spec: Array(try published(spec).text.utf8),
      name: "spec.mp",
      files: ProjectFiles(spec: folder.appending(path: "spec.mp").path, name: "spec.mp", root: nil)
    )
    guard let system = compilation.system, !compilation.hasErrors else {
      throw Failed(description: compilation.render(as: .human))
    }
    return system
  }
}

extension ContainerReport {
  /// What a replica has to see.
  ///
  /// - Parameter replica: Its number, where replicas have names of their own.
  init(expectedOf workload: Workload, replica: Int?, in system: SystemIR, names: [String]) {
    let container = workload.container
    for variable in container.environment {
      add("environment \(variable.name)", variable.value.description.utf8)
    }
    add(
      arguments: ((container.entrypoint ?? []) + (container.arguments ?? []))
        .map { Array($0.description.utf8) }
    )
    if let directory = container.workingDirectory { add("workdir", directory.utf8) }
    if let replica {
      add("hostname", "\(workload.replicaNames[replica])\n".utf8)
      add("own names", "\(workload.replicaNames[replica])\n".utf8)
      add("environment HOSTNAME", workload.replicaNames[replica].utf8)
    }
    if case .ids(let user, let group?) = container.user?.identity {
      self["Uid"] = Array(repeating: "\(user)", count: 4).joined(separator: " ")
      self["Gid"] = Array(repeating: "\(group)", count: 4).joined(separator: " ")
    }
    self["NoNewPrivs"] = "1"
    for file in container.files {
      // Mounted from the machine, where they belong to whoever compiled the spec.
      add(file: file.path, mode: file.mode, owner: "\(getuid()):\(getgid())", content: file.bytes)
      self["mount \(file.path)"] = "read-only"
    }
    if case .exec(let command) = container.readiness?.check, let own = command.firstIndex(of: "ask")
    {
      for (index, argument) in command[(own + 1)...].enumerated() {
        add("asked \(index)", argument.utf8)
      }
    }
    for label in system.engineLabels(of: workload) { add("label \(label.name)", label.value.utf8) }
    self["stop timeout"] = "\(workload.stop.gracePeriod)"
    self["restart policy"] = "unless-stopped"
    self["memory limit"] = "\(container.resources.memory?.limit ?? 0)"
    self["memory reservation"] = "\(container.resources.memory?.request ?? 0)"
    self["cpu limit"] = "\((container.resources.cpu?.limit ?? 0) * 1_000_000)"
    for exposure in system.exposures where system[exposure.target].name == workload.name {
      self["published \(exposure.port.number)/\(exposure.port.transport)"] =
        (exposure.isLocal ? "127.0.0.1" : "") + ":\(exposure.publishedPort)"
    }
    for name in names {
      self["replicas named \(name)"] = system.replicas(named: name).sorted().joined(separator: " ")
    }
  }
}

extension SystemIR {
  /// The replicas that a name means.
  fileprivate func replicas(named name: String) -> [String] {
    workloads.flatMap { workload in
      let isStable = workload.identity == .stable
      if name == workload.name {
        return isStable
          ? workload.replicaNames : Array(repeating: workload.name, count: workload.replicas)
      }
      return workload.replicaNames.indices.filter {
        name == workload.replicaNames[$0] || name == workload.replicaHost($0)
      }.map { workload.replicaNames[$0] }
    }
  }
}
