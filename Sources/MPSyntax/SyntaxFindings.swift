import MPDiagnostics

/// What can be wrong with the text of a spec.
enum SyntaxFindings {
  // MARK: - Tokens

  static func unknownCharacter(at range: SourceRange, _ bytes: [UInt8]) -> Diagnostic {
    let text = String(decoding: bytes[Int(range.lower)..<Int(range.upper)].prefix(16), as: UTF8.self)
    var help: [String] = []
    switch text.first {
    case "#": help = ["write a comment as `// …`"]
    case "'", "“", "”", "‘", "’", "`": help = ["strings stand between plain double quotes: `\"…\"`"]
    case ";": help = ["entries end at a newline or a comma"]
    case "&": help = ["write `and`"]
    case "!": help = ["write `not`"]
    case "$": help = ["a value is put into a string by `\\(name)`"]
    default: break
    }
    return Diagnostic(
      .unknownCharacter, "`\(text)` means nothing here", at: .init(range), help: help)
  }

  static func unterminatedString(_ delimiter: StringDelimiter) -> Diagnostic {
    Diagnostic(
      .unterminatedString, "this string is not closed",
      at: .init(delimiter.opening, "opened here"),
      help: [
        delimiter.isMultiline
          ? "end it with `\(delimiter.closingText)` on a line of its own"
          : "end it with `\(delimiter.closingText)` on the same line, or write `\"\"\"` for several lines"
      ])
  }

  static func numberTooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .numberTooLarge, "this number is too large", at: .init(range),
      help: ["numbers go up to \(Int.max)"])
  }

  /// - Returns: What is wrong with the suffixes of a number, if anything.
  static func checkSuffixes(
    _ parts: [QuantityPart], _ spelling: String, at range: SourceRange
  ) -> Diagnostic? {
    let durations = Set(QuantitySuffix.duration.map(\.key))
    let isCompound = parts.count > 1
    let unknown = parts.first {
      isCompound ? !durations.contains($0.suffix) : !QuantitySuffix.all.contains($0.suffix)
    }
    guard let unknown else { return nil }
    if unknown.suffix.isEmpty {
      return Diagnostic(
        .unknownSuffix, "the last part of `\(spelling)` has no unit", at: .init(range),
        help: ["end it with one of `ms s m min h d`"])
    }
    var help = ["units are `Ki Mi Gi Ti K M G T` for sizes, `ms s m min h d` for durations"]
    switch unknown.suffix {
    case "k": help = ["write `K` for 1,000 bytes or `Ki` for 1,024"]
    case "KB", "MB", "GB", "TB", "Kb", "Mb", "Gb", "kB", "mb", "gb", "kb", "B":
      help = ["sizes have no `B`: write `Mi` for 1,048,576 bytes or `M` for 1,000,000"]
    case "sec", "secs", "second", "seconds": help = ["write `s`"]
    case "mins", "minute", "minutes": help = ["write `min`"]
    case "hr", "hour", "hours": help = ["write `h`"]
    default: break
    }
    return Diagnostic(
      .unknownSuffix, "`\(unknown.suffix)` is no unit", at: .init(range), help: help)
  }

  // MARK: - Strings

  static func unknownEscape(at range: SourceRange, in string: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownEscape, "this escape is unknown", at: .init(range),
      labels: [.init(string.start, "in this string")],
      help: [
        "escapes are `\\n \\t \\r \\\\ \\\" \\u{…}` and `\\( )`",
        "text with backslashes stays as it is in a raw string: `#\"…\"#`",
      ])
  }

  static func badUnicodeEscape(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownEscape, "this is no character", at: .init(range),
      help: ["write the number of a Unicode character between braces: `\\u{1F600}`"])
  }

  static func textOnOpeningLine(at string: SourceRange) -> Diagnostic {
    Diagnostic(
      .multilineLayout, "the text of a multi-line string begins on the next line",
      at: .init(string.start, "only a newline may follow these quotes"))
  }

  static func textOnClosingLine(at end: SourceRange) -> Diagnostic {
    Diagnostic(
      .multilineLayout, "the closing quotes of a multi-line string stand on a line of their own",
      at: .init(end), help: ["put a newline before them; it does not become part of the string"])
  }

  static func lineIndentedTooLittle(at line: SourceRange, closing: SourceRange) -> Diagnostic {
    Diagnostic(
      .multilineLayout, "this line stands further left than the closing quotes",
      at: .init(line), labels: [.init(closing, "their indentation is taken off every line")],
      help: ["indent the line by the same blanks, or move the closing quotes left"])
  }

  static func interpolationInName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .interpolationInName, "nothing can be interpolated here", at: .init(range),
      help: ["write the text itself: it has to be known before anything is evaluated"])
  }

  // MARK: - Structure

  static func expected(
    _ what: String, at range: SourceRange, found: String, labels: [Diagnostic.Label] = []
  ) -> Diagnostic {
    Diagnostic(
      .expected, "expected \(what), found \(found)", at: .init(range), labels: labels)
  }

  static func expectedItem(in place: String, at range: SourceRange, found: String) -> Diagnostic {
    Diagnostic(
      .expected, "\(found) cannot begin anything in \(place)", at: .init(range))
  }

  static func expectedBlock(
    after head: String, at range: SourceRange, found: String
  ) -> Diagnostic {
    Diagnostic(
      .expected, "expected `=`, a name or `{` after `\(head)`, found \(found)", at: .init(range))
  }

  static func expectedSeparator(at range: SourceRange, found: String) -> Diagnostic {
    Diagnostic(
      .expectedSeparator, "expected a newline or a comma before \(found)", at: .init(range))
  }

  static func misplaced(
    _ word: String, in place: String, belongs home: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .misplacedItem, "`\(word)` cannot stand in \(place)", at: .init(range),
      help: ["`\(word)` stands \(home)"])
  }

  static func assignmentOutsideBlock(at range: SourceRange, in place: String) -> Diagnostic {
    Diagnostic(
      .assignmentOutsideBlock, "a value is set inside of a block, not in \(place)",
      at: .init(range),
      help: ["name a value with `let`, or an input with `param`"])
  }

  static func braceOnNextLine(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .braceOnNextLine, "`{` stands on the line of its head", at: .init(range),
      help: ["move it to the end of the line before"])
  }

  static func unclosedBrace(at range: SourceRange) -> Diagnostic {
    Diagnostic(.unclosedBrace, "this `{` is not closed", at: .init(range), help: ["add its `}`"])
  }

  static func unopenedBrace(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unopenedBrace, "this `}` closes nothing", at: .init(range),
      help: ["remove it, or look for a `}` too many above"])
  }

  static func chainedComparison(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .chainedComparison, "comparisons do not chain", at: .init(range),
      help: ["join two of them by `and`: `a < b and b < c`"])
  }

  // MARK: - Limits

  static func nestedTooDeep(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep, "this is nested more than \(limit) levels deep", at: .init(range),
      help: ["name inner parts with `let`"])
  }

  static func chainTooLong(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .chainTooLong, "this expression has more than \(limit) operators in a row", at: .init(range),
      help: ["name parts of it with `let`, or use a list and `join`"])
  }

  // MARK: - Bytes

  static func notUTF8(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notUTF8, "this is not UTF-8", at: .init(range), help: ["save the file as UTF-8"])
  }

  static func controlCharacter(_ value: UInt8, at range: SourceRange) -> Diagnostic {
    let name = String(value, radix: 16, uppercase: true)
    return Diagnostic(
      .controlCharacter,
      "the control character U+\(String(repeating: "0", count: 4 - name.count))\(name) cannot stand in a spec",
      at: .init(range), help: ["remove it; in a string, write it as `\\u{\(name)}`"])
  }

  static func carriageReturn(at range: SourceRange, lines: Int) -> Diagnostic {
    Diagnostic(
      .carriageReturn,
      lines == 1 ? "this line ends in CR LF" : "\(lines) lines of this file end in CR LF, the first here",
      at: .init(range),
      notes: ["a string of several lines would carry it into the containers"],
      help: ["save the file with LF line ends"])
  }

  static func byteOrderMark(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .byteOrderMark, "the file begins with a byte-order mark", at: .init(range),
      help: ["save the file as UTF-8 without a byte-order mark"],
      fixIts: [.init("remove it", [.init(range, "")])])
  }

  static func fileTooLarge(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, "the file is larger than \(limit / 1_048_576) MiB", at: .init(range),
      help: ["keep large content beside the spec and name it by `source`"])
  }
}
