import MPIR

/// A volume for scratch that has to be empty when a replica is new.
///
/// Scratch goes with its replica, belongs to all of the replica's containers whoever they run as, and is
/// no memory. Compose has nothing of the kind: it carries anonymous volumes over to the container
/// that takes the place of another, two containers cannot share one, and a `tmpfs` is memory. So it is
/// a volume with a name, which the tools empty when the replica has another revision. At that time
/// Compose has replaced the containers, whose label says the revision, and not started them yet. (It
/// stays as it is where containers are replaced for any other reason, as with `up --force-recreate`.)
struct ScratchVolume {
  let name: String
  let revision: String
}

extension ComposeBackend {
  /// Runs to its end before everything that needs the probe, a secret, or a volume that is as it has to be.
  func toolsService(_ scratch: [ScratchVolume]) -> ComposeFile.Service {
    var service = ComposeFile.Service(
      name: ProbeTools.name,
      image: system.toolsImage,
      restart: .no
    )
    let command = scratch.isEmpty ? ProbeTools.installCommand : Self.installWithScratch
    let tasks = ownedVolumes.map { "own=\($0.user):\(Self.folder(of: $0.name))" }
    service.entrypoint = (command + tasks).map { TextTemplate($0) }
    service.configs = ProbeTools.files.map { file in
      .init(source: AdjacentFile(file, of: ProbeTools.name).name, target: file.path)
    }
    if !scratch.isEmpty {
      service.configs.append(.init(source: Self.scratchFile, target: "/mp/scratch"))
    }
    service.volumes =
      proofs()
      + (ownedVolumes.map(\.name) + scratch.map(\.name)).map { name in
        .init(
          source: .volume(name, startsEmpty: true),
          target: Self.folder(of: name),
          isReadOnly: false
        )
      }
      + [
        .init(
          source: .volume(ProbeTools.name, startsEmpty: false),
          target: ProbeTools.installFolder,
          isReadOnly: false
        )
      ]
    service.networkMode = ComposeFile.NetworkMode.none
    service.isReadOnly = true
    service.droppedCapabilities = ["ALL"]
    if !ownedVolumes.isEmpty { service.addedCapabilities.append("CHOWN") }
    // Others' files are in it, and in folders of theirs.
    if !scratch.isEmpty { service.addedCapabilities += ["DAC_OVERRIDE", "FOWNER"] }
    service.labels = system.labels
    return service
  }

  /// As long as any secret is missing, this container cannot be made, and so no other is touched.
  private func proofs() -> [ComposeFile.Mount] {
    let variables = system.environmentSecrets.map { secret in
      ComposeFile.Mount(
        source: .proof(ofVariable: secret.variable),
        target: "/mp/secrets/\(secret.variable)",
        isReadOnly: true
      )
    }
    let files = system.fileSecrets.map { secret in
      ComposeFile.Mount(
        source: .file(of: secret),
        target: "/mp/secrets/\(secret.fileVariable)",
        isReadOnly: true
      )
    }
    return variables + files
  }

  /// What is to be empty when which revision of a replica starts, for the tools. Its name is always the
  /// same: the tools read it whenever they run, and where Compose noticed a change of theirs, it would
  /// replace all that start after them.
  static func files(for scratch: [ScratchVolume]) -> [(name: String, bytes: [UInt8])] {
    if scratch.isEmpty { return [] }
    let lines = scratch.map { "scratch=\($0.revision):\(folder(of: $0.name))\n" }
    return [(scratchFile, Array(lines.joined().utf8))]
  }

  private static let scratchFile = "\(ProbeTools.name).scratch"

  /// The words of that file behind all others.
  private static let installWithScratch = [
    "/bin/busybox", "sh", "-c",
    "exec /bin/busybox sh /mp/install \"$@\" $(/bin/busybox cat /mp/scratch)", "install",
  ]

  /// Where the tools see a volume.
  private static func folder(of volume: String) -> String { "/mp/volumes/\(volume)" }
}
