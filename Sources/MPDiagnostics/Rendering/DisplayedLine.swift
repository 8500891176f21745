/// A line of a source as a terminal shows it, and where each of its bytes has gone.
///
/// Tabs are expanded, what is invisible is written as an escape, bytes that are not UTF-8 are
/// U+FFFD, and a long line is cut at both ends. The cost does not depend on the line's length.
struct DisplayedLine {
  static let columnLimit = 160
  private static let ellipsis = "…"

  private(set) var text = ""
  /// One for each scalar shown, by offset; the last stands for all that is behind.
  private var stops: [Stop] = []

  private struct Stop {
    let offset: Int
    let columns: Range<Int>
  }

  /// - Parameter focus: The offset that must be in sight if the line is cut.
  init(_ source: Source, line: Int, focus: Int) {
    let content = source.contentOfLine(line)
    let whole = Glyphs(source.bytes, in: content, columns: Self.columnLimit)
    if whole.end == content.upperBound {
      show(whole.glyphs)
      markEnd(at: content.upperBound)
      return
    }
    let start = Self.windowStart(source.bytes, in: content, focus: focus)
    if start > content.lowerBound { show(Glyph(Self.ellipsis, 1, at: content.lowerBound)) }
    let window = Glyphs(
      source.bytes,
      in: start..<content.upperBound,
      columns: Self.columnLimit - 2
    )
    show(window.glyphs)
    if window.end < content.upperBound { text += Self.ellipsis }
    markEnd(at: window.end)
  }

  /// The columns, counted from 0, that show a range of bytes; never none, for marks to be seen.
  func columns(of range: Range<Int>) -> Range<Int> {
    let first = stop(of: range.lowerBound).columns.lowerBound
    let end = range.isEmpty ? first : stop(of: range.upperBound - 1).columns.upperBound
    return first..<max(first + 1, end)
  }

  private func stop(of offset: Int) -> Stop {
    var low = 0
    var high = stops.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if stops[middle].offset <= offset { low = middle } else { high = middle }
    }
    return stops[low]
  }

  private mutating func show(_ glyphs: [Glyph]) {
    for glyph in glyphs { show(glyph) }
  }

  private mutating func show(_ glyph: Glyph) {
    text += glyph.text
    let column = stops.last?.columns.upperBound ?? 0
    // A combining mark has the place of what it combines with.
    let columns = glyph.width == 0 ? stops.last?.columns : nil
    stops.append(
      Stop(offset: glyph.offset, columns: columns ?? column..<column + glyph.width)
    )
  }

  private mutating func markEnd(at offset: Int) {
    let column = stops.last?.columns.upperBound ?? 0
    stops.append(Stop(offset: offset, columns: column..<column + 1))
  }

  /// Where a cut line begins: most of the room goes to what follows the focus, unless little does.
  private static func windowStart(
    _ bytes: [UInt8],
    in content: Range<Int>,
    focus: Int
  ) -> Int {
    let isContinuation = { (offset: Int) in bytes[offset] & 0xC0 == 0x80 }
    var focus = min(max(focus, content.lowerBound), content.upperBound)
    for _ in 0..<3 where focus > content.lowerBound && focus < content.upperBound {
      if isContinuation(focus) { focus -= 1 }
    }
    let behind = Glyphs(bytes, in: focus..<content.upperBound, columns: columnLimit)
    var room = columnLimit - 2 - min(behind.width, columnLimit * 3 / 4)

    // Four bytes is the longest scalar.
    var start = max(content.lowerBound, focus - 4 * room)
    for _ in 0..<3 where start > content.lowerBound && start < focus {
      if isContinuation(start) { start += 1 }
    }
    let before = Glyphs(bytes, in: start..<focus, columns: .max)
    var first = focus
    for glyph in before.glyphs.reversed() {
      room -= glyph.width
      if room < 0 { break }
      first = glyph.offset
    }
    return first
  }
}

/// A scalar as it is shown.
private struct Glyph {
  private static let tab = "    "

  let text: String
  let width: Int
  /// Of its first byte in the source.
  let offset: Int

  init(_ text: String, _ width: Int, at offset: Int) {
    self.text = text
    self.width = width
    self.offset = offset
  }

  init(_ scalar: Unicode.Scalar, at offset: Int) {
    if scalar == "\t" {
      self.init(Self.tab, Self.tab.utf8.count, at: offset)
    } else if let escape = scalar.visibleEscape {
      self.init(escape, escape.utf8.count, at: offset)
    } else {
      self.init(String(scalar), scalar.terminalWidth, at: offset)
    }
  }
}

/// The first scalars of some bytes, as many as fit.
private struct Glyphs {
  private(set) var glyphs: [Glyph] = []
  private(set) var width = 0
  /// The offset behind the last byte shown.
  private(set) var end: Int

  init(_ bytes: [UInt8], in range: Range<Int>, columns: Int) {
    // Combining marks take no column; a line of nothing else still has to end.
    let scalarLimit = columns == .max ? .max : columns * 4
    end = range.lowerBound
    var remaining = bytes[range].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while glyphs.count < scalarLimit {
      let glyph: Glyph
      let length: Int
      switch parser.parseScalar(from: &remaining) {
      case .valid(let encoded):
        glyph = Glyph(Unicode.UTF8.decode(encoded), at: end)
        length = encoded.count
      case .error(let invalid):
        glyph = Glyph("\u{FFFD}", at: end)
        length = invalid
      case .emptyInput:
        return
      }
      if width + glyph.width > columns { return }
      glyphs.append(glyph)
      width += glyph.width
      end += length
    }
  }
}

extension Source {
  /// The bytes of a line, counted from 0, without what ends it.
  func contentOfLine(_ line: Int) -> Range<Int> {
    let lower = lineStarts[line]
    guard line + 1 < lineStarts.count else { return lower..<bytes.count }
    let upper = lineStarts[line + 1] - 1
    let hasReturn = upper > lower && bytes[upper - 1] == UInt8(ascii: "\r")
    return lower..<(hasReturn ? upper - 1 : upper)
  }

  /// Whether nothing but blanks stands before an offset on its line.
  func isIndentation(before offset: Int, onLine line: Int) -> Bool {
    bytes[lineStarts[line]..<offset]
      .allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
