import MPDiagnostics

extension Parser {
  mutating func parseRequiredString(_ role: String) -> StringSyntax {
    if at(.stringOpen), !isEnded { return parseString() }
    report(SyntaxFindings.expected(role, at: placeOfMissing, found: foundHere))
    return StringSyntax(segments: [], range: endOfPrevious)
  }

  /// A string in which nothing may be interpolated.
  mutating func parsePlainString() -> StringSyntax {
    let string = parseString()
    return StringSyntax(segments: [.text(plainName(string).text)], range: string.range)
  }

  /// The text of a string as a name; an interpolation in it is refused.
  mutating func plainName(_ string: StringSyntax) -> NameSyntax {
    if let text = string.plain { return NameSyntax(text: text, range: string.range) }
    findings.append(SyntaxFindings.interpolationInName(at: string.range))
    return NameSyntax(text: "", range: string.range)
  }

  mutating func parseString() -> StringSyntax {
    let first = position
    let opening = text.text(take())
    var parts: [StringPart] = []
    while true {
      switch current.kind {
      case .stringText:
        let token = take()
        parts.append(.text(token.lower, Array(text.bytes[Int(token.lower)..<Int(token.upper)])))
      case .interpolationOpen:
        parts.append(.interpolation(parseInterpolation()))
      case .stringClose:
        take()
        return decode(parts, opening: opening, range: rangeFrom(first))
      default:
        // Not closed: the lexer has said so.
        lastReported = position
        return decode(parts, opening: opening, range: rangeFrom(first), isClosed: false)
      }
    }
  }

  private mutating func parseInterpolation() -> ExprSyntax {
    let opener = take()
    return bracketed(newlinesEnd: false) { parser in
      let value = parser.parseExpr()
      parser.expectCloser(.interpolationClose, ")", of: opener)
      return value
    }
  }

  private mutating func decode(
    _ parts: [StringPart], opening: String, range: SourceRange, isClosed: Bool = true
  ) -> StringSyntax {
    var decoder = StringDecoder(
      source: text.source, range: range,
      isRaw: opening.hasPrefix("#"), isMultiline: opening.hasSuffix("\"\"\""))
    let segments = decoder.decode(parts, isClosed: isClosed)
    if !isAbandoned { findings += decoder.findings }
    return StringSyntax(segments: segments, range: range)
  }
}
