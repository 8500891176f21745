import MPDiagnostics
import MPIR

extension Expander {
  /// `api.http`
  mutating func evaluatePort(
    _ base: TypedExpr,
    _ name: String,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    guard case .service(let id) = evaluate(base, environment).kind,
      case .service(let service) = nodes[id.index]
    else { return Value(kind: .invalid) }
    let name = ownPortName(name, of: base, id, environment)
    if let port = portValue(name, of: id), port != .null {
      return Value(kind: .endpoint(id, port: name))
    }
    let isBroken =
      mergedBody(id).isBroken || openAttributes.contains(.init(node: id, name: "ports"))
    if !isBroken { reportMissedPort(name, of: id, service, base, range, environment) }
    return Value(kind: .invalid)
  }

  /// What a trait calls `self.http` is called `cache-http` where the trait has the label `cache`, if
  /// the port is one that the trait itself adds, or a trait within it.
  private mutating func ownPortName(
    _ name: String,
    of base: TypedExpr,
    _ id: NodeID,
    _ environment: Environment
  ) -> String {
    let prefix = frames[environment.frame.index].labelPrefix
    guard !prefix.isEmpty, case .reference(let reference) = base.kind,
      reference.target == .ownService
    else { return name }
    let parts = mergedBody(id).maps.first { $0.name == "ports" }?.parts ?? []
    let isAdded = parts.contains { part in
      guard isFrame(part.attribute.environment.frame, within: environment.frame) else {
        return false
      }
      switch part {
      case .entry(let entry): return entry.name == prefix + name
      case .whole(let map):
        return fields(of: map, .portNames).contains { map.keyPrefix + $0.key == prefix + name }
      }
    }
    return isAdded ? prefix + name : name
  }

  private func isFrame(_ frame: FrameID, within outer: FrameID) -> Bool {
    var next: FrameID? = frame
    while let current = next {
      if current == outer { return true }
      next = frames[current.index].outer
    }
    return false
  }

  /// A pattern that uses a port of what it is given cannot be wrong about it: the instance is.
  private mutating func reportMissedPort(
    _ name: String,
    of id: NodeID,
    _ service: ServiceNode,
    _ base: TypedExpr,
    _ range: SourceRange,
    _ environment: Environment
  ) {
    let ports = evaluateMap("ports", of: id).filter { $0.value.kind != .null }
    let names = ports.map(\.name)
    guard let (site, user) = giver(of: base, service, environment) else {
      report(
        ExpandFindings.unknownPort(
          name,
          of: service.word,
          has: names,
          at: range.last(name.utf8.count)
        ),
        environment
      )
      return
    }
    guard missedPorts.insert(AttributeKey(node: id, name: name)).inserted else { return }
    report(
      ExpandFindings.portNeededByPattern(
        name,
        slot: service.word,
        of: user,
        has: names,
        numbers: ports.compactMap { portNumber($0.name, of: id) },
        at: site,
        use: range
      ),
      trace: Array(frames[environment.frame.index].trace.dropFirst())
    )
  }

  /// Where the user of a pattern or trait gave it a service, and the pattern's name.
  private func giver(
    of base: TypedExpr,
    _ service: ServiceNode,
    _ environment: Environment
  ) -> (SourceRange, String)? {
    let frame = frames[environment.frame.index]
    if let slot = service.slot, service.frame == environment.frame {
      return (slot.head, slot.pattern)
    }
    guard let id = frame.definition, let site = frame.site,
      case .reference(let reference) = base.kind
    else { return nil }
    let definition = program.definitions[id.index]
    switch reference.target {
    case .ownService where definition.kind == .trait, .param: return (site, definition.name)
    default: return nil
    }
  }

  mutating func evaluateProperty(
    _ base: TypedExpr,
    _ property: TypedExpr.Property,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    switch evaluate(base, environment).kind {
    case .endpoint(let id, let port):
      return address(of: id, port, property, range, environment) ?? Value(kind: .invalid)
    case .service(let id):
      guard case .service(let service) = nodes[id.index] else { return Value(kind: .invalid) }
      switch property {
      case .name: return Value(kind: .text(service.word))
      case .index: return replica(.replicaIndex, of: id, range, environment)
      case .replicaHost: return replica(.replicaHost, of: id, range, environment)
      default: return Value(kind: .invalid)
      }
    case .secret(let id, _): return secret(id, property, range, environment)
    default: return Value(kind: .invalid)
    }
  }

  /// A port's address, or a part of it. Whoever gets it is linked to the port, but for `.port` and `.name`.
  ///
  /// - Returns: `nil` where there is none, which has been reported.
  mutating func address(
    of id: NodeID,
    _ port: String,
    _ property: TypedExpr.Property,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value? {
    guard case .service(let service) = nodes[id.index],
      let number = portNumber(port, of: id)
    else { return nil }
    let ofReplicas = property == .addresses || property == .hosts
    let use = PortUse(service: id, port: port, ofReplicas: ofReplicas, range: range)
    let text = { (text: String) in Value(kind: .text(text), provenance: [use]) }
    let definition = frames[environment.frame.index].definition.map {
      program.definitions[$0.index].name
    }
    let path = definition == nil ? service.path : service.word
    switch property {
    case .port: return Value(kind: .int(number))
    case .name: return Value(kind: .text(port))
    case .addresses, .hosts:
      guard let hosts = replicaHosts(of: id, range, environment) else { return nil }
      let texts = property == .hosts ? hosts : hosts.map { "\($0):\(number)" }
      return list(texts.map(text), range, environment)
    default: break
    }
    let host = service.kind.declares == .external ? externalHost(id) : service.name
    guard let host else { return nil }
    if isStable(id), (replicas(of: id) ?? 1) > 1 {
      report(ExpandFindings.noPlainAddress(path, port, in: definition, at: range), environment)
      return nil
    }
    switch property {
    case .host: return text(host)
    case .url:
      let scheme = port.split(separator: "-").first.map(String.init) ?? ""
      guard scheme == "http" || scheme == "https" else {
        report(ExpandFindings.noURL(port, at: range), environment)
        return nil
      }
      return text("\(scheme)://\(host.beforePort):\(number)")
    default: return text("\(host.beforePort):\(number)")
    }
  }

  private mutating func replicaHosts(
    of id: NodeID,
    _ range: SourceRange,
    _ environment: Environment
  ) -> [String]? {
    guard case .service(let service) = nodes[id.index], let count = replicas(of: id) else {
      return nil
    }
    guard isStable(id) else {
      report(
        ExpandFindings.noReplicaAddresses(service.word, at: range, declared: service.origin.range),
        environment
      )
      return nil
    }
    if isScaled(id) {
      report(
        ExpandFindings.changingReplicas(service.word, at: range, declared: service.origin.range),
        environment
      )
      return nil
    }
    // Others are refused where they stand.
    guard (1...ExpansionLimit.maximumWorkloads).contains(count) else { return nil }
    return (0..<count).map { StableReplica.host($0, of: service.name) }
  }

  private mutating func portNumber(_ port: String, of id: NodeID) -> Int? {
    switch portValue(port, of: id) {
    case .int(let number): number
    case .port(let number, _): number
    default: nil
    }
  }

  private mutating func portValue(_ port: String, of id: NodeID) -> Value.Kind? {
    if ports[id] == nil {
      let entries = evaluateMap("ports", of: id)
      // Ports whose numbers depend on themselves are reported, and none of them is there yet.
      guard maps[AttributeKey(node: id, name: "ports")] != nil else { return nil }
      ports[id] = Dictionary(entries.map { ($0.name, $0.value.kind) }) { first, _ in first }
    }
    return ports[id]?[port]
  }

  /// The most that run.
  ///
  /// - Returns: `nil` where the number could not be evaluated.
  private mutating func replicas(of id: NodeID) -> Int? {
    switch evaluateAttribute("replicas", of: id).kind {
    case .int(let count), .range(_, .int(let count)): count
    case .null: 1
    default: nil
    }
  }

  private mutating func isScaled(_ id: NodeID) -> Bool {
    if case .range = evaluateAttribute("replicas", of: id).kind { true } else { false }
  }

  /// The host of an external: its own word for where it is.
  private mutating func externalHost(_ id: NodeID) -> String? {
    evaluateAttribute("host", of: id).text
  }

  mutating func isStable(_ id: NodeID) -> Bool {
    evaluateAttribute("identity", of: id).kind == .text("stable")
  }
}

/// The names of the numbered replicas of a stable service, the same on every target.
package enum StableReplica {
  /// The hostname: `leaf-3`.
  package static func name(_ index: Int, of service: String) -> String { "\(service)-\(index)" }

  /// The address: `leaf-3.leaf`.
  package static func host(_ index: Int, of service: String) -> String {
    "\(name(index, of: service)).\(service)"
  }
}

extension String {
  /// A host as it stands before a `:` and a port: an address of version 6, and only that, has `:` itself.
  fileprivate var beforePort: String { utf8.contains(UInt8(ascii: ":")) ? "[\(self)]" : self }
}

extension SourceRange {
  /// The last bytes: the name in a reference.
  fileprivate func last(_ count: Int) -> SourceRange {
    SourceRange(source: source, lower: max(Int(lower), Int(upper) - count), upper: Int(upper))
  }
}
