import MPIR

/// All files that stand beside what starts the containers on an engine.
struct AdjacentFiles {
  /// Each once, in the order of their first use.
  let all: [AdjacentFile]
  /// Whether the tools have to run before everything else, which bring files of their own.
  let tools: Bool

  /// - Parameter volumeTools: Whether volumes are prepared by containers of their own.
  init(of system: SystemIR, tools: Bool, volumeTools: Bool = false) {
    self.tools = tools
    var files = system.workloads.flatMap { workload in
      workload.containers.flatMap(\.files).map { AdjacentFile($0, of: workload.name) }
    }
    if tools { files += ProbeTools.files.map { AdjacentFile($0, of: ProbeTools.name) } }
    if volumeTools { files.append(AdjacentFile(VolumeTools.file, of: ProbeTools.name)) }
    var seen: Set<String> = []
    all = files.filter { seen.insert($0.name).inserted }
  }

  /// As they are written into the folder of a target.
  func artifacts(in folder: String) -> [Artifact] {
    all.map { Artifact(path: "\(folder)/files/\($0.name)", bytes: $0.bytes, mode: $0.mode) }
  }
}

extension SystemIR {
  /// Whether any container is asked something that its image may have nothing to ask with.
  var needsProbe: Bool { workloads.contains { $0.containers.contains(where: \.needsTools) } }
}
