import MPDiagnostics

/// What belongs to other languages: comments, quotes and operators that mean nothing here. Each is
/// one token and one finding, so that its content is not read as if it were a spec.
extension Lexer {
  mutating func lexForeign() {
    let start = position
    let end = endOfForeign()
    take(.unknown, until: end)
    report {
      SyntaxFindings.unknownCharacter(
        at: $0.range(start, $0.endOfForeignMark(start, end)),
        $0.bytes
      )
    }
  }

  private func endOfForeign() -> Int {
    switch bytes[position] {
    case UInt8(ascii: "#"): return endOfLine(from: position)
    case UInt8(ascii: "/"): return endOfBlockComment()
    case UInt8(ascii: "|"): return position + 2
    default: return endOfQuoted() ?? endOfUnknown()
    }
  }

  /// A comment is marked where it begins, everything else as a whole.
  private func endOfForeignMark(_ start: Int, _ end: Int) -> Int {
    switch bytes[start] {
    case UInt8(ascii: "#"): start + 1
    case UInt8(ascii: "/"): start + 2
    default: end
    }
  }

  /// Behind `*/`; without one, the end of the file.
  private func endOfBlockComment() -> Int {
    var end = position + 2
    while end < bytes.count {
      if starts(with: "*/", at: end) { return end + 2 }
      end += 1
    }
    return bytes.count
  }

  /// A text between quotes that are not ours, on one line.
  private func endOfQuoted() -> Int? {
    let quotes: [(StaticString, StaticString)] = [("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’")]
    for (opening, closing) in quotes where starts(with: opening, at: position) {
      var end = position + opening.utf8CodeUnitCount
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        if starts(with: closing, at: end) { return end + closing.utf8CodeUnitCount }
        // Many openers without a closer must not each read the whole line.
        if starts(with: opening, at: end) { break }
        end += 1
      }
    }
    return nil
  }

  /// A run of bytes that begin no token.
  private func endOfUnknown() -> Int {
    var end = position + 1
    while let next = byte(at: end), next.beginsNothing { end += 1 }
    return end
  }
}

extension UInt8 {
  /// Quotes begin nothing either, but may enclose something.
  fileprivate var beginsNothing: Bool {
    switch self {
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"): false
    case 0..<0x20, 0x7F...: true
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"): true
    case UInt8(ascii: ";"), UInt8(ascii: "@"), UInt8(ascii: "\\"), UInt8(ascii: "^"): true
    case UInt8(ascii: "~"): true
    default: false
    }
  }
}
