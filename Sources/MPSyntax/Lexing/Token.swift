package import MPDiagnostics

/// What a piece of text is. Every byte of a source belongs to exactly one token.
package enum TokenKind: UInt8, Sendable, CaseIterable {
  // Trivia: nothing that a parser needs, everything that a formatter must keep.
  case whitespace, newline, comment, docComment

  case name
  /// `8080`
  case integer
  /// `0.5`
  case decimal
  /// A number with one or several suffixes: `512Mi`, `1h30m`, `70%`.
  case quantity
  /// `53/udp`
  case portNumber

  /// `"`, `"""`, `#"` or `#"""`
  case stringOpen
  case stringText
  /// `\(`, in raw strings `\#(`
  case interpolationOpen
  /// `)`; empty where it is missing.
  case interpolationClose
  /// `"`, `"""`, `"#` or `"""#`; empty where it is missing.
  case stringClose

  case leftBrace, rightBrace, leftParen, rightParen, leftBracket, rightBracket
  case comma, colon, question, pipe, dot, dotDot
  case equal, equalEqual, notEqual, less, lessEqual, greater, greaterEqual
  case plus, minus, star, slash

  /// Bytes that begin nothing.
  case unknown
  /// Behind the last byte; empty.
  case end

  package var isTrivia: Bool {
    switch self {
    case .whitespace, .newline, .comment, .docComment: true
    default: false
    }
  }
}

package struct Token: Sendable, Equatable {
  package var kind: TokenKind
  package var lower: Int32
  package var upper: Int32

  package init(_ kind: TokenKind, _ lower: Int, _ upper: Int) {
    self.kind = kind
    self.lower = Int32(lower)
    self.upper = Int32(upper)
  }

  /// Whether the lexer closed here what the text does not close, and has said so.
  var standsForMissing: Bool { lower == upper && kind != .end }
}

/// A source cut into tokens. Their texts joined are the source, byte for byte.
package struct TokenizedSource: Sendable {
  package let source: Source.ID
  package let bytes: [UInt8]
  /// Ends with one `.end`.
  package let tokens: [Token]

  package func range(_ token: Token) -> SourceRange {
    SourceRange(source: source, lower: Int(token.lower), upper: Int(token.upper))
  }

  package func text(_ token: Token) -> String {
    String(decoding: bytes[Int(token.lower)..<Int(token.upper)], as: UTF8.self)
  }
}
