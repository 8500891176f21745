import MPIR

/// A volume that has to belong to a user, because an engine makes each as root's.
struct OwnedVolume: Hashable {
  /// As the engine calls it: `db-data`.
  let name: String
  let user: Int
}

extension SystemIR {
  /// The volumes of a replica that are kept and that a numbered user writes: its own, each with the user
  /// of the first of its containers that does, and those that are shared, with that of the first workload
  /// that has one. Who has the name of another user has an image with that name in it, and with the
  /// folder: the engine takes over whose it is there.
  func ownedVolumes(of replica: EngineReplica) -> [OwnedVolume] {
    replica.workload.volumes.compactMap { volume in
      owner(of: volume, in: replica.workload)
        .map { OwnedVolume(name: replica.volumeName(volume), user: $0) }
    }
  }

  /// Whether it is empty at first, as all are on Kubernetes. An engine would fill it with what the image has
  /// at its path, and make it belong to whom that belongs to, where it should be somebody else's.
  func startsEmpty(_ volume: WorkloadVolume, in workload: Workload) -> Bool {
    volume.source == .temporary || owner(of: volume, in: workload) != nil
  }

  func owner(of volume: WorkloadVolume, in workload: Workload) -> Int? {
    switch volume.source {
    case .temporary: nil
    case .own: workload.writer(of: volume)
    case .shared:
      workloads.lazy.compactMap { workload in
        workload.volumes.first { $0.source == volume.source }.flatMap(workload.writer)
      }.first
    }
  }
}

extension Workload {
  /// The numbered user of the first container that writes the volume, the main one before the others.
  fileprivate func writer(of volume: WorkloadVolume) -> Int? {
    let container = ([container] + inits + sidecars).first { container in
      container.mounts.contains { $0.volume == volume.name && !$0.isReadOnly }
    }
    guard case .ids(let user, _)? = container?.user?.identity, user != 0 else { return nil }
    return user
  }
}
