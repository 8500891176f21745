// Sources and names come from anyone; what of them reaches a terminal must neither steer it nor
// read differently from what the compiler read.

extension Unicode.Scalar {
  /// How the scalar is written where it would be invisible, or would move or reorder other text;
  /// nil where it is shown as itself.
  ///
  /// The joiners of emoji and of some scripts are among them: terminals disagree on the width of
  /// what they join, and marks have to stand under the right place.
  var visibleEscape: String? {
    switch value {
    case 0x20..<0x7F: return nil
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    // The selectors of text and emoji presentation follow half of all emoji and do no harm.
    case 0xFE0E, 0xFE0F: return nil
    default: break
    }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return hexadecimalEscape
    default: return properties.isDefaultIgnorableCodePoint ? hexadecimalEscape : nil
    }
  }

  private var hexadecimalEscape: String { "\\u{\(String(value, radix: 16))}" }

  /// The columns that a terminal gives to the scalar; a good guess, since terminals differ.
  var terminalWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return isWide ? 2 : 1
    }
  }

  private var isWide: Bool {
    switch value {
    // Half of a flag each: two of them make one wide sign.
    case 0x1F1E6...0x1F1FF: false
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
      0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: properties.isEmojiPresentation
    }
  }
}

extension String {
  /// The text on one line, with nothing in it that a terminal would not show.
  package var visible: String { visible(keeping: []) }

  /// The same for a text of several lines, which stay.
  package var visibleLines: String { visible(keeping: ["\n"]) }

  private func visible(keeping kept: Set<Unicode.Scalar>) -> String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      if !kept.contains(scalar), let escape = scalar.visibleEscape {
        result += escape
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
