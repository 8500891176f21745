import MPIR

/// A system as files for Docker Compose.
func renderCompose(_ system: SystemIR, spec: String) -> [Artifact] {
  let backend = ComposeBackend(system: system)
  let file = ComposeFile(
    header: backend.header(spec),
    name: system.name,
    services: backend.services(),
    configs: backend.files.all.map { .init(name: $0.name, file: "./files/\($0.name)") },
    volumes: backend.files.tools ? [ProbeTools.name] : []
  )
  return [
    Artifact(path: "compose/compose.yaml", bytes: file.yaml()),
    // What `docker compose` reads beside the file is the user's, and secret.
    Artifact(path: "compose/.gitignore", bytes: Array(".env\nsecrets/\n".utf8)),
  ]
    + backend.files.artifacts(in: "compose")
}

struct ComposeBackend {
  let system: SystemIR
  /// The files that containers mount.
  let files: AdjacentFiles
  /// The exposures of each workload.
  private let exposuresOf: [[Exposure]]

  init(system: SystemIR) {
    self.system = system
    files = AdjacentFiles(of: system, tools: system.needsProbe)
    exposuresOf = system.exposuresByWorkload
  }

  func header(_ spec: String) -> [String] {
    [
      provenance(spec),
      "Start: docker compose -f compose.yaml up -d --wait",
    ]
  }

  func services() -> [ComposeFile.Service] {
    system.workloads.enumerated().flatMap { index, workload in
      services(of: workload, Workload.ID(index: index))
    } + (files.tools ? [toolsService()] : [])
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
    service.entrypoint = container.entrypoint?.map(\.description)
    service.command = container.arguments?.map(\.description)
    service.workingDirectory = container.workingDirectory
    service.user = container.user?.text
    service.environment = container.environment.map { ($0.name, $0.value.description) }
    service.configs = container.files.map { file in
      .init(source: AdjacentFile(file, of: workload.name).name, target: file.path)
    }
    service.ports = exposuresOf[id.index].map { exposure in
      .init(
        target: exposure.port.number,
        published: exposure.publishedPort,
        transport: exposure.port.transport.rawValue,
        hostAddress: exposure.isLocal ? "127.0.0.1" : nil
      )
    }
    service.stopGracePeriod = workload.stop.gracePeriod
    service.dependsOn = workload.startsAfter.flatMap(dependencies)
    service.resources = resources(container.resources)
    service.labels = system.engineLabels(of: workload)
    if let question = container.healthQuestion {
      service.healthcheck = healthcheck(question)
      if question.probe.needsTools {
        service.volumes = [
          .init(source: ProbeTools.name, target: ProbeTools.folder, isReadOnly: true)
        ]
        service.dependsOn.append(.init(service: ProbeTools.name, condition: .completed))
      }
    }
    return service
  }

  private func dependencies(_ dependency: StartDependency) -> [ComposeFile.Dependency] {
    let target = system[dependency.workload]
    let names = target.identity == .stable ? target.replicaNames : [target.name]
    return names.map {
      .init(service: $0, condition: dependency.condition.composeCondition)
    }
  }

  private func healthcheck(_ question: HealthQuestion) -> ComposeFile.Healthcheck {
    .init(
      test: ["CMD"] + question.probe.command,
      interval: question.probe.period,
      timeout: question.probe.commandTimeout,
      startPeriod: question.startPeriod,
      retries: question.retries
    )
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
      name: ProbeTools.name,
      image: system.toolsImage,
      restart: "no"
    )
    service.entrypoint = ProbeTools.installCommand
    service.configs = ProbeTools.files.map { file in
      .init(source: AdjacentFile(file, of: ProbeTools.name).name, target: file.path)
    }
    service.volumes = [
      .init(source: ProbeTools.name, target: ProbeTools.installFolder, isReadOnly: false)
    ]
    service.networkMode = "none"
    service.isReadOnly = true
    service.droppedCapabilities = ["ALL"]
    service.labels = system.labels
    return service
  }
}

extension StartDependency.Condition {
  fileprivate var composeCondition: ComposeFile.Dependency.Condition {
    switch self {
    case .started: .started
    case .ready: .healthy
    case .completed: .completed
    }
  }
}
