import MPDiagnostics
import MPSyntax

extension Checker {
  mutating func checkTest(_ index: Int, _ module: ModuleID) -> TestDefinition {
    let test = resolved.modules[module.index].tests[index]
    let scope = CheckScope(module: module, owner: .test(index))
    declareLets(of: test)
    var expectations: [TypedExpr] = []
    for case .expect(let condition, _) in test.body.items {
      expectations.append(checkCondition(condition, scope))
    }
    return TestDefinition(
      name: test.name.plain ?? "",
      nameRange: test.name.range,
      lets: checkBindings(testLets, scope, isOutput: false),
      expectations: expectations,
      range: test.range
    )
  }

  /// They hide what the file calls the same, like the names of a pattern.
  private mutating func declareLets(of test: TestSyntax) {
    testValues = [:]
    testLets = []
    for case .let(let binding) in test.body.items where !binding.name.isMissing {
      let name = binding.name
      if Vocabulary.reserved.contains(name.text) { report(ResolveFindings.reservedName(name)) }
      if let first = testValues[name.text] {
        report(ResolveFindings.declaredTwice(name.text, at: name.range, first: first.range))
        continue
      }
      testValues[name.text] = Declaration(target: .let(testLets.count), range: name.range)
      testLets.append(binding)
    }
  }

  // MARK: - What may be absent

  /// In tests, what may be `null` goes wherever a value is needed: where it is `null`, the test fails.
  func given(_ value: TypedExpr, _ scope: CheckScope) -> TypedExpr {
    guard scope.isTest, value.type.isOptional else { return value }
    return TypedExpr(kind: .given(value), type: value.type.unwrapped, range: value.range)
  }

  /// `web.env.CACHE`, `web.env["CACHE"]`: `null` where there is none.
  ///
  /// - Returns: `nil` for the maps of the spec itself, in which a missing key is a mistake.
  func deployedEntry(
    _ base: TypedExpr,
    _ key: TypedExpr,
    _ range: SourceRange
  ) -> TypedExpr? {
    guard case .map(let value) = base.type, case .field(let owner, _) = base.kind,
      owner.type.isWorkload || owner.type == TestVocabulary.container
    else { return nil }
    if case .constant(.text(let name)) = key.kind {
      return TypedExpr(kind: .field(base, name: name), type: .optional(value), range: range)
    }
    return TypedExpr(
      kind: .conditional(
        TypedExpr(kind: .call(.contains, [base, key]), type: .bool, range: range),
        TypedExpr(kind: .element(base, key), type: value, range: range),
        TypedExpr(kind: .constant(.null), type: .null, range: range)
      ),
      type: .optional(value),
      range: range
    )
  }

  // MARK: - Attributes of several types

  /// The types that may be compared with a value.
  func alternatives(of value: TypedExpr) -> [Type] {
    guard case .field(let owner, let name) = value.kind else { return [] }
    return TestVocabulary.alternatives(of: name, of: owner.type)
  }

  /// An attribute as the type of what it is compared with, where it may be written as that:
  /// `web.user == 1000`, `web.memory == 512Mi`.
  func reading(_ value: TypedExpr, as other: Type) -> TypedExpr {
    let other = other.unwrapped
    guard value.type.unwrapped.joined(with: other) == nil,
      let type = alternatives(of: value).first(where: { $0.joined(with: other) != nil })
    else { return value }
    return TypedExpr(
      kind: value.kind,
      type: value.type.isOptional ? .optional(type) : type,
      range: value.range
    )
  }

  // MARK: - Ports

  /// Whether a service is written with a port of this name, which is then meant by `web.name`.
  func hasPort(_ name: String, _ service: TypedExpr) -> Bool {
    bodies(of: service).contains { declares(port: name, $0.items, $0.module) }
  }

  private typealias Body = (items: [ItemSyntax], module: ModuleID)

  /// What a service is written as: its block, or what a pattern and an instance say of a slot.
  private func bodies(of service: TypedExpr) -> [Body] {
    switch service.kind {
    case .given(let value): return bodies(of: value)
    case .reference(let reference):
      guard case .module(let module) = reference.level,
        case .block(let index) = reference.target
      else { return [] }
      return bodies(ofBlock: index, resolved.modules[module.index].blocks, module)
    case .instanceMember(let base, let target):
      guard case .instance(let id) = base.type else { return [] }
      let definition = resolved.definitions[id.index]
      switch target {
      case .block(let index):
        return bodies(ofBlock: index, definition.blocks, definition.module)
      case .slot(let index):
        let slot = definition.slots[index]
        let own = slot.body.map { [($0.items, definition.module)] } ?? []
        return own
          + bodies(of: base).flatMap { body in
            blocks(slot.name.text, in: body.items).map { ($0, body.module) }
          }
      default: return []
      }
    default: return []
    }
  }

  /// Of a block and of those that stand for it under other conditions.
  private func bodies(
    ofBlock index: Int,
    _ blocks: [ResolvedBlock],
    _ module: ModuleID
  ) -> [Body] {
    ([index] + blocks[index].alternatives).compactMap { blocks[$0].syntax.body }
      .map { ($0.items, module) }
  }

  /// The bodies of the blocks of a name, also under conditions.
  private func blocks(_ name: String, in items: [ItemSyntax]) -> [[ItemSyntax]] {
    items.flatMap { item -> [[ItemSyntax]] in
      switch item {
      case .block(let block):
        block.head.single?.text == name ? block.body.map { [$0.items] } ?? [] : []
      case .when(let when): blocks(name, in: when.body.items)
      default: []
      }
    }
  }

  private func declares(port name: String, _ items: [ItemSyntax], _ module: ModuleID) -> Bool {
    items.contains { item in
      switch item {
      case .assignment(let assignment):
        guard assignment.key.single?.text == "ports", case .map(let entries, _) = assignment.value
        else { return false }
        return entries.contains { $0.key.text == name }
      case .block(let block):
        return block.head.single?.text == "ports" && sets(name, block.body?.items ?? [])
      case .when(let when): return declares(port: name, when.body.items, module)
      case .with(let with):
        guard let trait = with.trait.single, let id = findTrait(trait.text, from: module),
          !circular.contains(id)
        else { return false }
        let definition = resolved.definitions[id.index]
        return declares(port: name, definition.entries, definition.module)
      default: return false
      }
    }
  }

  private func sets(_ name: String, _ items: [ItemSyntax]) -> Bool {
    items.contains { item in
      switch item {
      case .assignment(let assignment): assignment.key.single?.text == name
      case .when(let when): sets(name, when.body.items)
      default: false
      }
    }
  }
}
