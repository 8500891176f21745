/// How a string is written so that every reader of YAML 1.1 or 1.2 takes it for that string.
///
/// Readers disagree about plain scalars: `y` is a boolean for kubectl and a string for PyYAML,
/// `1:30` the number 90 for PyYAML and a string for kubectl, `012` is ten, twelve or a string. So
/// plain is an allow-list of what nobody reads differently, and the fallback is double-quoted,
/// which all of them read alike.
package enum ScalarStyle: Sendable, Equatable {
  case plain
  case doubleQuoted
  /// A literal block, `|` or `|-`: the lines as they are.
  case literal

  /// The style of a value, or of an item of a sequence.
  package init(value text: String) {
    if isPlain(text.utf8, asKey: false) {
      self = .plain
    } else {
      self = isLiteral(text) ? .literal : .doubleQuoted
    }
  }

  /// The style of a key: never a literal, and plain only as a single word.
  package init(key text: String) {
    self = isPlain(text.utf8, asKey: true) ? .plain : .doubleQuoted
  }
}

/// Whether the text is words of letters, digits and what stands within names, paths, addresses and
/// assignments, and no reader makes more of them.
private func isPlain(_ text: String.UTF8View, asKey: Bool) -> Bool {
  guard startsAsString(text) else { return false }
  var previous: UInt8 = 0
  for byte in text {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-")...UInt8(ascii: "/"),
      UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "="):
      break
    case UInt8(ascii: ":"):
      guard !asKey, previous != UInt8(ascii: " ") else { return false }
    case UInt8(ascii: " "):
      // After a colon it would begin a mapping, and a run of spaces is hard to see.
      guard !asKey, previous != UInt8(ascii: " "), previous != UInt8(ascii: ":") else {
        return false
      }
    default:
      return false
    }
    previous = byte
  }
  return previous != UInt8(ascii: " ") && previous != UInt8(ascii: ":") && !isTakenWord(text)
}

/// Whether no number, date, null, merge key or indicator begins like this: all of these begin with
/// a digit, a sign, a dot or punctuation. (The words are left to `isTakenWord`.)
private func startsAsString(_ text: String.UTF8View) -> Bool {
  guard let first = text.first else { return false }
  return switch first {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "/"):
    true
  case UInt8(ascii: "."):
    text.starts(with: "./".utf8) || text.starts(with: "../".utf8)
  default:
    false
  }
}

/// The booleans and the null of YAML 1.1 and 1.2, in any mixture of cases.
private func isTakenWord(_ text: String.UTF8View) -> Bool {
  guard text.count <= 5 else { return false }
  return switch String(text).lowercased() {
  case "y", "n", "yes", "no", "on", "off", "true", "false", "null": true
  default: false
  }
}

/// Whether the text is made of lines that a literal block keeps and shows.
private func isLiteral(_ text: String) -> Bool {
  guard text.utf8.contains(UInt8(ascii: "\n")) else { return false }
  let scalars = text.unicodeScalars
  // A first line that is empty or begins with a space would need an indentation indicator, and two
  // line breaks at the end would need `|+`, which libyaml closes with `...`.
  guard scalars.first != "\n", scalars.first != " ", !endsWithEmptyLine(scalars) else {
    return false
  }
  var previous: Unicode.Scalar = "\n"
  for scalar in scalars {
    if scalar == "\n" {
      // A space at the end of a line is invisible, and editors strip it.
      if previous == " " { return false }
    } else if !scalar.isWrittenRaw {
      return false
    }
    previous = scalar
  }
  return previous != " "
}

private func endsWithEmptyLine(_ scalars: String.UnicodeScalarView) -> Bool {
  scalars.last == "\n" && scalars.dropLast().last == "\n"
}

extension Unicode.Scalar {
  /// Whether libyaml writes this character as it stands. At one other character, a tab or an emoji,
  /// it leaves the literal style by itself; the decision is made here so that the style decided and
  /// the style written are the same.
  var isWrittenRaw: Bool {
    switch self {
    case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{2027}", "\u{202A}"..."\u{D7FF}",
      "\u{E000}"..."\u{FEFE}", "\u{FF00}"..."\u{FFFD}":
      true
    default:
      false
    }
  }
}
