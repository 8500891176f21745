/// Draws the lines of a snippet with the marks below them and the rails beside them.
struct SnippetPainter {
  struct Row {
    enum Lead: Equatable {
      /// Counted from 0.
      case line(Int)
      /// Marks and texts below a line.
      case marks
      /// Stands for lines that are not shown.
      case gap
    }

    let lead: Lead
    let text: StyledLine
  }

  private let snippet: Snippet
  /// Where the text of the source begins, right of the rails.
  private let textColumn: Int
  /// The marks whose rails run past the row being drawn.
  private var openRails: [Mark?]
  private var rows: [Row] = []

  static func rows(of snippet: Snippet) -> [Row] {
    var painter = SnippetPainter(snippet)
    painter.paint()
    return painter.rows
  }

  private init(_ snippet: Snippet) {
    self.snippet = snippet
    textColumn = snippet.railCount * 2
    openRails = Array(repeating: nil, count: snippet.railCount)
  }

  private mutating func paint() {
    let beginning = Dictionary(grouping: snippet.marksOnRails, by: \.mark.firstLine)
    let ending = Dictionary(grouping: snippet.marksOnRails, by: \.mark.lastLine)
    var previous: Int?
    for line in snippet.lines {
      if let previous, line > previous + 1 { rows.append(Row(lead: .gap, text: rails().line)) }
      previous = line
      paint(
        line,
        marks: snippet.marksOnLine[line, default: []],
        beginning: beginning[line, default: []],
        ending: ending[line, default: []]
      )
    }
  }

  private mutating func paint(
    _ line: Int,
    marks: [Mark],
    beginning: [(rail: Int, mark: Mark)],
    ending: [(rail: Int, mark: Mark)]
  ) {
    let offsets =
      (marks + beginning.map(\.mark)).map { ($0.isPrimary, $0.range.lowerBound) }
      + ending.map { ($0.mark.isPrimary, $0.mark.range.upperBound - 1) }
    let focus = (offsets.first(where: \.0) ?? offsets.first)?.1
    let displayed = DisplayedLine(
      snippet.source,
      line: line,
      focus: focus ?? snippet.source.lineStarts[line]
    )

    var row = rails()
    var beginningInside: [(rail: Int, mark: Mark)] = []
    for (rail, mark) in beginning {
      if snippet.source.isIndentation(before: mark.range.lowerBound, onLine: line) {
        row.put("╭", at: rail * 2, mark.ink)
        openRails[rail] = mark
      } else {
        beginningInside.append((rail, mark))
      }
    }
    row.pad(to: textColumn)
    var text = row.line
    text.add(displayed.text)
    rows.append(Row(lead: .line(line), text: text))

    paint(marks, under: displayed)
    for (rail, mark) in beginningInside {
      let column = displayed.columns(of: mark.range).lowerBound
      rows.append(Row(lead: .marks, text: arm("╭", of: rail, mark, to: column).line))
      openRails[rail] = mark
    }
    // The innermost ends first, so that arms cross as few rails as they can.
    for (rail, mark) in ending.reversed() {
      let column = displayed.columns(of: mark.range).upperBound - 1
      openRails[rail] = nil
      var text = arm("╰", of: rail, mark, to: column).line
      if !mark.text.isEmpty { text.add(" " + mark.text, mark.ink) }
      rows.append(Row(lead: .marks, text: text))
    }
  }

  private func rails() -> MarkRow {
    var row = MarkRow()
    for (rail, mark) in openRails.enumerated() {
      if let mark { row.put("│", at: rail * 2, mark.ink) }
    }
    return row
  }

  /// From a rail to a column of the text.
  private func arm(_ corner: Character, of rail: Int, _ mark: Mark, to column: Int) -> MarkRow {
    var row = rails()
    row.put(corner, at: rail * 2, mark.ink)
    row.putRule(in: rail * 2 + 1..<textColumn + column, mark.ink)
    row.put(mark.glyph, at: textColumn + column, mark.ink)
    return row
  }
}

extension SnippetPainter {
  private struct PlacedMark {
    let mark: Mark
    let columns: Range<Int>
  }

  /// The marks of one line in one row. The text of the last stands behind it; the others hang below:
  ///
  /// ```
  /// expose web.http { port = 80 }
  ///        --- ^^^^ no such port
  ///        │
  ///        declared in line 3
  /// ```
  private mutating func paint(_ marks: [Mark], under displayed: DisplayedLine) {
    if marks.isEmpty { return }
    let placed = marks.map { mark in
      let columns = displayed.columns(of: mark.range)
      return PlacedMark(
        mark: mark,
        columns: columns.lowerBound + textColumn..<columns.upperBound + textColumn
      )
    }

    var row = rails()
    // The primary mark is drawn last, on top of what it overlaps.
    for place in placed.filter({ !$0.mark.isPrimary }) + placed.filter(\.mark.isPrimary) {
      for column in place.columns { row.put(place.mark.glyph, at: column, place.mark.ink) }
    }
    var text = row.line
    let trailing = Self.indexOfTrailing(placed)
    if let trailing { text.add(" " + placed[trailing].mark.text, placed[trailing].mark.ink) }
    rows.append(Row(lead: .marks, text: text))

    hang(
      placed.indices.filter { $0 != trailing && !placed[$0].mark.text.isEmpty }
        .map { placed[$0] }
    )
  }

  /// The mark with text that has nothing right of it.
  private static func indexOfTrailing(_ placed: [PlacedMark]) -> Int? {
    guard let end = placed.map(\.columns.upperBound).max() else { return nil }
    let candidates = placed.indices.filter {
      placed[$0].columns.upperBound == end && !placed[$0].mark.text.isEmpty
    }
    return candidates.first { placed[$0].mark.isPrimary }
      ?? candidates.max { placed[$0].columns.lowerBound < placed[$1].columns.lowerBound }
  }

  private mutating func hang(_ placed: [PlacedMark]) {
    if placed.isEmpty { return }
    let marks = Dictionary(grouping: placed, by: \.columns.lowerBound).mapValues { $0.map(\.mark) }
    let rightmostFirst = marks.keys.sorted(by: >)

    func connectors(at columns: ArraySlice<Int>) -> MarkRow {
      var row = rails()
      for column in columns { row.put("│", at: column, marks[column]?.first?.ink ?? .plain) }
      return row
    }

    rows.append(Row(lead: .marks, text: connectors(at: rightmostFirst[...]).line))
    for (index, column) in rightmostFirst.enumerated() {
      var row = connectors(at: rightmostFirst[(index + 1)...])
      row.pad(to: column)
      for mark in marks[column, default: []] {
        var text = row.line
        text.add(mark.text, mark.ink)
        rows.append(Row(lead: .marks, text: text))
      }
    }
  }
}
