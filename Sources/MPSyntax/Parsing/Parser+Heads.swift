import MPDiagnostics

/// What stands between a head and its `{` as in other languages, and has no place there.
extension Parser {
  /// The `{` of a head, where it stands on its line behind something else: `service web = {`.
  var braceBehindRest: Int? {
    guard !isEnded else { return nil }
    var index = position
    var open = 0
    while index < lexemes.count, index == position || !isFirstOfLine(index) {
      switch text.tokens[Int(lexemes[index].index)].kind {
      case .leftParen, .leftBracket: open += 1
      case .rightParen, .rightBracket: open -= 1
      case .leftBrace where open == 0: return index
      case .comma where open == 0: return nil
      case .leftBrace, .rightBrace, .stringOpen, .end: return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Says that a `{` should stand here, and goes to it.
  mutating func skip(toBrace brace: Int, _ what: String, help: [String]) {
    reportMissing(what, help: help.isEmpty ? helpBeforeBrace : help)
    position = brace
  }

  private var helpBeforeBrace: [String] {
    switch current.kind {
    case .equal, .colon: return ["remove the \(spellingHere)"]
    case .slash, .dot: return helpForText
    default: return []
    }
  }

  /// What stands behind a head with its label instead of a body: `secret key = "abc"`,
  /// `service web (…)`.
  ///
  /// - Returns: A body of which nothing is known; `nil` where nothing of this kind stands here.
  ///
  /// - Parameter head: Where the head begins.
  mutating func parseValueInsteadOfBody(from head: Int, _ context: BodyContext) -> BodySyntax? {
    guard !isEnded, at(.equal) || at(.colon) || at(.leftParen) else { return nil }
    let text = spelling(from: head, through: position - 1)
    var help = text.utf8.count <= 100 ? ["write `\(text) { … }`"] : []
    // `const key = 1`
    if at(.equal), context.allows(.let) { help.append("or name a value with `let NAME = …`") }
    reportMissing("`{`", help: help)
    let first = position
    if at(.leftParen) { skipParentheses() } else { _ = skipItem() }
    let skipped = rangeFrom(first)
    return BodySyntax(items: [.unexpected(skipped)], range: skipped, isBroken: true)
  }

  /// Skips what `(` opens, entries or not, up to its `)`; where that is missing, the line.
  private mutating func skipParentheses() {
    var index = position
    var open = 0
    while index < lexemes.count - 1 {
      let kind = text.tokens[Int(lexemes[index].index)].kind
      if kind == .leftParen { open += 1 }
      if kind == .rightParen { open -= 1 }
      index += 1
      if open == 0 {
        position = index
        return
      }
    }
    _ = skipItem()
  }

  // MARK: - Words with other characters in them

  /// The end of the characters that follow a token without a blank, and so were meant to go with it:
  /// of `nginx:1.28`, whichever of its tokens is given.
  func endOfWord(from first: Int) -> Int {
    var last = first
    while last + 1 < lexemes.count - 1, isJoined(last + 1), !endsWord(last + 1) { last += 1 }
    return last
  }

  func startOfWord(before position: Int) -> Int {
    var first = position
    while first > 0, isJoined(first), !endsWord(first - 1) { first -= 1 }
    return first
  }

  /// Whether a token follows the one before without a blank.
  private func isJoined(_ position: Int) -> Bool {
    text.tokens[Int(lexemes[position].index)].lower == token(before: position).upper
  }

  private func endsWord(_ position: Int) -> Bool {
    switch text.tokens[Int(lexemes[position].index)].kind {
    case .comma, .leftBrace, .rightBrace, .leftParen, .rightParen, .leftBracket, .rightBracket,
      .stringOpen, .stringText, .stringClose, .interpolationOpen, .interpolationClose, .equal, .end:
      true
    default: false
    }
  }

  /// What to write where a text stands without quotes: `/data`.
  var helpForText: [String] {
    let word = spelling(from: position, through: endOfWord(from: position))
    return word.utf8.count <= 100 ? ["put it into quotes: `\"\(word)\"`"] : []
  }

  func spelling(from first: Int, through last: Int) -> String {
    let (start, end) = (
      text.tokens[Int(lexemes[first].index)], text.tokens[Int(lexemes[last].index)]
    )
    return String(decoding: text.bytes[Int(start.lower)..<Int(end.upper)], as: UTF8.self)
  }
}
