extension SystemIR {
  /// When each workload is started on targets that start things one by one.
  package struct Start: Sendable, Hashable {
    package var workload: Workload.ID
    /// 0 for what waits for nothing; otherwise one more than the latest of what it waits for. What has
    /// the same number may start, and stop, together.
    package var stage: Int
  }

  /// The workloads in an order in which each follows what it starts after; those that could start at
  /// the same time are in declaration order. A circle, which no lowering leaves, is left out.
  package var startStages: [Start] {
    var waiting = workloads.map(\.startsAfter.count)
    var dependants: [[Int]] = Array(repeating: [], count: workloads.count)
    for (index, workload) in workloads.enumerated() {
      for dependency in workload.startsAfter { dependants[dependency.workload.index].append(index) }
    }
    var stages = Array(repeating: 0, count: workloads.count)
    var startable = waiting.indices.filter { waiting[$0] == 0 }
    var started: [Start] = []
    while let index = startable.popLast() {
      started.append(Start(workload: Workload.ID(index: index), stage: stages[index]))
      for dependant in dependants[index] {
        stages[dependant] = max(stages[dependant], stages[index] + 1)
        waiting[dependant] -= 1
        if waiting[dependant] == 0 { startable.append(dependant) }
      }
    }
    return started.sorted { ($0.stage, $0.workload) < ($1.stage, $1.workload) }
  }
}
