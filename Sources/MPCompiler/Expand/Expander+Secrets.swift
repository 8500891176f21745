import MPDiagnostics
import MPIR

/// What a text may leave open until a container is made: secrets, and what differs from replica to
/// replica.
extension Expander {
  // MARK: - Secrets

  /// `db_password` in a text.
  mutating func text(ofSecret id: NodeID, _ part: SecretReference.Part) -> Value {
    guard let reference = reference(to: id, part) else { return Value(kind: .invalid) }
    return Value(kind: .template(TextTemplate([.secret(reference)])))
  }

  /// - Returns: `nil` where something about the secret is wrong, which has been reported.
  mutating func reference(to id: NodeID, _ part: SecretReference.Part) -> SecretReference? {
    guard let secret = secret(id) else { return nil }
    return SecretReference(secret, part)
  }

  /// A secret as it is deployed.
  mutating func secret(_ id: NodeID) -> Secret? {
    guard case .service(let node) = nodes[id.index] else { return nil }
    let texts = ["kind", "name", "key", "description"].map { evaluateAttribute($0, of: id) }
    guard
      !texts.contains(where: {
        $0.kind == .invalid || $0.template?.literal == nil && $0.kind != .null
      })
    else { return nil }
    return Secret(
      name: String(node.name.map { $0 == "-" ? "_" : $0 }),
      kind: texts[0].text.flatMap { Secret.Kind(rawValue: $0) } ?? .value,
      objectName: texts[1].text ?? DeployedName.dashed(node.name),
      objectKey: texts[2].text ?? "value",
      description: texts[3].text,
      origin: node.origin
    )
  }

  /// `shop_tls.cert`, `shop_tls.key`
  mutating func secret(
    _ id: NodeID,
    _ property: TypedExpr.Property,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    guard case .service(let node) = nodes[id.index] else { return Value(kind: .invalid) }
    if property == .name { return Value(kind: .text(node.word)) }
    guard let kind = secret(id)?.kind else { return Value(kind: .invalid) }
    guard kind == .tls else {
      report(
        ExpandFindings.noCertificate(node.word, property.rawValue, at: range, node.origin.range),
        environment
      )
      return Value(kind: .invalid)
    }
    return Value(kind: .secret(id, property == .cert ? .certificate : .key))
  }

  // MARK: - Replicas

  /// `self.index`, `self.host`
  mutating func replica(
    _ part: TextTemplate.Part,
    of id: NodeID,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    guard case .service(let node) = nodes[id.index] else { return Value(kind: .invalid) }
    let isNumbered =
      node.kind.declares == .service
      ? isStable(id) : evaluateAttribute("indexed", of: id).isTrue
    guard isNumbered else {
      report(
        ExpandFindings.noReplicaNumber(node.word, node.kind, at: range, node.origin.range),
        environment
      )
      return Value(kind: .invalid)
    }
    return Value(kind: .template(TextTemplate([part])))
  }

  // MARK: - What is not known cannot be computed with

  /// Whether values are known to the compiler; reports those that are not.
  mutating func areKnown(
    _ values: [(value: Value, range: SourceRange)],
    _ environment: Environment
  ) -> Bool {
    for (value, range) in values where !value.holes.isEmpty {
      report(ExpandFindings.computesWithHole(value.holes, at: range), environment)
      return false
    }
    return true
  }

  /// Refuses texts that leave open what their place cannot.
  ///
  /// - Returns: Whether the value may stand there.
  mutating func checkHoles(
    of value: Value,
    allowed: Holes,
    in place: String,
    at range: SourceRange,
    _ environment: Environment
  ) -> Bool {
    let others = value.holes.subtracting(allowed)
    guard !others.isEmpty else { return true }
    report(ExpandFindings.holeOutOfPlace(others, place, at: range), environment)
    return false
  }
}
