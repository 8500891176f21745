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
    if replicaNames.count != (identity == .stable ? replicas : 0) {
      problems.append("replicas and their names differ in number")
    }
    if Set(container.environment.map(\.name)).count != container.environment.count {
      problems.append("a variable is set twice")
    }
    if Set(container.files.map(\.path)).count != container.files.count {
      problems.append("a file is mounted twice")
    }
    if container.files.contains(where: { !$0.path.hasPrefix("/") }) {
      problems.append("a file is mounted at a relative path")
    }
    return problems
  }
}
