import MPDiagnostics
import MPIR
import MPSyntax

/// Why tests fail.
enum TestFindings {
  /// One operand of a comparison.
  struct Side {
    var range: SourceRange
    var value: String
    /// Whether the spec shows the value.
    var isLiteral: Bool
  }

  static func failed(_ reason: Reason, in test: String) -> Diagnostic {
    Diagnostic(
      .expectationFailed,
      "expectation failed: \(reason.message)",
      at: reason.primary,
      labels: reason.labels,
      notes: reason.notes + [note(test)]
    )
  }

  /// Where what is wrong has been said already, in another place.
  static func untold(_ expectation: SourceRange, in test: String) -> Diagnostic {
    Diagnostic(
      .expectationFailed,
      "expectation failed: a value that this needs could not be evaluated",
      at: .init(expectation),
      notes: [note(test)]
    )
  }

  static func note(_ test: String) -> String { "in the test \"\(test)\"" }

  static func isNull(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .mayBeNull,
      "this is `null`, and a value is needed here",
      at: .init(range),
      help: ["ask before: `… != null and …`"]
    )
  }

  // MARK: - Comparisons

  /// - Parameter infix: `nil` for `contains`, whose left side is what it looks for.
  static func comparison(
    _ infix: InfixOperator?,
    _ left: Side,
    _ right: Side,
    is outcome: Bool,
    at range: SourceRange
  ) -> Reason {
    let first = "`\(short(left.value))`"
    let second = "`\(short(right.value))`"
    let message =
      if let infix {
        "\(first) is \(outcome == infix.isPositive ? "" : "not ")\(infix.phrase) \(second)"
      } else {
        "\(second) \(outcome ? "contains" : "does not contain") \(first)"
      }
    let labels = [left, right].filter { !$0.isLiteral }
      .sorted { $0.range.lower < $1.range.lower }
      .map { Diagnostic.Label($0.range, "this is \(short($0.value, limit: 400))") }
    return Reason(
      message: message,
      primary: labels.first ?? .init(range),
      labels: Array(labels.dropFirst())
    )
  }

  /// A long value without its middle: what differs is often at its end.
  private static func short(_ value: String, limit: Int = 80) -> String {
    let scalars = value.unicodeScalars
    guard scalars.count > limit else { return value }
    return String(scalars.prefix(limit / 2)) + " … " + String(scalars.suffix(limit / 2))
  }

  // MARK: - Traffic

  /// - Parameter names: From the one that is asked about to the other.
  static func connected(
    _ function: Function,
    _ names: [String],
    _ uses: [Diagnostic.Label],
    at range: SourceRange
  ) -> Reason {
    let (from, to) = (names[0], names[names.count - 1])
    let verb = function == .links ? "links to" : "reaches"
    return Reason(
      message: "`\(from)` \(verb) `\(to)`",
      primary: .init(range, names.count > 2 ? names.joined(separator: " -> ") : ""),
      labels: uses
    )
  }

  static func unconnected(
    _ function: Function,
    _ from: String,
    _ to: String,
    reached: [String],
    over: [String],
    at range: SourceRange
  ) -> Reason {
    let verb = function == .links ? "link to" : "reach"
    let all = reached.isEmpty ? "links to nothing" : (function == .links ? "links to " : "reaches ")
    return Reason(
      message: "`\(from)` does not \(verb) `\(to)`",
      primary: .init(range, "`\(from)` \(all)\(list(reached))"),
      notes: over.isEmpty ? [] : ["it reaches `\(to)` through \(list(over))"]
    )
  }

  static func exposed(
    _ name: String,
    _ port: String,
    _ exposure: Exposure,
    at range: SourceRange
  ) -> Reason {
    Reason(
      message: "`\(name)` is public",
      primary: .init(range),
      labels: [
        .init(exposure.origin.range, "`\(port)` is exposed here, as \(exposure.publishedPort)")
      ]
    )
  }

  static func unexposed(
    _ name: String,
    _ local: [Exposure],
    others: [String],
    at range: SourceRange
  ) -> Reason {
    var unique: [String] = []
    for other in others where !unique.contains(other) { unique.append(other) }
    return Reason(
      message: "`\(name)` is not public",
      primary: .init(range, local.isEmpty ? "nothing exposes it" : "it is exposed, but `local`"),
      labels: local.map { .init($0.origin.range, "exposed here, with `local = true`") },
      notes: [unique.isEmpty ? "nothing is public" : "public is \(list(unique))"]
    )
  }

  private static func list(_ names: [String]) -> String {
    let limit = 10
    return names.prefix(limit).map { "`\($0)`" }.joined(separator: ", ")
      + (names.count > limit ? " and \(names.count - limit) more" : "")
  }
}

extension InfixOperator {
  /// How a comparison reads behind "is".
  fileprivate var phrase: String {
    switch self {
    case .equal, .notEqual: "equal to"
    case .less: "less than"
    case .lessEqual: "at most"
    case .greater: "greater than"
    case .greaterEqual: "at least"
    default: "in"
    }
  }

  /// Whether the comparison is true when its phrase is.
  fileprivate var isPositive: Bool { self != .notEqual }
}
