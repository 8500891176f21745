import MPDiagnostics
import MPSyntax

extension Checker {
  mutating func checkSuffix(
    _ base: TypedExpr,
    _ suffix: PostfixSyntax,
    _ scope: CheckScope
  ) -> TypedExpr {
    let range = base.range.through(suffix.range)
    let base = given(base, scope)
    if base.type.isOptional {
      report(CheckFindings.mayBeNull(base))
      return .invalid(at: range)
    }
    switch suffix {
    case .member(let name):
      guard !name.isMissing, !base.type.isInvalid else { return .invalid(at: range) }
      return checkMember(base, name, range, scope).narrowed(in: scope)
    case .index(let index, _): return checkIndex(base, index, range, scope)
    }
  }

  private mutating func checkIndex(
    _ base: TypedExpr,
    _ index: ExprSyntax,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    switch base.type {
    case .list(let element):
      let index = checkValue(index, .int, scope, of: "an index")
      return TypedExpr(kind: .element(base, index), type: element, range: range)
    case .map(let value):
      let key = checkValue(index, .string, scope, of: "a key")
      if let entry = deployedEntry(base, key, range) { return entry }
      return TypedExpr(kind: .element(base, key), type: value, range: range)
    case .invalid: return .invalid(at: range)
    default:
      report(CheckFindings.notIndexable(base))
      return .invalid(at: range)
    }
  }

  private mutating func checkMember(
    _ base: TypedExpr,
    _ name: NameSyntax,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    switch base.type {
    case .service, .external: return checkServiceMember(base, name, range, scope)
    case .job, .cron, .workload, .volume: return checkBlockMember(base, name, range, scope)
    case .secret: return checkSecretMember(base, name, range, scope)
    case .endpoint:
      guard let property = TypedExpr.Property(rawValue: name.text),
        TypedExpr.Property.ofEndpoint.contains(property)
      else {
        let known = TypedExpr.Property.ofEndpoint.map(\.rawValue)
        report(CheckFindings.unknownWord(name, in: "a port", among: known))
        return .invalid(at: range)
      }
      return TypedExpr(kind: .property(base, property), type: property.type, range: range)
    case .instance(let definition):
      return checkInstanceMember(base, name, definition, range, scope)
    case .record(let fields):
      guard let field = fields.first(where: { $0.name == name.text }) else {
        report(CheckFindings.unknownWord(name, in: "this record", among: fields.map(\.name)))
        return .invalid(at: range)
      }
      return TypedExpr(kind: .field(base, name: field.name), type: field.type, range: range)
    case .map(let value):
      let key = TypedExpr(kind: .constant(.text(name.text)), type: .string, range: name.range)
      if let entry = deployedEntry(base, key, range) { return entry }
      return TypedExpr(kind: .element(base, key), type: value, range: range)
    case .builtin: return checkBuiltin(name, range)
    case .module(let module): return checkImported(module, name, range, scope)
    case .images: return checkImage(name, range)
    default:
      report(CheckFindings.noMembers(base, name))
      return .invalid(at: range)
    }
  }

  private mutating func checkServiceMember(
    _ base: TypedExpr,
    _ name: NameSyntax,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    if let property = checkProperty(base, name, range) { return property }
    // Tests read attributes, by their names in the vocabulary; a port of that name wins.
    if scope.isTest, let type = Vocabulary.service.testType(of: name.text),
      !hasPort(name.text, base)
    {
      return TypedExpr(kind: .field(base, name: name.text), type: type, range: range)
    }
    if scope.isTest, base.type == .service, !hasPort(name.text, base) {
      let attributes =
        Vocabulary.service.attributes.map(\.name) + Vocabulary.service.maps.map(\.name)
      if nearestName(to: name.text, among: attributes) != nil {
        report(CheckFindings.unknownWord(name, in: "a `service`", among: attributes))
        return .invalid(at: range)
      }
    }
    return TypedExpr(kind: .port(base, name: name.text), type: .endpoint, range: range)
  }

  /// What everything that is deployed has behind a `.`, whatever else it has there.
  private mutating func checkProperty(
    _ base: TypedExpr,
    _ name: NameSyntax,
    _ range: SourceRange
  ) -> TypedExpr? {
    if name.text == "index" || name.text == "host" {
      guard case .reference(let reference) = base.kind, reference.target == .ownService else {
        report(CheckFindings.onlyOfSelf(name))
        return .invalid(at: range)
      }
      let property = name.text == "index" ? TypedExpr.Property.index : .replicaHost
      return TypedExpr(kind: .property(base, property), type: property.type, range: range)
    }
    guard name.text == TypedExpr.Property.name.rawValue else { return nil }
    return TypedExpr(kind: .property(base, .name), type: .string, range: range)
  }

  /// Of what has no ports.
  private mutating func checkBlockMember(
    _ base: TypedExpr,
    _ name: NameSyntax,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    if base.type.isWorkload || name.text == "name",
      let property = checkProperty(base, name, range)
    {
      return property
    }
    let kind = Vocabulary.topLevel.first { $0.declares == base.type }
    if scope.isTest, let type = kind?.testType(of: name.text) {
      return TypedExpr(kind: .field(base, name: name.text), type: type, range: range)
    }
    let known = ["name"] + (scope.isTest ? kind?.attributes.map(\.name) ?? [] : [])
    report(CheckFindings.unknownWord(name, in: base.type.phrase, among: known))
    return .invalid(at: range)
  }

  private mutating func checkSecretMember(
    _ base: TypedExpr,
    _ name: NameSyntax,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    switch name.text {
    case "cert": return TypedExpr(kind: .property(base, .cert), type: .secret, range: range)
    case "key": return TypedExpr(kind: .property(base, .key), type: .secret, range: range)
    case "name" where scope.isTest:
      return TypedExpr(kind: .property(base, .name), type: .string, range: range)
    default:
      report(CheckFindings.unknownWord(name, in: "a `secret`", among: ["cert", "key"]))
      return .invalid(at: range)
    }
  }

  private mutating func checkInstanceMember(
    _ base: TypedExpr,
    _ name: NameSyntax,
    _ id: DefinitionID,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    let definition = resolved.definitions[id.index]
    let labels = slotLabels(of: base, definition, scope)
    if let (_, slot) = labels.first(where: { $0.label == name.text }) {
      return TypedExpr(
        kind: .slotMember(base, slot: slot, label: name.text),
        type: definition.slots[slot].blockKind.declares ?? .invalid,
        range: range
      )
    }
    // Its `let`s are the pattern's own affair.
    guard let member = definition.values[name.text], !member.target.isLet else {
      let members =
        definition.values.filter { !$0.value.target.isLet }.keys.sorted() + labels.map(\.label)
      report(
        CheckFindings.unknownMember(name, of: definition.syntax.name.text, among: members)
      )
      return .invalid(at: range)
    }
    let owner = CheckScope(module: definition.module, owner: .definition(id))
    return TypedExpr(
      kind: .instanceMember(base, member.target),
      type: type(of: member.target, owner),
      range: range
    )
  }

  /// The names that an instance gives to the blocks of slots that take any number of them.
  private func slotLabels(
    of base: TypedExpr,
    _ definition: ResolvedDefinition,
    _ scope: CheckScope
  ) -> [(label: String, slot: Int)] {
    guard definition.slots.contains(where: { $0.count == .any }),
      let body = instanceSyntax(of: base, scope)?.body
    else { return [] }
    var labels: [(String, Int)] = []
    func collect(_ items: [ItemSyntax]) {
      for item in items {
        switch item {
        case .when(let when): collect(when.body.items)
        case .block(let block):
          guard let head = block.head.single?.text, let label = block.label?.name?.text,
            let slot = definition.slots.firstIndex(where: {
              $0.name.text == head && $0.count == .any
            })
          else { continue }
          if !labels.contains(where: { $0.0 == label }) { labels.append((label, slot)) }
        default: break
        }
      }
    }
    collect(body.items)
    return labels
  }

  /// The block that an expression names.
  private func instanceSyntax(of base: TypedExpr, _ scope: CheckScope) -> BlockSyntax? {
    switch base.kind {
    case .reference(let reference):
      guard case .block(let index) = reference.target else { return nil }
      switch (reference.level, scope.owner) {
      case (.module(let module), _): return resolved.modules[module.index].blocks[index].syntax
      case (.definition, .definition(let id)):
        return resolved.definitions[id.index].blocks[index].syntax
      default: return nil
      }
    case .instanceMember(let outer, .block(let index)):
      guard case .instance(let definition) = outer.type else { return nil }
      return resolved.definitions[definition.index].blocks[index].syntax
    default: return nil
    }
  }

  private mutating func checkBuiltin(_ name: NameSyntax, _ range: SourceRange) -> TypedExpr {
    guard name.text == "images" else {
      report(CheckFindings.unknownWord(name, in: "`mp`", among: ["images"]))
      return .invalid(at: range)
    }
    return TypedExpr(kind: .invalid, type: .images, range: range)
  }

  private mutating func checkImage(_ name: NameSyntax, _ range: SourceRange) -> TypedExpr {
    guard StockImages.tag(name.text) != nil else {
      report(
        CheckFindings.unknownWord(name, in: "`mp.images`", among: StockImages.table.map(\.key))
      )
      return .invalid(at: range)
    }
    return TypedExpr(kind: .stockImage(name.text), type: .string, range: range)
  }
}

extension Reference.Target {
  var isLet: Bool {
    if case .let = self { true } else { false }
  }
}
