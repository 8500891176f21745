import MPDiagnostics

extension Parser {
  /// Skips to the end of an item: a newline or comma outside of brackets, or the closing brace.
  mutating func skipItem() -> SourceRange {
    let first = position
    var open = 0
    while !at(.end) {
      switch current.kind {
      case .leftBrace, .leftParen, .leftBracket, .interpolationOpen: open += 1
      case .rightBrace where open == 0: return rangeFrom(first)
      case .rightBrace, .rightParen, .rightBracket, .interpolationClose: open = max(0, open - 1)
      case .comma where open == 0 && position > first: return rangeFrom(first)
      default: break
      }
      take()
      if open == 0, isFirstOfLine { break }
    }
    return rangeFrom(first)
  }

  /// Skips to the closer of a bracket that is open, and takes it.
  mutating func skip(to closer: TokenKind) {
    var open = 0
    while !at(.end) {
      switch current.kind {
      case closer where open == 0:
        take()
        return
      case .leftBrace, .leftParen, .leftBracket, .interpolationOpen: open += 1
      case .rightBrace, .rightParen, .rightBracket, .interpolationClose:
        // A closer of something around this: leave it to that.
        if open == 0 { return }
        open -= 1
      default: break
      }
      take()
    }
  }

  /// Takes the closer of a bracket, or says that it is missing and skips to it.
  mutating func expectCloser(_ closer: TokenKind, _ spelling: String, of opener: Token) {
    if take(closer) { return }
    report(
      SyntaxFindings.expected(
        "`\(spelling)`", at: placeOfMissing, found: foundHere,
        labels: [.init(text.range(opener), "opened here")]))
    skip(to: closer)
  }

  /// The end of the file came before a `}`.
  ///
  /// The brace that was forgotten is rarely the one left open: `}`s close the innermost. A `}` that
  /// stands further left than the line of its `{` shows where the shift began.
  mutating func reportUnclosed(_ open: Token) {
    let shifted = closedBraces.filter { pair in
      guard let column = indentationIfFirst(pair.close) else { return false }
      return column < indentation(ofLineWith: pair.open)
    }
    let blamed = shifted.min { $0.open.lower < $1.open.lower }?.open ?? open
    report(SyntaxFindings.unclosedBrace(at: text.range(blamed)))
    // The braces around it miss theirs for the same reason.
    isAbandoned = true
  }

  private func startOfLine(_ token: Token) -> Int {
    var start = Int(token.lower)
    while start > 0, text.bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  private func indentation(ofLineWith token: Token) -> Int {
    text.bytes[startOfLine(token)...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      .count
  }

  private func indentationIfFirst(_ token: Token) -> Int? {
    let indentation = indentation(ofLineWith: token)
    return startOfLine(token) + indentation == Int(token.lower) ? indentation : nil
  }
}
