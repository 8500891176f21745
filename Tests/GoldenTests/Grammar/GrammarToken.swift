import MPDiagnostics
import MPSyntax

/// A token as the grammar sees it: without blanks and comments, and with the newlines that end
/// something.
struct GrammarToken {
  /// `nil` for a newline.
  let kind: TokenKind?
  let text: String
  /// Whether it begins a line, within brackets too.
  let beginsLine: Bool
  /// Whether it stands behind a dot, and so is a name whatever it is.
  var isMember = false

  /// The tokens of a text, where the lexer finds nothing wrong with them.
  static func tokens(of text: String) -> [GrammarToken]? {
    var sources = SourceMap()
    let source = sources.add(name: "spec.mp", bytes: Array(text.utf8))
    var diagnostics = Diagnostics()
    let tokenized = lex(source, in: sources, into: &diagnostics)
    guard diagnostics.inSourceOrder.isEmpty else { return nil }
    return tokens(of: tokenized)
  }

  private static func tokens(of tokenized: TokenizedSource) -> [GrammarToken] {
    var result: [GrammarToken] = []
    var brackets: [TokenKind] = []
    var beginsLine = false
    for token in tokenized.tokens where token.kind != .end {
      if token.kind == .newline { beginsLine = true }
      if token.kind.isTrivia { continue }
      if beginsLine, newlineMeans(result.last, brackets), token.kind != .rightBrace {
        result.append(GrammarToken(kind: nil, text: "newline", beginsLine: false))
      }
      let text = tokenized.text(token)
      let isMember = result.last?.kind == .dot
      result.append(
        GrammarToken(kind: token.kind, text: text, beginsLine: beginsLine, isMember: isMember)
      )
      beginsLine = false
      switch token.kind {
      case .leftBrace, .leftParen, .leftBracket, .interpolationOpen: brackets.append(token.kind)
      case .rightBrace, .rightParen, .rightBracket, .interpolationClose: _ = brackets.popLast()
      default: break
      }
    }
    return result
  }

  /// Whether a newline behind a token is more than a blank.
  private static func newlineMeans(_ token: GrammarToken?, _ brackets: [TokenKind]) -> Bool {
    guard let kind = token?.kind, kind != .leftBrace, kind != .comma else { return false }
    return brackets.last == nil || brackets.last == .leftBrace
  }

  /// Whether it is what a terminal asks for.
  func matches(_ terminal: Grammar.Terminal) -> Bool {
    switch terminal {
    case .word(let word): isPlain && text == word || kind == .interpolationOpen && word == "\\("
    case .name(let excluded): kind == .name && !excluded.contains(text)
    case .kind(let kind): self.kind == kind
    case .quote: kind == .stringOpen || kind == .stringClose
    case .end: kind == nil || kind == .comma
    case .here: false
    }
  }

  private var isPlain: Bool {
    switch kind {
    case nil, .stringOpen, .stringText, .stringClose, .interpolationOpen: false
    default: true
    }
  }

  /// Whether what follows it may stand on the next line.
  var letsNewlineFollow: Bool {
    switch kind {
    case .equal, .pipe, .minus: true
    default: Self.infix.contains(text) && !isMember
    }
  }

  /// Whether it goes on with an expression of the line before.
  static func letsNewlinePrecede(_ terminal: Grammar.Terminal) -> Bool {
    if case .word(let word) = terminal { infix.contains(word) } else { false }
  }

  private static let infix: Set<String> = [
    "==", "!=", "<", "<=", ">", ">=", "..", "+", "*", "/", "and", "or", "in", "then", "else",
  ]
}
