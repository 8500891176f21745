import MPDiagnostics

extension Parser {
  /// A string that must be here, on this line or behind an `else`.
  mutating func parseRequiredString(_ role: String) -> StringSyntax {
    if at(.stringOpen), !isMissingValue { return parseString() }
    let isWord = [.name, .dot, .dotDot, .slash].contains(current.kind)
    guard isWord, !isEnded, !beginsEntry else {
      reportMissing(role)
      return StringSyntax(segments: [], range: endOfPrevious)
    }
    let (first, last) = (position, endOfWord(from: position))
    let word = spelling(from: first, through: last)
    reportMissing(role, help: helpForText)
    position = last + 1
    return StringSyntax(segments: [.text(word)], range: rangeFrom(first))
  }

  /// A string in which nothing may be interpolated.
  mutating func parsePlainString() -> StringSyntax {
    let string = parseString()
    return StringSyntax(segments: [.text(plainName(string).text)], range: string.range)
  }

  /// The text of a string as a name; an interpolation in it is refused.
  mutating func plainName(_ string: StringSyntax) -> NameSyntax {
    if let text = string.plain { return NameSyntax(text: text, range: string.range) }
    add(SyntaxFindings.interpolationInName(at: string.range))
    return NameSyntax(text: "", range: string.range)
  }

  mutating func parseString() -> StringSyntax {
    let first = position
    let opening = take()
    var parts: [StringPart] = []
    while !at(.stringClose), !at(.end) {
      let token = current
      if at(.interpolationOpen) {
        parts.append(.interpolation(parseInterpolation(), opening: text.range(token)))
      } else {
        take()
        parts.append(.text(token.lower, Array(text.bytes[Int(token.lower)..<Int(token.upper)])))
      }
    }
    let isClosed = at(.stringClose) && !current.standsForMissing
    take()
    let range = rangeFrom(first)
    var decoder = StringDecoder(delimiter(opening), range: range)
    let segments = decoder.decode(parts, isClosed: isClosed)
    for finding in decoder.findings { add(finding) }
    return StringSyntax(segments: segments, range: range)
  }

  private func delimiter(_ opening: Token) -> StringDelimiter {
    let spelling = text.text(opening)
    return StringDelimiter(
      isRaw: spelling.hasPrefix("#"),
      isMultiline: spelling.hasSuffix("\"\"\""),
      opening: text.range(opening)
    )
  }

  private mutating func parseInterpolation() -> ExprSyntax {
    let opener = take()
    return bracketed(opener, or: .missing(endOfPrevious)) { parser in
      let value = parser.parseExpr()
      parser.expectCloser(.interpolationClose, "`)`", of: opener)
      return value
    }
  }
}
