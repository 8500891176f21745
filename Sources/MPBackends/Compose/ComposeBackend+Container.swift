import MPIR

extension ComposeBackend {
  /// A container as a service, without what it waits for and how it is found.
  func service(_ container: Container, of replica: EngineReplica) -> ComposeFile.Service {
    let workload = replica.workload
    var service = ComposeFile.Service(
      name: replica.name(of: container),
      image: container.image,
      restart: workload.restart
    )
    service.build = container.build.map(build)
    service.platform = container.platform
    service.profiles = workload.profiles
    service.entrypoint = container.entrypoint?.map(replica.text)
    service.command = container.arguments?.map(replica.text)
    service.workingDirectory = container.workingDirectory
    service.user = container.user?.text
    service.environment = container.environment.map {
      EnvironmentVariable(name: $0.name, value: replica.text($0.value))
    }
    service.configs = container.files.map { file in
      .init(source: AdjacentFile(file, of: workload.name).name, target: file.path)
    }
    service.volumes = mounts(container, of: replica)
    service.healthcheck = container.healthQuestion.map(healthcheck)
    service.stopSignal = workload.stop.signal
    service.stopGracePeriod = workload.stop.gracePeriod
    if workload.isService, replica.index == nil, workload.replicas > 1 {
      service.replicas = workload.replicas
    }
    service.resources = resources(container.resources)
    let security = workload.security
    service.isReadOnly = security.hasReadOnlyRoot
    service.isPrivileged = security.isPrivileged
    service.forbidsEscalation = security.forbidsEscalation
    service.droppedCapabilities = security.dropsCapabilities ? ["ALL"] : []
    service.addedCapabilities = security.capabilities
    service.labels = system.engineLabels(of: workload)
    return service
  }

  private func mounts(_ container: Container, of replica: EngineReplica) -> [ComposeFile.Mount] {
    var mounts = container.mounts.compactMap { mount -> ComposeFile.Mount? in
      guard let volume = replica.workload.volume(mount.volume) else { return nil }
      var isReadOnly = mount.isReadOnly
      if case .shared(let name) = volume.source {
        isReadOnly = isReadOnly || (system.volume(name)?.isReadOnly ?? false)
      }
      return .init(
        source: .volume(
          replica.volumeName(volume),
          startsEmpty: system.startsEmpty(volume, in: replica.workload)
        ),
        target: mount.path,
        isReadOnly: isReadOnly
      )
    }
    mounts += container.secretFiles.map { file in
      .init(source: .file(of: file.secret), target: file.path, isReadOnly: true)
    }
    if container.needsTools {
      mounts.append(
        .init(
          source: .volume(ProbeTools.name, startsEmpty: false),
          target: ProbeTools.folder,
          isReadOnly: true
        )
      )
    }
    return mounts
  }

  private func build(_ build: ImageBuild) -> ComposeFile.Build {
    .init(
      context: build.context == "." ? projectRoot : "\(projectRoot)/\(build.context)",
      dockerfile: build.dockerfile,
      target: build.target,
      arguments: build.arguments
    )
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
}

extension Workload {
  /// Of its main container. A cron is run by `docker compose run`, which starts nothing again.
  fileprivate var restart: ComposeFile.Restart {
    switch kind {
    case .service: .unlessStopped
    case .job(let completion): .retrying(completion.retries)
    case .cron: .no
    }
  }
}

extension ComposeFile.Restart {
  static func retrying(_ retries: Int) -> Self {
    retries == 0 ? .no : .onFailure(retries: retries)
  }
}

extension ComposeFile.Mount.Source {
  static func file(of secret: SecretReference) -> Self {
    .file(variable: secret.fileVariable, default: secret.filePath)
  }
}
