import MPDiagnostics

extension Expander {
  /// The merged body of a service, made when it is first needed.
  mutating func mergedBody(_ id: NodeID) -> MergedBody {
    guard case .service(let service) = nodes[id.index] else {
      return MergedBody(of: Vocabulary.service)
    }
    switch service.merged {
    case .done(let merged): return merged
    case .merging:
      if let condition = openConditions.last {
        report(ExpandFindings.circularCondition(at: condition.range), condition.environment)
      }
      return MergedBody(of: Vocabulary.service, isBroken: true)
    case .pending: break
    }
    setMerged(.merging, of: id)
    let merged = merge(service.layers, service.kind)
    setMerged(.done(merged), of: id)
    return merged
  }

  private mutating func setMerged(_ merged: ServiceNode.Merged, of id: NodeID) {
    guard case .service(var service) = nodes[id.index] else { return }
    service.merged = merged
    nodes[id.index] = .service(service)
  }

  /// - Returns: `nil` where it cannot be told, which has been reported.
  private mutating func isTrue(_ condition: TypedExpr, _ environment: Environment) -> Bool? {
    openConditions.append((condition.range, environment))
    defer { openConditions.removeLast() }
    guard case .bool(let value) = evaluate(condition, environment).kind else { return nil }
    return value
  }

  mutating func merge(_ layers: [Layer], _ kind: BlockKind) -> MergedBody {
    var merged = MergedBody(of: kind)
    for layer in layers { merge(layer.body, layer, into: &merged) }
    return merged
  }

  private mutating func merge(_ body: CheckedBody, _ layer: Layer, into merged: inout MergedBody) {
    merged.isBroken = merged.isBroken || body.isBroken
    for entry in body.entries {
      switch entry {
      case .attribute(let attribute): merge(attribute, in: body, layer, into: &merged)
      case .block(let block) where block.isMap:
        mergeMap(block, block.body, layer, into: &merged)
      case .block(let block): merge(block, in: body, layer, into: &merged)
      case .when(let condition, let inner):
        switch isTrue(condition, layer.environment) {
        case true?: merge(inner, layer, into: &merged)
        case false?: break
        case nil: merged.isBroken = true
        }
      case .with(let application): merge(application, layer, into: &merged)
      }
    }
  }

  /// A trait's entries count as written where its `with` stands.
  private mutating func merge(
    _ application: TraitApplication,
    _ layer: Layer,
    into merged: inout MergedBody
  ) {
    let definition = program.definitions[application.definition.index]
    let label = Diagnostic.Label(application.range, "in this use of `\(definition.name)`")
    let frame = addFrame(
      of: application.definition,
      application.arguments,
      layer.environment,
      label,
      layer.environment.service.map { conditions(of: $0) } ?? [],
      ownService: layer.environment.service
    )
    guard let frame, let body = definition.body else {
      merged.isBroken = true
      return
    }
    var inner = layer
    if let label = application.label { inner.labelPrefix += "\(label)-" }
    frames[frame.index].labelPrefix = inner.labelPrefix
    inner.environment = environment(of: frame)
    inner.trait = layer.trait ?? .init(name: definition.name, range: application.range)
    merge(body, inner, into: &merged)
  }

  private mutating func merge(
    _ attribute: CheckedAttribute,
    in body: CheckedBody,
    _ layer: Layer,
    into merged: inout MergedBody
  ) {
    let new = MergedBody.Attribute(
      name: attribute.name,
      value: attribute.value,
      environment: layer.environment,
      provenance: provenance(attribute.isDefault, attribute.keyRange, body, layer)
    )
    if let map = merged.kind.map(attribute.name) ?? merged.foreignMap(attribute.name) {
      var whole = new
      if map.keys == .portNames { whole.keyPrefix = layer.labelPrefix }
      return merged.add(.whole(whole), to: map)
    }
    guard let index = merged.attributes.firstIndex(where: { $0.name == attribute.name }) else {
      merged.removeAlternatives(to: new)
      return merged.attributes.append(new)
    }
    let old = merged.attributes[index]
    if wins(new.provenance, over: old.provenance, attribute.name, old.value) {
      merged.attributes[index] = new
    }
  }

  private mutating func mergeMap(
    _ block: CheckedBlock,
    _ body: CheckedBody,
    _ layer: Layer,
    into merged: inout MergedBody
  ) {
    merged.isBroken = merged.isBroken || body.isBroken
    guard let map = merged.kind.map(block.name) ?? merged.foreignMap(block.name) else { return }
    for entry in body.entries {
      switch entry {
      case .attribute(let attribute):
        let isDefault = attribute.isDefault || block.isDefault
        let prefix = map.keys == .portNames ? layer.labelPrefix : ""
        let name = prefix + attribute.name
        if !prefix.isEmpty, let problem = MapKind.Keys.portNames.problem(name),
          let trait = layer.trait
        {
          report(
            ExpandFindings.badNameOfTrait("a port", name, problem.reason, at: trait.range),
            layer.environment
          )
          merged.isBroken = true
          continue
        }
        merged.add(
          .entry(
            MergedBody.Attribute(
              name: name,
              value: attribute.value,
              environment: layer.environment,
              provenance: provenance(isDefault, attribute.keyRange, body, layer)
            )
          ),
          to: map
        )
      case .when(let condition, let inner):
        switch isTrue(condition, layer.environment) {
        case true?: mergeMap(block, inner, layer, into: &merged)
        case false?: break
        case nil: merged.isBroken = true
        }
      default: break
      }
    }
  }

  private mutating func merge(
    _ block: CheckedBlock,
    in body: CheckedBody,
    _ layer: Layer,
    into merged: inout MergedBody
  ) {
    var new = MergedBody.Block(
      name: block.name,
      label: block.label,
      labelRange: block.labelRange,
      reference: block.reference,
      layers: [
        Layer(
          body: block.body,
          environment: layer.environment,
          fixedBy: layer.fixedBy,
          rank: layer.rank
        )
      ],
      provenance: provenance(block.isDefault, block.headRange, body, layer)
    )
    if let label = block.label, !layer.labelPrefix.isEmpty,
      case .name? = merged.kind.block(block.name)?.label
    {
      new.labelPrefix = layer.labelPrefix
      new.label = layer.labelPrefix + label
      guard isDeployable(new, layer) else {
        merged.isBroken = true
        return
      }
    }
    guard let position = merged.position(of: new) else { return merged.add(new) }
    // What is extended stays, but for what is said anew.
    let old = merged.blocks[position]
    if new.provenance.rank > old.provenance.rank, !old.provenance.isDefault {
      return merged.extend(at: position, by: new)
    }
    let name = CheckedBlock.form(new.name, new.label)
    if wins(new.provenance, over: merged.blocks[position].provenance, name, nil) {
      merged.replace(at: position, by: new)
    }
  }

  /// A name that a trait adds can be too long with the trait's label before it.
  private mutating func isDeployable(_ block: MergedBody.Block, _ layer: Layer) -> Bool {
    guard let name = block.label, let trait = layer.trait,
      let problem = DeployedName.problem(name)
    else { return true }
    report(
      ExpandFindings.badNameOfTrait("a \(block.name)", name, problem.reason, at: trait.range),
      layer.environment
    )
    return false
  }

  private func provenance(
    _ isDefault: Bool,
    _ range: SourceRange,
    _ body: CheckedBody,
    _ layer: Layer
  ) -> MergedBody.Provenance {
    MergedBody.Provenance(
      isDefault: isDefault,
      keyRange: range,
      container: body.range,
      frame: layer.environment.frame,
      fixedBy: layer.fixedBy,
      rank: layer.rank,
      trait: layer.trait
    )
  }

  /// Whether what comes later takes the place of what came before; reports two that clash.
  mutating func wins(
    _ new: MergedBody.Provenance,
    over old: MergedBody.Provenance,
    _ name: String,
    _ oldValue: TypedExpr?
  ) -> Bool {
    if old.isDefault { return true }
    if new.isDefault { return false }
    if new.rank > old.rank, old.fixedBy == nil { return true }
    // Twice in one body: the checker has said so.
    if old.container == new.container, old.frame == new.frame { return false }
    if let pattern = old.fixedBy, new.fixedBy == nil {
      let param = oldValue.flatMap { directParam($0, old.frame) }
      report(
        ExpandFindings.fixedByPattern(name, pattern, param, new, fixed: old.keyRange),
        trace: outerTrace(new)
      )
    } else if let use = new.trait, let first = old.trait, use.name == first.name,
      use.range != first.range
    {
      if traitClashes.insert(use.range).inserted {
        report(
          ExpandFindings.traitTwice(use.name, name, at: use.range, first: first.range),
          trace: outerTrace(new)
        )
      }
    } else {
      report(ExpandFindings.setTwice(name, new, first: old), trace: outerTrace(new))
    }
    return false
  }

  /// The instances around the place that a finding about an entry points to: for one of a trait, that
  /// is its `with`.
  func outerTrace(_ provenance: MergedBody.Provenance) -> [Diagnostic.Label] {
    let trace = frames[provenance.frame.index].trace
    guard let range = provenance.trait?.range,
      let use = trace.firstIndex(where: { $0.range == range })
    else { return trace }
    return Array(trace[(use + 1)...])
  }

  /// The param that a pattern's value is, to say what an instance can set instead.
  private func directParam(_ value: TypedExpr, _ frame: FrameID) -> String? {
    guard case .reference(let reference) = value.kind, case .param(let index) = reference.target,
      case .definition = reference.level, let definition = frames[frame.index].definition,
      program.definitions[definition.index].kind == .pattern
    else { return nil }
    return frames[frame.index].params[index].name
  }
}
