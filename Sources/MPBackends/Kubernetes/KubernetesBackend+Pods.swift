import MPIR

extension KubernetesBackend {
  func podTemplate(_ workload: Workload, _ files: [MountedConfigMap]) -> PodTemplate {
    PodTemplate(
      labels: podLabels(workload),
      annotations: workload.annotations,
      serviceAccount: workload.name,
      terminationGracePeriod: workload.stop.gracePeriod,
      spread: workload.replicas > 1 ? selector(workload) : nil,
      container: container(workload, files),
      volumes: files.map(\.volume)
    )
  }

  private func container(
    _ workload: Workload,
    _ files: [MountedConfigMap]
  ) -> PodTemplate.Container {
    let container = workload.container
    var user: Int?
    var group: Int?
    if case .ids(let userID, let groupID)? = container.user?.identity {
      (user, group) = (userID, groupID)
    }
    return PodTemplate.Container(
      name: workload.component,
      image: container.image,
      command: container.entrypoint?.map(\.description),
      arguments: container.arguments?.map(\.description),
      workingDirectory: container.workingDirectory,
      ports: container.ports,
      environment: container.environment,
      resources: container.resources,
      readiness: container.readiness.map { readiness($0, container.ports) },
      user: user,
      group: group,
      mounts: mounts(of: container, files)
    )
  }

  private func readiness(_ probe: Probe, _ ports: [ContainerPort]) -> PodTemplate.Readiness {
    let reference = { (number: Int) -> PodTemplate.PortReference in
      let port = ports.first { $0.number == number && $0.transport == .tcp }
      return port.map { .name($0.name) } ?? .number(number)
    }
    let check: PodTemplate.Readiness.Check =
      switch probe.check {
      case .http(let path, let port): .http(path: path, port: reference(port))
      case .tcp(let port), .grpc(let port): .tcp(port: reference(port))
      case .exec(let command): .exec(command)
      }
    return PodTemplate.Readiness(
      check: check,
      initialDelay: probe.initialDelay,
      period: probe.period,
      timeout: probe.timeout,
      failureThreshold: probe.failureThreshold
    )
  }
}
