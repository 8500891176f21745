import MPIR

/// Volumes that have to be somebody's, or empty, before a replica has them.
///
/// An engine makes each volume as root's. And scratch goes with its replica, belongs to all of the
/// replica's containers whoever they run as, and is no memory. Compose has nothing of the kind: it carries
/// anonymous volumes over to the container that takes the place of another, two containers cannot share
/// one, and a `tmpfs` is memory. So it is a volume with a name, which a container that runs before the
/// replica's empties when the replica has another revision. At that time Compose has replaced the
/// replica's containers, whose label says the revision, and not started them yet. (It stays as it is
/// where containers are replaced for any other reason, as with `up --force-recreate`.) What is emptied
/// is noted in an anonymous volume, just because it is carried over, and `down` takes it away.
extension ComposeBackend {
  /// What prepares the volumes of a replica, if there is anything to prepare.
  ///
  /// - Parameter revision: Of the replica.
  func volumesService(of replica: EngineReplica, revision: String) -> ComposeFile.Service? {
    guard system.preparesVolumes(of: replica) else { return nil }
    let owned = system.ownedVolumes(of: replica)
    let scratch = replica.workload.volumes.filter { $0.source == .temporary }
    var service = helperService(replica.preparer)
    service.profiles = replica.workload.profiles
    service.entrypoint =
      (VolumeTools.command
      + owned.map { "own=\($0.user):\(VolumeTools.folder(of: $0.name))" }
      + scratch.map { "scratch=\(revision):\(VolumeTools.folder(of: replica.volumeName($0)))" })
      .map { TextTemplate($0) }
    service.configs = [
      .init(
        source: AdjacentFile(VolumeTools.file, of: ProbeTools.name).name,
        target: VolumeTools.file.path
      )
    ]
    let names = owned.map(\.name) + scratch.map(replica.volumeName)
    service.volumes = names.map { name in
      .init(
        source: .volume(name, startsEmpty: true),
        target: VolumeTools.folder(of: name),
        isReadOnly: false
      )
    }
    if !owned.isEmpty { service.addedCapabilities.append("CHOWN") }
    if !scratch.isEmpty {
      let state = ComposeFile.Mount(
        source: .anonymousVolume,
        target: VolumeTools.stateFolder,
        isReadOnly: false
      )
      service.volumes.append(state)
      // Others' files are in it, and in folders of theirs.
      service.addedCapabilities += ["DAC_OVERRIDE", "FOWNER"]
    }
    // Nothing is emptied while a secret is missing.
    if !secrets.isEmpty {
      service.dependsOn = [.init(service: ProbeTools.name, condition: .completed)]
    }
    service.labels = system.labels
    return service
  }

}

extension SystemIR {
  /// Whether something has to be done with the volumes of a replica before it has them.
  func preparesVolumes(of replica: EngineReplica) -> Bool {
    replica.workload.volumes.contains { $0.source == .temporary }
      || !ownedVolumes(of: replica).isEmpty
  }
}

/// The script that gives volumes to users, and empties scratch.
enum VolumeTools {
  static let file = MountedFile(
    path: "/mp/prepare",
    bytes: PackageResources.prepare_sh,
    mode: 0o644
  )

  static let command = ["/bin/busybox", "sh", file.path]

  /// Where it notes what it has emptied.
  static let stateFolder = "/mp/state"

  /// Where it sees a volume.
  static func folder(of volume: String) -> String { "/mp/volumes/\(volume)" }
}
