package import MPDiagnostics

/// Reads tokens as a tree. In: any tokens. Out: a tree, always; what could not be read is in it as
/// `missing` and `unexpected`, and has been reported once.
package func parse(_ text: TokenizedSource, into diagnostics: inout Diagnostics) -> SpecSyntax {
  var parser = Parser(text)
  let (items, isBroken) = parser.parseFile()
  diagnostics.report(parser.findings)
  return SpecSyntax(text: text, items: items, isBroken: isBroken)
}

struct Parser {
  /// How deep brackets, bodies, types and prefix operators may nest.
  static let nestingLimit = 128
  /// How many operators or suffixes one chain may have: the tree built from it is as deep.
  static let chainLimit = 1000

  /// A token that is no trivia.
  struct Lexeme {
    var index: Int32
    var isFirstOfLine: Bool
  }

  let text: TokenizedSource
  let lexemes: [Lexeme]
  var position = 0
  /// False where the innermost bracket is `(` or `[`: a newline there ends nothing.
  var newlinesEnd = true
  var depth = 0
  var findings: [Diagnostic] = []
  /// Set when a limit was passed: the rest of the file is skipped, and nothing more is said of it.
  var isAbandoned = false
  /// Where the last finding was, so that one place gets one.
  var lastReported = -1
  /// The braces that have been closed, to find the one that was forgotten.
  var closedBraces: [(open: Token, close: Token)] = []

  init(_ text: TokenizedSource) {
    self.text = text
    var lexemes: [Lexeme] = []
    lexemes.reserveCapacity(text.tokens.count / 2)
    var isFirstOfLine = true
    for (index, token) in text.tokens.enumerated() {
      if token.kind == .newline { isFirstOfLine = true }
      if token.kind.isTrivia { continue }
      lexemes.append(Lexeme(index: Int32(index), isFirstOfLine: isFirstOfLine))
      isFirstOfLine = false
    }
    self.lexemes = lexemes
  }

  // MARK: - Looking

  var current: Token { text.tokens[Int(lexemes[position].index)] }

  var isFirstOfLine: Bool { lexemes[position].isFirstOfLine }

  /// Whether a newline before the current token ends what stands before it.
  var isEnded: Bool { newlinesEnd && isFirstOfLine }

  func token(after count: Int) -> Token {
    text.tokens[Int(lexemes[min(position + count, lexemes.count - 1)].index)]
  }

  func at(_ kind: TokenKind) -> Bool { current.kind == kind }

  func atWord(_ word: StaticString) -> Bool { isWord(current, word) }

  func isWord(_ token: Token, _ word: StaticString) -> Bool {
    token.kind == .name && Int(token.upper - token.lower) == word.utf8CodeUnitCount
      && (0..<word.utf8CodeUnitCount).allSatisfy {
        text.bytes[Int(token.lower) + $0] == word.utf8Start[$0]
      }
  }

  var currentRange: SourceRange { text.range(current) }

  /// The place behind the last token that was taken, where something missing would stand.
  var endOfPrevious: SourceRange {
    position == 0
      ? currentRange.start : text.range(text.tokens[Int(lexemes[position - 1].index)]).end
  }

  /// From a token to the last one that was taken.
  func rangeFrom(_ first: Int) -> SourceRange {
    let start = text.range(text.tokens[Int(lexemes[first].index)])
    return position > first ? start.through(endOfPrevious) : start.start
  }

  // MARK: - Taking

  @discardableResult
  mutating func take() -> Token {
    let token = current
    if token.kind != .end { position += 1 }
    return token
  }

  mutating func take(_ kind: TokenKind) -> Bool {
    guard at(kind) else { return false }
    take()
    return true
  }

  mutating func takeWord(_ word: StaticString) -> Bool {
    guard atWord(word) else { return false }
    take()
    return true
  }

  mutating func takeName() -> NameSyntax {
    let range = currentRange
    return NameSyntax(text: text.text(take()), range: range)
  }

  /// A name that must be here, on this line.
  mutating func expectName(_ role: String) -> NameSyntax {
    if at(.name), !isEnded { return takeName() }
    report(SyntaxFindings.expected(role, at: placeOfMissing, found: foundHere))
    return NameSyntax(text: "", range: endOfPrevious)
  }

  // MARK: - Reporting

  /// Where something missing is shown: at what stands there instead, or at the end of the line.
  var placeOfMissing: SourceRange { isEnded || at(.end) ? endOfPrevious : currentRange }

  /// What stands where something else is needed.
  var foundHere: String {
    if at(.end) { return "the end of the file" }
    if isEnded { return "the end of the line" }
    let range = currentRange
    let isShort = range.upper - range.lower <= 40
    return isShort ? "`\(text.text(current))`" : "this"
  }

  mutating func report(_ finding: Diagnostic) {
    // The lexer has spoken about bytes that begin nothing.
    guard !isAbandoned, lastReported != position, !at(.unknown) else { return }
    lastReported = position
    findings.append(finding)
  }

  // MARK: - Limits

  /// Parses something that may contain itself.
  mutating func nested<Result>(
    or fallback: Result, _ parse: (inout Parser) -> Result
  ) -> Result {
    guard depth < Self.nestingLimit else {
      abandon(SyntaxFindings.nestedTooDeep(limit: Self.nestingLimit, at: currentRange))
      return fallback
    }
    depth += 1
    defer { depth -= 1 }
    return parse(&self)
  }

  mutating func abandon(_ finding: Diagnostic) {
    if !isAbandoned { findings.append(finding) }
    isAbandoned = true
    position = lexemes.count - 1
  }

  /// Parses what stands in `(` or `[`, where newlines end nothing, or in `{`, where they do.
  mutating func bracketed<Result>(newlinesEnd: Bool, _ parse: (inout Parser) -> Result) -> Result {
    let saved = self.newlinesEnd
    self.newlinesEnd = newlinesEnd
    defer { self.newlinesEnd = saved }
    return parse(&self)
  }
}
