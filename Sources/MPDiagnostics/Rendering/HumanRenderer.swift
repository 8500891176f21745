/// Findings as people read them: the message, the lines it is about, and what to write instead.
///
/// ```
/// error[E0203]: `scatter_gather` needs a port named `http` on `leaf`
///    ┌─ histogram.mp:9:3
///    │
///  9 │   leaf {
///    │   ^^^^ this service has only the port `grpc`
///    │
///    ┌─ patterns/scatter_gather.mp:28:29
///    │
/// 28 │       MP_LEAVES      = join(leaf.http.addresses, ",")
///    │                             --------- used here
///    = help: add `ports { http = 8080 }` to `leaf`
/// ```
package struct HumanRenderer {
  private let sources: SourceMap
  private let style: FindingStyle

  package init(sources: SourceMap, style: FindingStyle = .plain) {
    self.sources = sources
    self.style = style
  }

  /// Writes the findings in the order given, a blank line between them, and their number if there
  /// are several. Nothing for no findings.
  package func render(_ findings: [Diagnostic]) -> String {
    let selection = FindingSelection(findings)
    var output = ""
    for (index, finding) in selection.shown.enumerated() {
      if index > 0 { output += "\n" }
      for line in lines(of: finding) { line.write(to: &output, style: style) }
    }
    guard findings.count > 1, let gravest = findings.map(\.severity).max() else { return output }
    output += "\n"
    if let remark = selection.remark { StyledLine(remark).write(to: &output, style: style) }
    StyledLine(SeverityCounts(findings).phrase(), .severity(gravest))
      .write(to: &output, style: style)
    return output
  }

  private func lines(of finding: Diagnostic) -> [StyledLine] {
    let drawn = Drawing.all(of: finding, in: sources)
    let frame = Frame(lastLine: drawn.map(\.lastLine).max() ?? 0)
    var lines = [heading(of: finding)]
    for (index, drawing) in drawn.enumerated() {
      if index > 0 { lines.append(frame.bar) }
      switch drawing {
      case .snippet(let place, let rows):
        lines.append(frame.arrow(place))
        if !rows.isEmpty { lines += [frame.bar] + rows.map(frame.row) }
      case .omitted(let count):
        lines.append(frame.gap("…and \(count) more in between"))
      }
    }
    for note in finding.remarks { lines += frame.remark("note", note) }
    for help in finding.suggestions { lines += frame.remark("help", help) }
    return lines
  }

  private func heading(of finding: Diagnostic) -> StyledLine {
    var line = StyledLine(
      "\(finding.severity.rawValue)[\(finding.code.rawValue)]",
      .severity(finding.severity)
    )
    line.add(": " + finding.message.visible, .strong)
    return line
  }
}

/// What stands between the heading and the remarks of a finding.
private enum Drawing {
  case snippet(place: String, rows: [SnippetPainter.Row])
  /// Steps of the trace.
  case omitted(Int)

  private static let traceLimit = 8

  static func all(of finding: Diagnostic, in sources: SourceMap) -> [Drawing] {
    Snippet.all(of: finding, in: sources).map(draw) + trace(of: finding, in: sources)
  }

  /// The last line that is shown, counted from 1.
  var lastLine: Int {
    guard case .snippet(_, let rows) = self else { return 0 }
    return rows.reduce(0) { last, row in
      if case .line(let line) = row.lead { line + 1 } else { last }
    }
  }

  /// The steps of the trace, the innermost first. Of a long one the middle is left out: the
  /// innermost steps say what happened, the outermost is what the user wrote.
  private static func trace(of finding: Diagnostic, in sources: SourceMap) -> [Drawing] {
    let steps = finding.trace
    let omitted = steps.count - traceLimit
    if omitted <= 0 { return steps.map { draw($0, in: sources) } }
    return steps.prefix(traceLimit - 1).map { draw($0, in: sources) }
      + [.omitted(omitted)]
      + steps.suffix(1).map { draw($0, in: sources) }
  }

  private static func draw(_ step: Diagnostic.Label, in sources: SourceMap) -> Drawing {
    let source = sources[step.range.source]
    return draw(Snippet(source, [Mark(step, in: source, primary: nil)]))
  }

  /// Of a file without a line, none is shown to which nothing is said: it is empty, or could not be
  /// read.
  private static func draw(_ snippet: Snippet) -> Drawing {
    if snippet.source.bytes.isEmpty, snippet.marksOnLine.values.joined().allSatisfy(\.text.isEmpty)
    {
      return .snippet(place: snippet.source.name.visible, rows: [])
    }
    return .snippet(place: snippet.place, rows: SnippetPainter.rows(of: snippet))
  }
}

/// What stands left of the source: numbers, bars and arrows.
///
/// All snippets of a finding have the width of the greatest line number. With a width for each, the
/// bars of one finding would not be below one another, and the eye would take it for two.
private struct Frame {
  private let numberWidth: Int

  init(lastLine: Int) { numberWidth = String(lastLine).utf8.count }

  private var margin: String { String(repeating: " ", count: numberWidth + 1) }

  var bar: StyledLine { StyledLine(margin + "│", .frame) }

  func arrow(_ place: String) -> StyledLine {
    var line = StyledLine(margin + "┌─ ", .frame)
    line.add(place)
    return line
  }

  func gap(_ text: String) -> StyledLine {
    var line = StyledLine(margin + "· ", .frame)
    line.add(text)
    return line
  }

  func row(_ row: SnippetPainter.Row) -> StyledLine {
    var line = StyledLine()
    switch row.lead {
    case .line(let number):
      let digits = String(number + 1)
      let padding = String(repeating: " ", count: numberWidth - digits.utf8.count)
      line.add("\(padding)\(digits) │ ", .frame)
    case .marks: line.add(margin + "│ ", .frame)
    case .gap: line.add(margin + "· ", .frame)
    }
    line.add(row.text)
    return line
  }

  /// A remark may have several lines, such as a block to copy.
  func remark(_ title: String, _ text: String) -> [StyledLine] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { index, part in
        var line = StyledLine(margin + "= ", .frame)
        line.add("\(title):", .strong)
        if index > 0 {
          line = StyledLine(margin + String(repeating: " ", count: "= \(title):".utf8.count))
        }
        line.add(" " + String(part).visible)
        return line
      }
  }
}
