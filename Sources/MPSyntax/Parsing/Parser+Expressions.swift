import MPDiagnostics

extension Parser {
  mutating func parseExpr() -> ExprSyntax {
    nested(or: .missing(endOfPrevious)) { parser in
      parser.atWord("if") ? parser.parseConditional() : parser.parseLogical(.or)
    }
  }

  private mutating func parseConditional() -> ExprSyntax {
    let first = position
    take()
    let condition = parseExpr()
    let missing = ExprSyntax.missing(endOfPrevious)
    guard expectWord("then") else {
      return .conditional(
        ConditionalSyntax(
          condition: condition, then: missing, otherwise: missing, range: rangeFrom(first)))
    }
    let then = parseExpr()
    let otherwise = expectWord("else") ? parseExpr() : missing
    return .conditional(
      ConditionalSyntax(
        condition: condition, then: then, otherwise: otherwise, range: rangeFrom(first)))
  }

  private mutating func expectWord(_ word: StaticString) -> Bool {
    if takeWord(word) { return true }
    report(SyntaxFindings.expected("`\(word)`", at: placeOfMissing, found: foundHere))
    return false
  }

  // MARK: - Infix operators, loosest first

  private mutating func parseLogical(_ infix: InfixOperator) -> ExprSyntax {
    let parseOperand = { (parser: inout Parser) in
      infix == .or ? parser.parseLogical(.and) : parser.parseNot()
    }
    let first = parseOperand(&self)
    guard infixHere() == infix else { return first }
    var operands = [first]
    while infixHere() == infix, isWithinChain(operands.count) {
      take()
      operands.append(parseOperand(&self))
    }
    return .logical(infix, operands)
  }

  private mutating func parseNot() -> ExprSyntax {
    guard atWord("not") else { return parseComparison() }
    let first = position
    take()
    let operand = nested(or: .missing(endOfPrevious)) { $0.parseNot() }
    return .not(operand, rangeFrom(first))
  }

  private mutating func parseComparison() -> ExprSyntax {
    let left = parseRange()
    guard let infix = infixHere(), infix.isComparison else { return left }
    let infixRange = currentRange
    take()
    let right = parseRange()
    if let next = infixHere(), next.isComparison {
      report(SyntaxFindings.chainedComparison(at: currentRange))
      while let next = infixHere(), next.isComparison, !at(.end) {
        take()
        _ = parseRange()
      }
    }
    return .comparison(
      left, OperandSyntax(infix: infix, infixRange: infixRange, operand: right))
  }

  private mutating func parseRange() -> ExprSyntax {
    let lower = parseArithmetic(of: [.plus, .minus])
    guard infixHere() == .rangeTo else { return lower }
    take()
    return .rangeTo(lower, parseArithmetic(of: [.plus, .minus]))
  }

  private mutating func parseArithmetic(of infixes: [InfixOperator]) -> ExprSyntax {
    let parseOperand = { (parser: inout Parser) in
      infixes[0] == .plus ? parser.parseArithmetic(of: [.times, .divide]) : parser.parseUnary()
    }
    let first = parseOperand(&self)
    var rest: [OperandSyntax] = []
    while let infix = infixHere(), infixes.contains(infix), isWithinChain(rest.count) {
      let infixRange = currentRange
      take()
      rest.append(
        OperandSyntax(infix: infix, infixRange: infixRange, operand: parseOperand(&self)))
    }
    return rest.isEmpty ? first : .arithmetic(first, rest)
  }

  private mutating func isWithinChain(_ count: Int) -> Bool {
    if count < Self.chainLimit { return true }
    abandon(SyntaxFindings.chainTooLong(limit: Self.chainLimit, at: currentRange))
    return false
  }

  /// The infix operator that goes on with the expression before it, if one is here.
  private func infixHere() -> InfixOperator? {
    guard let infix = InfixOperator(current.kind, word: at(.name) ? text.text(current) : "") else {
      return nil
    }
    guard isEnded else { return infix }
    // On a new line, `-` begins something, and so does a word that is a key there.
    let isKey = at(.name) && token(after: 1).kind == .equal
    return infix == .minus || isKey ? nil : infix
  }

  // MARK: - Prefixes and suffixes

  private mutating func parseUnary() -> ExprSyntax {
    guard at(.minus) else { return parsePostfix() }
    let first = position
    take()
    let operand = nested(or: .missing(endOfPrevious)) { $0.parseUnary() }
    return .negation(operand, rangeFrom(first))
  }

  private mutating func parsePostfix() -> ExprSyntax {
    let base = parsePrimary()
    var suffixes: [PostfixSyntax] = []
    while isWithinChain(suffixes.count) {
      if at(.dot), !isEnded {
        take()
        suffixes.append(.member(expectName("a name")))
      } else if at(.leftBracket), !isFirstOfLine {
        suffixes.append(parseIndex())
      } else {
        break
      }
    }
    return suffixes.isEmpty ? base : .postfix(base, suffixes)
  }

  private mutating func parseIndex() -> PostfixSyntax {
    let first = position
    let opener = take()
    let index = bracketed(newlinesEnd: false) { parser in
      let index = parser.parseExpr()
      parser.expectCloser(.rightBracket, "]", of: opener)
      return index
    }
    return .index(index, rangeFrom(first))
  }

  // MARK: - Primaries

  private mutating func parsePrimary() -> ExprSyntax {
    switch current.kind {
    case .integer, .decimal, .quantity, .portNumber: return .literal(parseNumber())
    case .stringOpen: return .string(parseString())
    case .leftParen: return parseParenthesized()
    case .leftBracket: return parseList()
    case .leftBrace: return parseMap()
    case .name where !isNextEntry: return parseWord()
    default:
      report(SyntaxFindings.expected("a value", at: placeOfMissing, found: foundHere))
      return .missing(placeOfMissing)
    }
  }

  /// Whether the word here is the key of the next entry, because the value before it is missing.
  private var isNextEntry: Bool { isEnded && token(after: 1).kind == .equal }

  private static let operatorWords: Set = ["and", "or", "not", "in", "if", "then", "else", "for"]

  private mutating func parseWord() -> ExprSyntax {
    let word = text.text(current)
    let range = currentRange
    switch word {
    case "true", "false":
      take()
      return .literal(LiteralSyntax(kind: .bool(word == "true"), range: range))
    case "null":
      take()
      return .literal(LiteralSyntax(kind: .null, range: range))
    case _ where Self.operatorWords.contains(word):
      report(SyntaxFindings.expected("a value", at: range, found: "`\(word)`"))
      return .missing(range)
    default:
      let name = takeName()
      return at(.leftParen) && !isEnded ? parseCall(name) : .name(name)
    }
  }

  private mutating func parseCall(_ function: NameSyntax) -> ExprSyntax {
    let first = position - 1
    let opener = take()
    let arguments = parseElements(until: .rightParen, ")", opener)
    return .call(function, arguments, rangeFrom(first))
  }

  private mutating func parseParenthesized() -> ExprSyntax {
    let opener = take()
    return bracketed(newlinesEnd: false) { parser in
      let value = parser.parseExpr()
      parser.expectCloser(.rightParen, ")", of: opener)
      return value
    }
  }

  private mutating func parseList() -> ExprSyntax {
    let first = position
    let opener = take()
    if atWord("for"), token(after: 1).kind == .name { return parseComprehension(first, opener) }
    let elements = parseElements(until: .rightBracket, "]", opener)
    return .list(elements, rangeFrom(first))
  }

  /// Values between commas up to a closer, the last comma being optional.
  private mutating func parseElements(
    until closer: TokenKind, _ spelling: String, _ opener: Token
  ) -> [ExprSyntax] {
    bracketed(newlinesEnd: false) { parser in
      var elements: [ExprSyntax] = []
      while !parser.at(closer), !parser.at(.end) {
        let before = parser.position
        elements.append(parser.parseExpr())
        guard parser.take(.comma), parser.position > before else { break }
      }
      parser.expectCloser(closer, spelling, of: opener)
      return elements
    }
  }

  private mutating func parseComprehension(_ first: Int, _ opener: Token) -> ExprSyntax {
    bracketed(newlinesEnd: false) { parser in
      parser.take()
      var variable = parser.takeName()
      var index: NameSyntax?
      if parser.take(.comma) {
        index = variable
        variable = parser.expectName("the name of the element")
      }
      let missing = ExprSyntax.missing(parser.endOfPrevious)
      let sequence = parser.expectWord("in") ? parser.parseExpr() : missing
      let condition = parser.takeWord("if") ? parser.parseExpr() : nil
      var element = missing
      if parser.take(.colon) {
        element = parser.parseExpr()
      } else {
        parser.report(
          SyntaxFindings.expected(
            "`:` and the element", at: parser.placeOfMissing, found: parser.foundHere))
      }
      parser.expectCloser(.rightBracket, "]", of: opener)
      return .comprehension(
        ComprehensionSyntax(
          index: index, variable: variable, sequence: sequence, condition: condition,
          element: element, range: parser.rangeFrom(first)))
    }
  }

  private mutating func parseMap() -> ExprSyntax {
    let body = parseBody(.map)
    let entries = body.items.compactMap { item -> MapEntrySyntax? in
      guard case .assignment(let entry) = item, let key = entry.key.single else { return nil }
      return MapEntrySyntax(key: key, value: entry.value)
    }
    return .map(entries, body.range)
  }
}

extension InfixOperator {
  fileprivate init?(_ kind: TokenKind, word: String) {
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
    case .name where word == "and": self = .and
    case .name where word == "or": self = .or
    case .name where word == "in": self = .isIn
    default: return nil
    }
  }

  fileprivate var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .isIn: true
    default: false
    }
  }
}
