import MPDiagnostics

extension Parser {
  mutating func parsePrimary() -> ExprSyntax {
    if isMissingValue { return missingValue() }
    switch current.kind {
    case .integer, .decimal, .quantity, .portNumber: return .literal(parseNumber())
    case .stringOpen: return .string(parseString())
    case .leftParen: return parseParenthesized()
    case .leftBracket: return parseList()
    case .leftBrace where !braceBeginsBody: return parseMap()
    case .name: return parseWord()
    default: return missingValue()
    }
  }

  private mutating func missingValue(help: [String] = []) -> ExprSyntax {
    let isPath = at(.slash) || at(.dot) || at(.dotDot)
    reportMissing("a value", help: help + (isPath ? helpForText : []))
    return .missing(endOfPrevious)
  }

  /// Whether the word here is the key of the next entry.
  var isNextKey: Bool { isFirstOfLine && at(.name) && token(after: 1).kind == .equal }

  /// Whether a value that should be here is missing: the line has ended, or the next entry begins.
  var isMissingValue: Bool {
    guard isFirstOfLine, position > 0 else { return false }
    if isNextKey { return true }
    guard newlinesEnd else { return false }
    let previous = token(before: position)
    if beginsEntry, !braceBeginsBody { return true }
    return !letsValueFollowOnNextLine(previous)
  }

  private func letsValueFollowOnNextLine(_ token: Token) -> Bool {
    switch token.kind {
    case .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual: true
    case .dotDot, .plus, .minus, .star, .slash: true
    case .name:
      (["and", "or", "in", "then", "else"] as [StaticString]).contains { isWord(token, $0) }
    default: false
    }
  }

  private static let operatorWords: [StaticString] = [
    "and", "or", "not", "in", "if", "then", "else", "for",
  ]

  /// Whether a word is here that names nothing.
  var isReservedWord: Bool {
    (Self.operatorWords + ["true", "false", "null", "default"]).contains { atWord($0) }
  }

  private mutating func parseWord() -> ExprSyntax {
    if atWord("true") || atWord("false") {
      let kind = LiteralSyntax.Kind.bool(atWord("true"))
      let range = currentRange
      take()
      return .literal(LiteralSyntax(kind: kind, range: range))
    }
    if atWord("null") {
      let range = currentRange
      take()
      return .literal(LiteralSyntax(kind: .null, range: range))
    }
    if Self.operatorWords.contains(where: { atWord($0) }) {
      let isWhole = atWord("if") || atWord("not")
      return missingValue(
        help: isWhole ? ["put it in parentheses: `(\(text.text(current)) …)`"] : []
      )
    }
    let name = takeName()
    return at(.leftParen) && !isEnded ? parseCall(name) : .name(name)
  }

  private mutating func parseCall(_ function: NameSyntax) -> ExprSyntax {
    let first = position - 1
    let arguments = parseElements(until: .rightParen, "`,` or `)`")
    return .call(function, arguments, rangeFrom(first))
  }

  private mutating func parseParenthesized() -> ExprSyntax {
    let opener = take()
    return bracketed(opener, or: .missing(endOfPrevious)) { parser in
      let value = parser.parseExpr()
      parser.expectCloser(.rightParen, "`)`", of: opener)
      return value
    }
  }

  private mutating func parseList() -> ExprSyntax {
    let first = position
    if isWord(token(after: 1), "for"), token(after: 2).kind == .name {
      return parseComprehension()
    }
    let elements = parseElements(until: .rightBracket, "`,` or `]`")
    return .list(elements, rangeFrom(first))
  }

  /// Values between commas up to a closer, the last comma being optional.
  private mutating func parseElements(until closer: TokenKind, _ what: String) -> [ExprSyntax] {
    let opener = take()
    return bracketed(opener, or: []) { parser in
      var elements: [ExprSyntax] = []
      while !parser.at(closer), !parser.at(.end) {
        let before = parser.position
        elements.append(parser.parseExpr())
        guard parser.take(.comma), parser.position > before else { break }
      }
      parser.expectCloser(closer, what, of: opener)
      return elements
    }
  }

  private mutating func parseComprehension() -> ExprSyntax {
    let first = position
    let opener = take()
    return bracketed(opener, or: .missing(endOfPrevious)) { parser in
      parser.take()
      var variable = parser.takeName()
      var index: NameSyntax?
      if parser.take(.comma) {
        index = variable
        variable = parser.expectName("the name of the element")
      }
      let sequence = parser.parseSequence()
      var condition: ExprSyntax?
      if parser.atWord("if") {
        parser.take()
        condition = parser.parseExpr()
      }
      var element = ExprSyntax.missing(parser.endOfPrevious)
      if parser.expect(.colon, "`:` and the element") { element = parser.parseExpr() }
      parser.expectCloser(.rightBracket, "`]`", of: opener)
      return .comprehension(
        ComprehensionSyntax(
          index: index,
          variable: variable,
          sequence: sequence,
          condition: condition,
          element: element,
          range: parser.rangeFrom(first)
        )
      )
    }
  }

  private mutating func parseSequence() -> ExprSyntax {
    guard atWord("in") else {
      reportMissing("`in` and a list")
      return .missing(endOfPrevious)
    }
    take()
    return parseExpr()
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
