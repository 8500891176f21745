import MPDiagnostics
import MPIR

/// A system as files for Docker Compose.
///
/// - Parameter projectRoot: How to get from the folder of the files to the root of the project.
func renderCompose(
  _ system: SystemIR,
  spec: String,
  projectRoot: String,
  into diagnostics: inout Diagnostics
) -> [Artifact] {
  diagnostics.report(system.engineLosses() + system.composeLosses())
  let backend = ComposeBackend(system: system, projectRoot: projectRoot)
  let file = ComposeFile(
    header: backend.header(spec),
    name: system.name,
    services: backend.services(),
    networks: system.hasInnerNetwork
      ? [ComposeBackend.innerNetwork, ComposeBackend.edgeNetwork] : [],
    configs: backend.files.all.map { .init(name: $0.name, file: "./files/\($0.name)") },
    volumes: backend.volumes()
  )
  return [
    Artifact(path: "compose/compose.yaml", bytes: file.yaml()),
    // What `docker compose` reads beside the file is the user's, and secret.
    Artifact(path: "compose/.gitignore", bytes: Array(".env\nsecrets/\n".utf8)),
  ]
    + backend.files.artifacts(in: "compose")
}

struct ComposeBackend {
  let system: SystemIR
  let projectRoot: String
  /// What has to be there before any container is made.
  let secrets: [SecretReference]
  /// The replicas of each workload; one stands for all that nothing tells apart.
  let replicas: [[EngineReplica]]
  /// The files that containers mount.
  let files: AdjacentFiles
  /// The exposures of each workload.
  let exposuresOf: [[Exposure]]

  init(system: SystemIR, projectRoot: String) {
    self.system = system
    self.projectRoot = projectRoot
    secrets = system.environmentSecrets + system.fileSecrets
    replicas = system.workloads.map(\.composeReplicas)
    files = AdjacentFiles(
      of: system,
      tools: system.needsProbe || !secrets.isEmpty,
      volumeTools: replicas.joined().contains(where: system.preparesVolumes)
    )
    exposuresOf = system.exposuresByWorkload
  }

  /// In the place of the one that a project has by itself.
  static let innerNetwork = ComposeFile.Network(name: "internal", isInternal: true)
  static let edgeNetwork = ComposeFile.Network(name: "edge", isInternal: false)

  func services() -> [ComposeFile.Service] {
    var services: [ComposeFile.Service] = []
    for (index, workload) in system.workloads.enumerated() {
      for replica in replicas[index] {
        var made = self.services(of: replica, Workload.ID(index: index))
        var revision = ""
        if replica.holder != nil || workload.volumes.contains(where: { $0.source == .temporary }) {
          revision = makeWhole(&made)
        }
        services += made
        if let preparer = volumesService(of: replica, revision: revision) {
          services.append(preparer)
        }
      }
    }
    return buildingOnce(services) + (files.tools ? [toolsService()] : [])
  }

  /// The volumes of the file, in the order of their first use.
  func volumes() -> [String] {
    var seen: Set<String> = []
    let names = replicas.joined().flatMap { replica in
      replica.workload.volumes.map(replica.volumeName)
    }
    return (names + (files.tools ? [ProbeTools.name] : [])).filter { seen.insert($0).inserted }
  }

  /// Lets the containers of a replica be replaced together, as those of a pod are: a label of each has
  /// the revision of all, which is returned.
  private func makeWhole(_ services: inout [ComposeFile.Service]) -> String {
    let compared = services.map { service in
      var service = service
      // What Compose replaces no container for.
      service.build = nil
      service.dependsOn = []
      return service
    }
    let part = ComposeFile(header: [], name: "", services: compared, configs: [], volumes: [])
    let revision = ContentDigest(of: part.yaml()).short
    for index in services.indices {
      services[index].labels.append(Label("io.metaparticle.revision", revision))
    }
    return revision
  }

  /// Each image is built for the first service that has it; Compose would build it for each. What is not
  /// there yet it would pull before it builds, and run whatever somebody calls by that name.
  private func buildingOnce(_ services: [ComposeFile.Service]) -> [ComposeFile.Service] {
    let built = Set(services.filter { $0.build != nil }.map(\.image))
    var seen: Set<String> = []
    return services.map { service in
      guard built.contains(service.image) else { return service }
      var service = service
      service.isBuiltHere = true
      if service.build != nil, !seen.insert(service.image).inserted { service.build = nil }
      return service
    }
  }
}

extension Workload {
  /// Its replicas as Compose has to be told of them: one by one, or only how many.
  ///
  /// Runs of a job are told apart because Compose takes a job for done when one of its containers is; and
  /// replicas with storage, because each of them has its own.
  fileprivate var composeReplicas: [EngineReplica] {
    let hasOwn = volumes.contains { if case .shared = $0.source { false } else { true } }
    let isJob = if case .job = kind { true } else { false }
    guard isSplit || (replicas > 1 && (isJob || (isService && hasOwn))) else {
      return [EngineReplica(workload: self, index: nil)]
    }
    return (0..<replicas).map { EngineReplica(workload: self, index: $0) }
  }
}

extension SystemIR {
  /// What the shell script may give to this system, and Compose does not.
  fileprivate func composeLosses() -> [Diagnostic] {
    workloads.compactMap { workload in
      guard let timeout = workload.completion?.timeout else { return nil }
      return EngineFindings.jobLimitNotKept(
        workload.name,
        .timeout(seconds: timeout),
        on: .compose,
        at: workload.origin
      )
    }
  }
}
