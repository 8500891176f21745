package import MPDiagnostics

/// How a string was opened, and so how it ends.
package struct StringDelimiter: Sendable {
  package var isRaw: Bool
  package var isMultiline: Bool
  /// Where it was opened.
  package var opening: SourceRange

  /// The opening delimiter as it stands in the text.
  package var text: String { (isRaw ? "#" : "") + (isMultiline ? "\"\"\"" : "\"") }

  var closingText: String { (isMultiline ? "\"\"\"" : "\"") + (isRaw ? "#" : "") }
}

extension Lexer {
  mutating func lexStringOpen() {
    let isRaw = bytes[position] == UInt8(ascii: "#")
    let quote = position + (isRaw ? 1 : 0)
    guard byte(at: quote) == UInt8(ascii: "\"") else {
      findings.append(SyntaxFindings.unknownCharacter(at: range(position, position + 1), bytes))
      return take(.unknown, until: position + 1)
    }
    let isMultiline = starts(with: "\"\"\"", at: quote)
    let end = quote + (isMultiline ? 3 : 1)
    let opening = range(position, end)
    take(.stringOpen, until: end)
    modes.append(
      .string(StringDelimiter(isRaw: isRaw, isMultiline: isMultiline, opening: opening)))
  }

  /// Text up to the end of the string, to an interpolation, or to a newline that ends a one-line
  /// string without its delimiter.
  mutating func lexStringPart(_ delimiter: StringDelimiter) {
    var end = position
    while let next = byte(at: end) {
      if let closing = endOfClosing(delimiter, at: end) { return closeString(text: end, closing) }
      if next == UInt8(ascii: "\n"), !delimiter.isMultiline { break }
      guard next == UInt8(ascii: "\\") else {
        end += 1
        continue
      }
      if let open = endOfInterpolationOpen(delimiter, at: end) {
        takeText(until: end)
        take(.interpolationOpen, until: open)
        return modes.append(.interpolation(openParens: 0))
      }
      // An escaped character is never a delimiter; in a raw string a backslash is only a backslash.
      end += delimiter.isRaw || byte(at: end + 1) == UInt8(ascii: "\n") ? 1 : 2
    }
    takeText(until: min(end, bytes.count))
    modes.removeLast()
    findings.append(SyntaxFindings.unterminatedString(delimiter))
    // The strings around it cannot be told from their text any more: one mistake, one message.
    if delimiter.isMultiline { modes.removeAll() } else { abandonOneLineStrings() }
  }

  private mutating func takeText(until end: Int) {
    if end > position { take(.stringText, until: end) }
  }

  private mutating func closeString(text end: Int, _ closing: Int) {
    takeText(until: end)
    take(.stringClose, until: closing)
    modes.removeLast()
  }

  private func endOfClosing(_ delimiter: StringDelimiter, at offset: Int) -> Int? {
    let closing: StaticString =
      switch (delimiter.isMultiline, delimiter.isRaw) {
      case (true, true): "\"\"\"#"
      case (true, false): "\"\"\""
      case (false, true): "\"#"
      case (false, false): "\""
      }
    return starts(with: closing, at: offset) ? offset + closing.utf8CodeUnitCount : nil
  }

  private func endOfInterpolationOpen(_ delimiter: StringDelimiter, at offset: Int) -> Int? {
    let opening: StaticString = delimiter.isRaw ? "\\#(" : "\\("
    return starts(with: opening, at: offset) ? offset + opening.utf8CodeUnitCount : nil
  }

  /// The text ended inside interpolations: their strings were not closed, and the outermost says so.
  mutating func closeOpenStrings() {
    let open = modes.lazy.compactMap { mode -> StringDelimiter? in
      if case .string(let delimiter) = mode { delimiter } else { nil }
    }
    if let outermost = open.first {
      findings.append(SyntaxFindings.unterminatedString(outermost))
    }
    modes = []
  }
}
