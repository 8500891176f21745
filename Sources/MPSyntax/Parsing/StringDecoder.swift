import MPDiagnostics

/// A piece of a string as it stands in the text: bytes with the offset where they begin, or an
/// interpolated expression.
enum StringPart {
  case text(Int32, [UInt8])
  case interpolation(ExprSyntax)
}

/// Turns the text between a string's delimiters into the text it stands for: strips the indentation
/// of multi-line strings, resolves escapes, and finds interpolations that stand alone on their line.
struct StringDecoder {
  let source: Source.ID
  let range: SourceRange
  let isRaw: Bool
  let isMultiline: Bool
  var findings: [Diagnostic] = []

  init(source: Source.ID, range: SourceRange, isRaw: Bool, isMultiline: Bool) {
    self.source = source
    self.range = range
    self.isRaw = isRaw
    self.isMultiline = isMultiline
  }

  mutating func decode(_ parts: [StringPart], isClosed: Bool) -> [StringSyntax.Segment] {
    if !isRaw {
      for case .text(let offset, let bytes) in parts { reportBadEscapes(bytes, from: offset) }
    }
    let stripped = isMultiline && isClosed ? strip(parts) : parts
    var segments: [StringSyntax.Segment] = []
    for (index, part) in stripped.enumerated() {
      switch part {
      case .text(_, let bytes):
        let text = isRaw ? String(decoding: bytes, as: UTF8.self) : unescape(bytes)
        if !text.isEmpty { segments.append(.text(text)) }
      case .interpolation(let value):
        let indentation = isMultiline ? indentationIfAlone(index, in: stripped) : nil
        segments.append(.interpolation(value, indentation: indentation ?? ""))
      }
    }
    return segments
  }

  // MARK: - Indentation

  /// Drops the line of the opening delimiter, the line of the closing one, and its indentation from
  /// every line between.
  private mutating func strip(_ parts: [StringPart]) -> [StringPart] {
    guard case .text(let first, let head)? = parts.first,
      let firstNewline = head.firstIndex(of: .newline),
      head[..<firstNewline].allSatisfy(\.isBlank)
    else {
      findings.append(SyntaxFindings.textOnOpeningLine(at: range))
      return parts
    }
    guard case .text(_, let tail)? = parts.last, let lastNewline = tail.lastIndex(of: .newline),
      tail[(lastNewline + 1)...].allSatisfy(\.isBlank)
    else {
      findings.append(SyntaxFindings.textOnClosingLine(at: range.end))
      return parts
    }
    let indentation = Array(tail[(lastNewline + 1)...])
    var lines = parts
    lines[0] = .text(first + Int32(firstNewline), Array(head[firstNewline...]))
    if case .text(let last, let rest)? = lines.last, let end = rest.lastIndex(of: .newline) {
      lines[lines.count - 1] = .text(last, Array(rest[..<end]))
    }
    var stripped = lines.enumerated().map { index, part in
      guard case .text(let offset, let bytes) = part else { return part }
      let isLast = index == lines.count - 1
      return .text(offset, stripLines(bytes, indentation, from: offset, isLast: isLast))
    }
    // Every line begins with its newline so far; the first has none.
    if case .text(let offset, let bytes)? = stripped.first, bytes.first == .newline {
      stripped[0] = .text(offset, Array(bytes.dropFirst()))
    }
    return stripped
  }

  private mutating func stripLines(
    _ bytes: [UInt8], _ indentation: [UInt8], from offset: Int32, isLast: Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      result.append(bytes[index])
      index += 1
      guard bytes[index - 1] == .newline else { continue }
      let line = bytes[index...].prefix { $0 != .newline }
      let isWhole = index + line.count < bytes.count || isLast
      if line.starts(with: indentation) {
        index += indentation.count
      } else if line.allSatisfy(\.isBlank), isWhole {
        index += line.count
      } else {
        let at = SourceRange(
          source: source, lower: Int(offset) + index, upper: Int(offset) + index + 1)
        findings.append(
          SyntaxFindings.lineIndentedTooLittle(at: at.start, closing: range.end))
      }
    }
    return result
  }

  /// The blanks before an interpolation that has its line for itself.
  private func indentationIfAlone(_ index: Int, in parts: [StringPart]) -> String? {
    if index + 1 < parts.count {
      guard case .text(_, let after) = parts[index + 1], after.first == .newline else { return nil }
    }
    guard index > 0 else { return "" }
    guard case .text(_, let before) = parts[index - 1] else { return nil }
    let newline = before.lastIndex(of: .newline)
    guard newline != nil || index == 1 else { return nil }
    let line = before[(newline.map { $0 + 1 } ?? 0)...]
    return line.allSatisfy(\.isBlank) ? String(decoding: line, as: UTF8.self) : nil
  }

  // MARK: - Escapes

  private enum Escape {
    case resolved([UInt8])
    case unknown
    case badUnicode
  }

  /// The bad escapes of a text as it stands in the source, where its offsets are still true.
  private mutating func reportBadEscapes(_ bytes: [UInt8], from offset: Int32) {
    var index = 0
    while let start = bytes[index...].firstIndex(of: .backslash) {
      let (escape, end) = escape(in: bytes, at: start)
      index = end
      let at = SourceRange(source: source, lower: Int(offset) + start, upper: Int(offset) + end)
      switch escape {
      case .resolved: break
      case .unknown: findings.append(SyntaxFindings.unknownEscape(at: at, in: range))
      case .badUnicode: findings.append(SyntaxFindings.badUnicodeEscape(at: at))
      }
    }
  }

  private func unescape(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var index = 0
    while let start = bytes[index...].firstIndex(of: .backslash) {
      result += bytes[index..<start]
      let (escape, end) = escape(in: bytes, at: start)
      index = end
      if case .resolved(let text) = escape { result += text }
    }
    return String(decoding: result + bytes[index...], as: UTF8.self)
  }

  /// The escape that begins at a backslash, and where it ends.
  private func escape(in bytes: [UInt8], at start: Int) -> (Escape, end: Int) {
    let end = min(start + 2, bytes.count)
    switch start + 1 < bytes.count ? bytes[start + 1] : nil {
    case UInt8(ascii: "n"): return (.resolved([.newline]), end)
    case UInt8(ascii: "t"): return (.resolved([UInt8(ascii: "\t")]), end)
    case UInt8(ascii: "r"): return (.resolved([UInt8(ascii: "\r")]), end)
    case UInt8(ascii: "\\"): return (.resolved([.backslash]), end)
    case UInt8(ascii: "\""): return (.resolved([UInt8(ascii: "\"")]), end)
    case UInt8(ascii: "u"): return unicodeEscape(bytes, from: end)
    default:
      // A character of several bytes is shown whole.
      let tail = bytes[end...].prefix { $0 & 0xC0 == 0x80 }
      return (.unknown, end + tail.count)
    }
  }

  /// `{1F600}` behind `\u`.
  private func unicodeEscape(_ bytes: [UInt8], from start: Int) -> (Escape, end: Int) {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{"),
      let close = bytes[start...].prefix(10).firstIndex(of: UInt8(ascii: "}"))
    else { return (.badUnicode, start) }
    let digits = bytes[(start + 1)..<close]
    let isHex = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    let value = isHex ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
    guard let scalar = value.flatMap(Unicode.Scalar.init), scalar.value != 0 else {
      return (.badUnicode, close + 1)
    }
    return (.resolved(Array(String(Character(scalar)).utf8)), close + 1)
  }
}

extension UInt8 {
  fileprivate static let newline = UInt8(ascii: "\n")
  fileprivate static let backslash = UInt8(ascii: "\\")

  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
