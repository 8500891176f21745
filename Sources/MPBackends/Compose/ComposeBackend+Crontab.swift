import MPIR

extension ComposeBackend {
  /// What a crontab needs in the place of a platform that has a clock.
  func cronLines() -> [String] {
    let lines = system.workloads.enumerated().flatMap { index, workload -> [String] in
      guard case .cron(let schedule, let completion) = workload.kind else { return [] }
      let line = CrontabLine(
        schedule: schedule,
        retries: completion.retries,
        runs: workload.replicas,
        services: replicas[index].map(\.name),
        gates: gates(of: workload),
        needsTools: needsTools(workload),
        preparesVolumes: replicas[index].contains(where: system.preparesVolumes),
        inits: workload.inits.map(\.name),
        sidecars: workload.sidecars.map(\.name),
        container: "\(system.name)-\(workload.name)"
      )
      return [
        "  # \(workload.name), by the clock of \(schedule.timeZone)",
        "  CRON_TZ=\(schedule.timeZone)", "  \(line.text)",
      ]
    }
    return lines.isEmpty ? [] : ["Lines for a crontab; DIR is the folder of this file:"] + lines
  }

  /// The containers that have to have succeeded, as Compose calls them.
  private func gates(of workload: Workload) -> [String] {
    workload.startsAfter.filter { $0.condition == .completed }.flatMap { dependency in
      replicas[dependency.workload.index].map { "\(system.name)-\($0.name)-1" }
    }
  }
}

/// What starts a cron where no platform does.
///
/// Whatever a cron waits for is up already: with it, Compose would run a job again that a cron is `after`.
/// So nothing is started but what is the cron's own, step by step.
struct CrontabLine {
  let schedule: Schedule
  /// How many failures of a run are made up for.
  let retries: Int
  /// How many runs have to succeed.
  let runs: Int
  /// One, or one for each run.
  let services: [String]
  /// The containers of jobs that have to have succeeded.
  let gates: [String]
  let needsTools: Bool
  let preparesVolumes: Bool
  /// What runs before it and beside it.
  let inits: [String]
  let sidecars: [String]
  /// What a container is called while it runs, of which there can only be one.
  let container: String

  var text: String { "\(schedule.expression) cd DIR && \(turn)" }

  // MARK: - One at a time

  /// A container that has ended and is still there, as after a crash of the machine, is in nobody's way.
  private var turn: String {
    switch schedule.concurrency {
    case .allow: whole
    case .replace: "{ docker rm -f \(container) >/dev/null 2>&1; \(whole); }"
    case .forbid:
      "{ docker rm \(container) >/dev/null 2>&1; docker inspect \(container) >/dev/null 2>&1 || \(whole); }"
    }
  }

  private var whole: String {
    guard !helpers.isEmpty, schedule.concurrency != .allow else {
      return runs > 1 ? "( \(allRuns) )" : "{ \(allRuns); }"
    }
    // Where runs may overlap, another one may need them still.
    return
      "{ ( \(allRuns) ); code=$?; \(compose) rm -f -s -v \(helpers.joined(separator: " ")); exit $code; }"
  }

  /// One after the other: at most as many at once as there may be.
  private var allRuns: String {
    guard runs > 1 else { return oneRun }
    let each = services.count > 1 ? services : (1...runs).map { "\($0)" }
    return "for run in \(each.joined(separator: " ")); do \(oneRun) || exit; done"
  }

  // MARK: - One run

  private var oneRun: String {
    let command = steps.joined(separator: " && ")
    guard retries > 0 else { return command }
    let tries = (0...retries).map { "\($0 + 1)" }.joined(separator: " ")
    // The next one has killed it, and is at work.
    let end = schedule.concurrency == .replace ? "break || [ $? = 137 ] && break" : "break"
    return "for try in \(tries); do [ $try = 1 ] || sleep 10; \(command) && \(end); done"
  }

  private var steps: [String] {
    gates.map {
      "docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' \($0) | grep -qx 'exited 0'"
    }
      + (needsTools ? [run(ProbeTools.name)] : [])
      + (hasHolder ? ["\(compose) up -d --no-deps \(part(EngineReplica.holderName))"] : [])
      + (preparesVolumes ? [preparation] : [])
      + inits.map { run(part($0)) }
      + (sidecars.isEmpty
        ? [] : ["\(compose) up -d --no-deps --wait \(sidecars.map(part).joined(separator: " "))"])
      + [main]
  }

  /// What it has emptied it does not empty again as long as its container is there, which others may
  /// be at work with.
  private var preparation: String {
    let name = part(EngineReplica.preparerName)
    return schedule.concurrency == .allow ? "\(compose) up --no-deps \(name)" : run(name)
  }

  /// A second container of the same name cannot be made: that keeps runs from overlapping.
  private var main: String {
    let name = schedule.concurrency == .allow ? "" : "--name \(container) "
    return run("\(name)\(service)")
  }

  private func run(_ words: String) -> String { "\(compose) run --rm -T --no-deps \(words)" }

  private let compose = "docker compose -f compose.yaml"

  private var service: String { services.count > 1 ? "$run" : services[0] }

  private func part(_ name: String) -> String {
    "\(services.count > 1 ? "${run}" : services[0])_\(name)"
  }

  private var hasHolder: Bool { !(inits.isEmpty && sidecars.isEmpty) }

  /// What stays behind when a run has ended.
  private var helpers: [String] {
    let names = sidecars + (hasHolder ? [EngineReplica.holderName] : [])
    return services.flatMap { service in names.map { "\(service)_\($0)" } }
  }
}
