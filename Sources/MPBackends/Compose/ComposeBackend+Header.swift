import MPIR

extension ComposeBackend {
  /// What people have to know before they use the file, at its top.
  func header(_ spec: String) -> [String] {
    [provenance(spec)] + startLines() + system.secretNotes() + cronLines()
  }

  /// `--wait` takes a job that has ended for one that has failed, unless something waits for its end.
  private func startLines() -> [String] {
    let unawaited = unawaitedJobs
    var lines = [
      "Start: docker compose -f compose.yaml up -d"
        + (unawaited.isEmpty ? " --wait" : "") + " --remove-orphans"
    ]
    if let job = unawaited.first {
      lines.append(
        "       Without --wait, for which `\(job)` has failed as soon as it is done: nothing waits for it."
      )
    }
    let again =
      (system.workloads.contains { if case .job = $0.kind { true } else { false } } ? ["Jobs"] : [])
      + (system.workloads.contains { !$0.inits.isEmpty } ? ["inits"] : [])
    if let last = again.last {
      let words = again.count == 2 ? "Jobs and inits" : last == "inits" ? "Inits" : last
      lines.append("       \(words) that have ended run again each time.")
    }
    if system.workloads.contains(where: { $0.containers.contains { $0.build != nil } }) {
      lines.append("Build: docker compose -f compose.yaml build")
      lines.append(
        "       What is not there is built at the start, and what is, is not built again."
      )
    }
    return lines
  }

  private var unawaitedJobs: [String] {
    let awaited = Set(
      system.workloads.flatMap { workload in
        // What the clock starts is not there to wait when the rest is started.
        if case .cron = workload.kind { return [StartDependency]() }
        return workload.startsAfter.filter { $0.condition == .completed }
      }.map(\.workload)
    )
    return system.workloads.enumerated().compactMap { index, workload in
      guard case .job = workload.kind, !awaited.contains(.init(index: index)) else { return nil }
      return workload.name
    }
  }
}
