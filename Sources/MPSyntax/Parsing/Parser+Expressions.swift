import MPDiagnostics

extension Parser {
  mutating func parseExpr() -> ExprSyntax {
    atWord("if") && !isMissingValue ? parseConditional() : parseOr()
  }

  /// What is `true` or `false`; a `=` in it was meant to compare.
  mutating func parseCondition() -> ExprSyntax {
    let condition = parseExpr()
    guard at(.equal), !isEnded else { return condition }
    report { SyntaxFindings.assignmentAsCondition(at: $0.currentRange) }
    take()
    _ = parseExpr()
    return .missing(condition.range)
  }

  private mutating func parseConditional() -> ExprSyntax {
    let first = position
    let missing = ExprSyntax.missing(endOfPrevious)
    return nested(take(), or: missing) { parser in
      var then = ExprSyntax.missing(parser.endOfPrevious)
      let condition = parser.parseCondition()
      var otherwise = ExprSyntax.missing(parser.endOfPrevious)
      if parser.expectWord("then") {
        then = parser.parseExpr()
        otherwise = .missing(parser.endOfPrevious)
        if parser.expectWord("else") { otherwise = parser.parseExpr() }
      } else {
        then = otherwise
      }
      return .conditional(
        ConditionalSyntax(
          condition: condition,
          then: then,
          otherwise: otherwise,
          range: parser.rangeFrom(first)
        )
      )
    }
  }

  /// `then`, `else`, `in`: also on a line of their own, but not as the key of the next entry.
  private mutating func expectWord(_ word: StaticString) -> Bool {
    if atWord(word), !isNextKey {
      take()
      return true
    }
    reportMissing("`\(word)`")
    return false
  }

  // MARK: - Infix operators, loosest first

  private mutating func parseOr() -> ExprSyntax {
    parseLogical(.or) { $0.parseLogical(.and) { $0.parseNot() } }
  }

  private mutating func parseLogical(
    _ infix: InfixOperator,
    _ parseOperand: (inout Parser) -> ExprSyntax
  ) -> ExprSyntax {
    let first = parseOperand(&self)
    guard infixHere() == infix else { return first }
    var operands = [first]
    while infixHere() == infix, isWithinChain(operands.count - 1) {
      take()
      operands.append(parseOperand(&self))
    }
    return .logical(infix, operands)
  }

  private mutating func parseNot() -> ExprSyntax {
    guard atWord("not"), !isMissingValue else { return parseComparison() }
    let first = position
    let missing = ExprSyntax.missing(endOfPrevious)
    let operand = nested(take(), or: missing) { $0.parseNot() }
    return .not(operand, rangeFrom(first))
  }

  private mutating func parseComparison() -> ExprSyntax {
    let left = parseRange()
    guard let infix = infixHere(), infix.isComparison else { return left }
    let infixRange = currentRange
    take()
    let right = parseRange()
    if infixHere()?.isComparison ?? false {
      report { SyntaxFindings.chainedComparison(at: $0.currentRange) }
      while infixHere()?.isComparison ?? false {
        take()
        _ = parseRange()
      }
    }
    return .comparison(
      left,
      OperandSyntax(infix: infix, infixRange: infixRange, operand: right)
    )
  }

  private mutating func parseRange() -> ExprSyntax {
    let lower = parseSum()
    guard infixHere() == .rangeTo else { return lower }
    take()
    return .rangeTo(lower, parseSum())
  }

  private mutating func parseSum() -> ExprSyntax {
    parseChain(\.isAdditive) { $0.parseChain(\.isMultiplicative) { $0.parseUnary() } }
  }

  private mutating func parseChain(
    _ belongs: (InfixOperator) -> Bool,
    _ parseOperand: (inout Parser) -> ExprSyntax
  ) -> ExprSyntax {
    let first = parseOperand(&self)
    var rest: [OperandSyntax] = []
    while let infix = infixHere(), belongs(infix), isWithinChain(rest.count) {
      let infixRange = currentRange
      take()
      rest.append(
        OperandSyntax(infix: infix, infixRange: infixRange, operand: parseOperand(&self))
      )
    }
    return rest.isEmpty ? first : .arithmetic(first, rest)
  }

  /// Whether one more may be added to so many operators or suffixes.
  mutating func isWithinChain(_ count: Int) -> Bool {
    if count < Self.chainLimit { return true }
    abandon(SyntaxFindings.chainTooLong(limit: Self.chainLimit, at: currentRange))
    return false
  }

  /// The infix operator that goes on with the expression before it, if one is here.
  private func infixHere() -> InfixOperator? {
    guard let infix = InfixOperator(current.kind) ?? infixWordHere else { return nil }
    // On a new line, `-` begins something, and so does a word that is a key there.
    return isEnded && (infix == .minus || isNextKey) ? nil : infix
  }

  private var infixWordHere: InfixOperator? {
    guard at(.name) else { return nil }
    return atWord("and") ? .and : atWord("or") ? .or : atWord("in") ? .isIn : nil
  }

  // MARK: - Prefixes and suffixes

  private mutating func parseUnary() -> ExprSyntax {
    guard at(.minus), !isMissingValue else { return parsePostfix() }
    let first = position
    let missing = ExprSyntax.missing(endOfPrevious)
    let operand = nested(take(), or: missing) { $0.parseUnary() }
    return .negation(operand, rangeFrom(first))
  }

  private mutating func parsePostfix() -> ExprSyntax {
    let base = parsePrimary()
    if case .missing = base { return base }
    var suffixes: [PostfixSyntax] = []
    while at(.dot) && !isEnded || at(.leftBracket) && !isFirstOfLine,
      isWithinChain(suffixes.count)
    {
      suffixes.append(at(.dot) ? parseMember() : parseIndex())
    }
    return suffixes.isEmpty ? base : .postfix(base, suffixes)
  }

  private mutating func parseMember() -> PostfixSyntax {
    take()
    return .member(expectName("a name"))
  }

  private mutating func parseIndex() -> PostfixSyntax {
    let first = position
    let opener = take()
    let index = bracketed(opener, or: .missing(endOfPrevious)) { parser in
      let index = parser.parseExpr()
      parser.expectCloser(.rightBracket, "`]`", of: opener)
      return index
    }
    return .index(index, rangeFrom(first))
  }
}

extension InfixOperator {
  /// The operators that are no words.
  fileprivate init?(_ kind: TokenKind) {
    switch kind {
    case .equalEqual: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessEqual: self = .lessEqual
    case .greater: self = .greater
    case .greaterEqual: self = .greaterEqual
    case .dotDot: self = .rangeTo
    case .plus: self = .plus
    case .minus: self = .minus
    case .star: self = .times
    case .slash: self = .divide
    default: return nil
    }
  }

  fileprivate var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .isIn: true
    default: false
    }
  }

  fileprivate var isAdditive: Bool { self == .plus || self == .minus }

  fileprivate var isMultiplicative: Bool { self == .times || self == .divide }
}
