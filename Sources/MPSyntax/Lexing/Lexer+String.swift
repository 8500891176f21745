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
  mutating func lexStringOpen(isRaw: Bool) {
    let quote = position + (isRaw ? 1 : 0)
    let isMultiline = starts(with: "\"\"\"", at: quote)
    let end = quote + (isMultiline ? 3 : 1)
    let opening = range(position, end)
    take(.stringOpen, until: end)
    modes.append(
      .string(StringDelimiter(isRaw: isRaw, isMultiline: isMultiline, opening: opening))
    )
  }

  /// Text up to the end of the string, to an interpolation, or to a newline that ends a one-line
  /// string without its delimiter.
  mutating func lexStringPart(_ delimiter: StringDelimiter) {
    var end = position
    scan: while let next = byte(at: end) {
      switch next {
      case UInt8(ascii: "\""):
        if let closing = endOfClosing(delimiter, at: end) { return closeString(end, closing) }
        end += 1
      case UInt8(ascii: "\n") where !delimiter.isMultiline: break scan
      case UInt8(ascii: "\\"):
        if let open = endOfInterpolationOpen(delimiter, at: end) {
          return openInterpolation(end, open)
        }
        // An escaped character is never a delimiter; in a raw string a backslash is only a backslash.
        end += delimiter.isRaw || byte(at: end + 1) == UInt8(ascii: "\n") ? 1 : 2
      default: end += 1
      }
    }
    takeText(until: min(end, bytes.count))
    // At the end of the file every string around this one ends as well.
    if position < bytes.count { abandonOneLineStrings() }
  }

  private mutating func takeText(until end: Int) {
    if end > position { take(.stringText, until: end) }
  }

  private mutating func closeString(_ end: Int, _ closing: Int) {
    takeText(until: end)
    take(.stringClose, until: closing)
    modes.removeLast()
  }

  private mutating func openInterpolation(_ end: Int, _ open: Int) {
    takeText(until: end)
    let opening = range(end, open)
    take(.interpolationOpen, until: open)
    modes.append(.interpolation(openParens: 0, opening: opening))
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

  // MARK: - Strings that are not closed

  /// A newline ends the one-line strings that it stands in, also from within their interpolations.
  mutating func abandonOneLineStrings() {
    var count = 0
    scan: for mode in modes.reversed() {
      switch mode {
      case .string(let delimiter) where !delimiter.isMultiline: count += 1
      case .interpolation where isWithinOneLineString(modes.count - 1 - count): count += 1
      default: break scan
      }
    }
    abandonStrings(count)
  }

  private func isWithinOneLineString(_ interpolation: Int) -> Bool {
    if case .string(let delimiter) = modes[interpolation - 1] {
      !delimiter.isMultiline
    } else {
      false
    }
  }

  /// Ends the innermost strings and interpolations with empty tokens, so that what was opened is
  /// closed for everyone who reads the tokens, and says so once.
  mutating func abandonStrings(_ count: Int) {
    var string: StringDelimiter?
    var interpolation: SourceRange?
    for _ in 0..<count {
      switch modes.removeLast() {
      case .string(let delimiter):
        string = string ?? delimiter
        tokens.append(Token(.stringClose, position, position))
      case .interpolation(_, let opening):
        interpolation = interpolation ?? opening
        tokens.append(Token(.interpolationClose, position, position))
      }
    }
    if let interpolation {
      // The quote that should have closed the string has opened another one in it.
      report { _ in SyntaxFindings.unclosedInterpolation(at: interpolation) }
    } else if let string {
      report { _ in SyntaxFindings.unterminatedString(string) }
    }
  }
}
