import MPDiagnostics
import MPIR

extension Expander {
  /// `api.http`
  mutating func evaluatePort(
    _ base: TypedExpr, _ name: String, _ range: SourceRange, _ environment: Environment
  ) -> Value {
    guard case .service(let id) = evaluate(base, environment).kind,
      case .service(let service) = nodes[id.index]
    else { return Value(kind: .invalid) }
    let ports = evaluateMap("ports", of: id)
    if ports.contains(where: { $0.name == name && $0.value.kind != .null }) {
      return Value(kind: .endpoint(id, port: name))
    }
    let isBroken = mergedBody(id).isBroken || openAttributes.contains(.init(node: id, name: "ports"))
    guard !isBroken, missedPorts.insert(AttributeKey(node: id, name: name)).inserted else {
      return Value(kind: .invalid)
    }
    let names = ports.map(\.name)
    // A pattern that uses the port of a slot cannot be wrong about it: the instance is.
    if let slot = service.slot, frames[environment.frame.index].definition != nil {
      report(
        ExpandFindings.portNeededByPattern(
          name, slot: service.word, of: slot.pattern, has: names, at: slot.head, use: range),
        Environment(frame: service.frame))
    } else {
      report(ExpandFindings.unknownPort(name, of: service.word, has: names, at: range), environment)
    }
    return Value(kind: .invalid)
  }

  mutating func evaluateProperty(
    _ base: TypedExpr, _ property: TypedExpr.Property, _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    switch evaluate(base, environment).kind {
    case .endpoint(let id, let port):
      return address(of: id, port, property, range, environment) ?? Value(kind: .invalid)
    case .service(let id):
      guard case .service(let service) = nodes[id.index], property == .name else {
        return Value(kind: .invalid)
      }
      return Value(kind: .text(service.word))
    default: return Value(kind: .invalid)
    }
  }

  /// A port's address, or a part of it. Whoever gets it is linked to the port, but for `.port`.
  ///
  /// - Returns: `nil` where there is none, which has been reported.
  mutating func address(
    of id: NodeID, _ port: String, _ property: TypedExpr.Property, _ range: SourceRange,
    _ environment: Environment
  ) -> Value? {
    guard case .service(let service) = nodes[id.index],
      let number = portNumber(port, of: id)
    else { return nil }
    let use = PortUse(service: id, port: port, range: range)
    let text = { (text: String) in Value(kind: .text(text), provenance: [use]) }
    switch property {
    case .port: return Value(kind: .int(number))
    case .addresses, .hosts:
      guard let hosts = replicaHosts(of: id, range, environment) else { return nil }
      let texts = property == .hosts ? hosts : hosts.map { "\($0):\(number)" }
      return Value(kind: .list(texts.map(text)), provenance: [use])
    default: break
    }
    if isStable(id), (replicas(of: id) ?? 1) > 1 {
      report(ExpandFindings.noPlainAddress(service.word, port, at: range), environment)
      return nil
    }
    switch property {
    case .host: return text(service.name)
    case .url:
      let scheme = port.split(separator: "-").first.map(String.init) ?? ""
      guard scheme == "http" || scheme == "https" else {
        report(ExpandFindings.noURL(port, at: range), environment)
        return nil
      }
      return text("\(scheme)://\(service.name):\(number)")
    default: return text("\(service.name):\(number)")
    }
  }

  private mutating func replicaHosts(
    of id: NodeID, _ range: SourceRange, _ environment: Environment
  ) -> [String]? {
    guard case .service(let service) = nodes[id.index], let count = replicas(of: id) else {
      return nil
    }
    guard isStable(id) else {
      report(
        ExpandFindings.noReplicaAddresses(service.word, at: range, declared: service.origin.range),
        environment)
      return nil
    }
    guard (0...ExpansionLimit.workloads).contains(count) else { return nil }
    return (0..<count).map { StableReplica.host($0, of: service.name) }
  }

  private mutating func portNumber(_ port: String, of id: NodeID) -> Int? {
    switch evaluateMap("ports", of: id).first(where: { $0.name == port })?.value.kind {
    case .int(let number): number
    case .port(let number, _): number
    default: nil
    }
  }

  /// - Returns: `nil` where the number could not be evaluated.
  private mutating func replicas(of id: NodeID) -> Int? {
    switch evaluateAttribute("replicas", of: id).kind {
    case .int(let count): count
    case .null: 1
    default: nil
    }
  }

  private mutating func isStable(_ id: NodeID) -> Bool {
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

/// How large a system may become.
package enum ExpansionLimit {
  package static let workloads = 10_000
  package static let links = 100_000
}
