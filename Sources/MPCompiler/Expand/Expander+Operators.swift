import MPDiagnostics
import MPIR
import MPSyntax

extension Expander {
  /// Sums and products lean to the left, as deep as they are long: they are walked in a loop.
  mutating func evaluateChain(_ expr: TypedExpr, _ environment: Environment) -> Value {
    var links: [(infix: InfixOperator, right: TypedExpr, range: SourceRange)] = []
    var first = expr
    while case .arithmetic(let infix, let left, let right) = first.kind {
      links.append((infix, right, first.range))
      first = left
    }
    var result = evaluate(first, environment)
    for link in links.reversed() {
      let right = evaluate(link.right, environment)
      result = arithmetic(link.infix, result, right, link.range, environment)
    }
    return result
  }

  private mutating func arithmetic(
    _ infix: InfixOperator,
    _ first: Value,
    _ second: Value,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    switch (first.kind, second.kind) {
    case (.int(let a), .int(let b)):
      return whole(a, infix, b, range, environment) { .int($0) }
    case (.quantity(let a), .quantity(let b)):
      let unit = a.unit
      return whole(a.amount, infix, b.amount, range, environment) {
        infix == .divide ? .int($0) : .quantity(Quantity(unit, $0))
      }
    case (.quantity(let a), .int(let b)), (.int(let b), .quantity(let a)):
      return whole(a.amount, infix, b, range, environment) { .quantity(Quantity(a.unit, $0)) }
    case (.text(let a), .text(let b)):
      guard spend(a.utf8.count + b.utf8.count, at: range, environment) else {
        return Value(kind: .invalid)
      }
      return Value(kind: .text(a + b), provenance: [first, second].provenance)
    case (.list(let a), .list(let b)): return list(a + b, range, environment)
    case (.template, _), (_, .template), (.secret, _), (_, .secret):
      let (left, right) = (
        print(first, range, environment), print(second, range, environment)
      )
      guard let a = left.template, let b = right.template,
        spend(a.size + b.size, at: range, environment)
      else { return Value(kind: .invalid) }
      return .text(TextTemplate(a.parts + b.parts), provenance: [first, second].provenance)
    default:
      guard let a = first.double, let b = second.double else { return Value(kind: .invalid) }
      return floating(a, infix, b, range, environment)
    }
  }

  private mutating func whole(
    _ a: Int,
    _ infix: InfixOperator,
    _ b: Int,
    _ range: SourceRange,
    _ environment: Environment,
    _ make: (Int) -> Value.Kind
  ) -> Value {
    let (result, overflow): (Int, Bool)
    switch infix {
    case .plus: (result, overflow) = a.addingReportingOverflow(b)
    case .minus: (result, overflow) = a.subtractingReportingOverflow(b)
    case .times: (result, overflow) = a.multipliedReportingOverflow(by: b)
    default:
      guard b != 0 else {
        report(ExpandFindings.divisionByZero(at: range), environment)
        return Value(kind: .invalid)
      }
      (result, overflow) = a.dividedReportingOverflow(by: b)
    }
    guard !overflow else {
      report(ExpandFindings.overflow(at: range), environment)
      return Value(kind: .invalid)
    }
    return Value(kind: make(result))
  }

  private mutating func floating(
    _ a: Double,
    _ infix: InfixOperator,
    _ b: Double,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let result: Double
    switch infix {
    case .plus: result = a + b
    case .minus: result = a - b
    case .times: result = a * b
    default:
      guard b != 0 else {
        report(ExpandFindings.divisionByZero(at: range), environment)
        return Value(kind: .invalid)
      }
      result = a / b
    }
    guard result.isFinite else {
      report(ExpandFindings.overflow(at: range), environment)
      return Value(kind: .invalid)
    }
    return Value(kind: .float(result))
  }

  mutating func negate(
    _ operand: TypedExpr,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    switch evaluate(operand, environment).kind {
    case .int(let value): return whole(0, .minus, value, range, environment) { .int($0) }
    case .float(let value): return Value(kind: .float(-value))
    case .quantity(let quantity):
      return whole(0, .minus, quantity.amount, range, environment) {
        .quantity(Quantity(quantity.unit, $0))
      }
    default: return Value(kind: .invalid)
    }
  }

  func compare(_ left: Value, _ infix: InfixOperator, _ right: Value) -> Value {
    guard left.kind != .invalid, right.kind != .invalid else { return Value(kind: .invalid) }
    switch infix {
    case .equal: return Value(kind: .bool(left == right))
    case .notEqual: return Value(kind: .bool(left != right))
    case .isIn: return Value(kind: .bool(contains(right, left)))
    default:
      guard let order = order(left.kind, right.kind) else { return Value(kind: .invalid) }
      let result =
        switch infix {
        case .less: order < 0
        case .lessEqual: order <= 0
        case .greater: order > 0
        default: order >= 0
        }
      return Value(kind: .bool(result))
    }
  }

  func contains(_ container: Value, _ element: Value) -> Bool {
    switch (container.kind, element.kind) {
    case (.list(let elements), _): elements.contains(element)
    case (.map(let fields), .text(let key)): fields.contains { $0.key.isExactly(key) }
    case (.text(let text), .text(let part)):
      part.isEmpty || !text.places(ofBytes: part, limit: 1).isEmpty
    case (.range(let lower, let upper), let value):
      (order(lower, value) ?? 1) <= 0 && (order(value, upper) ?? 1) <= 0
    default: false
    }
  }

  /// Negative, zero or positive, as the left is less than, equal to or greater than the right.
  func order(_ left: Value.Kind, _ right: Value.Kind) -> Int? {
    switch (left, right) {
    case (.int(let a), .int(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.quantity(let a), .quantity(let b)) where a.unit == b.unit:
      return a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0
    default:
      guard let a = Value(kind: left).double, let b = Value(kind: right).double else { return nil }
      return a < b ? -1 : a > b ? 1 : 0
    }
  }
}

extension Value {
  /// A number of either kind, for arithmetic that mixes them.
  fileprivate var double: Double? {
    switch kind {
    case .int(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }
}
