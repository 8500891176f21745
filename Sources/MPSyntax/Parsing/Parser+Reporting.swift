import MPDiagnostics

extension Parser {
  /// As for tokens: a file of garbage must not fill the memory.
  private static let findingLimit = Lexer.findingLimit

  /// Where something missing is shown: at what stands there instead, or at the end of the line.
  var placeOfMissing: SourceRange { isAtEndOfLine ? endOfPrevious : currentRange }

  /// Whether what is missing here is missing on the line before, whose brackets may be open.
  private var isAtEndOfLine: Bool { isEnded || at(.end) || beginsEntry }

  private var lexemeOfMissing: Int { isAtEndOfLine ? max(0, position - 1) : position }

  /// What stands where something else is needed.
  var foundHere: String {
    if at(.end) { return "the end of the file" }
    return isAtEndOfLine ? "the end of the line" : spellingHere
  }

  /// The token here, in words.
  var spellingHere: String {
    if at(.stringOpen) { return "a string" }
    let range = currentRange
    let isShort = range.upper - range.lower <= 40
    return isShort ? "`\(text.text(current))`" : "this"
  }

  /// Reports that something cannot be read, once a line.
  ///
  /// - Parameter position: The token that it is about; where something is missing at the end of a
  ///   line, the one before.
  mutating func report(at position: Int? = nil, _ finding: (borrowing Parser) -> Diagnostic) {
    if breakLine(of: position ?? self.position) { add(finding(self)) }
  }

  /// Reports an item that cannot stand where it does, once for several in a row.
  ///
  /// - Returns: The item, skipped.
  mutating func refuseItem(_ finding: (borrowing Parser) -> Diagnostic) -> ItemSyntax {
    if position == endOfRefusedItem { _ = breakLine(of: position) } else { report(finding) }
    let skipped = skipItem()
    endOfRefusedItem = position
    return .unexpected(skipped)
  }

  mutating func reportMissing(
    _ what: String,
    after: String? = nil,
    labels: [Diagnostic.Label] = [],
    help: [String] = []
  ) {
    let what = what + (after.map { " after `\($0)`" } ?? "")
    report(at: lexemeOfMissing) {
      SyntaxFindings.expected(
        what,
        at: $0.placeOfMissing,
        found: $0.foundHere,
        labels: labels,
        help: help
      )
    }
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
      abandon(
        SyntaxFindings.nestedTooDeep(
          text.text(opener),
          limit: Self.nestingLimit,
          at: text.range(opener)
        )
      )
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
