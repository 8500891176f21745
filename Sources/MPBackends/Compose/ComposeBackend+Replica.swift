import MPIR

extension ComposeBackend {
  /// The services of a replica: the main one first, which people look for, and then what belongs to it.
  func services(of replica: EngineReplica, _ id: Workload.ID) -> [ComposeFile.Service] {
    let workload = replica.workload
    let before = startDependencies(of: replica)
    guard let holder = replica.holder else {
      var main = mainService(of: replica)
      main.dependsOn = before
      joinNetwork(&main, as: replica, id)
      return [main]
    }

    var inits = workload.inits.map { service($0, of: replica) }
    for index in inits.indices {
      inits[index].restart = workload.initRestart
      // An init that is done is no failure: what is behind it waits for that.
      if index > 0 {
        inits[index].dependsOn = [.init(service: inits[index - 1].name, condition: .completed)]
      }
    }
    let behindInits = inits.last.map {
      [ComposeFile.Dependency(service: $0.name, condition: .completed)]
    }
    var main = mainService(of: replica)
    var sidecars = workload.sidecars.map { service($0, of: replica) }
    for index in sidecars.indices {
      sidecars[index].restart = .unlessStopped
      sidecars[index].dependsOn = behindInits ?? []
    }
    main.dependsOn =
      (behindInits ?? [])
      + zip(sidecars, workload.sidecars).map { service, sidecar in
        .init(service: service.name, condition: sidecar.conditionForMain)
      }

    var holding = holderService(holder, of: replica)
    holding.dependsOn = before
    joinNetwork(&holding, as: replica, id)
    let members = [main] + inits + sidecars
    return members.map { member in
      var member = member
      // Compose starts the holder first, and the others again with it.
      member.networkMode = .service(holder)
      return member
    } + [holding]
  }

  private func mainService(of replica: EngineReplica) -> ComposeFile.Service {
    var service = service(replica.workload.container, of: replica)
    service.patch = replica.workload.patches.compose
    return service
  }

  /// Runs for as long as the replica is there.
  private func holderService(_ name: String, of replica: EngineReplica) -> ComposeFile.Service {
    var service = ComposeFile.Service(
      name: name,
      image: system.toolsImage,
      restart: .unlessStopped
    )
    service.profiles = replica.workload.profiles
    service.entrypoint = EngineReplica.holderCommand.map { TextTemplate($0) }
    service.isReadOnly = true
    service.droppedCapabilities = ["ALL"]
    service.stopSignal = EngineReplica.holderStopSignal
    service.labels = system.engineLabels(of: replica.workload)
    return service
  }

  /// By what names and ports others reach it.
  private func joinNetwork(
    _ service: inout ComposeFile.Service,
    as replica: EngineReplica,
    _ id: Workload.ID
  ) {
    service.hostname = replica.hostname
    if system.hasInnerNetwork {
      service.networks =
        [Self.innerNetwork.name] + (system.isAtEdge(id) ? [Self.edgeNetwork.name] : [])
    }
    // Compose makes an alias of the service's own name.
    service.aliases = replica.names.filter { $0 != service.name }
    service.ports = exposuresOf[id.index].map { exposure in
      .init(
        target: exposure.port.number,
        published: exposure.publishedPort,
        transport: exposure.port.transport.rawValue,
        hostAddress: exposure.isLocal ? "127.0.0.1" : nil
      )
    }
  }

  /// What a replica waits for as a whole.
  private func startDependencies(of replica: EngineReplica) -> [ComposeFile.Dependency] {
    let workload = replica.workload
    var dependencies = workload.startsAfter.flatMap(self.dependencies)
    // No more runs at once than may be: each starts when the one that many before it is done.
    if case .job(let completion) = workload.kind, let index = replica.index,
      index >= completion.parallelism
    {
      let earlier = EngineReplica(workload: workload, index: index - completion.parallelism)
      dependencies.append(.init(service: earlier.name, condition: .completed))
    }
    if needsTools(workload) {
      dependencies.append(.init(service: ProbeTools.name, condition: .completed))
    }
    if system.preparesVolumes(of: replica) {
      dependencies.append(.init(service: replica.preparer, condition: .completed))
    }
    return dependencies
  }

  func needsTools(_ workload: Workload) -> Bool {
    !secrets.isEmpty || workload.containers.contains(where: \.needsTools)
  }

  /// What it means for Compose that a workload has started, is ready, or is done: of all its replicas.
  private func dependencies(_ dependency: StartDependency) -> [ComposeFile.Dependency] {
    replicas[dependency.workload.index].flatMap { replica -> [ComposeFile.Dependency] in
      switch dependency.condition {
      case .started: [.init(service: replica.name, condition: .started)]
      case .completed: [.init(service: replica.name, condition: .completed)]
      case .ready: readiness(of: replica)
      }
    }
  }

  private func readiness(of replica: EngineReplica) -> [ComposeFile.Dependency] {
    let isAsked = replica.workload.container.healthQuestion != nil
    return [.init(service: replica.name, condition: isAsked ? .healthy : .started)]
      + replica.workload.sidecars.filter { $0.readiness != nil }.map {
        .init(service: replica.name(of: $0), condition: .healthy)
      }
  }
}

extension EngineReplica {
  /// All names by which others find it, its own first.
  fileprivate var names: [String] { [name] + aliases.filter { $0 != name } }
}

extension Workload {
  /// What is started by a clock, or by nobody.
  var profiles: [String] {
    if case .cron = kind { ["cron"] } else { [] }
  }

  /// An init of a job has the job's attempts.
  fileprivate var initRestart: ComposeFile.Restart {
    .retrying(completion?.retries ?? EngineReplica.initRetries)
  }
}

extension Container {
  /// What the main container waits for: that a sidecar runs, and has come up if it can say so. Not that
  /// it is ready: it may have to ask the main one.
  fileprivate var conditionForMain: ComposeFile.Dependency.Condition {
    startup != nil && readiness == nil ? .healthy : .started
  }
}
