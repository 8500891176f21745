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

  private func cronLines() -> [String] {
    let lines = system.workloads.enumerated().flatMap { index, workload -> [String] in
      guard case .cron(let schedule, let completion) = workload.kind else { return [] }
      let line = CrontabLine(
        schedule: schedule,
        retries: completion.retries,
        runs: workload.replicas,
        services: replicas[index].map(\.name),
        others: replicas[index].flatMap { replica in
          (workload.inits + workload.sidecars).map(replica.name)
            + (replica.holder.map { [$0] } ?? [])
            + (system.preparesVolumes(of: replica) ? [replica.preparer] : [])
        },
        container: "\(system.name)-\(workload.name)"
      )
      return ["  # \(workload.name), by the clock of \(schedule.timeZone)", "  \(line.text)"]
    }
    return lines.isEmpty ? [] : ["Lines for a crontab; DIR is the folder of this file:"] + lines
  }
}

/// What starts a cron in the place of a platform that has a clock.
struct CrontabLine {
  let schedule: Schedule
  /// How many failures of a run are made up for.
  let retries: Int
  /// How many runs have to succeed.
  let runs: Int
  /// One, or one for each run.
  let services: [String]
  /// What runs before and beside them, and has to go with them.
  let others: [String]
  /// What a container is called while it runs, of which there can only be one.
  let container: String

  /// The runs go on one after the other: at most as many at once as there may be.
  var text: String {
    var command = run(service: services.count > 1 ? "$run" : services[0])
    if retries > 0 {
      let tries = (0...retries).map { "\($0 + 1)" }.joined(separator: " ")
      command = "for try in \(tries); do \(command) && break; sleep 10; done"
    }
    if runs > 1 {
      let each = services.count > 1 ? services : (1...runs).map { "\($0)" }
      command = "for run in \(each.joined(separator: " ")); do \(command); done"
    }
    let removal = schedule.concurrency == .replace ? "docker rm -f \(container); " : ""
    return "\(schedule.expression) cd DIR && { \(removal)\(command)\(ending); }"
  }

  /// Where runs may overlap, another one may need the others still.
  private var ending: String {
    guard !others.isEmpty, schedule.concurrency != .allow else { return "" }
    return "; docker compose -f compose.yaml rm -f -s -v \(others.joined(separator: " "))"
  }

  /// A second container of the same name cannot be made: that keeps runs from overlapping.
  private func run(service: String) -> String {
    let name = schedule.concurrency == .allow ? "" : "--name \(container) "
    return "docker compose -f compose.yaml run --rm -T \(name)\(service)"
  }
}
