package import MPDiagnostics
package import MPIR

/// A value of the language, and the ports it was built from.
package struct Value: Sendable {
  package indirect enum Kind: Sendable {
    /// Of an expression that has been reported.
    case invalid
    case null
    case bool(Bool)
    case int(Int)
    case float(Double)
    case text(String)
    /// A text with secrets in it, or with what differs from replica to replica.
    case template(TextTemplate)
    case quantity(Quantity)
    case port(Int, protocol: String)
    case range(Kind, Kind)
    case list([Value])
    case map([Field])
    /// A block that is no instance and no secret.
    case service(NodeID)
    case secret(NodeID, SecretReference.Part)
    case endpoint(NodeID, port: String)
    case instance(NodeID)
  }

  package struct Field: Sendable {
    package var key: String
    package var value: Value
  }

  package var kind: Kind
  /// The ports whose addresses are in it; whoever gets the value is linked to them.
  package var provenance: [PortUse]
  /// About what it takes, in bytes, if nothing in it is shared: who walks it walks all of that.
  let size: Int

  package init(kind: Kind, provenance: [PortUse] = []) {
    self.kind = kind
    self.provenance = provenance
    size = Self.size(of: kind)
  }

  private static func size(of kind: Kind) -> Int {
    let own = 128
    switch kind {
    case .text(let text): return own + text.utf8.count
    case .template(let template): return own + template.size
    case .list(let elements): return elements.reduce(own) { $0.saturatingSum($1.size) }
    case .map(let fields):
      return fields.reduce(own) { $0.saturatingSum($1.key.utf8.count + $1.value.size) }
    default: return own
    }
  }
}

extension Int {
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max / 2 : Swift.min(sum, .max / 2)
  }
}

extension Value: Equatable {
  /// Values are compared by what they are; where they came from makes no difference.
  package static func == (left: Value, right: Value) -> Bool { left.kind == right.kind }
}

extension Value.Kind: Equatable {
  /// Texts are compared as bytes: Unicode would call different ones equal.
  package static func == (left: Value.Kind, right: Value.Kind) -> Bool {
    switch (left, right) {
    case (.invalid, .invalid), (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b
    case (.text(let a), .text(let b)): a.isExactly(b)
    case (.template(let a), .template(let b)): a == b
    case (.secret(let a, let first), .secret(let b, let second)): a == b && first == second
    case (.quantity(let a), .quantity(let b)): a == b
    case (.port(let a, let first), .port(let b, let second)): a == b && first == second
    case (.port(let a, "tcp"), .int(let b)), (.int(let a), .port(let b, "tcp")): a == b
    case (.range(let a, let first), .range(let b, let second)): a == b && first == second
    case (.list(let a), .list(let b)): a == b
    case (.map(let a), .map(let b)):
      a.count == b.count
        && zip(a, b).allSatisfy { $0.key.isExactly($1.key) && $0.value == $1.value }
    case (.service(let a), .service(let b)), (.instance(let a), .instance(let b)): a == b
    case (.endpoint(let a, let first), .endpoint(let b, let second)): a == b && first == second
    default: false
    }
  }
}

extension TextTemplate {
  /// What its literal parts take, in bytes.
  var size: Int {
    parts.reduce(0) { sum, part in
      if case .literal(let text) = part { sum + text.utf8.count } else { sum + 1 }
    }
  }
}

extension Value {
  /// What a text, or any text in it, leaves open.
  var holes: Holes {
    switch kind {
    case .template(let template):
      var holes: Holes = template.secrets.isEmpty ? [] : .secrets
      if template.dependsOnReplica { holes.insert(.replica) }
      return holes
    case .list(let elements): return elements.reduce(into: []) { $0.formUnion($1.holes) }
    case .map(let fields): return fields.reduce(into: []) { $0.formUnion($1.value.holes) }
    default: return []
    }
  }

  /// As a text that may have holes.
  var template: TextTemplate? {
    switch kind {
    case .text(let text): TextTemplate(text)
    case .template(let template): template
    default: nil
    }
  }

  /// A text, which has no holes where it needs none.
  static func text(_ template: TextTemplate, provenance: [PortUse]) -> Value {
    Value(
      kind: template.literal.map { .text($0) } ?? .template(template),
      provenance: provenance
    )
  }
}

extension Sequence<Value> {
  /// The ports that any of the values was built from, each once.
  var provenance: [PortUse] {
    var uses: [PortUse] = []
    var seen: Set<PortUse.Key> = []
    for value in self where !value.provenance.isEmpty {
      for use in value.provenance where seen.insert(use.key).inserted { uses.append(use) }
    }
    return uses
  }
}

/// A service or an instance of the system that is being expanded.
package struct NodeID: Hashable, Sendable, Comparable {
  package let index: Int

  package static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
}

/// That a text names a port, and where the spec says so.
package struct PortUse: Hashable, Sendable {
  struct Key: Hashable {
    var service: NodeID
    var port: String
    var ofReplicas: Bool
  }

  package var service: NodeID
  package var port: String
  /// Whether it names the replicas one by one: `.addresses`, `.hosts`.
  package var ofReplicas: Bool
  package var range: SourceRange

  var key: Key { Key(service: service, port: port, ofReplicas: ofReplicas) }
}

/// An exact amount: a whole number of the smallest part of its unit.
package struct Quantity: Hashable, Sendable {
  package enum Unit: Hashable, Sendable {
    /// Milliseconds.
    case duration
    case bytes
    /// Thousandths of a core.
    case cpu
    /// Thousandths of a percent.
    case percent
  }

  package var unit: Unit
  package var amount: Int

  package init(_ unit: Unit, _ amount: Int) {
    self.unit = unit
    self.amount = amount
  }
}

extension Quantity: CustomStringConvertible {
  /// As it is written in a spec, in the largest unit that is exact.
  package var description: String {
    switch unit {
    case .duration:
      let units = [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000)]
      return inLargest(units) ?? "\(amount)ms"
    case .bytes:
      let units = [
        ("Ti", 1 << 40), ("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10),
        ("T", 1_000_000_000_000), ("G", 1_000_000_000), ("M", 1_000_000), ("K", 1_000),
      ]
      return inLargest(units) ?? "\(amount) bytes"
    case .cpu: return amount % 1000 == 0 ? "\(amount / 1000)" : "\(amount)m"
    case .percent: return amount % 1000 == 0 ? "\(amount / 1000)%" : "\(Double(amount) / 1000)%"
    }
  }

  private func inLargest(_ units: [(name: String, size: Int)]) -> String? {
    guard amount != 0, let unit = units.first(where: { amount % $0.size == 0 }) else { return nil }
    return "\(amount / unit.size)\(unit.name)"
  }
}
