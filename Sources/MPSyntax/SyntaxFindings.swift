import MPDiagnostics

/// What can be wrong with the text of a spec. Here: its bytes, its tokens and its size.
enum SyntaxFindings {
  // MARK: - Tokens

  static func unknownCharacter(at range: SourceRange, _ bytes: [UInt8]) -> Diagnostic {
    let text = String(
      decoding: bytes[Int(range.lower)..<Int(range.upper)].prefix(80),
      as: UTF8.self
    )
    let shown = text.count > 16 ? text.prefix(15) + "…" : text[...]
    let name = text.unicodeScalars.first.flatMap(nameIfInvisible)
    return Diagnostic(
      .unknownCharacter,
      "\(name ?? "`\(shown)`") means nothing here",
      at: .init(range),
      help: helpForUnknown(text, isInvisible: name != nil)
    )
  }

  private static func nameIfInvisible(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .format, .control:
      "the character \(spelling(of: scalar.value))"
    default: nil
    }
  }

  /// `U+00A0`
  private static func spelling(of value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func helpForUnknown(_ text: String, isInvisible: Bool) -> [String] {
    if isInvisible { return ["replace it by a space, or remove it"] }
    switch text.first {
    case "#", "/": return ["write a comment as `// …`"]
    case "'", "“", "”", "‘", "’", "`":
      return ["strings stand between plain double quotes: `\"…\"`"]
    case ";": return ["entries end at a newline or a comma"]
    case "&": return ["write `and`"]
    case "|": return ["write `or`"]
    case "!": return ["write `not`"]
    case "%": return ["a percentage has no space before its `%`; there is no remainder"]
    case "$": return ["a value is put into a string by `\\(name)`"]
    case let first? where first.isLetter || first.isNumber:
      return ["names are made of the letters `a` to `z` and `A` to `Z`, digits, `_` and `-`"]
    default: return []
    }
  }

  static func numberTooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .numberTooLarge,
      "this number has too many digits",
      at: .init(range),
      help: ["numbers go up to \(Int.max), digits behind the point included"]
    )
  }

  /// - Parameter index: Which of the parts has no unit, or one that does not exist.
  static func unknownSuffix(
    _ index: Int,
    of parts: [QuantityPart],
    at range: SourceRange
  ) -> Diagnostic {
    let suffix = parts[index].suffix
    if suffix.isEmpty {
      return Diagnostic(
        .unknownSuffix,
        "this part of the duration has no unit",
        at: .init(range),
        help: ["write one of `ms s m min h d` behind it"]
      )
    }
    if QuantitySuffix.all.contains(suffix) {
      return Diagnostic(
        .unknownSuffix,
        "only durations have several parts, and `\(suffix)` is no duration",
        at: .init(range),
        help: ["write one number with one unit, such as `1.5Gi`"]
      )
    }
    return Diagnostic(
      .unknownSuffix,
      "`\(suffix)` is no unit",
      at: .init(range),
      help: [helpForSuffix(suffix)]
    )
  }

  private static func helpForSuffix(_ suffix: String) -> String {
    if let unit = QuantitySuffix.all.first(where: { $0.lowercased() == suffix.lowercased() }) {
      return unit == "K" ? "write `K` for 1,000 bytes or `Ki` for 1,024" : "write `\(unit)`"
    }
    switch suffix.lowercased() {
    case "b", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib":
      return "sizes have no `B`: write `Mi` for 1,048,576 bytes or `M` for 1,000,000"
    case "sec", "secs", "second", "seconds": return "write `s`"
    case "mins", "minute", "minutes": return "write `min`"
    case "hr", "hrs", "hour", "hours": return "write `h`"
    case "day", "days": return "write `d`"
    case "msec", "millis": return "write `ms`"
    default: return "units are `Ki Mi Gi Ti K M G T` for sizes, `ms s m min h d` for durations"
    }
  }

  // MARK: - Limits

  /// - Parameter opener: The token that begins what is too deep.
  static func nestedTooDeep(_ opener: String, limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep,
      "this is nested more than \(limit) levels deep",
      at: .init(range),
      help: [
        opener == "{"
          ? "put fewer blocks into each other: a `when` takes several conditions, joined by `and`"
          : "name inner parts with `let`"
      ]
    )
  }

  static func chainTooLong(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .chainTooLong,
      "this expression has more than \(limit) operators in a row",
      at: .init(range),
      help: ["name parts of it with `let`, or use a list and `join`"]
    )
  }

  // MARK: - Bytes

  static func notUTF8(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notUTF8,
      "this is not UTF-8",
      at: .init(range),
      help: ["save the file as UTF-8"]
    )
  }

  static func controlCharacter(_ value: UInt8, at range: SourceRange) -> Diagnostic {
    let number = String(value, radix: 16, uppercase: true)
    return Diagnostic(
      .controlCharacter,
      "the control character \(spelling(of: UInt32(value))) cannot stand in a spec",
      at: .init(range),
      help: [value == 0 ? "remove it" : "remove it; in a string, write it as `\\u{\(number)}`"]
    )
  }

  static func carriageReturn(at range: SourceRange, lines: Int) -> Diagnostic {
    Diagnostic(
      .carriageReturn,
      lines == 1
        ? "this line ends in CR LF" : "\(lines) lines of this file end in CR LF, the first here",
      at: .init(range),
      notes: ["a string of several lines would carry it into the containers"],
      help: ["save the file with LF line ends"]
    )
  }

  static func byteOrderMark(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .byteOrderMark,
      "the file begins with a byte-order mark",
      at: .init(range),
      help: ["save the file as UTF-8 without a byte-order mark"],
      fixIts: [.init("remove it", [.init(range, "")])]
    )
  }

  static func fileTooLarge(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .fileTooLarge,
      "the file is larger than \(limit / 1_048_576) MiB",
      at: .init(range),
      help: ["keep large content beside the spec and name it by `source`"]
    )
  }
}
