import MPDiagnostics
import MPSyntax

extension Checker {
  mutating func checkSuffix(
    _ base: TypedExpr,
    _ suffix: PostfixSyntax,
    _ scope: CheckScope
  ) -> TypedExpr {
    let range = base.range.through(suffix.range)
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
    case .service: return checkServiceMember(base, name, range, scope)
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
      return checkInstanceMember(base, name, definition, range)
    case .record(let fields):
      guard let field = fields.first(where: { $0.name == name.text }) else {
        report(CheckFindings.unknownWord(name, in: "this record", among: fields.map(\.name)))
        return .invalid(at: range)
      }
      return TypedExpr(kind: .field(base, name: field.name), type: field.type, range: range)
    case .map(let value):
      let key = TypedExpr(kind: .constant(.text(name.text)), type: .string, range: name.range)
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
    if name.text == "index" || name.text == "host" {
      if case .reference(let reference) = base.kind, reference.target == .ownService {
        report(ResolveFindings.planned("`self.\(name.text)`", at: name.range))
      } else {
        report(CheckFindings.onlyOfSelf(name))
      }
      return .invalid(at: range)
    }
    if let property = TypedExpr.Property(rawValue: name.text),
      TypedExpr.Property.ofService.contains(property)
    {
      return TypedExpr(kind: .property(base, property), type: property.type, range: range)
    }
    // Tests read attributes, by their names in the vocabulary.
    if scope.isTest, let type = Vocabulary.service.testType(of: name.text) {
      return TypedExpr(kind: .field(base, name: name.text), type: type, range: range)
    }
    return TypedExpr(kind: .port(base, name: name.text), type: .endpoint, range: range)
  }

  private mutating func checkInstanceMember(
    _ base: TypedExpr,
    _ name: NameSyntax,
    _ id: DefinitionID,
    _ range: SourceRange
  ) -> TypedExpr {
    let definition = resolved.definitions[id.index]
    // Its `let`s are the pattern's own affair.
    guard let member = definition.values[name.text], !member.target.isLet else {
      let members = definition.values.filter { !$0.value.target.isLet }.keys.sorted()
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
  fileprivate var isLet: Bool {
    if case .let = self { true } else { false }
  }
}

extension BlockKind {
  /// The type that a test reads an attribute or a map as.
  func testType(of name: String) -> Type? {
    if let attribute = attribute(name) {
      let type = attribute.accepts.expected[0]
      return attribute.defaultValue.isEmpty ? .optional(type) : type
    }
    return map(name).map { $0.keys == .portNames ? .map(.port) : .map(.string) }
  }
}
