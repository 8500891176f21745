import MPDiagnostics
import MPIR

extension ShellBackend {
  /// What people have to know before they use the script, at its top.
  func header(_ spec: String) -> [String] {
    [
      provenance(spec),
      "Start: sh run.sh up",
      "More:  sh run.sh help",
    ] + secretLines() + cronLines()
  }

  /// No platform replaces a container because a file has changed that it has mounted.
  private func secretLines() -> [String] {
    system.secretNotes()
      + (system.fileSecrets.isEmpty
        ? []
        : ["  Where one is replaced by another, containers see it once they are started again."])
  }

  private func cronLines() -> [String] {
    let lines = system.workloads.flatMap { workload -> [String] in
      guard case .cron(let schedule, _) = workload.kind else { return [] }
      return [
        "  CRON_TZ=\(schedule.timeZone)",
        "  \(schedule.expression) sh DIR/run.sh run \(workload.name)",
      ]
    }
    return lines.isEmpty ? [] : ["Lines for a crontab; DIR is the folder of this script:"] + lines
  }
}

extension SystemIR {
  /// What Compose gives to this system, or does not have to, and the script does not.
  func shellLosses() -> [Diagnostic] {
    workloads.flatMap { workload in
      workload.containers.compactMap { container in
        // Only the script asks this where there is something else to ask.
        guard container.readiness != nil, let probe = container.startup,
          case .grpc(let port) = probe.check
        else { return nil }
        return EngineFindings.grpcAskedAsTCP(
          container.name == workload.container.name ? workload.name : container.name,
          port: port,
          at: probe.origin ?? workload.origin
        )
      }
    }
  }
}
