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

  private func secretLines() -> [String] {
    let variables = system.environmentSecrets.map { "  \($0.variable)" }
    let files = system.fileSecrets.map {
      "  \($0.filePath), or the file that \($0.fileVariable) names"
    }
    return
      (variables.isEmpty
      ? []
      : ["Needs these variables, in the environment or in .env beside this script:"] + variables)
      + (files.isEmpty
        ? []
        : [
          "Needs these files beside this script; where one changes, containers see it when they are"
            + " started again:"
        ] + files)
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
