package import MPDiagnostics

/// Cuts a source into tokens. In: bytes, of any kind. Out: tokens that cover every byte.
///
/// Strings make it a machine with a stack: `\(` goes back to ordinary tokens until its `)`.
package func lex(
  _ source: Source.ID, in sources: SourceMap, into diagnostics: inout Diagnostics
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
    case interpolation(openParens: Int)
    case string(StringDelimiter)
  }

  let source: Source.ID
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var modes: [Mode] = []
  var findings: [Diagnostic] = []

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
    closeOpenStrings()
    tokens.append(Token(.end, bytes.count, bytes.count))
  }

  // MARK: - Looking

  func byte(at offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  func starts(with text: StaticString, at offset: Int) -> Bool {
    guard offset + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
  }

  func range(_ lower: Int, _ upper: Int) -> SourceRange {
    SourceRange(source: source, lower: lower, upper: upper)
  }

  mutating func take(_ kind: TokenKind, until end: Int) {
    tokens.append(Token(kind, position, end))
    position = end
  }

  // MARK: - Tokens outside of strings

  private mutating func lexToken() {
    let first = bytes[position]
    switch first {
    case UInt8(ascii: "\n"): lexNewline()
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      take(.whitespace, until: end { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
    case UInt8(ascii: "/") where byte(at: position + 1) == UInt8(ascii: "/"): lexComment()
    case UInt8(ascii: "\""), UInt8(ascii: "#"): lexStringOpen()
    case _ where first.isDigit: lexNumber()
    case _ where first.isNameStart: take(.name, until: endOfName())
    default: lexPunctuation(first)
    }
  }

  private func end(while isIncluded: (UInt8) -> Bool) -> Int {
    var end = position + 1
    while let next = byte(at: end), isIncluded(next) { end += 1 }
    return end
  }

  private mutating func lexNewline() {
    if let abandoned = abandonOneLineStrings() {
      findings.append(SyntaxFindings.unterminatedString(abandoned))
    }
    take(.newline, until: position + 1)
  }

  /// A newline inside an interpolation of a one-line string means that the string was not closed.
  /// - Returns: The outermost string that the newline ends.
  @discardableResult
  mutating func abandonOneLineStrings() -> StringDelimiter? {
    var outermost: StringDelimiter?
    while modes.count >= 2, case .interpolation = modes[modes.count - 1],
      case .string(let delimiter) = modes[modes.count - 2], !delimiter.isMultiline
    {
      modes.removeLast(2)
      outermost = delimiter
    }
    return outermost
  }

  private mutating func lexComment() {
    let end = end { $0 != UInt8(ascii: "\n") }
    // Four slashes draw a line, they document nothing.
    let isDoc = starts(with: "///", at: position) && !starts(with: "////", at: position)
    take(isDoc ? .docComment : .comment, until: end)
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
    let followedByEqual = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "("): openParen()
    case UInt8(ascii: ")"): closeParen()
    case UInt8(ascii: "="):
      take(followedByEqual ? .equalEqual : .equal, until: position + (followedByEqual ? 2 : 1))
    case UInt8(ascii: "<"):
      take(followedByEqual ? .lessEqual : .less, until: position + (followedByEqual ? 2 : 1))
    case UInt8(ascii: ">"):
      take(followedByEqual ? .greaterEqual : .greater, until: position + (followedByEqual ? 2 : 1))
    case UInt8(ascii: "!") where followedByEqual: take(.notEqual, until: position + 2)
    case UInt8(ascii: ".") where second == UInt8(ascii: "."): take(.dotDot, until: position + 2)
    default:
      if let kind = Self.single[first] { take(kind, until: position + 1) } else { lexUnknown() }
    }
  }

  private static let single: [UInt8: TokenKind] = [
    UInt8(ascii: "{"): .leftBrace, UInt8(ascii: "}"): .rightBrace,
    UInt8(ascii: "["): .leftBracket, UInt8(ascii: "]"): .rightBracket,
    UInt8(ascii: ","): .comma, UInt8(ascii: ":"): .colon, UInt8(ascii: "?"): .question,
    UInt8(ascii: "|"): .pipe, UInt8(ascii: "."): .dot,
    UInt8(ascii: "+"): .plus, UInt8(ascii: "-"): .minus,
    UInt8(ascii: "*"): .star, UInt8(ascii: "/"): .slash,
  ]

  private mutating func openParen() {
    if case .interpolation(let open) = modes.last {
      modes[modes.count - 1] = .interpolation(openParens: open + 1)
    }
    take(.leftParen, until: position + 1)
  }

  private mutating func closeParen() {
    guard case .interpolation(let open) = modes.last else {
      return take(.rightParen, until: position + 1)
    }
    if open == 0 {
      modes.removeLast()
      take(.interpolationClose, until: position + 1)
    } else {
      modes[modes.count - 1] = .interpolation(openParens: open - 1)
      take(.rightParen, until: position + 1)
    }
  }

  /// A run of bytes that begin no token is one token and one finding.
  private mutating func lexUnknown() {
    let end = end { byte in
      byte >= 0x80 || (byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t"))
        || "!$%&';@\\^`~".utf8.contains(byte)
    }
    take(.unknown, until: end)
    findings.append(SyntaxFindings.unknownCharacter(at: range(Int(tokens.last!.lower), end), bytes))
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isLetter: Bool {
    (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
  }

  var isNameStart: Bool { isLetter || self == UInt8(ascii: "_") }
}
