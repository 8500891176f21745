import MPDiagnostics

extension Expander {
  /// Evaluates what a merged body says.
  ///
  /// - Parameter owner: The service whose body it is; its attributes are also asked for by others, and
  ///   evaluated once.
  mutating func expandBody(
    _ merged: MergedBody,
    _ environment: Environment,
    owner: NodeID? = nil
  ) -> ExpandedBody {
    var body = ExpandedBody(isBroken: merged.isBroken)
    let kind = merged.kind
    for attribute in merged.attributes {
      guard let row = kind.attribute(attribute.name) else {
        reportForeign(attribute.name, kind, attribute.provenance, attribute.environment)
        continue
      }
      let value =
        owner.map { evaluateAttribute(attribute.name, of: $0) }
        ?? evaluate(attribute.value, attribute.environment)
      if value.kind == .null {
        body.removed.append(attribute.name)
        continue
      }
      let isInPlace = checkHoles(
        of: value,
        allowed: row.holes,
        in: attribute.name,
        at: attribute.value.range,
        attribute.environment
      )
      body.attributes.append(
        .init(
          name: attribute.name,
          value: isInPlace ? value : Value(kind: .invalid),
          keyRange: attribute.provenance.keyRange,
          valueRange: source(of: attribute.value, attribute.environment),
          use: attribute.provenance.trait?.range,
          pattern: attribute.provenance.fixedBy
        )
      )
    }
    for map in merged.maps {
      guard kind.map(map.name) != nil else {
        if let first = map.parts.first?.attribute {
          reportForeign(map.name, kind, first.provenance, first.environment)
        }
        continue
      }
      let entries =
        owner.map { evaluateMap(map.name, of: $0) } ?? evaluateMap(map)
      body.maps.append(
        .init(
          name: map.name,
          entries: entries.filter { $0.value.kind != .null },
          removed: entries.filter { $0.value.kind == .null }.map(\.name)
        )
      )
    }
    // What refers to a port is no part of the body, but says something about it.
    for block in merged.blocks where block.reference == nil {
      guard let inner = kind.block(block.name) else {
        reportForeign(block.name, kind, block.provenance, block.environment)
        continue
      }
      let merged = merge(block.layers, inner)
      body.blocks.append(
        .init(
          name: block.name,
          label: block.label,
          labelPrefix: block.labelPrefix,
          labelRange: block.labelRange,
          range: block.provenance.keyRange,
          trace: frames[block.environment.frame.index].trace,
          body: expandBody(merged, block.environment)
        )
      )
    }
    return body
  }

  /// A trait is checked as a part of a service, and may be applied to what has less.
  private mutating func reportForeign(
    _ name: String,
    _ kind: BlockKind,
    _ provenance: MergedBody.Provenance,
    _ environment: Environment
  ) {
    report(
      ExpandFindings.foreignToKind(name, kind, provenance),
      trace: outerTrace(provenance)
    )
  }

  // MARK: - What others ask of a service

  /// - Returns: `null` where the service does not have the attribute.
  mutating func evaluateAttribute(_ name: String, of id: NodeID) -> Value {
    let key = AttributeKey(node: id, name: name)
    if let known = attributes[key] { return known }
    guard let attribute = mergedBody(id).attributes.first(where: { $0.name == name }) else {
      return Value(kind: .null)
    }
    guard openAttributes.insert(key).inserted else {
      report(
        ExpandFindings.circularAttribute(name, at: attribute.provenance.keyRange),
        attribute.environment
      )
      return Value(kind: .invalid)
    }
    let value = evaluate(attribute.value, attribute.environment)
    openAttributes.remove(key)
    attributes[key] = value
    return value
  }

  /// The entries of `ports`, `env` and so on, `null`s included.
  mutating func evaluateMap(_ name: String, of id: NodeID) -> [ExpandedBody.Attribute] {
    let key = AttributeKey(node: id, name: name)
    if let known = maps[key] { return known }
    guard let map = mergedBody(id).maps.first(where: { $0.name == name }) else { return [] }
    guard openAttributes.insert(key).inserted else {
      if let first = map.parts.first?.attribute {
        report(
          ExpandFindings.circularAttribute(name, at: first.provenance.keyRange),
          first.environment
        )
      }
      return []
    }
    let entries = evaluateMap(map)
    openAttributes.remove(key)
    maps[key] = entries
    return entries
  }

  private mutating func evaluateMap(_ map: MergedBody.Map) -> [ExpandedBody.Attribute] {
    var entries: [(entry: ExpandedBody.Attribute, source: MergedBody.Attribute)] = []
    var positions: [ExactText: Int] = [:]
    func add(_ entry: ExpandedBody.Attribute, _ source: MergedBody.Attribute) {
      guard let position = positions[ExactText(entry.name)] else {
        positions[ExactText(entry.name)] = entries.count
        return entries.append((entry, source))
      }
      let old = entries[position].source
      if wins(source.provenance, over: old.provenance, entry.name, old.value) {
        entries[position] = (entry, source)
      }
    }
    for part in map.parts {
      switch part {
      case .entry(let source):
        let value = printed(evaluate(source.value, source.environment), source, map.kind)
        add(entry(source.name, value, source), source)
      case .whole(let source):
        for field in fields(of: source, map.kind.keys) {
          let name = source.keyPrefix + field.key
          if !source.keyPrefix.isEmpty, let problem = MapKind.Keys.portNames.problem(name) {
            let range = source.provenance.trait?.range ?? source.provenance.keyRange
            report(
              ExpandFindings.badNameOfTrait("a port", name, problem.reason, at: range),
              source.environment
            )
            continue
          }
          let value = printed(field.value, source, map.kind)
          add(entry(name, value, source), source)
        }
      }
    }
    return entries.map(\.entry)
  }

  private mutating func entry(
    _ name: String,
    _ value: Value,
    _ source: MergedBody.Attribute
  ) -> ExpandedBody.Attribute {
    .init(
      name: name,
      value: value,
      keyRange: source.provenance.keyRange,
      valueRange: self.source(of: source.value, source.environment),
      use: source.provenance.trait?.range,
      pattern: source.provenance.fixedBy
    )
  }

  /// Environment variables are texts, whatever they were given as.
  private mutating func printed(
    _ value: Value,
    _ source: MergedBody.Attribute,
    _ map: MapKind
  ) -> Value {
    guard value.kind != .null else { return value }
    var value = value
    if case .printable = map.accepts {
      value = print(value, source.value.range, source.environment)
    }
    let isInPlace = checkHoles(
      of: value,
      allowed: map.holes,
      in: map.name,
      at: source.value.range,
      source.environment
    )
    return isInPlace ? value : Value(kind: .invalid)
  }

  mutating func fields(
    of source: MergedBody.Attribute,
    _ keys: MapKind.Keys
  ) -> [Value.Field] {
    guard case .map(let fields) = evaluate(source.value, source.environment).kind else { return [] }
    return fields.filter { field in
      // The keys of a literal were checked where they stand.
      guard let problem = keys.problem(field.key) else { return true }
      if !source.value.isMapLiteral {
        report(
          ExpandFindings.badKey(field.key, problem.reason, at: source.value.range),
          source.environment
        )
      }
      return false
    }
  }
}

extension MergedBody.MapPart {
  var attribute: MergedBody.Attribute {
    switch self {
    case .entry(let attribute), .whole(let attribute): attribute
    }
  }
}

extension TypedExpr {
  fileprivate var isMapLiteral: Bool {
    if case .map = kind { true } else { false }
  }
}
