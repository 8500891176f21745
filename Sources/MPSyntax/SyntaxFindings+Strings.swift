import MPDiagnostics

extension SyntaxFindings {
  static func unterminatedString(_ delimiter: StringDelimiter) -> Diagnostic {
    Diagnostic(
      .unterminatedString,
      "this string is not closed",
      at: .init(delimiter.opening, "opened here"),
      help: [
        delimiter.isMultiline
          ? "end it with `\(delimiter.closingText)` on a line of its own"
          : "end it with `\(delimiter.closingText)` on the same line, or write `\"\"\"` for several lines"
      ]
    )
  }

  static func unclosedInterpolation(at opening: SourceRange) -> Diagnostic {
    Diagnostic(
      .unterminatedString,
      "this interpolation is not closed",
      at: .init(opening, "opened here"),
      help: ["end it with `)` before the string goes on"]
    )
  }

  /// - Parameters:
  ///   - others: How many more of the string's escapes are unknown.
  ///   - raw: The edits that make the string raw, where it would then stand for what is written.
  static func unknownEscape(
    at range: SourceRange,
    in opening: SourceRange,
    more others: Int,
    raw: [Diagnostic.FixIt.Edit]
  ) -> Diagnostic {
    let more = others == 1 ? "one more escape" : "\(others) more escapes"
    return Diagnostic(
      .unknownEscape,
      "this escape is unknown",
      at: .init(range),
      labels: [.init(opening, "in this string")],
      notes: others == 0 ? [] : ["the string has \(more) of this kind"],
      help: [
        "escapes are `\\n \\t \\r \\\\ \\\" \\u{…}` and `\\( )`",
        "text with backslashes stays as it is in a raw string: `#\"…\"#`",
      ],
      fixIts: raw.isEmpty ? [] : [.init("make the string raw", raw)]
    )
  }

  static func badUnicodeEscape(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownEscape,
      "this is no character",
      at: .init(range),
      help: ["write the number of a Unicode character between braces: `\\u{1F600}`"]
    )
  }

  static func textOnOpeningLine(at opening: SourceRange) -> Diagnostic {
    Diagnostic(
      .multilineLayout,
      "the text of a multi-line string begins on the next line",
      at: .init(opening, "only a newline may follow these quotes")
    )
  }

  static func textOnClosingLine(at closing: SourceRange) -> Diagnostic {
    Diagnostic(
      .multilineLayout,
      "the closing quotes of a multi-line string stand on a line of their own",
      at: .init(closing),
      help: ["put a newline before them; it does not become part of the string"]
    )
  }

  /// - Parameters:
  ///   - isTooLittle: Whether the line has fewer blanks than the closing quotes; otherwise its
  ///     blanks are of another kind.
  ///   - others: How many more lines of the string are like this.
  static func lineIndentedOtherwise(
    at blanks: SourceRange,
    isTooLittle: Bool,
    more others: Int,
    closing: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .multilineLayout,
      isTooLittle
        ? "this line stands further left than the closing quotes"
        : "this line mixes tabs and spaces otherwise than the closing quotes",
      at: .init(blanks),
      labels: [.init(closing, "their indentation is taken off every line")],
      notes: others == 0
        ? [] : [others == 1 ? "so does one more line" : "so do \(others) more lines"],
      help: ["indent the line by the same blanks, or move the closing quotes left"]
    )
  }

  static func interpolationInName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .interpolationInName,
      "nothing can be interpolated here",
      at: .init(range),
      help: ["write the text itself: it has to be known before anything is evaluated"]
    )
  }

  static func emptyKey(at range: SourceRange) -> Diagnostic {
    expected("a key", at: range, found: "an empty string")
  }
}
