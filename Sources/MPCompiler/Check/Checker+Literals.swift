import MPDiagnostics
import MPSyntax

extension Checker {
  mutating func checkLiteral(_ literal: LiteralSyntax, _ expected: [Type]) -> TypedExpr {
    let bounds = expected.map(\.unwrapped)
    let constant = { (kind: Value.Kind, type: Type) in
      TypedExpr(kind: .constant(kind), type: type, range: literal.range)
    }
    switch literal.kind {
    case .null: return constant(.null, .null)
    case .bool(let value): return constant(.bool(value), .bool)
    case .int(let value):
      guard bounds.contains(.cpu), !bounds.contains(.int) else {
        return constant(.int(value), .int)
      }
      return cores(DecimalNumber(mantissa: value), literal.range)
    case .decimal(let value):
      if bounds.contains(.cpu) { return cores(value, literal.range) }
      return constant(.float(value.double), .float)
    case .port(let number, let name):
      return constant(.port(number, protocol: name), .port)
    case .quantity(let parts): return checkQuantity(parts, literal.range, bounds)
    case .invalid: return .invalid(at: literal.range)
    }
  }

  private mutating func cores(_ number: DecimalNumber, _ range: SourceRange) -> TypedExpr {
    quantity(.cpu, [(number, 1000)], range)
  }

  private mutating func checkQuantity(
    _ parts: [QuantityPart],
    _ range: SourceRange,
    _ expected: [Type]
  ) -> TypedExpr {
    let first = parts[0]
    if first.suffix == "%" { return quantity(.percent, [(first.number, 1000)], range) }
    if parts.count == 1, first.suffix == QuantitySuffix.ambiguous {
      if expected.contains(.cpu) { return quantity(.cpu, [(first.number, 1)], range) }
      // Where something else is needed, that is what is to be said.
      let isOpen = expected.isEmpty || expected.contains(.bytes)
      guard expected.contains(.duration) || !isOpen else {
        report(CheckFindings.ambiguousSuffix(first.number, expected, at: range))
        return .invalid(at: range)
      }
    }
    if let size = QuantitySuffix.bytes.first(where: { $0.key == first.suffix })?.value {
      return quantity(.bytes, [(first.number, size)], range)
    }
    let durations = parts.map { part in
      (part.number, QuantitySuffix.duration.first { $0.key == part.suffix }?.value ?? 1)
    }
    return quantity(.duration, durations, range)
  }

  /// The exact sum of numbers times their factors.
  private mutating func quantity(
    _ unit: Quantity.Unit,
    _ parts: [(DecimalNumber, Int)],
    _ range: SourceRange
  ) -> TypedExpr {
    var sum = 0
    for (number, factor) in parts {
      guard let amount = number.times(factor) else {
        let isLarge = number.double * Double(factor) >= Double(Int.max)
        report(
          isLarge
            ? CheckFindings.quantityTooLarge(at: range) : CheckFindings.inexact(unit, at: range)
        )
        return .invalid(at: range)
      }
      let (next, overflow) = sum.addingReportingOverflow(amount)
      guard !overflow else {
        report(CheckFindings.quantityTooLarge(at: range))
        return .invalid(at: range)
      }
      sum = next
    }
    return TypedExpr(
      kind: .constant(.quantity(Quantity(unit, sum))),
      type: unit.type,
      range: range
    )
  }

  // MARK: - Strings

  mutating func checkString(
    _ string: StringSyntax,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    if let plain = string.plain {
      return checkPlainString(plain, string.range, expected.map(\.unwrapped))
    }
    let parts = string.segments.map { segment -> TypedExpr.TextPart in
      switch segment {
      case .text(let text): return .literal(text)
      case .interpolation(let expr, let indentation):
        let value = given(checkExpr(expr, scope), scope)
        guard value.type.isPrintable else {
          report(CheckFindings.notPrintable(value))
          return .value(.invalid(at: value.range), indentation: "")
        }
        return .value(value, indentation: indentation)
      }
    }
    return TypedExpr(kind: .text(parts), type: .string, range: string.range)
  }

  /// A string is a value of an enumeration where one is needed.
  private mutating func checkPlainString(
    _ text: String,
    _ range: SourceRange,
    _ expected: [Type]
  ) -> TypedExpr {
    let choices = expected.compactMap { type -> [String]? in
      if case .enumeration(let values) = type { values } else { nil }
    }
    let constant = TypedExpr.Kind.constant(.text(text))
    guard let values = choices.first, !expected.contains(.string) else {
      let type: Type = expected.contains(.regex) && !expected.contains(.string) ? .regex : .string
      return TypedExpr(kind: constant, type: type, range: range)
    }
    guard values.contains(text) else {
      report(CheckFindings.notOneOf(text, values, at: range))
      return .invalid(at: range)
    }
    return TypedExpr(kind: constant, type: .enumeration(values), range: range)
  }
}

extension Quantity.Unit {
  var type: Type {
    switch self {
    case .duration: .duration
    case .bytes: .bytes
    case .cpu: .cpu
    case .percent: .percent
    }
  }
}
