import MPDiagnostics
import MPSyntax

extension Checker {
  // MARK: - Entry points

  /// An expression whose value goes where a type is needed.
  mutating func checkValue(
    _ expr: ExprSyntax,
    _ type: Type,
    _ scope: CheckScope,
    of place: String
  ) -> TypedExpr {
    checkValue(expr, .types([type]), scope, of: place)
  }

  mutating func checkValue(
    _ expr: ExprSyntax,
    _ accepted: Accepted,
    _ scope: CheckScope,
    of place: String
  ) -> TypedExpr {
    let value = checkExpr(expr, scope, expecting: accepted.expected)
    return coerce(accepted.accepts(value.type) ? value : given(value, scope), accepted, of: place)
  }

  /// A value that may be `null` where that means "not given".
  mutating func checkOptionalValue(
    _ expr: ExprSyntax,
    _ accepted: Accepted,
    _ scope: CheckScope,
    of place: String
  ) -> TypedExpr {
    let value = checkExpr(expr, scope, expecting: accepted.expected)
    if value.type.isOptional, accepted.accepts(value.type.unwrapped) { return value }
    return coerce(value, accepted, of: place)
  }

  mutating func checkCondition(_ expr: ExprSyntax, _ scope: CheckScope) -> TypedExpr {
    checkValue(expr, .bool, scope, of: "a condition")
  }

  private mutating func coerce(
    _ value: TypedExpr,
    _ accepted: Accepted,
    of place: String
  ) -> TypedExpr {
    guard accepted.accepts(value.type) else {
      if case .printable = accepted {
        report(CheckFindings.notPrintable(value))
      } else {
        report(CheckFindings.wrongType(value, accepted, of: place))
      }
      return .invalid(at: value.range)
    }
    guard let type = accepted.expected.first(where: { value.type.isAssignable(to: $0) }) else {
      return value
    }
    return converted(value, to: type)
  }

  /// The only implicit conversion: ints become floats, in lists and maps too.
  func converted(_ value: TypedExpr, to type: Type) -> TypedExpr {
    guard value.type.hasIntsForFloats(of: type) else { return value }
    return TypedExpr(
      kind: .converted(value),
      type: value.type.isOptional ? type : type.unwrapped,
      range: value.range
    )
  }

  // MARK: - Expressions

  /// - Parameter expected: The types that would fit here; they decide what a suffix or a string means,
  ///   and are no check.
  mutating func checkExpr(
    _ expr: ExprSyntax,
    _ scope: CheckScope,
    expecting expected: [Type] = []
  ) -> TypedExpr {
    switch expr {
    case .missing(let range): return .invalid(at: range)
    case .name(let name): return checkName(name, scope, expected)
    case .literal(let literal): return checkLiteral(literal, expected)
    case .string(let string): return checkString(string, scope, expected)
    case .list(let elements, let range): return checkList(elements, range, scope, expected)
    case .map(let entries, let range): return checkMap(entries, range, scope, expected)
    case .comprehension(let comprehension):
      return checkComprehension(comprehension, scope, expected)
    case .postfix(let base, let suffixes):
      return suffixes.reduce(checkExpr(base, scope)) { checkSuffix($0, $1, scope) }
    case .call(let function, let arguments, let range):
      return checkCall(function, arguments, range, scope, expected)
    case .negation(let operand, let range):
      return checkNegation(operand, range, scope, expected)
    case .not(let operand, let range):
      return TypedExpr(kind: .not(checkCondition(operand, scope)), type: .bool, range: range)
    case .arithmetic(let first, let rest): return checkArithmetic(first, rest, scope, expected)
    case .rangeTo(let lower, let upper):
      return checkRange(lower, upper, expr.range, scope, expected)
    case .comparison(let left, let right): return checkComparison(left, right, expr.range, scope)
    case .logical(let infix, let operands):
      return checkLogical(infix, operands, expr.range, scope)
    case .conditional(let conditional): return checkConditional(conditional, scope, expected)
    }
  }

  private mutating func checkLogical(
    _ infix: InfixOperator,
    _ operands: [ExprSyntax],
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    var scope = scope
    var checked: [TypedExpr] = []
    for operand in operands {
      let condition = checkCondition(operand, scope)
      // What stands to the right is only asked when this has not decided yet.
      scope = scope.assuming(infix == .and ? condition.givenWhenTrue : condition.givenWhenFalse)
      checked.append(condition)
    }
    return TypedExpr(kind: .logical(infix, checked), type: .bool, range: range)
  }

  private mutating func checkConditional(
    _ syntax: ConditionalSyntax,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    let condition = checkCondition(syntax.condition, scope)
    let then = checkExpr(
      syntax.then,
      scope.assuming(condition.givenWhenTrue),
      expecting: expected
    )
    let otherwise = checkExpr(
      syntax.otherwise,
      scope.assuming(condition.givenWhenFalse),
      expecting: expected
    )
    guard let type = then.type.joined(with: otherwise.type) else {
      report(CheckFindings.differentBranches(then, otherwise))
      return .invalid(at: syntax.range)
    }
    return TypedExpr(
      kind: .conditional(condition, converted(then, to: type), converted(otherwise, to: type)),
      type: type,
      range: syntax.range
    )
  }

  // MARK: - Lists and maps

  private mutating func checkList(
    _ elements: [ExprSyntax],
    _ range: SourceRange,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    let expectedElements = expected.compactMap { type -> Type? in
      if case .list(let element) = type.unwrapped { element } else { nil }
    }
    var type = Type.nothing
    var checked: [TypedExpr] = []
    for element in elements {
      let value = checkExpr(element, scope, expecting: expectedElements)
      checked.append(value)
      guard let joined = type.joined(with: value.type) else {
        report(CheckFindings.mixedElements(value, others: type))
        return .invalid(at: range)
      }
      type = joined
    }
    return nested(
      TypedExpr(
        kind: .list(checked.map { converted($0, to: type) }),
        type: .list(type),
        range: range
      )
    )
  }

  /// Refuses what nests without end through `let`s: types are compared and freed by recursion.
  private mutating func nested(_ value: TypedExpr) -> TypedExpr {
    guard value.type.isDeeper(than: Self.typeDepthLimit) else { return value }
    report(CheckFindings.typeTooDeep(limit: Self.typeDepthLimit, at: value.range))
    return .invalid(at: value.range)
  }

  private static var typeDepthLimit: Int { 64 }

  private mutating func checkMap(
    _ entries: [MapEntrySyntax],
    _ range: SourceRange,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    for case .record(let fields) in expected.map(\.unwrapped) {
      return checkRecord(entries, range, scope, fields)
    }
    let expectedValues = expected.compactMap { type -> Type? in
      if case .map(let value) = type.unwrapped { value } else { nil }
    }
    var common: Type? = Type.nothing
    var checked: [(key: String, value: TypedExpr)] = []
    for entry in unique(entries) {
      let value = checkExpr(entry.value, scope, expecting: expectedValues)
      checked.append((entry.key.text, value))
      common = common?.joined(with: value.type)
    }
    guard let common else {
      let fields = checked.map { Type.Field(name: $0.key, type: $0.value.type) }
      return nested(TypedExpr(kind: .map(checked), type: .record(fields), range: range))
    }
    let values = checked.map { (key: $0.key, value: converted($0.value, to: common)) }
    return nested(TypedExpr(kind: .map(values), type: .map(common), range: range))
  }

  /// The entries without those whose key stood before, which are reported.
  private mutating func unique(_ entries: [MapEntrySyntax]) -> [MapEntrySyntax] {
    var seen: [ExactText: SourceRange] = [:]
    return entries.filter { entry in
      let key = ExactText(entry.key.text)
      guard let first = seen[key] else {
        seen[key] = entry.key.range
        return true
      }
      report(CheckFindings.setTwice(entry.key.text, at: entry.key.range, first: first))
      return false
    }
  }

  private mutating func checkRecord(
    _ entries: [MapEntrySyntax],
    _ range: SourceRange,
    _ scope: CheckScope,
    _ fields: [Type.Field]
  ) -> TypedExpr {
    var checked: [(key: String, value: TypedExpr)] = []
    for entry in unique(entries) {
      guard let field = fields.first(where: { $0.name == entry.key.text }) else {
        report(CheckFindings.unknownWord(entry.key, in: "this record", among: fields.map(\.name)))
        continue
      }
      let value = checkValue(entry.value, field.type, scope, of: "`\(field.name)`")
      checked.append((field.name, value))
    }
    for field in fields where !field.type.isOptional {
      if !entries.contains(where: { $0.key.text == field.name }) {
        report(CheckFindings.missingField(field.name, at: range))
      }
    }
    return TypedExpr(kind: .map(checked), type: .record(fields), range: range)
  }

  private mutating func checkComprehension(
    _ syntax: ComprehensionSyntax,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    for name in [syntax.index, syntax.variable].compactMap({ $0 })
    where Vocabulary.reserved.contains(name.text) {
      report(ResolveFindings.reservedName(name))
    }
    let sequence = given(checkExpr(syntax.sequence, scope), scope)
    var (index, element) = (Type.invalid, Type.invalid)
    switch sequence.type {
    case .list(let type): (index, element) = (.int, type)
    case .map(let type): (index, element) = (.string, type)
    case .invalid: break
    default: report(CheckFindings.notIterable(sequence))
    }
    var inner = scope
    // Both are always there, so that a loop's variables are found by their depth.
    inner.locals.append(.init(name: syntax.index?.text ?? "", type: index))
    inner.locals.append(.init(name: syntax.variable.text, type: element))
    let condition = syntax.condition.map { checkCondition($0, inner) }
    let expectedElements = expected.compactMap { type -> Type? in
      if case .list(let element) = type.unwrapped { element } else { nil }
    }
    let value = checkExpr(
      syntax.element,
      inner.assuming(condition?.givenWhenTrue ?? []),
      expecting: expectedElements
    )
    return nested(
      TypedExpr(
        kind: .comprehension(
          .init(
            sequence: sequence,
            condition: condition,
            element: value,
            depth: scope.locals.count
          )
        ),
        type: .list(value.type),
        range: syntax.range
      )
    )
  }
}
