import MPDiagnostics
import MPSyntax

extension Checker {
  /// Two operands of which one may decide what a suffix or a string of the other means.
  private mutating func checkOperands(
    _ left: ExprSyntax, _ right: ExprSyntax, _ scope: CheckScope, _ expected: [Type]
  ) -> (TypedExpr, TypedExpr) {
    if left.isLiteral, !right.isLiteral {
      let second = checkExpr(right, scope, expecting: expected)
      return (checkExpr(left, scope, expecting: expected + [second.type.boundType]), second)
    }
    let first = checkExpr(left, scope, expecting: expected)
    return (first, checkExpr(right, scope, expecting: expected + [first.type.boundType]))
  }

  mutating func checkNegation(
    _ operand: ExprSyntax, _ range: SourceRange, _ scope: CheckScope, _ expected: [Type]
  ) -> TypedExpr {
    let value = checkExpr(operand, scope, expecting: expected)
    guard value.type.isOrdered else {
      report(CheckFindings.badOperand("-", value))
      return .invalid(at: range)
    }
    return TypedExpr(kind: .negation(value), type: value.type, range: range)
  }

  mutating func checkRange(
    _ lower: ExprSyntax, _ upper: ExprSyntax, _ range: SourceRange, _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    let bounds = expected.compactMap { type -> Type? in
      if case .range(let bound) = type.unwrapped { bound } else { nil }
    }
    let (first, last) = checkOperands(lower, upper, scope, bounds)
    guard let type = first.type.joined(with: last.type), type.isOrdered else {
      if !first.type.isInvalid, !last.type.isInvalid {
        report(CheckFindings.badOperands("..", first, last, at: range))
      }
      return .invalid(at: range)
    }
    return TypedExpr(kind: .rangeTo(first, last), type: .range(type), range: range)
  }

  mutating func checkComparison(
    _ left: ExprSyntax, _ right: OperandSyntax, _ range: SourceRange, _ scope: CheckScope
  ) -> TypedExpr {
    let (first, second): (TypedExpr, TypedExpr)
    if right.infix == .isIn {
      // The elements decide what the literal on the left means.
      let container = checkExpr(right.operand, scope)
      (first, second) = (
        checkExpr(left, scope, expecting: [container.type.elementType]), container
      )
    } else {
      (first, second) = checkOperands(left, right.operand, scope, [])
    }
    if !isComparable(first.type, right.infix, second.type) {
      report(CheckFindings.badOperands(right.infix.rawValue, first, second, at: range))
      return .invalid(at: range)
    }
    return TypedExpr(
      kind: .comparison(right.infix, first, second), type: .bool, range: range)
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
    _ first: ExprSyntax, _ rest: [OperandSyntax], _ scope: CheckScope, _ expected: [Type]
  ) -> TypedExpr {
    // A factor or divisor is not of the type of the result; a summand is.
    let isSum = rest[0].infix == .plus || rest[0].infix == .minus
    let hints = isSum ? expected : []
    var (result, next) = checkOperands(first, rest[0].operand, scope, hints)
    result = combine(result, rest[0], next)
    for operand in rest.dropFirst() {
      next = checkExpr(operand.operand, scope, expecting: hints + [result.type])
      result = combine(result, operand, next)
    }
    return result
  }

  private mutating func combine(
    _ left: TypedExpr, _ infix: OperandSyntax, _ right: TypedExpr
  ) -> TypedExpr {
    let range = left.range.through(right.range)
    if left.type.isInvalid || right.type.isInvalid { return .invalid(at: range) }
    guard let type = resultType(left.type, infix.infix, right.type) else {
      report(CheckFindings.badOperands(infix.infix.rawValue, left, right, at: infix.infixRange))
      return .invalid(at: range)
    }
    return TypedExpr(
      kind: .arithmetic(infix.infix, left, right), type: type, range: range)
  }

  private func resultType(_ left: Type, _ infix: InfixOperator, _ right: Type) -> Type? {
    let isQuantity = { (type: Type) in type.isOrdered && type != .int && type != .float }
    let isText = { (type: Type) in type.isAssignable(to: .string) }
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
  fileprivate var isLiteral: Bool {
    switch self {
    case .literal, .string: true
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
