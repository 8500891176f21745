import MPDiagnostics
import MPIR

/// A system as a script for a shell and an engine.
///
/// - Parameter projectRoot: How to get from the folder of the files to the root of the project.
func renderShell(
  _ system: SystemIR,
  spec: String,
  projectRoot: String,
  into diagnostics: inout Diagnostics
) -> [Artifact] {
  diagnostics.report(system.engineLosses() + system.shellLosses())
  let backend = ShellBackend(system: system, projectRoot: projectRoot)
  let script = backend.script(spec)
  // The script's copies of the files that containers mount, and what is the user's, and secret.
  let ignored = "mounted/\n" + (script.secrets.isEmpty ? "" : ".env\nsecrets/\n")
  return [
    Artifact(path: "shell/run.sh", bytes: script.text(), mode: 0o755),
    Artifact(path: "shell/.gitignore", bytes: Array(ignored.utf8)),
  ]
    + backend.files.artifacts(in: "shell")
}

struct ShellBackend {
  let system: SystemIR
  let projectRoot: String
  /// The files that containers mount.
  let files: AdjacentFiles
  /// The exposures of each workload.
  let exposuresOf: [[Exposure]]

  init(system: SystemIR, projectRoot: String) {
    self.system = system
    self.projectRoot = projectRoot
    files = AdjacentFiles(
      of: system,
      tools: system.workloads.contains { $0.containers.contains(where: \.needsProbeScript) }
    )
    exposuresOf = system.exposuresByWorkload
  }

  func script(_ spec: String) -> ShellScript {
    ShellScript(
      header: header(spec),
      project: system.name,
      files: files.all.map(\.name),
      services: startOrder.map(service),
      tools: files.tools ? toolsService() : nil,
      toolsImage: preparesVolumes ? qualified(system.toolsImage) : nil,
      hasInnerNetwork: system.hasInnerNetwork,
      builds: builds(),
      secrets: .init(
        variables: system.environmentSecrets.map(\.variable),
        files: system.fileSecrets.map { ($0.fileVariable, $0.filePath) }
      )
    )
  }

  private var preparesVolumes: Bool {
    system.workloads.contains {
      system.preparesVolumes(of: EngineReplica(workload: $0, index: nil))
    }
  }

  /// Jobs run to their ends as late as possible, so that nobody waits for them who does not have to.
  private var startOrder: [SystemIR.Start] {
    var left = system.startStages
    var started: Set<Workload.ID> = []
    var order: [SystemIR.Start] = []
    while !left.isEmpty {
      let startable = left.indices.filter { index in
        system[left[index].workload].startsAfter.allSatisfy { started.contains($0.workload) }
      }
      let next = startable.first { system[left[$0].workload].isService } ?? startable.first
      // In what a lowering has made, something can always start.
      guard let next else { break }
      started.insert(left[next].workload)
      order.append(left.remove(at: next))
    }
    return order
  }

  private func service(_ start: SystemIR.Start) -> ShellScript.Service {
    let workload = system[start.workload]
    let others = self.others(of: workload, start)
    return ShellScript.Service(
      path: workload.path,
      name: workload.name,
      kind: workload.shellKind,
      replicas: workload.instanceNames,
      startsAfter: workload.startsAfter.map {
        .init(
          condition: $0.condition.shellCondition,
          function: system[$0.workload].name.functionName
        )
      },
      volumes: volumes(of: workload),
      others: others,
      main: part(
        workload.container,
        of: workload,
        role: nil,
        stage: others.isEmpty ? "\(start.stage)" : "\(start.stage).3",
        network: others.isEmpty ? ownNetwork(workload, start.workload) : holdersNetwork,
        edge: others.isEmpty ? edgeAliases(workload, start.workload) : nil
      )
    )
  }

  /// What a replica has beside its main container, in the order of start.
  private func others(of workload: Workload, _ start: SystemIR.Start) -> [ShellScript.Part] {
    guard workload.hasHolder else { return [] }
    return [holder(of: workload, start)]
      + workload.inits.map {
        part($0, of: workload, role: .`init`, stage: "\(start.stage).1", network: holdersNetwork)
      }
      + workload.sidecars.map {
        part($0, of: workload, role: .sidecar, stage: "\(start.stage).2", network: holdersNetwork)
      }
  }

  private func volumes(of workload: Workload) -> [ShellScript.Volume] {
    return workload.volumes.map { volume in
      let name = EngineReplica(workload: workload, index: nil).volumeName(volume)
      let place: ShellWord =
        if case .shared = volume.source { ShellWord(name) } else {
          "\(variable: "1")-\(volume.name)"
        }
      return ShellScript.Volume(
        name: volume.name,
        isScratch: volume.source == .temporary,
        place: place,
        owner: system.owner(of: volume, in: workload)
      )
    }
  }

  private func builds() -> [ShellScript.Build] {
    var seen: Set<String> = []
    return system.workloads.flatMap(\.containers).compactMap { container in
      guard let build = container.build, seen.insert(container.image).inserted else { return nil }
      let root: ShellWord =
        projectRoot.hasPrefix("/")
        ? ShellWord(projectRoot) : "\(variable: "folder")/\(projectRoot)"
      let context = build.context == "." ? root : root + ShellWord("/\(build.context)")
      var options: [[ShellWord]] = []
      if let platform = container.platform { options.append(["--platform", ShellWord(platform)]) }
      if let file = build.dockerfile {
        options.append(["--file", context + ShellWord("/\(file)")])
      }
      if let target = build.target { options.append(["--target", ShellWord(target)]) }
      options += build.arguments.map { ["--build-arg", ShellWord("\($0.name)=\($0.value)")] }
      return ShellScript.Build(
        image: qualified(container.image),
        name: container.image,
        context: context,
        options: options
      )
    }
  }
}

extension Workload {
  fileprivate var shellKind: ShellScript.Kind {
    switch kind {
    case .service: .service
    case .job(let completion): .job(completion.runs)
    case .cron(let schedule, let completion):
      .cron(
        completion.runs,
        .init(
          schedule: schedule.expression,
          timeZone: schedule.timeZone,
          concurrency: schedule.concurrency.rawValue
        )
      )
    }
  }
}

extension Completion {
  fileprivate var runs: ShellScript.Runs {
    .init(parallelism: parallelism, retries: retries, timeout: timeout)
  }
}

extension StartDependency.Condition {
  fileprivate var shellCondition: ShellScript.Gate.Condition {
    switch self {
    case .started: .started
    case .ready: .ready
    case .completed: .completed
    }
  }
}

/// The image with its registry, which Podman does not guess and Docker would add.
func qualified(_ image: String) -> String {
  let parts = image.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2 else { return "docker.io/library/\(image)" }
  let isHost = parts[0] == "localhost" || parts[0].contains { ".:".contains($0) }
  return isHost ? image : "docker.io/\(image)"
}
