import MPDiagnostics
import MPSyntax

extension Checker {
  /// Two operands of which one may decide what a suffix or a string of the other means.
  private mutating func checkOperands(
    _ left: ExprSyntax,
    _ right: ExprSyntax,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> (TypedExpr, TypedExpr) {
    if left.isLiteral, !right.isLiteral || (left.isAmbiguous && !right.isAmbiguous) {
      let second = checkExpr(right, scope, expecting: expected)
      return (checkExpr(left, scope, expecting: expected + hints(of: second)), second)
    }
    let first = checkExpr(left, scope, expecting: expected)
    return (first, checkExpr(right, scope, expecting: expected + hints(of: first)))
  }

  /// The types that fit beside an operand.
  private func hints(of operand: TypedExpr) -> [Type] {
    alternatives(of: operand) + [operand.type.boundType]
  }

  mutating func checkNegation(
    _ operand: ExprSyntax,
    _ range: SourceRange,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    let value = given(checkExpr(operand, scope, expecting: expected), scope)
    guard value.type.isOrdered else {
      if value.type.unwrapped.isOrdered {
        report(CheckFindings.mayBeNull(value))
      } else {
        report(CheckFindings.badOperand("-", value))
      }
      return .invalid(at: range)
    }
    return TypedExpr(kind: .negation(value), type: value.type, range: range)
  }

  mutating func checkRange(
    _ lower: ExprSyntax,
    _ upper: ExprSyntax,
    _ range: SourceRange,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    let bounds = expected.compactMap { type -> Type? in
      if case .range(let bound) = type.unwrapped { bound } else { nil }
    }
    let (lower, upper) = checkOperands(lower, upper, scope, bounds)
    let (first, last) = (given(lower, scope), given(upper, scope))
    guard let type = first.type.joined(with: last.type), type.isOrdered else {
      if !first.type.isInvalid, !last.type.isInvalid { report("..", first, last, at: range) }
      return .invalid(at: range)
    }
    return TypedExpr(
      kind: .rangeTo(converted(first, to: type), converted(last, to: type)),
      type: .range(type),
      range: range
    )
  }

  mutating func checkComparison(
    _ left: ExprSyntax,
    _ right: OperandSyntax,
    _ range: SourceRange,
    _ scope: CheckScope
  ) -> TypedExpr {
    let (first, second): (TypedExpr, TypedExpr)
    if right.infix == .isIn {
      // The elements decide what the literal on the left means.
      let container = given(checkExpr(right.operand, scope), scope)
      let element = checkExpr(left, scope, expecting: [container.type.elementType])
      (first, second) = (reading(element, as: container.type.elementType), container)
    } else {
      let (one, other) = checkOperands(left, right.operand, scope, [])
      (first, second) =
        right.infix == .equal || right.infix == .notEqual
        ? (reading(one, as: other.type), reading(other, as: one.type))
        : (given(one, scope), given(other, scope))
    }
    if !isComparable(first.type, right.infix, second.type) {
      report(right.infix.rawValue, first, second, at: range)
      return .invalid(at: range)
    }
    let common =
      right.infix == .isIn ? second.type.elementType : first.type.joined(with: second.type)
    guard let common else { return .invalid(at: range) }
    return TypedExpr(
      kind: .comparison(
        right.infix,
        converted(first, to: common),
        right.infix == .isIn ? second : converted(second, to: common)
      ),
      type: .bool,
      range: range
    )
  }

  private func isComparable(_ left: Type, _ infix: InfixOperator, _ right: Type) -> Bool {
    if left.isInvalid || right.isInvalid { return true }
    switch infix {
    case .equal, .notEqual: return left.joined(with: right) != nil
    case .isIn: return left.isAssignable(to: right.elementType)
    default: return left.joined(with: right)?.isOrdered ?? false
    }
  }

  mutating func checkArithmetic(
    _ first: ExprSyntax,
    _ rest: [OperandSyntax],
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    let isSum = rest[0].infix == .plus || rest[0].infix == .minus
    guard isSum else { return checkProduct(first, rest, scope, expected) }
    var (result, next) = checkOperands(first, rest[0].operand, scope, expected)
    result = combine(given(result, scope), rest[0], given(next, scope))
    for operand in rest.dropFirst() {
      next = given(checkExpr(operand.operand, scope, expecting: expected + [result.type]), scope)
      result = combine(result, operand, next)
    }
    return result
  }

  /// Of a product, one factor is of the type of the result and the others are numbers: only a suffix
  /// tells which. A divisor is a number or of the dividend's type.
  private mutating func checkProduct(
    _ first: ExprSyntax,
    _ rest: [OperandSyntax],
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    var result: TypedExpr
    var others = rest[...]
    if first.isAmbiguous, rest[0].infix == .divide, !rest[0].operand.isAmbiguous {
      let divisor = given(checkExpr(rest[0].operand, scope), scope)
      let dividend = checkExpr(first, scope, expecting: [divisor.type.boundType] + expected)
      result = combine(dividend, rest[0], divisor)
      others = rest.dropFirst()
    } else {
      result = given(checkExpr(first, scope, expecting: first.isAmbiguous ? expected : []), scope)
    }
    for operand in others {
      let hints = operand.infix == .divide ? [result.type.boundType] : expected
      let next = checkExpr(
        operand.operand,
        scope,
        expecting: operand.operand.isAmbiguous ? hints : []
      )
      result = combine(result, operand, given(next, scope))
    }
    return result
  }

  private mutating func report(
    _ infix: String,
    _ left: TypedExpr,
    _ right: TypedExpr,
    at range: SourceRange
  ) {
    // Where it is only `null` that does not fit, that is what is to be said.
    let types = (left.type.unwrapped, right.type.unwrapped)
    if left.type.isOptional || right.type.isOptional, types.0 != .null, types.1 != .null,
      types.0.joined(with: types.1) != nil
    {
      report(CheckFindings.mayBeNull(left.type.isOptional ? left : right))
    } else {
      report(CheckFindings.badOperands(infix, left, right, at: range))
    }
  }

  private mutating func combine(
    _ left: TypedExpr,
    _ infix: OperandSyntax,
    _ right: TypedExpr
  ) -> TypedExpr {
    let range = left.range.through(right.range)
    if left.type.isInvalid || right.type.isInvalid { return .invalid(at: range) }
    guard let type = resultType(left.type, infix.infix, right.type) else {
      report(infix.infix.rawValue, left, right, at: infix.infixRange)
      return .invalid(at: range)
    }
    return TypedExpr(
      kind: .arithmetic(infix.infix, left, right),
      type: type,
      range: range
    )
  }

  private func resultType(_ left: Type, _ infix: InfixOperator, _ right: Type) -> Type? {
    let isQuantity = { (type: Type) in type.isOrdered && type != .int && type != .float }
    let isText = { (type: Type) in type.isAssignable(to: .string) || type == .secret }
    switch (infix, left, right) {
    case (_, .int, .int): return .int
    case (_, .int, .float), (_, .float, .int), (_, .float, .float): return .float
    case (.plus, _, _) where isText(left) && isText(right): return .string
    case (.plus, .list, .list): return left.joined(with: right)
    case (.plus, _, _) where isQuantity(left) && left == right: return left
    case (.minus, _, _) where isQuantity(left) && left == right: return left
    case (.times, _, .int) where isQuantity(left): return left
    case (.times, .int, _) where isQuantity(right): return right
    case (.divide, _, .int) where isQuantity(left): return left
    case (.divide, _, _) where isQuantity(left) && left == right: return .int
    default: return nil
    }
  }
}

extension ExprSyntax {
  /// Whether it is a literal whose suffix has two meanings, or is computed from one.
  var isAmbiguous: Bool {
    switch self {
    case .literal(let literal):
      guard case .quantity(let parts) = literal.kind else { return false }
      return parts.count == 1 && parts[0].suffix == QuantitySuffix.ambiguous
    case .arithmetic(let first, let rest):
      return first.isAmbiguous || rest.contains { $0.operand.isAmbiguous }
    case .negation(let operand, _): return operand.isAmbiguous
    default: return false
    }
  }

  fileprivate var isLiteral: Bool {
    switch self {
    case .literal, .string: true
    case .rangeTo(let lower, let upper): lower.isLiteral && upper.isLiteral
    default: false
    }
  }
}

extension Type {
  /// What a bound of a range is of, and any other type itself.
  fileprivate var boundType: Type {
    if case .range(let bound) = self { bound } else { unwrapped }
  }

  /// What `in` looks for in a value of this type.
  fileprivate var elementType: Type {
    switch self {
    case .list(let element): element
    case .map: .string
    case .range(let bound): bound
    case .string, .enumeration: .string
    default: isInvalid ? .invalid : .null
    }
  }
}
