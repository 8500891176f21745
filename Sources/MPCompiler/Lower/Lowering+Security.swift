import MPDiagnostics
import MPIR

/// What programs may do to their machines, and whom they may talk to.
extension Lowering {
  mutating func security(_ service: ExpandedService) -> Security {
    let body = service.body.blocks("security").first?.body
    let level =
      (body?.text("level") ?? system.app?.body.text("security"))
      .flatMap { Security.Level(rawValue: $0) } ?? .baseline
    let isRestricted = level == .restricted
    let isPrivileged = body?.attribute("privileged")?.value.isTrue ?? false
    let capabilities = capabilities(body, service.origin)
    // Kubernetes refuses those that may escalate anyway and say that they do not.
    let mayEscalate = isPrivileged || capabilities.contains("SYS_ADMIN")
    return Security(
      level: level,
      forbidsEscalation: level != .none && !mayEscalate,
      hasReadOnlyRoot: body?.attribute("read_only")?.value.isTrue ?? isRestricted,
      dropsCapabilities: isRestricted,
      capabilities: capabilities,
      requiresNonRoot: isRestricted
        && !(body?.attribute("run_as_root")?.value.isTrue ?? false),
      isPrivileged: isPrivileged
    )
  }

  private mutating func capabilities(_ body: ExpandedBody?, _ origin: Origin) -> [String] {
    guard let attribute = body?.attribute("capabilities"), let names = attribute.value.texts else {
      return []
    }
    var capabilities: [String] = []
    for name in names {
      let capability = name.hasPrefix("CAP_") ? String(name.dropFirst(4)) : name
      guard Capability.all.contains(capability) else {
        report(
          LowerFindings.unknownCapability(
            name,
            nearest: nearestName(to: capability.asciiUppercased, among: Capability.all),
            at: attribute.valueRange
          ),
          origin
        )
        continue
      }
      if !capabilities.contains(capability) { capabilities.append(capability) }
    }
    return capabilities
  }

  func closesEgress(_ service: ExpandedService, _ security: Security) -> Bool {
    switch service.body.text("egress") {
    case "links": true
    case "any": false
    default: security.level == .restricted
    }
  }

  // MARK: - A read-only root

  /// Where programs write although their images are read-only, they get scratch, each its own.
  mutating func addWritablePaths(of service: ExpandedService, to workload: inout Workload) {
    let said = service.body.blocks("security").first.flatMap { block in
      block.body.attribute("writable").map { (attribute: $0, origin: block.origin) }
    }
    if let said, !workload.security.hasReadOnlyRoot {
      report(LowerFindings.writableAnyway(at: said.attribute.keyRange), said.origin)
    }
    var scratch: [WorkloadVolume] = []
    func add(_ attribute: ExpandedBody.Attribute?, _ origin: Origin, to container: inout Container)
    {
      guard let attribute, let paths = attribute.value.texts else { return }
      let origin = Origin(range: attribute.valueRange, trace: origin.trace)
      for path in paths {
        if let problem = ContainerPath.mountProblem(path) {
          report(LowerFindings.badPath(path, problem, at: attribute.valueRange), origin)
          continue
        }
        let path = ContainerPath.withoutEmptyParts(path)
        guard workload.security.hasReadOnlyRoot,
          !container.mounts.contains(where: { $0.path == path })
        else { continue }
        let name = "mp-writable-\(scratch.count)"
        scratch.append(
          WorkloadVolume(
            name: name,
            source: .temporary,
            size: nil,
            storageClass: nil,
            origin: origin
          )
        )
        container.mounts.append(VolumeMount(volume: name, path: path, isReadOnly: false))
      }
    }
    add(said?.attribute, said?.origin ?? service.origin, to: &workload.container)
    add(service.body.attribute("writable"), service.origin, to: &workload.container)
    for (index, block) in service.body.blocks("sidecar").enumerated() {
      add(block.body.attribute("writable"), block.origin, to: &workload.sidecars[index])
    }
    for (index, block) in service.body.blocks("init").enumerated() {
      add(block.body.attribute("writable"), block.origin, to: &workload.inits[index])
    }
    workload.volumes += scratch
  }

  // MARK: - Outside

  mutating func externalUses() -> [ExternalUse] {
    var result: [ExternalUse] = []
    for (index, service) in system.services.enumerated() {
      var seen: Set<PortUse.Key> = []
      for use in uses(service) where seen.insert(use.key).inserted {
        guard let block = system.externals.first(where: { $0.id == use.service }),
          let host = block.body.text("host"),
          let entry = block.body.map("ports").first(where: { $0.name == use.port }),
          let port = entry.externalPort
        else { continue }
        result.append(
          ExternalUse(
            from: Workload.ID(index: index),
            path: block.path,
            host: host,
            port: port,
            addresses: addresses(block),
            origin: Origin(range: use.range, trace: service.origin.trace)
          )
        )
      }
    }
    return result
  }

  /// Of an external, as networks.
  private func addresses(_ block: ExpandedService) -> [String] {
    (block.body.attribute("cidr")?.value.texts ?? []).map { $0.contains("/") ? $0 : $0.asNetwork }
  }

  mutating func checkAddresses(of block: ExpandedService) {
    guard let attribute = block.body.attribute("cidr"), let texts = attribute.value.texts else {
      return
    }
    for text in texts where !NetworkAddress.isValid(text) {
      report(LowerFindings.badNetwork(text, at: attribute.valueRange), block.origin)
    }
  }

  // MARK: - What is taken as read

  mutating func acceptedCodes() -> [DiagnosticCode] {
    guard let attribute = system.app?.body.attribute("accept"), let texts = attribute.value.texts
    else { return [] }
    return texts.compactMap { text in
      let code = DiagnosticCode(rawValue: text)
      if code?.severity != .lossy {
        report(
          LowerFindings.cannotAccept(text, code, at: attribute.valueRange),
          Origin(range: attribute.valueRange)
        )
      }
      return code
    }
  }
}

extension ExpandedBody.Attribute {
  /// As a port of an external, whose number was checked where it is declared.
  fileprivate var externalPort: ContainerPort? {
    switch value.kind {
    case .int(let number): ContainerPort(name: name, number: number, transport: .tcp)
    case .port(let number, let transport):
      ContainerPort(name: name, number: number, transport: .init(rawValue: transport) ?? .tcp)
    default: nil
    }
  }
}
