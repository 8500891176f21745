import MPDiagnostics
import MPIR
import MPYAML

/// A system as manifests for Kubernetes 1.30 and newer.
///
/// In: the system. Out: numbered files, so that what others need is applied first, and one for each
/// block of the spec within a number, so that a new block renames nothing.
func renderKubernetes(
  _ system: SystemIR,
  spec: String,
  into diagnostics: inout Diagnostics
) -> [Artifact] {
  let backend = KubernetesBackend(system: system)
  diagnostics.report(backend.findings)
  return backend.manifests().enumerated().map { index, manifest in
    Artifact(
      path: "kubernetes/\(manifest.name).yaml",
      bytes: manifest.yaml(header: backend.header(spec, saysHow: index == 0))
    )
  }
}

struct KubernetesBackend {
  /// What is applied before what; the number begins the name of the file.
  enum Stage: String, CaseIterable {
    case namespace = "00"
    /// Whom pods are, what they are configured with, and where they store things.
    case configuration = "10"
    /// By which names pods are found, and who may talk to them.
    case network = "20"
    case workloads = "30"
  }

  struct Manifest {
    var name: String
    var objects: [Entry]
  }

  /// An object, and what the spec lays over it.
  struct Entry {
    var object: any KubernetesObject
    var overlay: KubernetesOverlay?
  }

  let system: SystemIR
  private(set) var findings: [Diagnostic] = []
  /// Whether the replicas of each workload are named one by one.
  private let isNamedByReplica: [Bool]
  /// The links to each workload, and those from it.
  let linksTo: [[Link]]
  let linksFrom: [[Link]]
  /// Who waits for a port of each workload.
  private(set) var waitersFor: [[(from: Workload.ID, port: ContainerPort)]] = []
  /// The exposures of each workload.
  let exposuresOf: [[Exposure]]
  /// The files of each workload.
  private(set) var files: [[MountedConfigMap]] = []
  /// The name of the object that is each job; of anything else, that of the workload.
  private(set) var objectNames: [String]

  init(system: SystemIR) {
    self.system = system
    var linksTo: [[Link]] = Array(repeating: [], count: system.workloads.count)
    var linksFrom = linksTo
    for link in system.links {
      linksTo[link.to.index].append(link)
      linksFrom[link.from.index].append(link)
    }
    (self.linksTo, self.linksFrom) = (linksTo, linksFrom)
    exposuresOf = system.exposuresByWorkload
    isNamedByReplica = linksTo.map { links in links.contains(where: \.namesReplicas) }
    objectNames = system.workloads.map(\.name)
    waitersFor = waiters()
    for (index, workload) in system.workloads.enumerated() {
      files.append(configMaps(of: workload))
      findings += losses(of: workload) + losses(ofRoutes: Workload.ID(index: index))
    }
    findings += losses() + clashesOfRoutes()
    // What a job waits for is in its hash, so the names of others come first.
    for start in system.startStages {
      if case .job = system[start.workload].kind {
        objectNames[start.workload.index] = jobName(start.workload)
      }
    }
    for index in system.workloads.indices {
      let id = Workload.ID(index: index)
      findings += losses(ofEgress: id) + losses(ofTimeout: id) + losses(ofPatches: id)
    }
  }

  func manifests() -> [Manifest] {
    var result: [Manifest] = []
    if let namespace = ownNamespace {
      result.append(
        Manifest(
          name: "\(Stage.namespace.rawValue)-namespace",
          objects: [Entry(object: self.namespace(namespace))]
        )
      )
    }
    let blocks = Blocks(system)
    for stage in Stage.allCases where stage != .namespace {
      for block in blocks.all {
        let objects = objects(of: block, stage)
        guard !objects.isEmpty else { continue }
        result.append(Manifest(name: "\(stage.rawValue)-\(block.name)", objects: objects))
      }
    }
    return result
  }

  private func objects(of block: Blocks.Block, _ stage: Stage) -> [Entry] {
    var entries = block.workloads.flatMap { id in
      let overlay = KubernetesOverlay(of: system[id])
      return objects(of: id, stage).map { Entry(object: $0, overlay: overlay) }
    }
    if stage == .configuration {
      entries += block.volumes.map { Entry(object: claim($0)) }
    }
    return entries
  }

  private func objects(of id: Workload.ID, _ stage: Stage) -> [any KubernetesObject] {
    switch stage {
    case .namespace: []
    case .configuration: identity(of: id) + files[id.index].map(\.object) + claims(of: id)
    case .network: network(id)
    case .workloads: workload(id)
    }
  }

  /// All that a workload becomes.
  func objects(of id: Workload.ID) -> [any KubernetesObject] {
    Stage.allCases.flatMap { objects(of: id, $0) }
  }

  mutating func report(_ finding: Diagnostic) { findings.append(finding) }

  /// Whether peers must find the replicas of a workload before these are ready.
  func findsUnreadyReplicas(_ id: Workload.ID) -> Bool { isNamedByReplica[id.index] }
}

extension KubernetesBackend.Manifest {
  func yaml(header: [String]) -> [UInt8] {
    let yaml = YAMLWriter(header: header)
    for entry in objects { yaml.document { entry.write(to: yaml) } }
    return yaml.finish()
  }
}

extension KubernetesBackend.Entry {
  fileprivate func write(to yaml: borrowing YAMLWriter) {
    let kind = type(of: object).kind
    guard let overlay, !overlay.patches(of: kind).isEmpty else {
      object.write(to: yaml)
      return
    }
    var written = PatchValue { object.write(to: $0) }
    overlay.apply(to: &written, kind)
    written.write(to: yaml)
  }
}

/// What a system has by the block of the spec that it comes from, in declaration order.
private struct Blocks {
  struct Block {
    var name: String
    var workloads: [Workload.ID] = []
    var volumes: [SharedVolume] = []
  }

  private(set) var all: [Block] = []
  private var positions: [String: Int] = [:]

  init(_ system: SystemIR) {
    for (index, workload) in system.workloads.enumerated() {
      all[position(workload.block)].workloads.append(Workload.ID(index: index))
    }
    for volume in system.volumes { all[position(volume.name)].volumes.append(volume) }
  }

  private mutating func position(_ name: String) -> Int {
    if let position = positions[name] { return position }
    positions[name] = all.count
    all.append(Block(name: name))
    return all.count - 1
  }
}
