import MPDiagnostics

/// A page for terminals: paragraphs that are wrapped, entries below headings, and code as it is.
///
/// What it is given may come from a spec; nothing of it reaches the terminal that would steer it or be
/// invisible there.
struct PlainPage {
  private static let width = 88

  private(set) var text = ""

  mutating func blank() {
    if !text.isEmpty { text += "\n" }
  }

  mutating func line(_ line: String, indent: Int = 0) {
    text += String(repeating: " ", count: line.isEmpty ? 0 : indent) + line.visible + "\n"
  }

  /// One paragraph, with further lines hanging below the first.
  mutating func wrapped(_ paragraph: String, indent: Int = 0, hanging: Int = 0) {
    var row = ""
    var margin = indent
    for word in paragraph.visible.split(separator: " ") {
      if !row.isEmpty, margin + row.count + 1 + word.count > Self.width {
        text += String(repeating: " ", count: margin) + row + "\n"
        row = ""
        margin = indent + hanging
      }
      row += (row.isEmpty ? "" : " ") + word
    }
    if !row.isEmpty { text += String(repeating: " ", count: margin) + row + "\n" }
  }

  /// A heading with what stands below it; nothing without that.
  mutating func section(_ heading: String, _ body: (inout PlainPage) -> Void) {
    var inner = PlainPage()
    body(&inner)
    if inner.text.isEmpty { return }
    blank()
    text += heading + "\n" + inner.text
  }

  /// `term` with its meaning below it.
  mutating func entry(_ term: String, _ parts: [DocText.Part]) {
    wrapped(term, indent: 2, hanging: 4)
    add(parts, indent: 6)
  }

  mutating func add(_ parts: [DocText.Part], indent: Int = 0) {
    for (index, part) in parts.enumerated() {
      if index > 0 { text += "\n" }
      switch part {
      case .paragraph(let paragraph):
        wrapped(paragraph, indent: indent, hanging: paragraph.hasPrefix("- ") ? 2 : 0)
      case .code(let lines): for line in lines { self.line(line, indent: indent + 4) }
      }
    }
  }

  /// Names in columns, the second aligned.
  mutating func table(_ rows: [[String]], indent: Int = 2) {
    let columns = (rows.map(\.count).max() ?? 1) - 1
    let widths = (0..<columns).map { column in
      rows.compactMap { column < $0.count ? $0[column].visible.count : nil }.max() ?? 0
    }
    for row in rows {
      var line = ""
      for (column, cell) in row.enumerated() {
        let cell = cell.visible
        line += cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: widths[column] - cell.count + 2)
        }
      }
      text += String(repeating: " ", count: indent) + line + "\n"
    }
  }
}
