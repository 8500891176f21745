package import MPDiagnostics

/// Reads tokens as a tree. In: any tokens. Out: a tree, always; what could not be read is in it as
/// `missing` and `unexpected`, and has been reported once.
package func parse(_ text: TokenizedSource, into diagnostics: inout Diagnostics) -> SpecSyntax {
  let start = Parser(text)
  var parser = start
  var file = parser.parseFile()
  if !parser.findings.isEmpty || parser.hasOddBraces {
    // Braces decide what a spec means, but where they do not add up, its lines may know better.
    var second = start
    second.trustsIndentation = true
    let reading = second.parseFile()
    if second.explainsBetter(than: parser) { (parser, file) = (second, reading) }
  }
  diagnostics.report(parser.findings)
  diagnostics.leaveUnread(parser.unreadLines)
  return SpecSyntax(text: text, items: file.items, isBroken: file.isBroken)
}

/// Reads tokens as one expression: what stands in an argument of the command line.
package func parseExpression(
  _ text: TokenizedSource,
  into diagnostics: inout Diagnostics
) -> ExprSyntax {
  var parser = Parser(text)
  let expression = parser.parseExpr()
  if !parser.at(.end), parser.findings.isEmpty {
    parser.report {
      SyntaxFindings.expected("nothing more", at: $0.currentRange, found: $0.spellingHere)
    }
  }
  diagnostics.report(parser.findings)
  return expression
}

struct Parser {
  /// How deep brackets, bodies, types, conditionals and prefix operators may nest.
  static let nestingLimit = 128
  /// How many operators or suffixes one chain may have.
  static let chainLimit = 1000

  /// A token that is no trivia.
  struct Lexeme {
    /// Where it stands among all tokens.
    var index: Int32
    /// Counted in newlines outside of strings.
    var line: Int32
  }

  let text: TokenizedSource
  let lexemes: [Lexeme]
  /// How many blanks each line begins with.
  let indentations: [Int32]
  /// Whether bodies end where their lines do not stand further right than their head.
  var trustsIndentation = false
  var position = 0
  /// False where the innermost bracket is `(` or `[`: a newline there ends nothing.
  var newlinesEnd = true
  /// Set in the condition of a `when`, where a `{` begins the body and not a map.
  var braceBeginsBody = false
  var depth = 0
  var findings: [Diagnostic] = []
  /// Set when nothing more is to be said of the file: a limit was passed, or its end came too early.
  var isAbandoned = false
  /// Set when a bracket was not closed where it should have been, and tokens were skipped for it.
  var hasSkipped = false
  /// The lines on which something cannot be read, and has been reported: what else seems wrong there
  /// follows from it.
  private(set) var isLineBroken: [Bool]
  /// Where the last item ended that stood in the wrong place.
  var endOfRefusedItem = -1
  /// Set when braces do not add up, whether or not it was worth a message.
  var hasOddBraces = false
  /// Where the last line ended that opened a brace, and nothing else was in it.
  var endOfUnclosedRow: Int?
  /// How many braces were not reported because such a line stood before theirs.
  var bracesInRows = 0
  /// How many braces were open at the end of the file; one of them has been reported.
  var bracesOpenAtEnd = 0

  init(_ text: TokenizedSource) {
    self.text = text
    var lexemes: [Lexeme] = []
    lexemes.reserveCapacity(text.tokens.count)
    var indentations: [Int32] = [0]
    var isLineBroken = [false]
    var isFirst = true
    var index: Int32 = 0
    for token in text.tokens {
      switch token.kind {
      case .newline:
        indentations.append(0)
        isLineBroken.append(false)
      case .whitespace where isFirst:
        indentations[indentations.count - 1] = token.upper - token.lower
      case .whitespace, .comment, .docComment: break
      default:
        let line = indentations.count - 1
        lexemes.append(Lexeme(index: index, line: Int32(line)))
        // The lexer has spoken about it.
        if token.kind == .unknown || token.standsForMissing { isLineBroken[line] = true }
      }
      isFirst = token.kind == .newline
      index += 1
    }
    self.lexemes = lexemes
    self.indentations = indentations
    self.isLineBroken = isLineBroken
  }

  /// - Returns: Whether this is the first that is said of the line.
  mutating func breakLine(of position: Int) -> Bool {
    let line = Int(lexemes[position].line)
    defer { isLineBroken[line] = true }
    return !isLineBroken[line]
  }

  /// The lines of which has been said that something on them cannot be read.
  var unreadLines: [SourceRange] {
    var lines: [SourceRange] = []
    var first = 0
    while first < lexemes.count {
      let line = lexemes[first].line
      var last = first
      while last + 1 < lexemes.count, lexemes[last + 1].line == line { last += 1 }
      if isLineBroken[Int(line)] {
        let start = text.range(text.tokens[Int(lexemes[first].index)])
        lines.append(start.through(text.range(text.tokens[Int(lexemes[last].index)])))
      }
      first = last + 1
    }
    return lines
  }

  /// Fewer findings are nearer to the mistake. Of as many, the indentation knows which brace misses
  /// its partner, and nothing else.
  func explainsBetter(than other: Parser) -> Bool {
    let (mine, others) = (mistakes, other.mistakes)
    return mine < others || mine == others && other.hasOddBraces
  }

  private var mistakes: Int { findings.count + bracesOpenAtEnd + bracesInRows }

  // MARK: - Looking

  var current: Token { text.tokens[Int(lexemes[position].index)] }

  var isFirstOfLine: Bool { isFirstOfLine(position) }

  func isFirstOfLine(_ position: Int) -> Bool {
    position == 0 || lexemes[position - 1].line != lexemes[position].line
  }

  /// How far right the line of a lexeme begins.
  func indentation(ofLineWith position: Int) -> Int32 {
    indentations[Int(lexemes[position].line)]
  }

  /// Whether a newline before the current token ends what stands before it, which a `{` is not.
  var isEnded: Bool {
    newlinesEnd && isFirstOfLine && (position == 0 || token(before: position).kind != .leftBrace)
  }

  func token(after count: Int) -> Token {
    text.tokens[Int(lexemes[min(position + count, lexemes.count - 1)].index)]
  }

  func token(before position: Int) -> Token { text.tokens[Int(lexemes[position - 1].index)] }

  func at(_ kind: TokenKind) -> Bool { current.kind == kind }

  func atWord(_ word: StaticString) -> Bool { isWord(current, word) }

  func isWord(_ token: Token, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard token.kind == .name, Int(token.upper - token.lower) == count else { return false }
    var index = 0
    while index < count, text.bytes[Int(token.lower) + index] == word.utf8Start[index] {
      index += 1
    }
    return index == count
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

  mutating func takeName() -> NameSyntax {
    let range = currentRange
    return NameSyntax(text: text.text(take()), range: range)
  }

  /// A name that must be here, on this line.
  mutating func expectName(_ role: String) -> NameSyntax {
    if at(.name), !isEnded { return takeName() }
    reportMissing(role)
    return NameSyntax(text: "", range: endOfPrevious)
  }

  /// A `=` or `:` that must be here. One on the next line is refused, and then read as if it stood
  /// on this one.
  mutating func expect(_ kind: TokenKind, _ role: String) -> Bool {
    if !at(kind) || isEnded { reportMissing(role) }
    return take(kind)
  }
}
