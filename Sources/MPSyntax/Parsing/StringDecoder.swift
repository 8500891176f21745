import MPDiagnostics

/// A piece of a string as it stands in the text: bytes with the offset where they begin, or an
/// interpolated expression with the place of its `\(`.
enum StringPart {
  case text(Int32, [UInt8])
  case interpolation(ExprSyntax, opening: SourceRange)
}

/// Turns the text between a string's delimiters into the text it stands for: strips the indentation
/// of multi-line strings, resolves escapes, and finds interpolations that stand alone on their line.
struct StringDecoder {
  let delimiter: StringDelimiter
  /// The whole string, with its delimiters.
  let range: SourceRange
  var findings: [Diagnostic] = []

  init(_ delimiter: StringDelimiter, range: SourceRange) {
    self.delimiter = delimiter
    self.range = range
  }

  mutating func decode(_ parts: [StringPart], isClosed: Bool) -> [StringSyntax.Segment] {
    if !delimiter.isRaw { reportBadEscapes(parts, isClosed: isClosed) }
    let stripped = delimiter.isMultiline && isClosed ? strip(parts) : parts
    var segments: [StringSyntax.Segment] = []
    for (index, part) in stripped.enumerated() {
      switch part {
      case .text(_, let bytes):
        let text = delimiter.isRaw ? String(decoding: bytes, as: UTF8.self) : unescape(bytes)
        if !text.isEmpty { segments.append(.text(text)) }
      case .interpolation(let value, _):
        let indentation = delimiter.isMultiline ? indentationIfAlone(index, in: stripped) : nil
        segments.append(.interpolation(value, indentation: indentation ?? ""))
      }
    }
    return segments
  }

  /// The delimiter that ends the string.
  var closing: SourceRange {
    let length = delimiter.closingText.utf8.count
    return SourceRange(
      source: range.source,
      lower: Int(range.upper) - length,
      upper: Int(range.upper)
    )
  }

  // MARK: - Indentation

  /// Drops the line of the opening delimiter, the line of the closing one, and its indentation from
  /// every line between.
  private mutating func strip(_ parts: [StringPart]) -> [StringPart] {
    guard case .text(let first, let head)? = parts.first,
      let firstNewline = head.firstIndex(of: .newline), head[..<firstNewline].allSatisfy(\.isBlank)
    else {
      findings.append(SyntaxFindings.textOnOpeningLine(at: delimiter.opening))
      return parts
    }
    guard case .text(_, let tail)? = parts.last, let lastNewline = tail.lastIndex(of: .newline),
      tail[(lastNewline + 1)...].allSatisfy(\.isBlank)
    else {
      findings.append(SyntaxFindings.textOnClosingLine(at: closing))
      return parts
    }
    var lines = parts
    lines[0] = .text(first + Int32(firstNewline), Array(head[firstNewline...]))
    if case .text(let last, let rest)? = lines.last, let end = rest.lastIndex(of: .newline) {
      lines[lines.count - 1] = .text(last, Array(rest[..<end]))
    }
    return stripLines(lines, of: Array(tail[(lastNewline + 1)...]))
  }

  private mutating func stripLines(
    _ lines: [StringPart],
    of indentation: [UInt8]
  ) -> [StringPart] {
    var stripper = LineStripper(indentation: indentation, source: range.source)
    var stripped = lines.enumerated().map { index, part in
      guard case .text(let offset, let bytes) = part else { return part }
      return .text(offset, stripper.strip(bytes, from: offset, isLast: index == lines.count - 1))
    }
    // Every line begins with its newline so far; the first has none.
    if case .text(let offset, let bytes)? = stripped.first, bytes.first == .newline {
      stripped[0] = .text(offset, Array(bytes.dropFirst()))
    }
    if let refused = stripper.refused.first {
      findings.append(
        SyntaxFindings.lineIndentedOtherwise(
          at: refused,
          isTooLittle: refused.upper - refused.lower < indentation.count,
          more: stripper.refused.count - 1,
          closing: closing
        )
      )
    }
    return stripped
  }

  /// The blanks before an interpolation that has its line for itself.
  private func indentationIfAlone(_ index: Int, in parts: [StringPart]) -> String? {
    guard index > 0, case .text(_, let before) = parts[index - 1],
      isEndOfLine(parts[(index + 1)...])
    else { return nil }
    let newline = before.lastIndex(of: .newline)
    guard newline != nil || index == 1 else { return nil }
    let line = before[(newline.map { $0 + 1 } ?? 0)...]
    return line.allSatisfy(\.isBlank) ? String(decoding: line, as: UTF8.self) : nil
  }

  private func isEndOfLine(_ rest: ArraySlice<StringPart>) -> Bool {
    guard let next = rest.first else { return true }
    guard case .text(_, let bytes) = next else { return false }
    let afterBlanks = bytes.drop(while: \.isBlank).first
    return afterBlanks == .newline || afterBlanks == nil && rest.count == 1
  }
}

/// Takes the indentation of the closing delimiter off the lines of a string.
private struct LineStripper {
  let indentation: [UInt8]
  let source: Source.ID
  /// The blanks of the lines that begin otherwise.
  var refused: [SourceRange] = []

  /// - Parameter isLast: Whether the string ends with these bytes, and not only its text before an
  ///   interpolation.
  mutating func strip(_ bytes: [UInt8], from offset: Int32, isLast: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while let newline = bytes[index...].firstIndex(of: .newline) {
      result += bytes[index...newline]
      index = newline + 1
      if bytes[index...].starts(with: indentation) {
        index += indentation.count
        continue
      }
      let text = bytes[index...].firstIndex { !$0.isBlank } ?? bytes.count
      let isBlankLine = text < bytes.count ? bytes[text] == .newline : isLast
      if isBlankLine {
        index = text
      } else {
        refused.append(
          SourceRange(source: source, lower: Int(offset) + index, upper: Int(offset) + text)
        )
      }
    }
    return result + bytes[index...]
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")

  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
