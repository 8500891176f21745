extension SystemIR {
  /// What a lowering must guarantee and backends rely on.
  ///
  /// - Returns: A sentence for each broken promise; nothing for a sound system.
  package func violations() -> [String] {
    var problems: [String] = []
    var names: Set<String> = []
    for workload in workloads {
      let places = [workload.name] + workload.replicaNames
      problems += places.filter { !names.insert($0).inserted }.map {
        "the name \($0) is not unique"
      }
      problems += workload.violations().map { "\(workload.name): \($0)" }
      for dependency in workload.startsAfter
      where !workloads.indices.contains(dependency.workload.index) {
        return problems + ["\(workload.name) starts after nothing"]
      }
    }
    for link in links {
      if !workloads.indices.contains(link.from.index) || !workloads.indices.contains(link.to.index)
      {
        problems.append("a link leads nowhere")
      } else if !self[link.to].container.ports.contains(link.port) {
        problems.append("a link uses a port that \(self[link.to].name) does not have")
      }
    }
    if startStages.count < workloads.count { problems.append("the start order is a circle") }
    return problems
  }
}

extension Workload {
  fileprivate func violations() -> [String] {
    var problems: [String] = []
    if replicas < 1 { problems.append("there is no replica") }
    if let maximum = autoscaling?.maximum, maximum < replicas {
      problems.append("it scales to less than its lower bound")
    }
    if Set(containers.map(\.name)).count != containers.count {
      problems.append("two of its containers have one name")
    }
    if Set(volumes.map(\.name)).count != volumes.count {
      problems.append("two of its volumes have one name")
    }
    if inits.contains(where: { $0.startup != nil || $0.readiness != nil || $0.liveness != nil }) {
      problems.append("an init, which runs to its end, is probed")
    }
    if Set(containers.compactMap(\.platform)).count > 1 {
      problems.append("its containers are for different platforms")
    }
    for container in containers {
      problems += container.violations(volumes: Set(volumes.map(\.name)))
      if !isNumbered, container.dependsOnReplica {
        problems.append("a container knows a number that its replicas do not have")
      }
    }
    return problems
  }
}

extension Container {
  fileprivate func violations(volumes: Set<String>) -> [String] {
    var problems: [String] = []
    if Set(environment.map(\.name)).count != environment.count {
      problems.append("a variable is set twice")
    }
    let paths = files.map(\.path) + secretFiles.map(\.path) + mounts.map(\.path)
    if Set(paths).count != paths.count { problems.append("something is mounted twice") }
    if paths.contains(where: { !$0.hasPrefix("/") }) {
      problems.append("something is mounted at a relative path")
    }
    if mounts.contains(where: { !volumes.contains($0.volume) }) {
      problems.append("a volume is mounted that the workload does not have")
    }
    for text in (entrypoint ?? []) + (arguments ?? []) where !text.secrets.isEmpty {
      problems.append("a secret is in a command")
    }
    if needsHelper { problems.append("a text has something inside that no variable before it has") }
    return problems
  }

  /// Kubernetes puts the value of a variable into others that come later, and into words; nothing else.
  private var needsHelper: Bool {
    var known: Set<String> = []
    let isMissing = { (parts: [TextTemplate.Part]) in
      parts.contains { part in part.helperVariable.map { !known.contains($0) } ?? false }
    }
    for variable in environment {
      // A variable of one thing alone is that thing; the name of a replica has its number inside.
      let inside: [TextTemplate.Part]? = variable.value.onlyHole.map { hole in
        hole == .replicaHost ? [.replicaIndex] : []
      }
      if isMissing(inside ?? variable.value.parts) { return true }
      known.insert(variable.name)
    }
    return ((entrypoint ?? []) + (arguments ?? [])).contains { isMissing($0.parts) }
  }

  fileprivate var dependsOnReplica: Bool {
    ((entrypoint ?? []) + (arguments ?? []) + environment.map(\.value))
      .contains(where: \.dependsOnReplica)
  }
}
