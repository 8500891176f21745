import MPDiagnostics

extension Parser {
  /// Skips to the end of an item: a newline or comma outside of brackets, or the closing brace.
  mutating func skipItem() -> SourceRange {
    let first = position
    skip { parser in
      parser.position > first && (parser.isFirstOfLine || parser.at(.comma))
    }
    return rangeFrom(first)
  }

  /// Skips what is left of an item on this line, if anything is.
  mutating func skipRestOfItem() {
    if !isFirstOfLine, !at(.comma), !at(.rightBrace), !at(.end) { _ = skipItem() }
  }

  /// Takes the closer of a bracket, or says that it is missing and skips to it.
  ///
  /// - Parameter what: What may stand here, for the message: "`,` or `]`".
  mutating func expectCloser(_ closer: TokenKind, _ what: String, of opener: Token) {
    if take(closer) { return }
    reportMissing(what, labels: [.init(text.range(opener), "opened here")])
    if beginsEntry { return }
    let first = position
    skip { $0.at(closer) || $0.isCloser }
    if position > first { hasSkipped = true }
    _ = take(closer)
  }

  private var isCloser: Bool {
    switch current.kind {
    case .rightBrace, .rightParen, .rightBracket, .interpolationClose: true
    default: false
    }
  }

  /// Skips tokens, with what is in brackets among them, to one where the caller stops, to a `}` that
  /// closes something around, or to a line that begins an entry.
  private mutating func skip(stoppingAt isStop: (borrowing Parser) -> Bool) {
    let first = position
    var open: [TokenKind] = []
    var openBraces = 0
    while !at(.end) {
      if open.isEmpty, isStop(self) { return }
      if openBraces == 0, at(.rightBrace) || position > first && beginsEntry { return }
      switch current.kind {
      case .leftBrace:
        open.append(.leftBrace)
        openBraces += 1
      case .leftParen, .leftBracket, .interpolationOpen: open.append(current.kind)
      case .rightBrace:
        // Brackets that were opened in the braces and not closed end with them.
        while let last = open.popLast(), last != .leftBrace {}
        openBraces -= 1
      case .rightParen where open.last == .leftParen,
        .rightBracket where open.last == .leftBracket,
        .interpolationClose where open.last == .interpolationOpen:
        open.removeLast()
      default: break
      }
      take()
    }
  }

  /// Whether a line begins here as only an entry or an item does.
  var beginsEntry: Bool {
    guard isFirstOfLine, at(.name), !atWord("if"), !atWord("not"),
      !isFirstOfLine(min(position + 1, lexemes.count - 1))
    else { return false }
    let next = token(after: 1)
    switch next.kind {
    case .equal, .leftBrace, .stringOpen: return true
    case .name: return !isInfixWord(next)
    default: return false
    }
  }

  func isInfixWord(_ token: Token) -> Bool {
    (["and", "or", "in", "if", "then", "else"] as [StaticString]).contains { isWord(token, $0) }
  }
}
