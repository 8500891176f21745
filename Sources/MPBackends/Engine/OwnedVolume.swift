import MPIR

/// A volume that has to belong to a user, because an engine makes each as root's.
struct OwnedVolume: Hashable {
  /// As the engine calls it: `db-data`.
  let name: String
  let user: Int
}

extension EngineReplica {
  /// The volumes that are kept and that one of its containers writes as a numbered user: each with the
  /// user of the first that does, the main one before the others. Who has the name of another user has
  /// an image with that name in it, and with the folder: the engine takes over whose it is there.
  var ownedVolumes: [OwnedVolume] {
    workload.volumes.compactMap { volume in
      guard volume.source != .temporary else { return nil }
      for container in [workload.container] + workload.inits + workload.sidecars {
        guard container.mounts.contains(where: { $0.volume == volume.name && !$0.isReadOnly })
        else { continue }
        guard case .ids(let user, _)? = container.user?.identity, user != 0 else { return nil }
        return OwnedVolume(name: volumeName(volume), user: user)
      }
      return nil
    }
  }
}
