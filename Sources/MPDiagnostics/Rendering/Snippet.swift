/// A place of a finding, in the lines and words in which it is shown.
struct Mark {
  /// Within the bounds of the source.
  private(set) var range: Range<Int>
  let text: String
  let isPrimary: Bool
  let ink: Ink
  /// Counted from 0, as all lines of this folder.
  let firstLine: Int
  private(set) var lastLine: Int

  var spansLines: Bool { firstLine < lastLine }
  var glyph: Character { isPrimary ? "^" : "-" }

  init(_ label: Diagnostic.Label, in source: Source, primary severity: Severity?) {
    let lower = min(max(Int(label.range.lower), 0), source.bytes.count)
    let upper = min(max(Int(label.range.upper), lower), source.bytes.count)
    range = lower..<upper
    text = label.text.visible
    isPrimary = severity != nil
    ink = severity.map(Ink.severity) ?? .secondary
    firstLine = source.position(of: lower).line - 1
    // The newline at the end of a range does not take it to the next line.
    lastLine = source.position(of: max(lower, upper - 1)).line - 1
  }
}

/// The lines of one source that a finding shows, and the marks on them.
struct Snippet {
  /// More ranges of several lines round one another than this would push the text out of sight.
  private static let railLimit = 4

  let source: Source
  /// `file:line:column` of the mark that is named first.
  let place: String
  /// On one line each, by line.
  let marksOnLine: [Int: [Mark]]
  /// Over several lines each; drawn on the rails at the left, by rail from the outermost.
  let marksOnRails: [(rail: Int, mark: Mark)]
  let railCount: Int

  /// - Parameter marks: At least one; the first gives the place.
  init(_ source: Source, _ marks: [Mark]) {
    self.source = source
    place = source.place(of: marks[0].range.lowerBound)

    var placed: [(rail: Int, mark: Mark)] = []
    var onOneLine = marks.filter { !$0.spansLines }
    var lastLines: [Int] = []
    let outermostFirst = marks.filter(\.spansLines).sorted {
      ($0.firstLine, -$0.lastLine, $0.range.lowerBound)
        < ($1.firstLine, -$1.lastLine, $1.range.lowerBound)
    }
    for mark in outermostFirst {
      if let free = lastLines.firstIndex(where: { $0 < mark.firstLine }) {
        lastLines[free] = mark.lastLine
        placed.append((free, mark))
      } else if lastLines.count < Self.railLimit {
        lastLines.append(mark.lastLine)
        placed.append((lastLines.count - 1, mark))
      } else {
        onOneLine.append(mark.cutToFirstLine(of: source))
      }
    }
    marksOnRails = placed
    railCount = lastLines.count
    marksOnLine = Dictionary(grouping: onOneLine, by: \.firstLine)
  }

  /// The snippets of a finding: that of the primary place, then those of the other sources in the
  /// order of the labels.
  static func all(of finding: Diagnostic, in sources: SourceMap) -> [Snippet] {
    var order: [Source.ID] = []
    var marks: [Source.ID: [Mark]] = [:]
    func add(_ label: Diagnostic.Label, primary severity: Severity?) {
      let id = label.range.source
      if marks[id] == nil { order.append(id) }
      marks[id, default: []].append(Mark(label, in: sources[id], primary: severity))
    }
    add(finding.primary, primary: finding.severity)
    for label in finding.labels { add(label, primary: nil) }
    return order.map { Snippet(sources[$0], marks[$0, default: []]) }
  }

  /// The lines to show, ascending. A hole of one line is filled: to say so would take as much room.
  var lines: [Int] {
    let marked =
      marksOnLine.keys + marksOnRails.flatMap { [$0.mark.firstLine, $0.mark.lastLine] }
    var lines: [Int] = []
    for line in marked.sorted() where line != lines.last {
      if let last = lines.last, line == last + 2 { lines.append(last + 1) }
      lines.append(line)
    }
    return lines
  }
}

extension Mark {
  fileprivate func cutToFirstLine(of source: Source) -> Mark {
    var mark = self
    let end = max(range.lowerBound, source.contentOfLine(firstLine).upperBound)
    mark.range = range.lowerBound..<end
    mark.lastLine = firstLine
    return mark
  }
}

extension Source {
  /// `file:line:column`, the form that terminals and editors turn into a link.
  func place(of offset: Int) -> String {
    let position = position(of: offset)
    return "\(name.visible):\(position.line):\(position.column)"
  }
}
