/// What a piece of a line is; the style decides how it looks.
enum Ink: Equatable {
  case plain
  case strong
  /// The frame round the source: numbers, bars and arrows.
  case frame
  /// The marks of a place that is not the primary one.
  case secondary
  case severity(Severity)

  /// The parameters of the escape sequence, if any.
  fileprivate var sequence: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .frame, .secondary: "34"
    case .severity(.error): "1;31"
    case .severity(.warning): "1;33"
    case .severity(.lossy): "1;35"
    case .severity(.note): "1;36"
    }
  }
}

/// One line of output.
struct StyledLine {
  private var runs: [(text: String, ink: Ink)] = []

  init(_ text: String = "", _ ink: Ink = .plain) { add(text, ink) }

  mutating func add(_ text: String, _ ink: Ink = .plain) {
    if text.isEmpty { return }
    if let last = runs.last, last.ink == ink {
      runs[runs.count - 1].text += text
    } else {
      runs.append((text, ink))
    }
  }

  mutating func add(_ other: StyledLine) {
    for run in other.runs { add(run.text, run.ink) }
  }

  /// Writes the line without the spaces at its end, which editors and reviews would trip over.
  func write(to output: inout String, style: FindingStyle) {
    var runs = runs
    while let last = runs.indices.last {
      while runs[last].text.last == " " { runs[last].text.removeLast() }
      guard runs[last].text.isEmpty else { break }
      runs.removeLast()
    }
    for run in runs {
      if style == .ansi, let sequence = run.ink.sequence {
        output += "\u{1B}[\(sequence)m\(run.text)\u{1B}[0m"
      } else {
        output += run.text
      }
    }
    output += "\n"
  }
}

/// A line that is drawn by columns before it becomes text.
struct MarkRow {
  private var cells: [(character: Character, ink: Ink)] = []

  mutating func put(_ character: Character, at column: Int, _ ink: Ink) {
    pad(to: column + 1)
    cells[column] = (character, ink)
  }

  /// Draws a line over what is still blank.
  mutating func putRule(in columns: Range<Int>, _ ink: Ink) {
    pad(to: columns.upperBound)
    for column in columns where cells[column].character == " " { cells[column] = ("─", ink) }
  }

  mutating func pad(to width: Int) {
    while cells.count < width { cells.append((" ", .plain)) }
  }

  var line: StyledLine {
    var line = StyledLine()
    for cell in cells { line.add(String(cell.character), cell.ink) }
    return line
  }
}
