import MPDiagnostics

extension StringDecoder {
  private enum Escape {
    case resolved([UInt8])
    case unknown
    case badUnicode
  }

  /// Reports the bad escapes of a text as it stands in the source, where its offsets are still true.
  /// Unknown ones come by the dozen, in a regular expression, and are one mistake.
  mutating func reportBadEscapes(_ parts: [StringPart], isClosed: Bool) {
    var unknown: [SourceRange] = []
    var canBeRaw = isClosed
    for case .text(let offset, let bytes) in parts {
      for (escape, place) in escapes(in: bytes) {
        let at = SourceRange(
          source: range.source,
          lower: Int(offset) + place.lowerBound,
          upper: Int(offset) + place.upperBound
        )
        switch escape {
        case .resolved: canBeRaw = false
        case .unknown:
          unknown.append(at)
          if bytes[place].elementsEqual("\\#".utf8) { canBeRaw = false }
        case .badUnicode:
          canBeRaw = false
          findings.append(SyntaxFindings.badUnicodeEscape(at: at))
        }
      }
    }
    guard let first = unknown.first else { return }
    findings.append(
      SyntaxFindings.unknownEscape(
        at: first,
        in: delimiter.opening,
        more: unknown.count - 1,
        raw: canBeRaw ? editsToRaw(parts) : []
      )
    )
  }

  private func editsToRaw(_ parts: [StringPart]) -> [Diagnostic.FixIt.Edit] {
    let openings = parts.compactMap { part in
      if case .interpolation(_, let opening) = part { opening } else { nil }
    }
    return [.init(range.start, "#")] + openings.map { .init($0, "\\#(") } + [.init(range.end, "#")]
  }

  func unescape(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    for (escape, place) in escapes(in: bytes) {
      result += bytes[index..<place.lowerBound]
      index = place.upperBound
      if case .resolved(let text) = escape { result += text }
    }
    return String(decoding: result + bytes[index...], as: UTF8.self)
  }

  private func escapes(in bytes: [UInt8]) -> [(Escape, Range<Int>)] {
    var escapes: [(Escape, Range<Int>)] = []
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) {
      let (escape, end) = escape(in: bytes, at: start)
      escapes.append((escape, start..<end))
      index = end
    }
    return escapes
  }

  /// The escape that begins at a backslash, and where it ends.
  private func escape(in bytes: [UInt8], at start: Int) -> (Escape, end: Int) {
    let end = min(start + 2, bytes.count)
    switch start + 1 < bytes.count ? bytes[start + 1] : nil {
    case UInt8(ascii: "n"): return (.resolved([.newline]), end)
    case UInt8(ascii: "t"): return (.resolved([UInt8(ascii: "\t")]), end)
    case UInt8(ascii: "r"): return (.resolved([UInt8(ascii: "\r")]), end)
    case UInt8(ascii: "\\"): return (.resolved([UInt8(ascii: "\\")]), end)
    case UInt8(ascii: "\""): return (.resolved([UInt8(ascii: "\"")]), end)
    case UInt8(ascii: "u"): return unicodeEscape(bytes, from: end)
    case .newline: return (.unknown, start + 1)
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
