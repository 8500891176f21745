/// What differs between two texts, line by line, as people read it: hunks with a little context.
///
/// In: the bytes of both. Out: hunks, or a unified diff. Bounded in time (`EditScript`) and in what
/// is shown; what a terminal would obey instead of showing is escaped.
struct LineDiff: Hashable, Sendable {
  struct Line: Hashable, Sendable {
    enum Kind: Character, Hashable, Sendable {
      case kept = " "
      case removed = "-"
      case added = "+"
    }

    let kind: Kind
    /// Without the newline.
    let bytes: ArraySlice<UInt8>
    /// False for a last line that does not end in a newline.
    let isTerminated: Bool
  }

  struct Hunk: Hashable, Sendable {
    /// Counted from 1; of an empty range, the line before it.
    let oldStart: Int
    let newStart: Int
    let lines: [Line]
  }

  let hunks: [Hunk]
  /// Whether one of them is no text, so that there are no hunks.
  let isBinary: Bool

  init(from old: [UInt8], to new: [UInt8], context: Int = 3) {
    isBinary = old != new && (old.contains(0) || new.contains(0))
    hunks = old == new || isBinary ? [] : Self.hunks(old, new, context)
  }

  /// A unified diff, which ends in a newline, or nothing when nothing differs.
  ///
  /// - Parameters:
  ///   - mostLines: How many lines are shown before the rest is only counted.
  ///   - longestLine: How many characters of a line are shown.
  func unified(
    _ oldName: String,
    _ newName: String,
    mostLines: Int = 1000,
    longestLine: Int = 400
  ) -> String {
    if isBinary { return "Binary files \(oldName) and \(newName) differ\n" }
    guard !hunks.isEmpty else { return "" }
    let body = hunks.flatMap { [$0.header] + $0.lines.map { Self.text(of: $0, longestLine) } }
    var text = "--- \(oldName)\n+++ \(newName)\n" + body.prefix(mostLines).joined()
    if body.count > mostLines { text += "… \(body.count - mostLines) more lines\n" }
    return text
  }

  // MARK: Finding

  private static func hunks(_ old: [UInt8], _ new: [UInt8], _ context: Int) -> [Hunk] {
    let (oldLines, newLines) = (lines(old), lines(new))
    // Comparing numbers is cheaper than comparing lines again and again.
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func numbered(_ lines: [ArraySlice<UInt8>]) -> [Int] {
      lines.map { line in
        if let number = numbers[line] { return number }
        numbers[line] = numbers.count
        return numbers.count - 1
      }
    }
    let script = EditScript(from: numbered(oldLines), to: numbered(newLines))
    var builder = HunkBuilder(context: context)
    var (oldIndex, newIndex) = (0, 0)
    for step in script.steps {
      let line = step == .insert ? newLines[newIndex] : oldLines[oldIndex]
      builder.add(step, line)
      if step != .insert { oldIndex += 1 }
      if step != .remove { newIndex += 1 }
    }
    return builder.finish()
  }

  /// Each with its newline, so that the last one differs when it lacks it.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  // MARK: Showing

  private static func text(of line: Line, _ longest: Int) -> String {
    var text = String(line.kind.rawValue)
    var room = longest
    for scalar in String(decoding: line.bytes, as: UTF8.self).unicodeScalars {
      guard room > 0 else {
        text += "…"
        break
      }
      room -= 1
      text += escaped(scalar)
    }
    return text + (line.isTerminated ? "\n" : "\n\\ No newline at end of file\n")
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      scalar == "\t" ? "\t" : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default: String(scalar)
    }
  }
}

extension LineDiff.Hunk {
  var oldCount: Int { lines.count { $0.kind != .added } }
  var newCount: Int { lines.count { $0.kind != .removed } }

  /// `@@ -1,3 +1,4 @@`
  var header: String {
    func range(_ start: Int, _ count: Int) -> String {
      count == 1 ? "\(start)" : "\(start),\(count)"
    }
    return "@@ -\(range(oldStart, oldCount)) +\(range(newStart, newCount)) @@\n"
  }
}

/// Gathers changed lines with the kept ones around them.
private struct HunkBuilder {
  let context: Int
  private var hunks: [LineDiff.Hunk] = []
  /// The hunk that is being gathered, or the context that may begin the next.
  private var lines: [LineDiff.Line] = []
  private var hasChange = false
  /// How many kept lines `lines` ends with.
  private var keptAtEnd = 0
  /// How many lines of both texts have been seen.
  private var (oldSeen, newSeen) = (0, 0)

  init(context: Int) { self.context = context }

  mutating func add(_ step: EditScript.Step, _ line: ArraySlice<UInt8>) {
    let isTerminated = line.last == UInt8(ascii: "\n")
    let kind: LineDiff.Line.Kind =
      switch step {
      case .keep: .kept
      case .remove: .removed
      case .insert: .added
      }
    lines.append(
      LineDiff.Line(
        kind: kind,
        bytes: isTerminated ? line.dropLast() : line,
        isTerminated: isTerminated
      )
    )
    if kind != .added { oldSeen += 1 }
    if kind != .removed { newSeen += 1 }
    if kind == .kept { keptAtEnd += 1 } else { (hasChange, keptAtEnd) = (true, 0) }
    if hasChange && keptAtEnd > 2 * context { close() }
    if !hasChange && keptAtEnd > context {
      lines.removeFirst()
      keptAtEnd -= 1
    }
  }

  mutating func finish() -> [LineDiff.Hunk] {
    if hasChange { close() }
    return hunks
  }

  /// Ends the hunk with its context, and keeps the rest for the next one.
  private mutating func close() {
    let surplus = max(0, keptAtEnd - context)
    let hunk = lines.dropLast(surplus)
    let oldCount = hunk.count { $0.kind != .added }
    let newCount = hunk.count { $0.kind != .removed }
    let (oldBefore, newBefore) = (oldSeen - surplus - oldCount, newSeen - surplus - newCount)
    hunks.append(
      LineDiff.Hunk(
        oldStart: oldCount == 0 ? oldBefore : oldBefore + 1,
        newStart: newCount == 0 ? newBefore : newBefore + 1,
        lines: Array(hunk)
      )
    )
    lines = Array(lines.suffix(min(surplus, context)))
    keptAtEnd = lines.count
    hasChange = false
  }
}
