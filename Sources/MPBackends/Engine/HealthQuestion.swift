import MPIR

/// What an engine asks a container again and again. It has one question only, and does nothing about
/// the answer: others wait for it.
struct HealthQuestion {
  let probe: Probe
  /// How long failures do not count at first, in seconds. One success ends it.
  let startPeriod: Int
  /// How many failures in a row count.
  let retries: Int
}

extension Container {
  /// Whether it can serve; or, where nobody says how to find that out, whether it has come up.
  var healthQuestion: HealthQuestion? {
    if let readiness {
      return HealthQuestion(
        probe: readiness,
        // On Kubernetes what is not ready yet is merely not used, however long it takes; what starts
        // things one by one has to give up.
        startPeriod: max(readiness.initialDelay + 60, startup?.window ?? 0),
        retries: readiness.failureThreshold
      )
    }
    // The start period has all failures that are allowed.
    return startup.map { HealthQuestion(probe: $0, startPeriod: $0.window, retries: 1) }
  }
}

extension Probe {
  /// How long it may take until the answer has to be yes, in seconds.
  fileprivate var window: Int { initialDelay + period * failureThreshold }
}

extension Container {
  /// Whether something is asked that its image may have nothing to ask with.
  var needsTools: Bool { healthQuestion?.probe.needsTools ?? false }
}
