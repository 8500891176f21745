import MPDiagnostics

extension Parser {
  /// As for tokens: a file of garbage must not fill the memory.
  private static let findingLimit = Lexer.findingLimit

  /// Where something missing is shown: at what stands there instead, or at the end of the line.
  var placeOfMissing: SourceRange { isEnded || at(.end) ? endOfPrevious : currentRange }

  /// What stands where something else is needed.
  var foundHere: String {
    if at(.end) { return "the end of the file" }
    return isEnded ? "the end of the line" : spellingHere
  }

  /// The token here, in words.
  var spellingHere: String {
    if at(.stringOpen) { return "a string" }
    let range = currentRange
    let isShort = range.upper - range.lower <= 40
    return isShort ? "`\(text.text(current))`" : "this"
  }

  mutating func report(_ finding: Diagnostic) {
    // The lexer has spoken about bytes that begin nothing, and about strings that are not closed.
    guard !isAbandoned, lastReported != position, !at(.unknown), !current.standsForMissing else {
      return
    }
    lastReported = position
    add(finding)
  }

  mutating func reportMissing(_ what: String, labels: [Diagnostic.Label] = [], help: [String] = [])
  {
    report(
      SyntaxFindings.expected(
        what,
        at: placeOfMissing,
        found: foundHere,
        labels: labels,
        help: help
      )
    )
  }

  /// Reports something about tokens that were understood, whatever else was said of their place.
  mutating func add(_ finding: Diagnostic) {
    if !isAbandoned, findings.count < Self.findingLimit { findings.append(finding) }
  }

  // MARK: - Limits

  /// Parses something that may contain itself.
  ///
  /// - Parameter opener: The token that begins it; the one too deep is shown.
  mutating func nested<Result>(
    _ opener: Token,
    or fallback: Result,
    _ parse: (inout Parser) -> Result
  ) -> Result {
    guard depth < Self.nestingLimit else {
      abandon(SyntaxFindings.nestedTooDeep(limit: Self.nestingLimit, at: text.range(opener)))
      return fallback
    }
    depth += 1
    defer { depth -= 1 }
    return parse(&self)
  }

  /// Parses what stands in `(` or `[`, where newlines end nothing, or in `{`, where they do.
  mutating func bracketed<Result>(
    _ opener: Token,
    newlinesEnd: Bool = false,
    or fallback: Result,
    _ parse: (inout Parser) -> Result
  ) -> Result {
    let saved = (self.newlinesEnd, braceBeginsBody)
    self.newlinesEnd = newlinesEnd
    braceBeginsBody = false
    defer { (self.newlinesEnd, braceBeginsBody) = saved }
    return nested(opener, or: fallback, parse)
  }

  mutating func abandon(_ finding: Diagnostic) {
    add(finding)
    isAbandoned = true
    position = lexemes.count - 1
  }
}
