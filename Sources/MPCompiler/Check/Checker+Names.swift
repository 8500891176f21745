import MPDiagnostics
import MPSyntax

extension Checker {
  // MARK: - Patterns and traits

  func findPattern(_ name: String, from module: ModuleID) -> DefinitionID? {
    find(name, \.patterns, from: module)
  }

  func findTrait(_ name: String, from module: ModuleID) -> DefinitionID? {
    find(name, \.traits, from: module)
  }

  /// One's own first, then what is imported, then what is shipped.
  private func find(
    _ name: String,
    _ definitions: KeyPath<ResolvedModule, [String: DefinitionID]>,
    from module: ModuleID
  ) -> DefinitionID? {
    let own = resolved.modules[module.index]
    if let found = own[keyPath: definitions][name] { return found }
    for other in own.imports {
      if let found = resolved.modules[other.index][keyPath: definitions][name] { return found }
    }
    return resolved.modules.lazy.filter(\.isLibrary).compactMap { $0[keyPath: definitions][name] }
      .first
  }

  /// `house.cached`: a pattern or trait of a file that was imported under a name.
  ///
  /// - Returns: `nil` where the path names no such file; else the file, and what it has of that name.
  func findImported(
    _ path: PathSyntax,
    _ definitions: KeyPath<ResolvedModule, [String: DefinitionID]>,
    from module: ModuleID
  ) -> (module: ModuleID, definition: DefinitionID?)? {
    guard path.names.count == 2,
      case .module(let other)? = resolved.modules[module.index].values[path.names[0].text]?.target
    else { return nil }
    return (other, resolved.modules[other.index][keyPath: definitions][path.names[1].text])
  }

  // MARK: - Values

  mutating func checkName(
    _ name: NameSyntax,
    _ scope: CheckScope,
    _ expected: [Type] = []
  ) -> TypedExpr {
    if let index = scope.locals.lastIndex(where: { $0.name == name.text }) {
      return TypedExpr(
        kind: .reference(Reference(level: .definition, target: .local(index))),
        type: scope.locals[index].type,
        range: name.range
      ).narrowed(in: scope)
    }
    switch name.text {
    case "self": return checkSelf(name, scope)
    case "mp": return TypedExpr(kind: .invalid, type: .builtin, range: name.range)
    default: break
    }
    guard let reference = lookUp(name.text, scope) else {
      if scope.isTest,
        let element = TestVocabulary.sets.first(where: { $0.key == name.text })?.value
      {
        return TypedExpr(kind: .testSet(name.text), type: .list(element), range: name.range)
      }
      if isUnread(name.text, scope) { return .invalid(at: name.range) }
      report(
        CheckFindings.unknownName(
          name,
          nearest: nearestValue(to: name.text, scope, expected),
          mayBeText: expected.contains { $0.unwrapped == .string }
        )
      )
      return .invalid(at: name.range)
    }
    if expected.contains(.cpu), var literal = number(named: reference, scope) {
      literal.range = name.range
      return checkLiteral(literal, expected)
    }
    return typed(reference, scope, at: name.range)
  }

  /// A number that a `let` names is cores where cores are needed, like one that stands there itself.
  private func number(named reference: Reference, _ scope: CheckScope) -> LiteralSyntax? {
    guard case .let(let index) = reference.target else { return nil }
    let lets =
      switch (reference.level, scope.owner) {
      case (.module(let module), _): resolved.modules[module.index].lets
      case (.definition, .module): resolved.modules[scope.module.index].lets
      case (.definition, .definition(let id)): resolved.definitions[id.index].lets
      case (.definition, .test): testLets
      }
    guard case .literal(let literal) = lets[index].value else { return nil }
    switch literal.kind {
    case .int, .decimal: return literal
    default: return nil
    }
  }

  private mutating func checkSelf(_ name: NameSyntax, _ scope: CheckScope) -> TypedExpr {
    guard let type = scope.selfType else {
      report(CheckFindings.selfOutsideService(at: name.range))
      return .invalid(at: name.range)
    }
    return TypedExpr(
      kind: .reference(Reference(level: .definition, target: .ownService)),
      type: type,
      range: name.range
    )
  }

  /// What a name stands for: in the pattern, trait or test around it, then in its file.
  private func lookUp(_ name: String, _ scope: CheckScope) -> Reference? {
    switch scope.owner {
    case .definition(let id):
      if let own = resolved.definitions[id.index].values[name] {
        return Reference(level: .definition, target: own.target)
      }
    case .test:
      if let own = testValues[name] { return Reference(level: .definition, target: own.target) }
    case .module: break
    }
    let own = resolved.modules[scope.module.index]
    for module in [scope.module] + own.imports {
      guard let found = resolved.modules[module.index].values[name] else { continue }
      // What a file imports under a name, it does not hand on.
      if module != scope.module, found.target.isModule { continue }
      return Reference(level: .module(module), target: found.target)
    }
    return nil
  }

  /// Whether a name stands in a part of the file that could not be read: it may be declared there.
  func isUnread(_ name: String, _ scope: CheckScope) -> Bool {
    let module = resolved.modules[scope.module.index]
    return module.missesNames || module.unreadWords.contains(name)
  }

  /// - Parameter expected: The types that fit; none where that is not known.
  private mutating func nearestValue(
    to name: String,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> String? {
    let module = resolved.modules[scope.module.index]
    guard maySuggest(among: module.values.count) else { return nil }
    var visible = scope.locals.map(\.name)
    var own: [String: Declaration] = [:]
    switch scope.owner {
    case .definition(let id): own = resolved.definitions[id.index].values
    case .test:
      own = testValues
      visible += TestVocabulary.sets.map(\.key)
    case .module: break
    }
    let file = CheckScope(module: scope.module, owner: .module)
    visible += own.keys.sorted().filter { mayBe(own[$0]!.target, expected, scope) }
    visible += module.values.keys.sorted().filter {
      mayBe(module.values[$0]!.target, expected, file)
    }
    return nearestName(to: name, among: visible)
  }

  /// Whether what a name stands for may be of one of some types. Of a `let` that is not asked: its value
  /// may be the one that is being checked.
  private mutating func mayBe(
    _ target: Reference.Target,
    _ expected: [Type],
    _ owner: CheckScope
  ) -> Bool {
    switch target {
    case .let, .output: return true
    case .module: return expected.isEmpty
    default:
      if expected.isEmpty { return true }
      let type = type(of: target, owner).unwrapped
      return expected.contains { type.isAssignable(to: $0) }
    }
  }

  private mutating func typed(
    _ reference: Reference,
    _ scope: CheckScope,
    at range: SourceRange
  ) -> TypedExpr {
    var owner = scope
    if case .module(let module) = reference.level {
      owner = CheckScope(module: module, owner: .module)
    }
    return TypedExpr(
      kind: .reference(reference),
      type: type(of: reference.target, owner),
      range: range
    ).narrowed(in: scope)
  }

  /// The type of what is declared in a module, a definition or a test.
  mutating func type(of target: Reference.Target, _ owner: CheckScope) -> Type {
    switch target {
    case .param(let index): return paramType(index, owner).type
    case .let(let index): return bindingValue(index, owner, isOutput: false).type
    case .output(let index): return bindingValue(index, owner, isOutput: true).type
    case .slot(let index):
      guard case .definition(let id) = owner.owner else { return .invalid }
      let slot = resolved.definitions[id.index].slots[index]
      let type = slot.blockKind.declares ?? .invalid
      return switch slot.count {
      case .one: type
      case .optional: .optional(type)
      case .any: .list(type)
      }
    case .block(let index): return blockType(index, owner)
    case .module(let module): return .module(module)
    case .ownService: return owner.selfType ?? .invalid
    case .local: return .invalid
    }
  }

  /// `house.x`: what a file that was imported under a name declares.
  mutating func checkImported(
    _ module: ModuleID,
    _ name: NameSyntax,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    let values = resolved.modules[module.index].values.filter { !$0.value.target.isModule }
    guard let found = values[name.text] else {
      let file = resolved.modules[module.index]
      if !file.unreadWords.contains(name.text) {
        report(CheckFindings.unknownWord(name, in: "that file", among: values.keys.sorted()))
      }
      return .invalid(at: range)
    }
    return typed(Reference(level: .module(module), target: found.target), scope, at: range)
  }

  private func blockType(_ index: Int, _ owner: CheckScope) -> Type {
    let block =
      if case .definition(let id) = owner.owner {
        resolved.definitions[id.index].blocks[index].syntax
      } else { resolved.modules[owner.module.index].blocks[index].syntax }
    let pattern: DefinitionID?
    if let head = block.head.single?.text {
      if let kind = Vocabulary.topLevel.first(where: { $0.name == head }) {
        return kind.declares ?? .invalid
      }
      pattern = findPattern(head, from: owner.module)
    } else {
      pattern = findImported(block.head, \.patterns, from: owner.module)?.definition
    }
    guard let pattern, !circular.contains(pattern) else { return .invalid }
    return .instance(pattern)
  }
}
