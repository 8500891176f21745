package import MPDiagnostics

/// An expression.
///
/// Chains of one precedence (`a + b - c`, `.x[0].y`) are flat: a long one must not become a deep one,
/// because a tree is walked, and freed, by recursion.
package indirect enum ExprSyntax: Sendable {
  /// Nothing stands where an expression is needed; the parser has said so.
  case missing(SourceRange)
  case name(NameSyntax)
  case literal(LiteralSyntax)
  case string(StringSyntax)
  case list([ExprSyntax], SourceRange)
  case map([MapEntrySyntax], SourceRange)
  case comprehension(ComprehensionSyntax)
  case postfix(ExprSyntax, [PostfixSyntax])
  case call(NameSyntax, [ExprSyntax], SourceRange)
  case negation(ExprSyntax, SourceRange)
  case not(ExprSyntax, SourceRange)
  /// `+ - * /`, all operators of one precedence, from left to right.
  case arithmetic(ExprSyntax, [OperandSyntax])
  case rangeTo(ExprSyntax, ExprSyntax)
  case comparison(ExprSyntax, OperandSyntax)
  /// `and` or `or`, all the same.
  case logical(InfixOperator, [ExprSyntax])
  case conditional(ConditionalSyntax)

  package var range: SourceRange {
    switch self {
    case .missing(let range), .list(_, let range), .map(_, let range): range
    case .call(_, _, let range), .negation(_, let range), .not(_, let range): range
    case .name(let name): name.range
    case .literal(let literal): literal.range
    case .string(let string): string.range
    case .comprehension(let comprehension): comprehension.range
    case .postfix(let base, let suffixes): base.range.through(suffixes[suffixes.count - 1].range)
    case .arithmetic(let first, let rest):
      first.range.through(rest[rest.count - 1].operand.range)
    case .rangeTo(let first, let last): first.range.through(last.range)
    case .comparison(let left, let right): left.range.through(right.operand.range)
    case .logical(_, let operands):
      operands[0].range.through(operands[operands.count - 1].range)
    case .conditional(let conditional): conditional.range
    }
  }
}

package enum InfixOperator: String, Sendable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
  case isIn = "in"
  case rangeTo = ".."
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
}

package struct OperandSyntax: Sendable {
  package var infix: InfixOperator
  package var infixRange: SourceRange
  package var operand: ExprSyntax
}

package enum PostfixSyntax: Sendable {
  /// `.name`
  case member(NameSyntax)
  /// `[i]`, with the range of the brackets
  case index(ExprSyntax, SourceRange)

  package var range: SourceRange {
    switch self {
    case .member(let name): name.range
    case .index(_, let range): range
    }
  }
}

package struct LiteralSyntax: Sendable {
  package enum Kind: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case decimal(DecimalNumber)
    /// The parts of `1h30m`; one part for most.
    case quantity([QuantityPart])
    case port(Int, protocol: String)
    /// The parser has refused it.
    case invalid
  }

  package var kind: Kind
  package var range: SourceRange
}

package struct QuantityPart: Sendable, Equatable {
  package var number: DecimalNumber
  package var suffix: String
}

package struct MapEntrySyntax: Sendable {
  package var key: NameSyntax
  package var value: ExprSyntax
}

/// `[for i, x in list if condition: element]`
package struct ComprehensionSyntax: Sendable {
  package var index: NameSyntax?
  package var variable: NameSyntax
  package var sequence: ExprSyntax
  package var condition: ExprSyntax?
  package var element: ExprSyntax
  package var range: SourceRange
}

package struct ConditionalSyntax: Sendable {
  package var condition: ExprSyntax
  package var then: ExprSyntax
  package var otherwise: ExprSyntax
  package var range: SourceRange
}
