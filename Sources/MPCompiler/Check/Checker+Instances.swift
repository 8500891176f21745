import MPDiagnostics
import MPSyntax

/// What instances give to patterns and what services give to traits.
extension Checker {
  mutating func checkArguments(
    _ body: BodySyntax?,
    _ pattern: DefinitionID,
    _ scope: CheckScope,
    at block: BlockSyntax
  ) -> CheckedArguments {
    var arguments = checkArguments(body, pattern, scope)
    let definition = resolved.definitions[pattern.index]
    arguments.isBroken = arguments.isBroken || (body?.isBroken ?? false)
    guard !arguments.isBroken else { return arguments }
    reportMissingParams(arguments, definition, at: block.label?.range ?? block.head.range)
    for (index, slot) in definition.slots.enumerated() where slot.count == .one {
      if !arguments.slots.contains(where: { $0.slot == index }) {
        report(
          CheckFindings.missingSlot(
            slot,
            of: definition.syntax.name.text,
            at: block.label?.range ?? block.head.range
          )
        )
      }
    }
    return arguments
  }

  private mutating func reportMissingParams(
    _ arguments: CheckedArguments,
    _ definition: ResolvedDefinition,
    at range: SourceRange
  ) {
    let missing = definition.params.enumerated().filter { index, param in
      param.value == nil && !param.isOptional
        // One that is declared twice has been reported.
        && definition.params.firstIndex { $0.name.text == param.name.text } == index
        && !arguments.arguments.contains { $0.param == index }
    }
    if !missing.isEmpty {
      report(
        CheckFindings.missingParams(
          missing.map(\.element),
          of: definition.syntax.name.text,
          at: range
        )
      )
    }
  }

  /// What stands in the body of an instance or a `with`: params, and blocks for the slots.
  mutating func checkArguments(
    _ body: BodySyntax?,
    _ id: DefinitionID,
    _ scope: CheckScope
  ) -> CheckedArguments {
    var arguments = CheckedArguments()
    guard let body else { return arguments }
    arguments.isBroken = body.isBroken
    checkArguments(body.items, [], id, scope, into: &arguments)
    return arguments
  }

  private mutating func checkArguments(
    _ items: [ItemSyntax],
    _ conditions: [TypedExpr],
    _ id: DefinitionID,
    _ scope: CheckScope,
    into arguments: inout CheckedArguments
  ) {
    for item in items {
      switch item {
      case .assignment(let assignment):
        if let argument = checkArgument(assignment, items, id, scope, conditions, after: arguments)
        {
          arguments.arguments.append(argument)
        } else {
          arguments.isBroken = true
        }
      case .block(let block):
        if let slot = checkSlot(block, items, id, scope, conditions, after: arguments) {
          arguments.slots.append(slot)
        } else {
          arguments.isBroken = true
        }
      case .when(let when):
        arguments.isBroken = arguments.isBroken || when.body.isBroken
        let condition = checkCondition(when.condition, scope)
        checkArguments(
          when.body.items,
          conditions + [condition],
          id,
          scope.assuming(condition.givenWhenTrue),
          into: &arguments
        )
      case .with(let with): report(CheckFindings.traitOutsideService(at: with.headRange))
      default: break
      }
    }
  }

  private mutating func checkArgument(
    _ assignment: AssignmentSyntax,
    _ items: [ItemSyntax],
    _ id: DefinitionID,
    _ scope: CheckScope,
    _ conditions: [TypedExpr],
    after others: CheckedArguments
  ) -> CheckedArguments.Argument? {
    let definition = resolved.definitions[id.index]
    let name = definition.syntax.name.text
    guard let key = assignment.key.single else { return nil }
    guard let index = definition.params.firstIndex(where: { $0.name.text == key.text }) else {
      report(
        CheckFindings.unknownParam(
          key,
          of: name,
          params: definition.params.map(\.name.text),
          slots: definition.slots.map(\.name.text),
          parts: definition.parts,
          besides: Set(items.words)
        )
      )
      return nil
    }
    // Two under conditions may exclude each other.
    if conditions.isEmpty,
      let first = others.arguments.first(where: { $0.param == index && $0.conditions.isEmpty })
    {
      report(CheckFindings.setTwice(key.text, at: key.range, first: first.keyRange))
      return nil
    }
    let owner = CheckScope(module: definition.module, owner: .definition(id))
    let type = paramType(index, owner).type
    return .init(
      param: index,
      value: checkValue(assignment.value, type, scope, of: "`\(key.text)`"),
      keyRange: key.range,
      conditions: conditions
    )
  }

  private mutating func checkSlot(
    _ block: BlockSyntax,
    _ items: [ItemSyntax],
    _ id: DefinitionID,
    _ scope: CheckScope,
    _ conditions: [TypedExpr],
    after others: CheckedArguments
  ) -> CheckedArguments.SlotBody? {
    let definition = resolved.definitions[id.index]
    guard let head = block.head.single,
      let index = definition.slots.firstIndex(where: { $0.name.text == head.text })
    else {
      report(
        CheckFindings.unknownSlot(
          block.head,
          of: definition.syntax.name.text,
          slots: definition.slots.map(\.name.text),
          params: definition.params.map(\.name.text),
          parts: definition.parts,
          besides: Set(definition.slots.filter { $0.count != .any }.map(\.name.text))
            .intersection(items.words)
        )
      )
      return nil
    }
    var name: NameSyntax?
    if definition.slots[index].count == .any {
      guard let label = checkSlotLabel(block, head, definition) else { return nil }
      name = label
    } else if let label = block.label {
      report(CheckFindings.unneededLabel(head.text, at: label.range))
    }
    if conditions.isEmpty,
      let first = others.slots.first(where: {
        $0.slot == index && $0.label == name?.text && $0.conditions.isEmpty
      })
    {
      report(
        CheckFindings.setTwice(name?.text ?? head.text, at: head.range, first: first.headRange)
      )
      return nil
    }
    guard let body = block.body else { return nil }
    let kind = definition.slots[index].blockKind
    return .init(
      slot: index,
      label: name?.text,
      body: checkBody(body, kind, scope.within(kind)),
      headRange: name?.range ?? head.range,
      conditions: conditions
    )
  }

  /// `stage resize { … }`: what one of any number of blocks is called.
  private mutating func checkSlotLabel(
    _ block: BlockSyntax,
    _ head: NameSyntax,
    _ definition: ResolvedDefinition
  ) -> NameSyntax? {
    guard let label = block.label?.name else {
      report(CheckFindings.needsLabel(head))
      return nil
    }
    guard !label.isMissing else { return nil }
    if Vocabulary.reserved.contains(label.text) {
      report(ResolveFindings.reservedName(label))
    } else if let problem = DeployedName.problem(label.text) {
      report(ResolveFindings.badDeployedName(label, problem))
    } else if let other = definition.values[label.text], !other.target.isLet {
      report(ResolveFindings.declaredTwice(label.text, at: label.range, first: other.range))
      return nil
    }
    return label
  }

  // MARK: - Traits

  private mutating func nearestTrait(to name: String, _ scope: CheckScope) -> String? {
    let traits = resolved.modules[scope.module.index].traits
    guard maySuggest(among: traits.count) else { return nil }
    let own = traits.keys.sorted()
    let shipped = resolved.modules.filter(\.isLibrary).flatMap { $0.traits.keys.sorted() }
    return nearestName(to: name, among: own + shipped)
  }

  mutating func checkTrait(_ with: WithSyntax, _ scope: CheckScope) -> TraitApplication? {
    guard !with.trait.hasMissing, let name = with.trait.names.last else { return nil }
    let found: DefinitionID?
    if with.trait.names.count == 1 {
      found = findTrait(name.text, from: scope.module)
    } else if let imported = findImported(with.trait, \.traits, from: scope.module) {
      found = imported.definition
    } else {
      if !isUnread(with.trait.names[0].text, scope) {
        report(CheckFindings.unknownTrait(with.trait))
      }
      return nil
    }
    guard let trait = found else {
      if isUnread(name.text, scope) { return nil }
      if findPattern(name.text, from: scope.module) != nil {
        report(CheckFindings.patternAsTrait(name))
      } else {
        report(CheckFindings.unknownTrait(name, nearest: nearestTrait(to: name.text, scope)))
      }
      return nil
    }
    if let label = with.label, !label.isMissing, let problem = DeployedName.problem(label.text) {
      report(ResolveFindings.badDeployedName(label, problem))
      return nil
    }
    guard !circular.contains(trait) else { return nil }
    let arguments = checkArguments(with.body, trait, scope)
    if !arguments.isBroken {
      reportMissingParams(arguments, resolved.definitions[trait.index], at: name.range)
    }
    return TraitApplication(
      definition: trait,
      label: with.label?.text,
      arguments: arguments,
      range: with.headRange
    )
  }
}

extension ResolvedDefinition {
  /// The programs that a pattern itself brings.
  fileprivate var parts: [String] {
    blocks.filter { $0.syntax.head.single?.text == "service" }.compactMap {
      $0.syntax.label?.name?.text
    }
  }
}
