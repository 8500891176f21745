import MPDiagnostics
import MPSyntax

/// What can be wrong with types, values and quantities.
extension CheckFindings {
  // MARK: - Types

  static func wrongType(_ value: TypedExpr, _ accepted: Accepted, of place: String) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "\(place) takes \(accepted.description), and this is \(value.type.phrase)",
      at: .init(value.range),
      help: help(for: value, accepted, of: place)
    )
  }

  static func wrongMap(_ value: TypedExpr, _ map: MapKind) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "`\(map.name)` takes a map of \(map.phrase), and this is \(value.type.phrase)",
      at: .init(value.range),
      help: ["write `\(map.name) { name = value }`"]
    )
  }

  static func wrongArgument(
    _ value: TypedExpr,
    _ needed: String,
    of function: Function
  ) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "`\(function.rawValue)` takes \(needed), and this is \(value.type.phrase)",
      at: .init(value.range),
      help: ["call it as `\(function.signature)`"]
    )
  }

  static func argumentCount(_ function: Function, _ count: Int, at range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      .argumentCount,
      "`\(function.rawValue)` does not take \(count) argument\(count == 1 ? "" : "s")",
      at: .init(range),
      help: ["call it as `\(function.signature)`"]
    )
  }

  static func notPrintable(_ value: TypedExpr) -> Diagnostic {
    var help: [String] = []
    switch value.type {
    case .duration: help = ["divide it by the unit that the reader wants: `… / 1ms`"]
    case .bytes: help = ["divide it by the unit that the reader wants: `… / 1Mi`"]
    case .cpu: help = ["divide it by the unit that the reader wants"]
    case .percent: help = ["divide it by the unit that the reader wants: `… / 1%`"]
    case .list: help = [#"join its elements: `join(…, ",")`"#]
    case .service: help = ["name one of its ports, or `.name` or `.host`"]
    case .optional: help = ["it may be `null`: ask with `if … != null then … else …`"]
    default: break
    }
    return Diagnostic(
      .notPrintable,
      "\(value.type.phrase) does not print",
      at: .init(value.range),
      help: help
    )
  }

  static func badOperand(_ infix: String, _ value: TypedExpr) -> Diagnostic {
    Diagnostic(
      .badOperands,
      "`\(infix)` does not go with \(value.type.phrase)",
      at: .init(value.range)
    )
  }

  /// What a service says of itself is no value that others can use: it may depend on theirs.
  static func readsAttribute(_ name: String) -> String {
    "attributes are read in a `test` only: put what `\(name)` is into a `param` or a `let`, and use that"
  }

  static func badOperands(
    _ infix: String,
    _ left: TypedExpr,
    _ right: TypedExpr,
    at range: SourceRange
  ) -> Diagnostic {
    var help: [String] = []
    switch (infix, left.type, right.type) {
    case ("+", .string, _), ("+", _, .string):
      help = [#"put the value into the string: `"… \(value)"`"#]
    case ("+", let quantity, .int), ("+", .int, let quantity), ("-", let quantity, .int),
      ("-", .int, let quantity), ("<", let quantity, .int), (">", let quantity, .int),
      ("<=", let quantity, .int), (">=", let quantity, .int), ("==", let quantity, .int):
      help = quantity.isOrdered ? ["give the number a unit"] : []
    default: break
    }
    for operand in [left, right] {
      if case .port(_, let name) = operand.kind, Vocabulary.service.attribute(name) != nil {
        help = [readsAttribute(name)]
      }
    }
    return Diagnostic(
      .badOperands,
      "`\(infix)` does not go with \(left.type.phrase) and \(right.type.phrase)",
      at: .init(range),
      help: help
    )
  }

  static func differentBranches(_ then: TypedExpr, _ otherwise: TypedExpr) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "the branches differ: \(then.type.phrase) here, \(otherwise.type.phrase) behind `else`",
      at: .init(then.range),
      labels: [.init(otherwise.range, otherwise.type.description)]
    )
  }

  static func mixedElements(_ value: TypedExpr, others: Type) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "the elements before it are of the type `\(others)`, and this is \(value.type.phrase)",
      at: .init(value.range)
    )
  }

  static func notIterable(_ value: TypedExpr) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "`for` goes through a list or a map, and this is \(value.type.phrase)",
      at: .init(value.range)
    )
  }

  static func notIndexable(_ value: TypedExpr) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "only lists and maps have elements, and this is \(value.type.phrase)",
      at: .init(value.range)
    )
  }

  static func mayBeNull(_ value: TypedExpr) -> Diagnostic {
    Diagnostic(
      .mayBeNull,
      "this may be `null`",
      at: .init(value.range),
      help: ["ask before: `when … != null { … }` or `if … != null then … else …`"]
    )
  }

  static func notOneOf(_ text: String, _ values: [String], at range: SourceRange) -> Diagnostic {
    let other = nearestName(to: text, among: values)
    return Diagnostic(
      .notOneOf,
      "`\"\(text)\"` is none of the values that go here",
      at: .init(range),
      notes: ["the values are " + list(values.map { "\"\($0)\"" })],
      fixIts: replacement(range, by: other.map { "\"\($0)\"" })
    )
  }

  static func typeTooDeep(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep,
      "lists and maps are nested more than \(limit) levels deep here",
      at: .init(range)
    )
  }

  // MARK: - Quantities

  static func ambiguousSuffix(
    _ number: DecimalNumber,
    _ expected: [Type],
    at range: SourceRange
  ) -> Diagnostic {
    if expected.contains(.bytes) {
      return Diagnostic(
        .ambiguousSuffix,
        "`m` is no unit of sizes",
        at: .init(range),
        help: ["write `Mi` for 1,048,576 bytes or `M` for 1,000,000"]
      )
    }
    return Diagnostic(
      .ambiguousSuffix,
      "`m` is a thousandth of a core or a minute, and nothing here says which",
      at: .init(range),
      help: [
        "write `\(number.double / 1000)` for an amount of cpu",
        "write `\(number.scale == 0 ? "\(number.mantissa)" : "\(number.double)")min` for a duration",
      ]
    )
  }

  static func inexact(_ unit: Quantity.Unit, at range: SourceRange) -> Diagnostic {
    let (parts, smallest) =
      switch unit {
      case .duration: ("milliseconds", "1ms")
      case .bytes: ("bytes", "one byte")
      case .cpu: ("thousandths of a core", "`0.001`, or `1m`")
      case .percent: ("thousandths of a percent", "`0.001%`")
      }
    return Diagnostic(
      .inexactQuantity,
      "this is not a whole number of \(parts)",
      at: .init(range),
      help: ["round it: the smallest amount is \(smallest)"]
    )
  }

  static func quantityTooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .inexactQuantity,
      "this is more than 64 bits hold",
      at: .init(range),
      help: ["write a smaller amount"]
    )
  }

  // MARK: - Declared types

  static func unorderedBounds(_ type: Type, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badBounds,
      "a `\(type)` has no order, and so no bounds",
      at: .init(range),
      help: type == .string ? ["list the values instead: `\"a\" | \"b\"`"] : []
    )
  }

  static func badRangeType(_ lower: Type, _ upper: Type, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badBounds,
      "there are no ranges from `\(lower)` to `\(upper)`",
      at: .init(range),
      help: ["both ends of a range are of the same, ordered type: `int..int`"]
    )
  }

  static func repeatedValue(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.declaredTwice, "`\(text)` stands here twice", at: .init(range))
  }
}
