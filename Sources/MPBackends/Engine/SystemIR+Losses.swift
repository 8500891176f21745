import MPDiagnostics
import MPIR

extension SystemIR {
  /// What no engine gives to this system, be it told by Compose or by the shell script. What only one of
  /// the two cannot do, its backend reports by itself.
  func engineLosses() -> [Diagnostic] {
    workloads.flatMap { $0.engineLosses() } + networkLosses()
  }
}

extension Workload {
  fileprivate func engineLosses() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for container in containers { findings += losses(of: container) }
    if case .cron = kind { findings.append(EngineFindings.cronNotScheduled(name, at: origin)) }
    if let autoscaling {
      findings.append(
        EngineFindings.notScaled(
          name,
          replicas: replicas,
          maximum: autoscaling.maximum,
          at: autoscaling.origin ?? origin
        )
      )
    }
    if stop.drain > 0 {
      findings.append(
        EngineFindings.drainNotPossible(name, seconds: stop.drain, at: stop.origin ?? origin)
      )
    }
    if update.maxUnavailable != nil || update.maxSurge != nil {
      findings.append(EngineFindings.updateNotHonoured(name, at: update.origin ?? origin))
    }
    return findings
  }

  private func losses(of container: Container) -> [Diagnostic] {
    // People know the main container by its workload's name.
    let name = container.name == self.container.name ? self.name : container.name
    var findings: [Diagnostic] = []
    if let probe = container.liveness {
      findings.append(EngineFindings.livenessNotWatched(name, at: probe.origin ?? origin))
    }
    if let probe = container.healthQuestion?.probe, case .grpc(let port) = probe.check {
      findings.append(EngineFindings.grpcAskedAsTCP(name, port: port, at: probe.origin ?? origin))
    }
    return findings
  }
}
