package import MPDiagnostics

extension SystemIR {
  /// The system as an outline, for people who look at what the compiler made of a spec.
  package func dump(_ sources: SourceMap) -> String {
    var lines = ["system \(name)"]
    if let version { lines.append("  version \(version.debugDescription)") }
    lines.append("  namespace \(namespace ?? "of the caller")")
    lines += labels.map { "  label \($0.name) = \($0.value.debugDescription)" }
    lines.append("  tools \(toolsImage)")
    lines.append("  gateway \(gatewayImage)")
    if let pullSecret { lines.append("  pull secret \(pullSecret.objectName)") }
    if !secrets.isEmpty || !volumes.isEmpty { lines.append("") }
    for secret in secrets {
      lines.append(
        "secret \(secret.name) \(secret.kind.rawValue) in \(secret.objectName) at \(secret.objectKey)"
          + place(secret.origin, sources)
      )
    }
    for volume in volumes {
      lines.append(
        "volume \(volume.name) \(volume.size) bytes" + (volume.isShared ? " shared" : "")
          + (volume.isReadOnly ? " read-only" : "")
          + (volume.storageClass.map { " class \($0)" } ?? "") + place(volume.origin, sources)
      )
    }
    for workload in workloads { lines += [""] + dump(workload, sources) }
    if !links.isEmpty { lines.append("") }
    for link in links {
      lines.append(
        "link \(self[link.from].name) -> \(self[link.to].name) \(link.port.text)"
          + (link.namesReplicas ? " of each replica" : "")
          + place(link.origin, sources)
      )
    }
    for use in externalUses {
      lines.append(
        "uses \(self[use.from].name) -> \(use.path) \(use.host) \(use.port.text)"
          + (use.addresses.isEmpty ? "" : " at " + use.addresses.joined(separator: " "))
          + place(use.origin, sources)
      )
    }
    if !exposures.isEmpty { lines.append("") }
    for exposure in exposures {
      lines.append(
        "expose \(self[exposure.target].name) \(exposure.port.text) as \(exposure.publishedPort)"
          + (exposure.isLocal ? " local" : "") + (exposure.route.map(\.text) ?? "")
          + place(exposure.origin, sources)
      )
      lines += exposure.annotations.map {
        "  annotation \($0.name) = \($0.value.debugDescription)"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func place(_ origin: Origin, _ sources: SourceMap) -> String {
    ([origin.range] + origin.trace.map(\.range)).map { range in
      let source = sources[range.source]
      let position = source.position(of: Int(range.lower))
      return "\(source.name):\(position.line):\(position.column)"
    }.joined(separator: " < ").prefixed("  at ")
  }

  private func dump(_ workload: Workload, _ sources: SourceMap) -> [String] {
    let count = workload.replicas == 1 ? "" : " x \(workload.replicas)"
    let identity =
      (workload.identity == .stable ? " stable" : "") + (workload.isHeadless ? " headless" : "")
    var lines = [
      "\(workload.kind.word) \(workload.name)\(count)\(identity)" + place(workload.origin, sources)
    ]
    lines += workload.kind.dump()
    if let scaling = workload.autoscaling { lines.append("  " + scaling.text) }
    lines += workload.removedLabels.map { "  no label \($0)" }
    lines += workload.labels.map { "  label \($0.name) = \($0.value.debugDescription)" }
    lines += workload.annotations.map { "  annotation \($0.name) = \($0.value.debugDescription)" }
    lines += workload.volumes.map { "  " + $0.text }
    lines += workload.container.dump()
    for (word, containers) in [("init", workload.inits), ("sidecar", workload.sidecars)] {
      for container in containers {
        lines.append("  \(word) \(container.name)")
        lines += container.dump().map { "  " + $0 }
      }
    }
    lines.append("  " + workload.stop.text)
    if let text = workload.update.text { lines.append("  " + text) }
    if let text = workload.security.text { lines.append("  security " + text) }
    if workload.closesEgress { lines.append("  egress to links only") }
    if workload.replicas > 1 { lines.append("  spread over \(workload.spread.rawValue)") }
    lines += workload.patches.dump().map { "  " + $0 }
    lines += workload.startsAfter.map { dependency in
      let port = dependency.port.map { " at \($0.text)" } ?? ""
      return "  \(dependency.isGate ? "waits for" : "starts after") "
        + "\(self[dependency.workload].name) \(dependency.condition.rawValue)\(port)"
    }
    return lines
  }
}

extension Workload.Kind {
  fileprivate var word: String {
    switch self {
    case .service: "workload"
    case .job: "job"
    case .cron: "cron"
    }
  }

  fileprivate func dump() -> [String] {
    switch self {
    case .service: []
    case .job(let completion): ["  " + completion.text]
    case .cron(let schedule, let completion):
      [
        "  schedule \(schedule.expression) in \(schedule.timeZone) concurrency \(schedule.concurrency.rawValue)",
        "  " + completion.text,
      ]
    }
  }
}

extension Completion {
  fileprivate var text: String {
    "parallelism \(parallelism) retries \(retries)" + (timeout.map { " timeout \($0)s" } ?? "")
      + (isIndexed ? " indexed" : "")
  }
}

extension Autoscaling {
  fileprivate var text: String {
    "scales to \(maximum)" + (cpu.map { " at cpu \($0)%" } ?? "")
      + (memory.map { " at memory \($0)%" } ?? "")
  }
}

extension WorkloadVolume {
  fileprivate var text: String {
    let kind =
      switch source {
      case .own: "own"
      case .temporary: "temporary"
      case .shared(let name): "of \(name)"
      }
    return "volume \(name) \(kind)" + (size.map { " \($0) bytes" } ?? "")
      + (storageClass.map { " class \($0)" } ?? "")
  }
}

extension Patches {
  fileprivate func dump() -> [String] {
    kubernetes.map { "kubernetes \($0.part.word) \($0.value.text)" }
      + (compose.map { ["compose \($0.text)"] } ?? []) + (shell.isEmpty ? [] : ["shell \(shell)"])
  }
}

extension PatchValue {
  fileprivate var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .text(let text): text.debugDescription
    case .list(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .map(let entries):
      "{ " + entries.map { "\($0.key) = \($0.value.text)" }.joined(separator: ", ") + " }"
    }
  }
}

extension Security {
  /// What is not as everywhere.
  fileprivate var text: String? {
    guard self != Security() else { return nil }
    return
      ([level.rawValue]
      + (hasReadOnlyRoot ? ["read-only"] : []) + (requiresNonRoot ? ["no root"] : [])
      + (dropsCapabilities ? ["no capabilities"] : []) + capabilities.map { "+\($0)" }
      + (isPrivileged ? ["privileged"] : []) + (forbidsEscalation ? [] : ["may escalate"]))
      .joined(separator: " ")
  }
}

extension Stop {
  fileprivate var text: String {
    "stop within \(gracePeriod)s" + (signal.map { " by \($0)" } ?? "")
      + (drain > 0 ? " after \(drain)s" : "")
  }
}

extension Update {
  fileprivate var text: String? {
    let parts = [
      maxUnavailable.map { "unavailable \($0.text)" }, maxSurge.map { "surge \($0.text)" },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "update at most " + parts.joined(separator: " ")
  }
}

extension Update.Amount {
  fileprivate var text: String {
    switch self {
    case .count(let count): "\(count)"
    case .percent(let percent): "\(percent)%"
    }
  }
}

extension Container {
  fileprivate func dump() -> [String] {
    var lines = ["  image \(image)"]
    if let build {
      lines.append(
        "  build \(build.context)" + (build.dockerfile.map { " dockerfile \($0)" } ?? "")
          + (build.target.map { " target \($0)" } ?? "")
      )
      lines += build.arguments.map { "  build argument \($0.name) = \($0.value.debugDescription)" }
    }
    if let platform { lines.append("  platform \(platform)") }
    if let entrypoint { lines.append("  entrypoint \(entrypoint.map(\.description))") }
    if let arguments { lines.append("  arguments \(arguments.map(\.description))") }
    if let workingDirectory { lines.append("  working directory \(workingDirectory)") }
    if let user { lines.append("  user \(user.text)") }
    lines += environment.map { "  env \($0.name) = \($0.value.description.debugDescription)" }
    lines += files.map { file in
      "  file \(file.path) mode 0\(String(file.mode, radix: 8)) bytes \(file.bytes.count) digest \(file.digest.short)"
    }
    lines += secretFiles.map { file in
      "  file \(file.path) mode 0\(String(file.mode, radix: 8)) secret \(file.secret.path)"
    }
    lines += mounts.map { mount in
      "  mount \(mount.volume) at \(mount.path)" + (mount.isReadOnly ? " read-only" : "")
    }
    lines += ports.map { "  port \($0.text)" }
    if let cpu = resources.cpu { lines.append("  cpu \(cpu.request)m..\(cpu.limit)m") }
    if let memory = resources.memory {
      lines.append("  memory \(memory.request)..\(memory.limit) bytes")
    }
    for (word, probe) in [("started", startup), ("ready", readiness), ("live", liveness)] {
      if let probe { lines.append("  \(word) \(probe.text)") }
    }
    return lines
  }
}

extension Route {
  fileprivate var text: String {
    (hosts.isEmpty ? "" : " for " + hosts.joined(separator: " ")) + " at \(path)"
      + (tls.map { " tls \($0.secret.name) at \($0.publishedPort)" } ?? "")
      + (ingressClass.map { " class \($0)" } ?? "")
  }
}

extension ContainerPort {
  fileprivate var text: String { "\(name) \(number)/\(transport.rawValue)" }
}

extension Probe {
  fileprivate var text: String {
    let question =
      switch check {
      case .http(let path, let port): "http \(port) \(path)"
      case .tcp(let port): "tcp \(port)"
      case .grpc(let port): "grpc \(port)"
      case .exec(let command): "exec \(command)"
      }
    return
      "\(question) every \(period)s timeout \(timeout)s delay \(initialDelay)s failures \(failureThreshold)"
  }
}

extension String {
  fileprivate func prefixed(_ prefix: String) -> String { prefix + self }
}
