package import MPDiagnostics

/// Cuts a source into tokens. In: bytes, of any kind. Out: tokens that cover every byte.
///
/// Strings make it a machine with a stack: `\(` goes back to ordinary tokens until its `)`.
package func lex(
  _ source: Source.ID,
  in sources: SourceMap,
  into diagnostics: inout Diagnostics
) -> TokenizedSource {
  var lexer = Lexer(source: source, bytes: sources[source].bytes)
  lexer.run()
  diagnostics.report(lexer.findings)
  return TokenizedSource(source: source, bytes: lexer.bytes, tokens: lexer.tokens)
}

struct Lexer {
  /// What the lexer is inside of.
  enum Mode {
    /// An interpolation, with the number of parentheses that are open within it.
    case interpolation(openParens: Int, opening: SourceRange)
    case string(StringDelimiter)
  }

  /// A file of garbage must not fill the memory with messages that nobody is shown.
  static let findingLimit = 10_000

  let source: Source.ID
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var modes: [Mode] = []
  private(set) var findings: [Diagnostic] = []
  /// One mistake on a line makes more of them; only the first is worth a message.
  private var hasReportedOnLine = false

  init(source: Source.ID, bytes: [UInt8]) {
    self.source = source
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 4)
  }

  mutating func run() {
    while position < bytes.count {
      if case .string(let delimiter) = modes.last {
        lexStringPart(delimiter)
      } else {
        lexToken()
      }
    }
    abandonStrings(modes.count)
    tokens.append(Token(.end, bytes.count, bytes.count))
  }

  // MARK: - Looking

  func byte(at offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  func starts(with text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    var index = 0
    while index < count, bytes[offset + index] == text.utf8Start[index] { index += 1 }
    return index == count
  }

  func range(_ lower: Int, _ upper: Int) -> SourceRange {
    SourceRange(source: source, lower: lower, upper: upper)
  }

  /// The end of what stands on this line, at or behind an offset.
  func endOfLine(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  mutating func take(_ kind: TokenKind, until end: Int) {
    tokens.append(Token(kind, position, end))
    position = end
  }

  mutating func report(_ finding: (borrowing Lexer) -> Diagnostic) {
    if !hasReportedOnLine, findings.count < Self.findingLimit { findings.append(finding(self)) }
    hasReportedOnLine = true
  }

  // MARK: - Tokens outside of strings

  private mutating func lexToken() {
    let first = bytes[position]
    switch first {
    case UInt8(ascii: "\n"): lexNewline()
    case UInt8(ascii: " "), UInt8(ascii: "\t"): take(.whitespace, until: endOfBlanks())
    case UInt8(ascii: "/") where byte(at: position + 1) == UInt8(ascii: "/"): lexComment()
    case UInt8(ascii: "\""): lexStringOpen(isRaw: false)
    case UInt8(ascii: "#") where byte(at: position + 1) == UInt8(ascii: "\""):
      lexStringOpen(isRaw: true)
    case _ where first.isDigit: lexNumber()
    case _ where first.isNameStart: take(.name, until: endOfName())
    default: lexPunctuation(first)
    }
  }

  private func endOfBlanks() -> Int {
    var end = position + 1
    while let next = byte(at: end), next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") {
      end += 1
    }
    return end
  }

  private mutating func lexNewline() {
    abandonOneLineStrings()
    take(.newline, until: position + 1)
    hasReportedOnLine = false
  }

  private mutating func lexComment() {
    // Four slashes draw a line, they document nothing.
    let isDoc = starts(with: "///", at: position) && !starts(with: "////", at: position)
    take(isDoc ? .docComment : .comment, until: endOfLine(from: position))
  }

  /// A dash belongs to a name when a letter follows, so that `leaves-1` is a subtraction.
  private func endOfName() -> Int {
    var end = position + 1
    while let next = byte(at: end) {
      if next.isNameStart || next.isDigit {
        end += 1
      } else if next == UInt8(ascii: "-"), let after = byte(at: end + 1), after.isLetter {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  private mutating func lexPunctuation(_ first: UInt8) {
    let second = byte(at: position + 1)
    switch first {
    case UInt8(ascii: "("): openParen()
    case UInt8(ascii: ")"): closeParen()
    case UInt8(ascii: "="): takeEquatable(.equal, .equalEqual)
    case UInt8(ascii: "<"): takeEquatable(.less, .lessEqual)
    case UInt8(ascii: ">"): takeEquatable(.greater, .greaterEqual)
    case UInt8(ascii: "!") where second == UInt8(ascii: "="): take(.notEqual, until: position + 2)
    case UInt8(ascii: ".") where second == UInt8(ascii: "."): take(.dotDot, until: position + 2)
    case UInt8(ascii: "/") where second == UInt8(ascii: "*"): lexForeign()
    case UInt8(ascii: "|") where second == UInt8(ascii: "|"): lexForeign()
    default:
      if let kind = TokenKind(single: first) {
        take(kind, until: position + 1)
      } else {
        lexForeign()
      }
    }
  }

  /// One of `= < >`, or the same with a `=` behind it.
  private mutating func takeEquatable(_ alone: TokenKind, _ withEqual: TokenKind) {
    let isLong = byte(at: position + 1) == UInt8(ascii: "=")
    take(isLong ? withEqual : alone, until: position + (isLong ? 2 : 1))
  }

  private mutating func openParen() {
    if case .interpolation(let open, let opening) = modes.last {
      modes[modes.count - 1] = .interpolation(openParens: open + 1, opening: opening)
    }
    take(.leftParen, until: position + 1)
  }

  private mutating func closeParen() {
    guard case .interpolation(let open, let opening) = modes.last else {
      return take(.rightParen, until: position + 1)
    }
    if open == 0 {
      modes.removeLast()
      take(.interpolationClose, until: position + 1)
    } else {
      modes[modes.count - 1] = .interpolation(openParens: open - 1, opening: opening)
      take(.rightParen, until: position + 1)
    }
  }
}

extension TokenKind {
  /// The token that is this character alone.
  fileprivate init?(single character: UInt8) {
    switch character {
    case UInt8(ascii: "{"): self = .leftBrace
    case UInt8(ascii: "}"): self = .rightBrace
    case UInt8(ascii: "["): self = .leftBracket
    case UInt8(ascii: "]"): self = .rightBracket
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: ":"): self = .colon
    case UInt8(ascii: "?"): self = .question
    case UInt8(ascii: "|"): self = .pipe
    case UInt8(ascii: "."): self = .dot
    case UInt8(ascii: "+"): self = .plus
    case UInt8(ascii: "-"): self = .minus
    case UInt8(ascii: "*"): self = .star
    case UInt8(ascii: "/"): self = .slash
    default: return nil
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isLetter: Bool {
    (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
  }

  var isNameStart: Bool { isLetter || self == UInt8(ascii: "_") }
}
