import MPDiagnostics
import MPSyntax

extension Checker {
  /// The blocks at the top of a file or in a pattern.
  mutating func checkBlocks(_ blocks: [ResolvedBlock], _ scope: CheckScope) -> [BlockDefinition] {
    for block in blocks where !block.alternatives.isEmpty {
      checkAlternatives(block, block.alternatives.map { blocks[$0] })
    }
    return blocks.map { block in
      var scope = scope
      var conditions: [TypedExpr] = []
      if let profile = block.profile.map({ resolved.modules[scope.module.index].profiles[$0] }),
        profile.rank == nil
      {
        let range = profile.syntax.name.range
        conditions.append(TypedExpr(kind: .constant(.bool(false)), type: .bool, range: range))
      }
      for condition in block.conditions {
        conditions.append(checkCondition(condition, scope))
        scope = scope.assuming(conditions.last?.givenWhenTrue ?? [])
      }
      var definition = checkTopLevelBlock(block.syntax, scope)
      definition.conditions = conditions
      definition.alternatives = block.alternatives
      return definition
    }
  }

  /// Whatever uses a name has to know what it is, whichever of the blocks is there.
  private mutating func checkAlternatives(_ block: ResolvedBlock, _ others: [ResolvedBlock]) {
    for other in others where other.syntax.head.single?.text != block.syntax.head.single?.text {
      guard let name = other.syntax.label?.name, let first = block.syntax.label?.name else {
        continue
      }
      report(CheckFindings.alternativesDiffer(name, first: first.range))
    }
  }

  /// A block at the top of a file or in a pattern: of the vocabulary, or an instance of a pattern.
  private mutating func checkTopLevelBlock(_ block: BlockSyntax, _ scope: CheckScope)
    -> BlockDefinition
  {
    let name = block.label?.name
    var definition = BlockDefinition(
      kind: .invalid,
      name: name?.text ?? "",
      nameRange: name?.range ?? block.head.range,
      range: block.range
    )
    guard let head = block.head.single else {
      definition.kind = checkImportedInstance(block, scope)
      return definition
    }
    guard !head.isMissing else { return definition }
    switch head.text {
    case Vocabulary.expose.name: definition.kind = checkExpose(block, head, scope)
    case let word:
      guard let kind = Vocabulary.topLevel.first(where: { $0.name == word }) else {
        definition.kind = checkInstance(block, head, scope)
        return definition
      }
      if let name, !name.isMissing, let body = body(of: block, kind) {
        definition.kind = .block(kind, checkBody(body, kind, scope.within(kind)))
      } else {
        reportHead(block, head)
      }
    }
    return definition
  }

  /// The body of a block; an empty one where its name says enough.
  private func body(of block: BlockSyntax, _ kind: BlockKind) -> BodySyntax? {
    if let body = block.body { return body }
    return kind.needsBody ? nil : BodySyntax(items: [], range: block.range, isBroken: false)
  }

  /// The label or the body of a block is missing; where the parser has said so, nothing more is said.
  private mutating func reportHead(_ block: BlockSyntax, _ head: NameSyntax) {
    if block.body?.isBroken ?? false { return }
    switch block.label {
    case nil: report(CheckFindings.needsName(head))
    case .path(let path)? where path.hasMissing: break
    case .path(let path)? where path.single != nil: report(CheckFindings.needsBody(head))
    case let label?: report(CheckFindings.labelIsNoName(head, label))
    }
  }

  private mutating func checkExpose(
    _ block: BlockSyntax,
    _ head: NameSyntax,
    _ scope: CheckScope
  ) -> BlockDefinition.Kind {
    guard case .path(let path)? = block.label else {
      if !(block.body?.isBroken ?? false) { report(CheckFindings.exposeNeedsPort(at: head.range)) }
      return .invalid
    }
    let reference = checkExpr(path.expr, scope)
    let body = block.body.map { checkBody($0, Vocabulary.expose, scope) }
    guard reference.type.isAssignable(to: .endpoint) else {
      report(CheckFindings.exposesNoPort(reference))
      return .invalid
    }
    return reference.type.isInvalid ? .invalid : .expose(reference, body)
  }

  private mutating func checkInstance(
    _ block: BlockSyntax,
    _ head: NameSyntax,
    _ scope: CheckScope
  ) -> BlockDefinition.Kind {
    guard let pattern = findPattern(head.text, from: scope.module) else {
      if isUnread(head.text, scope) { return .invalid }
      if findTrait(head.text, from: scope.module) != nil {
        report(CheckFindings.traitAsPattern(head))
      } else {
        let isBlock = isBlock(head.text, scope)
        report(
          CheckFindings.unknownHead(
            block.head,
            nearest: isBlock ? nil : nearestHead(to: head.text, scope),
            isBlock: isBlock
          )
        )
      }
      return .invalid
    }
    guard block.label?.name != nil else {
      reportHead(block, head)
      return .invalid
    }
    guard !circular.contains(pattern) else { return .invalid }
    return .instance(pattern, checkArguments(block.body, pattern, scope, at: block))
  }

  /// `house.cached shop { … }`
  private mutating func checkImportedInstance(
    _ block: BlockSyntax,
    _ scope: CheckScope
  ) -> BlockDefinition.Kind {
    guard !block.head.hasMissing else { return .invalid }
    guard let found = findImported(block.head, \.patterns, from: scope.module),
      let name = block.head.names.last
    else {
      if isUnread(block.head.names[0].text, scope) { return .invalid }
      report(
        CheckFindings.unknownHead(
          block.head,
          nearest: nil,
          isBlock: isBlock(block.head.names[0].text, scope)
        )
      )
      return .invalid
    }
    guard let pattern = found.definition else {
      let file = resolved.modules[found.module.index]
      if !file.unreadWords.contains(name.text) {
        report(
          CheckFindings.unknownWord(name, in: "that file", among: file.patterns.keys.sorted())
        )
      }
      return .invalid
    }
    guard block.label?.name != nil else {
      reportHead(block, name)
      return .invalid
    }
    guard !circular.contains(pattern) else { return .invalid }
    return .instance(pattern, checkArguments(block.body, pattern, scope, at: block))
  }

  /// Whether a name that begins a block is that of one that there is: `web { replicas = 2 }`.
  func isBlock(_ name: String, _ scope: CheckScope) -> Bool {
    guard case .block? = resolved.modules[scope.module.index].values[name]?.target else {
      return false
    }
    return true
  }

  private mutating func nearestHead(to name: String, _ scope: CheckScope) -> String? {
    let patterns = resolved.modules[scope.module.index].patterns
    guard maySuggest(among: patterns.count) else { return nil }
    let own = patterns.keys.sorted()
    let vocabulary = Vocabulary.topLevel.map(\.name)
    return nearestName(to: name, among: vocabulary + own + library)
  }

  /// The names of the shipped patterns that are in: those that are used, and those that a misspelt
  /// name may have meant.
  private var library: [String] {
    resolved.modules.filter(\.isLibrary).flatMap { $0.patterns.keys.sorted() }
  }
}

extension WithSyntax {
  /// Without the body.
  var headRange: SourceRange { range.start.through(trait.range) }
}

extension PathSyntax {
  /// Whether a part of it is missing; the parser has said so.
  var hasMissing: Bool { names.contains(where: \.isMissing) }

  /// A path where a reference is needed.
  var expr: ExprSyntax {
    names.count == 1
      ? .name(names[0]) : .postfix(.name(names[0]), names.dropFirst().map { .member($0) })
  }
}

extension SlotSyntax {
  /// What is put into it: a service where it does not say.
  var blockKind: BlockKind {
    switch kind?.text {
    case Vocabulary.job.name: Vocabulary.job
    case Vocabulary.cron.name: Vocabulary.cron
    default: Vocabulary.service
    }
  }
}
