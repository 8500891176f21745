import MPIR

/// A system as files for Docker Compose.
func renderCompose(_ system: SystemIR, spec: String) -> [Artifact] {
  let backend = ComposeBackend(system: system)
  let file = ComposeFile(
    header: backend.header(spec),
    name: system.name,
    services: backend.services(),
    configs: backend.files.map { .init(name: $0.name, file: "./files/\($0.name)") },
    volumes: backend.probes ? [ComposeBackend.tools] : []
  )
  return [
    Artifact(path: "compose/compose.yaml", bytes: file.yaml()),
    // What `docker compose` reads beside the file is the user's, and secret.
    Artifact(path: "compose/.gitignore", bytes: Array(".env\nsecrets/\n".utf8)),
  ]
    + backend.files.map {
      Artifact(path: "compose/files/\($0.name)", bytes: $0.bytes, mode: $0.mode)
    }
}

struct ComposeBackend {
  /// The service that brings the probe into the others, and its volume.
  static let tools = "mp-tools"
  /// Where the probe is in every probed container.
  static let toolsFolder = "/.mp"

  let system: SystemIR
  /// The files that containers mount, each once, in the order of their first use.
  let files: [ComposeMountedFile]
  /// Whether any container is asked by the probe.
  let probes: Bool

  init(system: SystemIR) {
    self.system = system
    probes = system.workloads.contains { $0.container.readiness?.needsTools ?? false }
    var files = system.workloads.flatMap { workload in
      workload.container.files.map { ComposeMountedFile($0, of: workload.name) }
    }
    if probes { files += ProbeTools.files.map { ComposeMountedFile($0, of: Self.tools) } }
    var seen: Set<String> = []
    self.files = files.filter { seen.insert($0.name).inserted }
  }

  func header(_ spec: String) -> [String] {
    [
      "Written by mpc from \(spec). Edit that, not this: mpc build \(spec) -o DIR",
      "Start: docker compose -f compose.yaml up -d --wait",
    ]
  }

  func services() -> [ComposeFile.Service] {
    system.workloads.enumerated().flatMap { index, workload in
      services(of: workload, Workload.ID(index: index))
    } + (probes ? [toolsService()] : [])
  }

  /// The Compose services of a workload: one for each replica where these are told apart.
  private func services(of workload: Workload, _ id: Workload.ID) -> [ComposeFile.Service] {
    var service = self.service(workload, id)
    guard workload.identity == .stable else {
      service.replicas = workload.replicas == 1 ? nil : workload.replicas
      return [service]
    }
    return workload.replicaNames.indices.map { index in
      service.name = workload.replicaNames[index]
      service.hostname = workload.replicaNames[index]
      service.aliases = [workload.name, workload.replicaHost(index)]
      return service
    }
  }

  private func service(_ workload: Workload, _ id: Workload.ID) -> ComposeFile.Service {
    let container = workload.container
    var service = ComposeFile.Service(
      name: workload.name,
      image: container.image,
      restart: "unless-stopped"
    )
    service.entrypoint = container.entrypoint
    service.command = container.arguments
    service.workingDirectory = container.workingDirectory
    service.user = container.user
    service.environment = container.environment.map { ($0.name, $0.value) }
    service.configs = container.files.map { file in
      .init(source: ComposeMountedFile(file, of: workload.name).name, target: file.path)
    }
    service.ports = system.exposures.filter { $0.target == id }.map { exposure in
      .init(
        target: exposure.port.number,
        published: exposure.publishedPort,
        transport: exposure.port.transport.rawValue,
        hostAddress: exposure.isLocal ? "127.0.0.1" : nil
      )
    }
    service.stopGracePeriod = workload.stopGracePeriod
    service.dependsOn = workload.startsAfter.flatMap(dependencies)
    service.resources = resources(container.resources)
    service.labels = (system.labels + workload.labels).lastOfEachName
    if let probe = container.readiness {
      service.healthcheck = probe.healthcheck
      if probe.needsTools {
        service.volumes = [
          .init(source: Self.tools, target: Self.toolsFolder, isReadOnly: true)
        ]
        service.dependsOn.append(.init(service: Self.tools, condition: .completed))
      }
    }
    return service
  }

  private func dependencies(_ dependency: StartDependency) -> [ComposeFile.Dependency] {
    let target = system[dependency.workload]
    let names = target.identity == .stable ? target.replicaNames : [target.name]
    return names.map {
      .init(service: $0, condition: dependency.condition == .ready ? .healthy : .started)
    }
  }

  private func resources(_ resources: Resources) -> ComposeFile.Resources? {
    guard resources.cpu != nil || resources.memory != nil else { return nil }
    return .init(
      cpuLimit: resources.cpu?.limit,
      cpuReservation: resources.cpu?.request,
      memoryLimit: resources.memory?.limit,
      memoryReservation: resources.memory?.request
    )
  }

  /// Runs to its end before everything that it brings the probe to.
  private func toolsService() -> ComposeFile.Service {
    var service = ComposeFile.Service(
      name: Self.tools,
      image: system.toolsImage,
      restart: "no"
    )
    service.entrypoint = ProbeTools.installCommand
    service.configs = ProbeTools.files.map { file in
      .init(source: ComposeMountedFile(file, of: Self.tools).name, target: file.path)
    }
    service.volumes = [
      .init(source: Self.tools, target: ProbeTools.installFolder, isReadOnly: false)
    ]
    service.networkMode = "none"
    service.isReadOnly = true
    service.droppedCapabilities = ["ALL"]
    service.labels = system.labels.lastOfEachName
    return service
  }
}

/// A mounted file under the name that it has beside the Compose file.
///
/// Compose notices neither a changed content nor a mode, so both are in the name and on the file.
struct ComposeMountedFile {
  let name: String
  let bytes: [UInt8]
  let mode: Int

  init(_ file: MountedFile, of workload: String) {
    let base = file.path.split(separator: "/").last.map(String.init) ?? ""
    // Names of configs are letters, digits, `.`, `_` and `-`.
    let safe = base.utf8.prefix(100).map { byte -> UInt8 in
      let isAllowed =
        byte < 0x80
        && (Character(Unicode.Scalar(byte)).isLetter
          || Character(Unicode.Scalar(byte)).isNumber || "._-".utf8.contains(byte))
      return isAllowed ? byte : UInt8(ascii: "-")
    }
    let mode = file.mode == 0o644 ? "" : ".0" + String(file.mode, radix: 8)
    name = "\(workload).\(String(decoding: safe, as: UTF8.self))\(mode).\(file.digest.short)"
    bytes = file.bytes
    self.mode = file.mode
  }
}

extension [Label] {
  /// A service's label takes the place of the app's.
  fileprivate var lastOfEachName: [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    for label in self {
      if let index = result.firstIndex(where: { $0.name == label.name }) {
        result[index].value = label.value
      } else {
        result.append((label.name, label.value))
      }
    }
    return result
  }
}
