import MPDiagnostics
import MPIR

/// What a container engine cannot give, be it told by Compose or by the shell script. The words are the
/// same for both, so that a build for both says each thing once.
enum EngineFindings {
  /// A limit of a job or cron.
  enum JobLimit {
    case timeout(seconds: Int)
    case parallelism(Int, of: Int)
  }

  static func livenessNotWatched(_ container: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .livenessNotWatched,
      "on Compose and in the shell script, nothing restarts `\(container)` when it is not alive any more",
      at: .init(origin.range),
      notes: ["a container engine starts again what has ended, and nothing that still runs"],
      help: ["let the program end when it cannot go on"],
      trace: origin.trace
    )
  }

  static func grpcAskedAsTCP(_ container: String, port: Int, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .grpcAskedAsTCP,
      "on Compose and in the shell script, `\(container)` counts as ready once port \(port) takes connections",
      at: .init(origin.range),
      notes: ["nothing there can ask the health service of gRPC"],
      help: ["give it a probe by HTTP, or by `exec` with a client that the image has"],
      trace: origin.trace
    )
  }

  static func drainNotPossible(_ workload: String, seconds: Int, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .drainNotPossible,
      "on Compose and in the shell script, `\(workload)` does not go on serving for \(seconds) s before it has to stop",
      at: .init(origin.range),
      notes: ["a container engine sends the stop signal at once"],
      help: ["let the program go on for a while after the signal, within `grace`"],
      trace: origin.trace
    )
  }

  static func notScaled(
    _ workload: String,
    replicas: Int,
    maximum: Int,
    at origin: Origin
  ) -> Diagnostic {
    let count = replicas == 1 ? "1 replica" : "\(replicas) replicas"
    return Diagnostic(
      .notScaled,
      "on Compose and in the shell script, `\(workload)` has \(count), however much it has to do",
      at: .init(origin.range),
      notes: [
        "the lower bound of `replicas` is what runs; nothing there adds more, up to \(maximum)"
      ],
      trace: origin.trace
    )
  }

  static func cronNotScheduled(_ workload: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .cronNotScheduled,
      "on Compose and in the shell script, nothing starts `\(workload)` when it is time",
      at: .init(origin.range),
      notes: ["a container engine has no clock for it"],
      help: [
        "put the line for it into a crontab: `compose.yaml` and `run.sh` have it at their top"
      ],
      trace: origin.trace
    )
  }

  /// - Parameter target: Compose or the shell script; what one of them keeps, the other may not.
  static func jobLimitNotKept(
    _ workload: String,
    _ limit: JobLimit,
    on target: Target,
    at origin: Origin
  ) -> Diagnostic {
    let (fact, reason) =
      switch limit {
      case .timeout(let seconds):
        ("nothing stops `\(workload)` after \(seconds) s", "its containers run until they end")
      case .parallelism(let some, let all):
        (
          "the \(all) runs of `\(workload)` go on at the same time, not \(some) at once",
          "its containers are started together"
        )
      }
    return Diagnostic(
      .jobLimitNotKept,
      "\(target == .compose ? "on Compose" : "in the shell script"), \(fact)",
      at: .init(origin.range),
      notes: [reason],
      trace: origin.trace
    )
  }

  static func updateNotHonoured(_ workload: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .updateNotHonoured,
      "on Compose and in the shell script, the replicas of `\(workload)` are replaced without regard to `update`",
      at: .init(origin.range),
      notes: ["an old container has to go before the new one gets its name"],
      trace: origin.trace
    )
  }

  static func datagramsNotShared(
    _ workload: String,
    port: ContainerPort,
    replicas: Int,
    at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .datagramsNotShared,
      "on Compose and in the shell script, `\(port.name)` of `\(workload)` cannot be reached from outside",
      at: .init(origin.range),
      notes: [
        "\(replicas) replicas share one port by a gateway there, which has no \(port.transport.rawValue.uppercased())"
      ],
      help: ["give it one replica, or a service before it that has one"],
      trace: origin.trace
    )
  }

  /// - Parameter reason: `it uses …`
  static func egressNotClosed(
    _ workload: String,
    because reason: String,
    at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .egressNotClosed,
      "on Compose and in the shell script, `\(workload)` may talk to anybody, because \(reason)",
      at: .init(origin.range),
      notes: ["a container engine has networks, and no rules for what goes over them"],
      help: ["say `accept = [\"L0518\"]` in `app` if that is as it should be"],
      trace: origin.trace
    )
  }
}
