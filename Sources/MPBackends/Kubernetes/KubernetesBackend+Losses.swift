import MPDiagnostics
import MPIR

extension KubernetesBackend {
  /// What of the system itself a cluster cannot have.
  func losses() -> [Diagnostic] {
    guard let version = system.version, !Label.canHold(version) else { return [] }
    return [KubernetesFindings.versionIsNoLabel(version, at: system.origin)]
  }

  func losses(of workload: Workload) -> [Diagnostic] {
    users(workload) + ports(workload) + stop(workload) + update(workload)
      + hosts(workload)
  }

  /// The time that a Job has begins when it is applied.
  func losses(ofTimeout id: Workload.ID) -> [Diagnostic] {
    guard let timeout = system[id].completion?.timeout, let gate = gates(of: id).first else {
      return []
    }
    return [
      KubernetesFindings.timeoutIncludesWait(
        system[id].name,
        seconds: timeout,
        for: gate.target,
        at: system[id].origin
      )
    ]
  }

  private func users(_ workload: Workload) -> [Diagnostic] {
    ([workload.container] + workload.inits + workload.sidecars).compactMap { container in
      guard let user = container.user, case .named(let name) = user.identity else { return nil }
      return KubernetesFindings.userByName(name, at: user.origin)
    }
  }

  /// Of the Service.
  private func ports(_ workload: Workload) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var numbers: [Int: ContainerPort] = [:]
    for port in workload.container.ports {
      if let other = numbers[port.number] {
        findings.append(KubernetesFindings.portsMerged(other, port, at: workload.origin))
      }
      numbers[port.number] = port
    }
    return findings
  }

  private func stop(_ workload: Workload) -> [Diagnostic] {
    guard let signal = workload.stop.signal else { return [] }
    let origin = workload.stop.origin ?? workload.origin
    return [KubernetesFindings.signalNotSent(signal, at: origin)]
  }

  private func update(_ workload: Workload) -> [Diagnostic] {
    let (unavailable, surge) = (workload.update.maxUnavailable, workload.update.maxSurge)
    let origin = workload.update.origin ?? workload.origin
    // Both ways, one replica at a time goes before its successor comes.
    let isAsSaid = (surge?.isNothing ?? true) && (unavailable ?? .count(1)) == .count(1)
    guard workload.isService, !isAsSaid else { return [] }
    if workload.identity == .stable {
      return [KubernetesFindings.updatedOneByOne(workload.name, at: origin)]
    }
    guard system.usesDiskAlone(workload) else { return [] }
    return [KubernetesFindings.updatedAtOnce(workload.name, at: origin)]
  }

  /// The name of a job's pod has the hash in it that its host is found by.
  private func hosts(_ workload: Workload) -> [Diagnostic] {
    guard !workload.isService, workload.containers.contains(where: \.usesReplicaHost) else {
      return []
    }
    return [KubernetesFindings.hostOfJob(workload.name, at: workload.origin)]
  }
}

extension Container {
  fileprivate var usesReplicaHost: Bool {
    ((entrypoint ?? []) + (arguments ?? []) + environment.map(\.value))
      .contains { $0.parts.contains(.replicaHost) }
  }
}
