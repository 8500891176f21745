import MPDiagnostics
import MPIR

/// A mount, and where the spec says so.
struct PlacedMount {
  var mount: VolumeMount
  var origin: Origin
}

extension Lowering {
  // MARK: - Volumes

  mutating func volumes(_ service: ExpandedService) -> [WorkloadVolume] {
    service.body.blocks("volume").compactMap { block in
      guard let name = block.label else { return nil }
      let origin = block.origin
      // What a wrong kind, or another volume that there is not, was meant to be cannot be told.
      let isUnknown = ["kind", "of"].contains { block.body.attribute($0)?.value.kind == .invalid }
      guard !isUnknown else {
        return WorkloadVolume(
          name: name,
          source: .temporary,
          size: nil,
          storageClass: nil,
          origin: origin
        )
      }
      let source = volumeSource(block)
      let volume = WorkloadVolume(
        name: name,
        source: source,
        size: source == .own || block.body.attribute("size") != nil
          ? size(block.body, name, isOwn: true, origin) : nil,
        storageClass: storageClass(block.body, origin),
        origin: origin
      )
      switch source {
      case .own: checkReplicas(of: volume, service)
      case .temporary:
        if let attribute = block.body.attribute("class") {
          report(LowerFindings.classOfScratch(at: attribute.keyRange), origin)
        }
      case .shared(let shared): checkWords(of: block, shared, origin)
      }
      return volume
    }
  }

  private func volumeSource(_ block: ExpandedBody.Block) -> WorkloadVolume.Source {
    if case .service(let id)? = block.body.attribute("of")?.value.kind,
      let shared = system.volumes.first(where: { $0.id == id })
    {
      return .shared(shared.name)
    }
    return block.body.text("kind") == "temporary" ? .temporary : .own
  }

  /// What a volume of the system is, it says where it is declared.
  private mutating func checkWords(
    of block: ExpandedBody.Block,
    _ shared: String,
    _ origin: Origin
  ) {
    guard let declared = system.volumes.first(where: { $0.name == shared }) else { return }
    for name in ["size", "class", "kind"] {
      guard let attribute = block.body.attribute(name) else { continue }
      report(
        LowerFindings.saidElsewhere(name, shared, at: attribute.keyRange, declared.origin.range),
        origin
      )
    }
  }

  /// Names of services and volumes are joined with `-`, so that two can become one.
  mutating func checkNames(of volumes: [SharedVolume], _ lowered: [Workload]) {
    var owners: [String: Origin] = [:]
    for volume in volumes { owners[volume.name] = volume.origin }
    for workload in lowered {
      for volume in workload.volumes where volume.source == .own {
        let name = "\(workload.name)-\(volume.name)"
        guard let other = owners.updateValue(volume.origin, forKey: name) else { continue }
        report(
          LowerFindings.volumeClash(name, at: volume.origin.range, other: other.range),
          volume.origin
        )
      }
    }
  }

  /// Storage that one machine has at a time cannot be that of several replicas.
  mutating func checkSharing(of volumes: [SharedVolume], _ lowered: [Workload]) {
    for volume in volumes where !volume.isShared {
      let users = lowered.filter { $0.volumes.contains { $0.source == .shared(volume.name) } }
      let replicas = users.reduce(0) { $0 + ($1.autoscaling?.maximum ?? $1.replicas) }
      guard replicas > 1, let last = users.last,
        let use = last.volumes.first(where: { $0.source == .shared(volume.name) })
      else { continue }
      report(
        LowerFindings.volumeNotShared(
          volume.name,
          by: users.map(\.path),
          at: use.origin.range,
          volume.origin.range
        ),
        use.origin
      )
    }
  }

  /// Replicas that are not told apart cannot each have one that is kept.
  private mutating func checkReplicas(of volume: WorkloadVolume, _ service: ExpandedService) {
    guard let replicas = service.body.attribute(service.countAttribute),
      let most = replicas.value.upperBound, most > 1,
      service.body.text("identity") != "stable"
    else { return }
    report(
      LowerFindings.volumeOfReplicas(
        volume.name,
        at: volume.origin.range,
        replicas: replicas.valueRange,
        mayBeStable: service.kind.attribute("identity") != nil
      ),
      volume.origin
    )
  }

  // MARK: - Mounts

  /// What a container sees: of the service itself, the volumes that it gives a path.
  mutating func mounts(_ source: ContainerSource, _ volumes: [WorkloadVolume]) -> [PlacedMount] {
    source.body.blocks("volume").compactMap { block in
      guard let label = block.label else { return nil }
      let origin = block.origin
      guard let volume = mountedVolume(label, source, volumes) else {
        if !source.service.body.isBroken {
          report(
            LowerFindings.unknownVolume(
              label,
              of: source.service.path,
              among: volumes.map(\.name),
              at: origin.range
            ),
            origin
          )
        }
        return nil
      }
      guard let attribute = block.body.attribute("path") else {
        if source.role != .main, !block.body.isBroken {
          report(LowerFindings.mountWithoutPath(label, at: origin.range), origin)
        }
        return nil
      }
      guard let text = attribute.value.text else { return nil }
      if let problem = ContainerPath.mountProblem(text) {
        report(LowerFindings.badPath(text, problem, at: attribute.valueRange), origin)
      }
      let mount = VolumeMount(
        volume: volume,
        path: ContainerPath.withoutEmptyParts(text),
        isReadOnly: block.body.attribute("read_only")?.value.isTrue ?? isReadOnly(volume, volumes)
      )
      return PlacedMount(
        mount: mount,
        origin: Origin(range: attribute.valueRange, trace: source.origin.trace)
      )
    }
  }

  private func isReadOnly(_ volume: String, _ volumes: [WorkloadVolume]) -> Bool {
    guard case .shared(let name)? = volumes.first(where: { $0.name == volume })?.source,
      let shared = system.volumes.first(where: { $0.name == name })
    else { return false }
    return shared.body.attribute("read_only")?.value.isTrue ?? false
  }

  /// What a trait with a label calls `data` is called `cache-data`, if the trait itself adds it.
  private func mountedVolume(
    _ label: String,
    _ source: ContainerSource,
    _ volumes: [WorkloadVolume]
  ) -> String? {
    let isAdded = source.service.body.blocks("volume").contains { block in
      block.label == source.labelPrefix + label && block.labelPrefix.hasPrefix(source.labelPrefix)
    }
    let name = isAdded ? source.labelPrefix + label : label
    return volumes.contains { $0.name == name } ? name : nil
  }

  mutating func checkUse(
    of volumes: [WorkloadVolume],
    by containers: [Container],
    _ service: ExpandedService
  ) {
    let used = Set(containers.flatMap { $0.mounts.map(\.volume) })
    for (volume, block) in zip(volumes, service.body.blocks("volume"))
    where !used.contains(volume.name) && block.body.attribute("path") == nil {
      if service.body.isBroken || block.body.isBroken { continue }
      report(LowerFindings.unusedVolume(volume.name, at: volume.origin.range), volume.origin)
    }
  }

  // MARK: - Paths

  /// Where something is mounted, nothing else can be; below a file there is no folder, and in what is
  /// read-only no place can be made.
  mutating func checkPaths(
    of files: [MountedFile],
    _ secretFiles: [SecretFile],
    _ mounts: [PlacedMount],
    _ origin: Origin
  ) {
    var places: [String: MountedPlace] = [:]
    let all =
      files.map { MountedPlace(path: $0.path, kind: .file, origin: $0.origin ?? origin) }
      + secretFiles.map { MountedPlace(path: $0.path, kind: .file, origin: $0.origin) }
      + mounts.map {
        MountedPlace(
          path: $0.mount.path,
          kind: $0.mount.isReadOnly ? .readOnlyVolume : .volume,
          origin: $0.origin
        )
      }
    // What is wrong with a path has been said.
    let sound = all.filter {
      $0.kind != .file || ContainerPath.problem($0.path, isFile: true) == nil
    }
    for place in sound {
      guard let first = places[place.path] else {
        places[place.path] = place
        continue
      }
      report(LowerFindings.mountedTwice(place, first), place.origin)
    }
    for place in sound {
      let outer = place.path.folders.lazy.compactMap { places[$0] }.first { $0.kind != .volume }
      guard let outer else { continue }
      report(LowerFindings.cannotBeMade(place, in: outer), place.origin)
    }
  }
}

/// What stands at a path of a container.
struct MountedPlace {
  enum Kind { case file, volume, readOnlyVolume }

  var path: String
  var kind: Kind
  var origin: Origin
}

extension String {
  /// The folders of a path, the innermost first, without the root.
  fileprivate var folders: [String] {
    var folders: [String] = []
    var rest = self[...]
    while let slash = rest.lastIndex(of: "/"), slash != rest.startIndex {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders
  }
}

extension Value {
  /// Of a number, itself.
  var upperBound: Int? {
    switch kind {
    case .int(let count), .range(_, .int(let count)): count
    default: nil
    }
  }
}
