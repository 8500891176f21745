import MPIR

/// All files that stand beside what starts the containers on an engine.
struct AdjacentFiles {
  /// Each once, in the order of their first use.
  let all: [AdjacentFile]
  /// Whether any container is asked by the probe, which brings files of its own.
  let probes: Bool

  init(of system: SystemIR) {
    probes = system.workloads.contains { $0.containers.contains(where: \.needsTools) }
    var files = system.workloads.flatMap { workload in
      workload.container.files.map { AdjacentFile($0, of: workload.name) }
    }
    if probes { files += ProbeTools.files.map { AdjacentFile($0, of: ProbeTools.name) } }
    var seen: Set<String> = []
    all = files.filter { seen.insert($0.name).inserted }
  }

  /// As they are written into the folder of a target.
  func artifacts(in folder: String) -> [Artifact] {
    all.map { Artifact(path: "\(folder)/files/\($0.name)", bytes: $0.bytes, mode: $0.mode) }
  }
}
