import MPDiagnostics
import MPSyntax

/// Why an expectation is not met, before it is a finding.
struct Reason {
  var message: String
  var primary: Diagnostic.Label
  var labels: [Diagnostic.Label] = []
  var notes: [String] = []
}

extension Expander {
  /// Why a condition has the outcome that it has, down to the comparison or the question that decided.
  mutating func reason(
    _ expr: TypedExpr,
    is outcome: Bool,
    _ environment: Environment
  ) -> Reason {
    switch expr.kind {
    case .not(let operand): return reason(operand, is: !outcome, environment)
    case .logical(let infix, let operands):
      return reason(infix, operands, is: outcome, expr.range, environment)
    case .comparison(let infix, let left, let right):
      return reason(infix, left, right, is: outcome, expr.range, environment)
    case .call(.contains, let arguments):
      return reason(nil, arguments[1], arguments[0], is: outcome, expr.range, environment)
    case .call(let function, let arguments) where function.isTestsOnly:
      let values = arguments.map { evaluate($0, environment) }
      return reason(function, values, at: expr.range) ?? plain(expr, outcome)
    case .conditional(let condition, let then, let otherwise):
      let isTrue = evaluate(condition, environment).isTrue
      var reason = reason(isTrue ? then : otherwise, is: outcome, environment)
      reason.labels.append(.init(condition.range, "this is \(isTrue)"))
      return reason
    case .reference(let reference):
      guard case .let(let index) = reference.target, case .definition = reference.level else {
        return plain(expr, outcome)
      }
      let value = frames[environment.frame.index].lets[index].value
      var reason = reason(value, is: outcome, environment)
      reason.labels = [reason.primary] + reason.labels
      reason.primary = .init(expr.range, "this is \(outcome)")
      return reason
    default: return plain(expr, outcome)
    }
  }

  private func plain(_ expr: TypedExpr, _ outcome: Bool) -> Reason {
    Reason(
      message: "this is \(outcome)",
      primary: .init(expr.range, "this is \(outcome)")
    )
  }

  private mutating func reason(
    _ infix: InfixOperator,
    _ operands: [TypedExpr],
    is outcome: Bool,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Reason {
    // One false operand decides an `and`, and one true operand an `or`.
    if outcome == (infix == .or) {
      let decisive = operands.first { evaluate($0, environment).kind == .bool(outcome) }
      return decisive.map { reason($0, is: outcome, environment) }
        ?? Reason(message: "this is \(outcome)", primary: .init(range))
    }
    let reasons = operands.map { reason($0, is: outcome, environment) }
    return Reason(
      message: reasons.map(\.message).joined(separator: ", and "),
      primary: reasons[0].primary,
      labels: reasons[0].labels + reasons.dropFirst().flatMap { [$0.primary] + $0.labels },
      notes: reasons.flatMap(\.notes)
    )
  }

  /// - Parameter infix: `nil` for `contains`.
  private mutating func reason(
    _ infix: InfixOperator?,
    _ left: TypedExpr,
    _ right: TypedExpr,
    is outcome: Bool,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Reason {
    let values = [evaluate(left, environment), evaluate(right, environment)]
    let sides = zip([left, right], values).map { side, value in
      TestFindings.Side(
        range: side.range,
        value: spelled(value),
        isLiteral: side.isLiteral
      )
    }
    return TestFindings.comparison(infix, sides[0], sides[1], is: outcome, at: range)
  }
}

extension TypedExpr {
  /// Whether it shows its value itself.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .constant: true
    case .list(let elements): elements.allSatisfy(\.isLiteral)
    case .rangeTo(let lower, let upper): lower.isLiteral && upper.isLiteral
    case .map(let entries): entries.allSatisfy(\.value.isLiteral)
    case .negation(let operand), .converted(let operand): operand.isLiteral
    default: false
    }
  }
}
