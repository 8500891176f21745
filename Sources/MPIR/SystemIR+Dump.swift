package import MPDiagnostics

extension SystemIR {
  /// The system as an outline, for people who look at what the compiler made of a spec.
  package func dump(_ sources: SourceMap) -> String {
    var lines = ["system \(name)"]
    if let version { lines.append("  version \(version.debugDescription)") }
    lines.append("  namespace \(namespace ?? "of the caller")")
    lines += labels.map { "  label \($0.name) = \($0.value.debugDescription)" }
    lines.append("  tools \(toolsImage)")
    for workload in workloads { lines += [""] + dump(workload, sources) }
    if !links.isEmpty { lines.append("") }
    for link in links {
      lines.append(
        "link \(self[link.from].name) -> \(self[link.to].name) \(link.port.text)"
          + (link.namesReplicas ? " of each replica" : "")
          + place(link.origin, sources)
      )
    }
    if !exposures.isEmpty { lines.append("") }
    for exposure in exposures {
      lines.append(
        "expose \(self[exposure.target].name) \(exposure.port.text) as \(exposure.publishedPort)"
          + (exposure.isLocal ? " local" : "") + place(exposure.origin, sources)
      )
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
    let identity = workload.identity == .stable ? " stable" : ""
    var lines = [
      "workload \(workload.name)\(count)\(identity)" + place(workload.origin, sources)
    ]
    lines += workload.labels.map { "  label \($0.name) = \($0.value.debugDescription)" }
    lines += workload.annotations.map { "  annotation \($0.name) = \($0.value.debugDescription)" }
    lines += workload.container.dump()
    lines.append("  stop within \(workload.stopGracePeriod)s")
    lines += workload.startsAfter.map {
      "  starts after \(self[$0.workload].name) \($0.condition.rawValue)"
    }
    return lines
  }
}

extension Container {
  fileprivate func dump() -> [String] {
    var lines = ["  image \(image)"]
    if let entrypoint { lines.append("  entrypoint \(entrypoint)") }
    if let arguments { lines.append("  arguments \(arguments)") }
    if let workingDirectory { lines.append("  working directory \(workingDirectory)") }
    if let user { lines.append("  user \(user.text)") }
    lines += environment.map { "  env \($0.name) = \($0.value.debugDescription)" }
    lines += files.map { file in
      "  file \(file.path) mode 0\(String(file.mode, radix: 8)) bytes \(file.bytes.count) digest \(file.digest.short)"
    }
    lines += ports.map { "  port \($0.text)" }
    if let cpu = resources.cpu { lines.append("  cpu \(cpu.request)m..\(cpu.limit)m") }
    if let memory = resources.memory {
      lines.append("  memory \(memory.request)..\(memory.limit) bytes")
    }
    if let readiness { lines.append("  ready \(readiness.text)") }
    return lines
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
      case .exec(let command): "exec \(command)"
      }
    return
      "\(question) every \(period)s timeout \(timeout)s delay \(initialDelay)s failures \(failureThreshold)"
  }
}

extension String {
  fileprivate func prefixed(_ prefix: String) -> String { prefix + self }
}
