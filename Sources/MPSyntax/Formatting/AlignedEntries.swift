/// Blanks to be put in before a place of the output.
struct Padding {
  var place: Int
  var count: Int
}

/// The entries of a body as they are printed, to align them afterwards: the `=` and `{` of entries
/// on consecutive lines. An entry of several lines is the last of those it is aligned with.
struct AlignedEntries {
  /// How many blanks alignment may cost an entry: what is longer by more is aligned among itself.
  private static let mostBlanks = 16

  private struct Entry {
    /// What it is aligned with: the first word of a block with a label, else nothing.
    var word: String
    var form: FormattingOutline.Entry
    var firstLine: Int
    var lastLine: Int
    /// What is to be aligned; `nil` where there is nothing, or not yet.
    var mark: (place: Int, column: Int)?
  }

  private var entries: [Entry] = []
  /// Whether the mark of the last entry has not been found yet.
  private var isSearching = false

  mutating func begin(_ form: FormattingOutline.Entry, onLine line: Int) {
    var word = ""
    if case .block(let blockWord, _) = form { word = blockWord }
    entries.append(Entry(word: word, form: form, firstLine: line, lastLine: line))
    isSearching = true
  }

  mutating func end(onLine line: Int) {
    if let last = entries.indices.last { entries[last].lastLine = line }
  }

  /// Whether the last entry is aligned by this piece of it.
  ///
  /// - Parameter isBroken: Whether the piece opens a group of several lines, by which nothing is
  ///   aligned.
  func isAligned(by piece: FormattedPiece, isBroken: Bool) -> Bool {
    guard isSearching, let entry = entries.last else { return false }
    switch entry.form {
    case .plain: return false
    case .assignment: return piece.kind == .equal
    case .block(_, let brace): return piece.lower == brace && !isBroken
    }
  }

  mutating func align(at place: Int, column: Int) {
    if let last = entries.indices.last { entries[last].mark = (place, column) }
    isSearching = false
  }

  func paddings() -> [Padding] {
    var paddings: [Padding] = []
    var first = 0
    for index in entries.indices {
      let isLast = index + 1 == entries.count
      let entry = entries[index]
      if isLast || entry.lastLine > entry.firstLine
        || entries[index + 1].firstLine > entry.lastLine + 1
      {
        paddings += Self.paddings(of: entries[first...index])
        first = index + 1
      }
    }
    return paddings
  }

  private static func paddings(of run: ArraySlice<Entry>) -> [Padding] {
    var paddings: [Padding] = []
    var marks: [(word: String, place: Int, column: Int)] = []
    for entry in run {
      if let mark = entry.mark { marks.append((entry.word, mark.place, mark.column)) }
    }
    marks.sort { $0.word == $1.word ? $0.column < $1.column : $0.word < $1.word }
    var first = 0
    while first < marks.count {
      let aligned = marks[first...].prefix {
        $0.word == marks[first].word && $0.column <= marks[first].column + mostBlanks
      }
      for mark in aligned {
        let count = aligned[aligned.endIndex - 1].column - mark.column
        if count > 0 { paddings.append(Padding(place: mark.place, count: count)) }
      }
      first = aligned.endIndex
    }
    return paddings
  }
}

/// The output with blanks put in.
func padded(_ output: [UInt8], by paddings: [Padding]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(output.count + paddings.reduce(0) { $0 + $1.count })
  var done = 0
  for padding in paddings.sorted(by: { $0.place < $1.place }) {
    result += output[done..<padding.place]
    result += repeatElement(UInt8(ascii: " "), count: padding.count)
    done = padding.place
  }
  return result + output[done...]
}
