import MPIR

extension KubernetesBackend {
  /// Whether anything is stored for longer than a pod lives.
  var keepsVolumes: Bool {
    !system.volumes.isEmpty
      || system.workloads.contains { $0.volumes.contains { $0.source == .own } }
  }

  // MARK: - Claims

  /// Its own storage where its replicas are not told apart. Otherwise its StatefulSet makes the claims.
  func claims(of id: Workload.ID) -> [PersistentVolumeClaimObject] {
    let workload = system[id]
    guard workload.identity == .none else { return [] }
    return ownVolumes(workload).map { volume, size in
      PersistentVolumeClaimObject(
        metadata: claimMetadata("\(workload.name)-\(volume.name)", owner: workload.name),
        access: .one,
        storageClass: volume.storageClass,
        size: size
      )
    }
  }

  func claimTemplates(_ workload: Workload) -> [PersistentVolumeClaimObject] {
    ownVolumes(workload).map { volume, size in
      PersistentVolumeClaimObject(
        metadata: claimMetadata(volume.name, owner: workload.name),
        access: .one,
        storageClass: volume.storageClass,
        size: size
      )
    }
  }

  func claim(_ volume: SharedVolume) -> PersistentVolumeClaimObject {
    PersistentVolumeClaimObject(
      metadata: claimMetadata(volume.name, owner: volume.name),
      access: volume.isShared ? .many : .one,
      storageClass: volume.storageClass,
      size: volume.size
    )
  }

  private func ownVolumes(_ workload: Workload) -> [(volume: WorkloadVolume, size: Int)] {
    workload.volumes.filter { $0.source == .own }.compactMap { volume in
      volume.size.map { (volume, $0) }
    }
  }

  // MARK: - In pods

  /// Those of a StatefulSet's claims are in its pods by themselves.
  func storage(_ workload: Workload) -> [PodTemplate.Volume] {
    workload.volumes.compactMap { volume in
      switch volume.source {
      case .own where workload.identity == .stable: nil
      case .own: .init(name: volume.name, source: .claim("\(workload.name)-\(volume.name)"))
      case .temporary: .init(name: volume.name, source: .temporary(size: volume.size))
      case .shared(let name): .init(name: volume.name, source: .claim(name))
      }
    }
  }

  /// What is stored is a folder of a volume and not all of it: a fresh disk has a `lost+found`, and many
  /// programs want an empty folder.
  func mounts(of container: Container, in workload: Workload) -> [PodTemplate.Mount] {
    container.mounts.map { mount in
      let source = workload.volume(mount.volume)?.source ?? .temporary
      var subPath: String?
      var isReadOnly = mount.isReadOnly
      switch source {
      case .temporary: break
      case .own: subPath = mount.volume
      case .shared(let name):
        // What nobody here writes, somebody else has put there, and not in our folder.
        let isOthers = system.volume(name)?.isReadOnly ?? false
        subPath = isOthers ? nil : name
        isReadOnly = isReadOnly || isOthers
      }
      return PodTemplate.Mount(
        volume: mount.volume,
        path: mount.path,
        subPath: subPath,
        isReadOnly: isReadOnly
      )
    }
  }

  /// What is mounted belongs to root. A container that runs as somebody else gets at it by a group: its
  /// own, or one with the number of its user.
  func group(_ workload: Workload) -> PodTemplate.Group? {
    let kept = Set(workload.volumes.filter { $0.source != .temporary }.map(\.name))
    let owner = ([workload.container] + workload.sidecars + workload.inits).first { container in
      guard case .ids(let user, _)? = container.user?.identity, user != 0 else { return false }
      return container.mounts.contains { kept.contains($0.volume) }
        || (container.files.map(\.mode) + container.secretFiles.map(\.mode))
          .contains { $0 & 0o004 == 0 }
    }
    guard case .ids(let user, let group)? = owner?.user?.identity else { return nil }
    return PodTemplate.Group(id: group ?? user, ownsKeptVolumes: !kept.isEmpty)
  }
}
