import MPDiagnostics
import MPIR

/// What is there and what is not: the `when`s around blocks and in instances. A condition is evaluated
/// when somebody first asks, so it may stand before what it asks about.
extension Expander {
  mutating func add(_ conditions: [TypedExpr], _ environment: Environment) -> [ConditionID] {
    conditions.map { condition in
      self.conditions.append(Condition(expr: condition, environment: environment))
      return ConditionID(index: self.conditions.count - 1)
    }
  }

  func conditions(of id: NodeID) -> [ConditionID] {
    switch nodes[id.index] {
    case .service(let service): service.conditions
    case .instance(let frame): frames[frame.index].conditions
    }
  }

  /// Whether all conditions are true.
  ///
  /// - Returns: `nil` where that could not be told, which has been reported.
  mutating func areTrue(_ conditions: [ConditionID]) -> Bool? {
    for condition in conditions {
      guard let isTrue = isTrue(condition) else { return nil }
      if !isTrue { return false }
    }
    return true
  }

  mutating func isThere(_ id: NodeID) -> Bool? { areTrue(conditions(of: id)) }

  private mutating func isTrue(_ id: ConditionID) -> Bool? {
    let condition = conditions[id.index]
    switch condition.state {
    case .done(let value): return value
    case .evaluating:
      report(
        ExpandFindings.circularCondition(at: condition.expr.range),
        condition.environment
      )
      conditions[id.index].state = .done(nil)
      return nil
    case .pending: break
    }
    conditions[id.index].state = .evaluating
    var value: Bool?
    if case .bool(let result) = evaluate(condition.expr, condition.environment).kind {
      value = result
    }
    // A circle may have been closed, and reported, on the way.
    if case .done = conditions[id.index].state { value = nil }
    conditions[id.index].state = .done(value)
    return value
  }

  // MARK: - Names

  /// What a name of a block stands for: of the blocks that have it, the one that is there.
  ///
  /// - Returns: `nil` where none is.
  mutating func block(_ index: Int, in frame: FrameID) -> Value? {
    let definition = blockDefinitions(of: frame)[index]
    return present(
      ([index] + definition.alternatives).compactMap { frames[frame.index].blocks[$0] },
      isBroken: definition.kind.isInvalid
    )
  }

  /// What a slot stands for.
  ///
  /// - Returns: `nil` where it was not given.
  mutating func slot(_ index: Int, in frame: FrameID) -> Value? {
    if let id = frames[frame.index].definition,
      program.definitions[id.index].slots[index].isList
    {
      let given = frames[frame.index].slots[index].filter { isThere($0) == true }
      return Value(kind: .list(given.map { Value(kind: .service($0)) }))
    }
    return present(frames[frame.index].slots[index], isBroken: false)
  }

  private mutating func present(_ ids: [NodeID], isBroken: Bool) -> Value? {
    var cannotBeTold = isBroken && ids.isEmpty
    for id in ids {
      switch isThere(id) {
      case true?:
        guard case .service(let block) = nodes[id.index] else {
          return Value(kind: .instance(id))
        }
        return Value(kind: block.kind.declares == .secret ? .secret(id, .value) : .service(id))
      case false?: break
      case nil: cannotBeTold = true
      }
    }
    return cannotBeTold ? Value(kind: .invalid) : nil
  }

  func blockDefinitions(of frame: FrameID) -> [BlockDefinition] {
    if let definition = frames[frame.index].definition {
      return program.definitions[definition.index].blocks
    }
    return program.modules[frames[frame.index].module.index].blocks
  }

  /// A name that stands for nothing here, where it is asked for more than whether it is there.
  mutating func reportDropped(
    _ index: Int,
    in frame: FrameID,
    at range: SourceRange,
    _ environment: Environment
  ) {
    let definition = blockDefinitions(of: frame)[index]
    report(
      ExpandFindings.dropped(
        definition.name,
        at: range,
        conditions: definition.conditions.map(\.range)
      ),
      environment
    )
  }

  /// What a service was declared as.
  func word(of id: NodeID) -> String {
    if case .service(let service) = nodes[id.index] { service.word } else { "" }
  }

  // MARK: - Checks

  /// What conditions decide together is known only now: whether two things of one name are there, or
  /// none of what a pattern needs.
  mutating func checkPresence(in frame: FrameID) {
    for block in blockDefinitions(of: frame) where !block.alternatives.isEmpty {
      checkAlternatives(block, in: frame)
    }
    guard let id = frames[frame.index].definition, let site = frames[frame.index].site else {
      return
    }
    let definition = program.definitions[id.index]
    for (index, slot) in definition.slots.enumerated() {
      let given =
        frames[frame.index].slots.indices.contains(index)
        ? frames[frame.index].slots[index] : []
      checkSlot(slot, given, of: definition, at: site, frame)
    }
  }

  private mutating func checkAlternatives(_ block: BlockDefinition, in frame: FrameID) {
    let definitions = blockDefinitions(of: frame)
    guard let first = definitions.firstIndex(where: { $0.nameRange == block.nameRange }) else {
      return
    }
    var found: BlockDefinition?
    for index in [first] + block.alternatives {
      guard let id = frames[frame.index].blocks[index], isThere(id) == true else { continue }
      if let found {
        report(
          ResolveFindings.declaredTwice(
            block.name,
            at: definitions[index].nameRange,
            first: found.nameRange
          ),
          environment(of: frame)
        )
      } else {
        found = definitions[index]
      }
    }
  }

  private mutating func checkSlot(
    _ slot: SlotDefinition,
    _ given: [NodeID],
    of definition: Definition,
    at site: SourceRange,
    _ frame: FrameID
  ) {
    let outer = Array(frames[frame.index].trace.dropFirst())
    var found: [String: SourceRange] = [:]
    for id in given {
      guard let isThere = isThere(id), case .service(let service) = nodes[id.index] else { return }
      guard isThere else { continue }
      if let first = found[service.word] {
        report(
          CheckFindings.setTwice(service.word, at: service.origin.range, first: first),
          trace: outer
        )
      } else {
        found[service.word] = service.origin.range
      }
    }
    // What was not given at all has been reported by the checker.
    if found.isEmpty, !slot.isOptional, !given.isEmpty {
      report(ExpandFindings.slotDropped(slot, of: definition.name, at: site), trace: outer)
    }
  }
}

extension BlockDefinition.Kind {
  fileprivate var isInvalid: Bool {
    if case .invalid = self { true } else { false }
  }
}
