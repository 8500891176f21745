import MPIR

extension KubernetesBackend {
  func podTemplate(_ id: Workload.ID) -> PodTemplate {
    let workload = system[id]
    let gates = gates(of: id)
    let secrets = secrets(workload)
    let container = { (container: Container) in self.container(of: id, container, secrets) }
    var main = container(workload.container)
    if workload.stop.drain > 0 { main.drain = workload.stop.drain }
    // Sidecars come last: what an init needs is there once it runs, and an init that does not end would
    // leave them running for nothing.
    let inits =
      gates.flatMap { waitingContainers($0, of: workload) } + workload.inits.map(container)
      + workload.sidecars.map { sidecar in
        var result = container(sidecar)
        result.isSidecar = true
        return result
      }
    return PodTemplate(
      labels: podLabels(workload),
      annotations: workload.annotations,
      serviceAccount: workload.name,
      pullSecret: system.pullSecret?.objectName,
      // The time that is left after the signal is what remains of it.
      terminationGracePeriod: workload.stop.drain + workload.stop.gracePeriod,
      nodeLabels: nodeLabels(workload),
      group: group(workload),
      hasDefaultSeccompProfile: workload.security.level != .none,
      spread: workload.runsBesideItself ? selector(workload) : nil,
      spreadKeys: workload.spread.nodeKeys,
      inits: inits,
      container: main,
      volumes: files[id.index].map(\.volume) + secrets.map(\.volume) + storage(workload)
        + (gates.contains(where: \.asksCluster) ? [Self.tokenVolume] : [])
    )
  }

  private func container(
    of id: Workload.ID,
    _ container: Container,
    _ secrets: [MountedSecret]
  ) -> PodTemplate.Container {
    let workload = system[id]
    let probe = { (probe: Probe) in self.probe(probe, container.ports) }
    return PodTemplate.Container(
      name: container.name,
      image: container.image,
      isPulledAlways: isPulledAlways(container.image, by: workload),
      command: container.entrypoint?.map { KubeletText($0) },
      arguments: container.arguments?.map { KubeletText($0) },
      workingDirectory: container.workingDirectory,
      ports: container.ports,
      environment: container.environment.map { variable($0, workload) },
      resources: container.resources,
      startup: container.startup.map(probe),
      readiness: container.readiness.map(probe),
      liveness: container.liveness.map(probe),
      security: security(of: container, in: workload),
      mounts: mounts(of: container, files[id.index]) + mounts(of: container, secrets)
        + mounts(of: container, in: workload)
    )
  }

  private func security(
    of container: Container,
    in workload: Workload
  ) -> PodTemplate.Security {
    let security = workload.security
    var result = PodTemplate.Security(
      isNonRoot: security.requiresNonRoot,
      isPrivileged: security.isPrivileged,
      forbidsEscalation: security.forbidsEscalation,
      hasReadOnlyRoot: security.hasReadOnlyRoot,
      droppedCapabilities: security.dropsCapabilities ? ["ALL"] : [],
      addedCapabilities: security.capabilities
    )
    if case .ids(let user, let group)? = container.user?.identity {
      (result.user, result.group) = (user, group)
      if user > 0, security.level != .none { result.isNonRoot = true }
    }
    return result
  }

  /// A tag may have come to mean another image than the one that a node has, and a node would give what it
  /// has to whoever runs there, with or without the right to pull it.
  func isPulledAlways(_ image: String, by workload: Workload) -> Bool {
    workload.security.level == .restricted && !image.contains("@")
  }

  private func variable(
    _ variable: EnvironmentVariable,
    _ workload: Workload
  ) -> PodTemplate.Variable {
    let value: PodTemplate.Variable.Value =
      switch variable.value.onlyHole {
      case .secret(let secret): .secret(object: secret.objectName, key: secret.objectKey)
      case .replicaIndex: .field(workload.indexField)
      case .replicaHost: .text(.replicaHost(of: workload.name))
      case .literal, nil: .text(KubeletText(variable.value))
      }
    return PodTemplate.Variable(name: variable.name, value: value)
  }

  private func probe(_ probe: Probe, _ ports: [ContainerPort]) -> PodTemplate.Probe {
    let reference = { (number: Int) -> PodTemplate.PortReference in
      let port = ports.first { $0.number == number && $0.transport == .tcp }
      return port.map { .name($0.name) } ?? .number(number)
    }
    let check: PodTemplate.Probe.Check =
      switch probe.check {
      case .http(let path, let port): .http(path: path, port: reference(port))
      case .tcp(let port): .tcp(port: reference(port))
      case .grpc(let port): .grpc(port: port)
      case .exec(let command): .exec(command.map { KubeletText($0) })
      }
    return PodTemplate.Probe(
      check: check,
      initialDelay: probe.initialDelay,
      period: probe.period,
      timeout: probe.timeout,
      failureThreshold: probe.failureThreshold
    )
  }

  /// An image of another platform would be pulled and fail to start: the node has to be of it. A variant
  /// such as `arm/v7` is in no label that nodes have.
  private func nodeLabels(_ workload: Workload) -> [Label] {
    guard let platform = workload.containers.lazy.compactMap(\.platform).first else { return [] }
    return zip(["kubernetes.io/os", "kubernetes.io/arch"], platform.split(separator: "/"))
      .map { Label($0, String($1)) }
  }
}

extension Workload {
  /// Where the cluster says which replica a pod is.
  fileprivate var indexField: String {
    isService
      ? "metadata.labels['apps.kubernetes.io/pod-index']"
      : "metadata.annotations['batch.kubernetes.io/job-completion-index']"
  }

  /// Whether there may be several of its pods at once.
  fileprivate var runsBesideItself: Bool {
    if let completion { return min(completion.parallelism, replicas) > 1 }
    return max(replicas, autoscaling?.maximum ?? 0) > 1
  }
}

extension Spread {
  fileprivate var nodeKeys: [String] {
    let node = "kubernetes.io/hostname"
    return switch self {
    case .none: []
    case .node: [node]
    // And within each, as far as there are more.
    case .zone: ["topology.kubernetes.io/zone", node]
    }
  }
}
