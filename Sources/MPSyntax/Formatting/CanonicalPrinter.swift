/// Prints the pieces of a spec one after the other: decides what stands between two of them, and
/// breaks what does not fit into a line.
struct CanonicalPrinter {
  static let lineLimit = 100
  /// The blanks of one level.
  static let level = 2

  /// A group that is being printed.
  struct Frame {
    var group: Int
    /// Where the lines of its elements begin.
    var indentation: Int
    /// Where its closing bracket stands, if that has a line of its own.
    var closingIndentation: Int
    var aligned = AlignedEntries()
  }

  let text: TokenizedSource
  let outline: FormattingOutline
  let pieces: [FormattedPiece]
  /// For each piece, the first one from there on that is no comment.
  private let significant: [Int]
  /// Changes: what is too long for a line is broken.
  var groups: [FormattedGroup]
  /// How far right each piece ends if all of them stand on one line.
  private(set) var ends: [Int] = []
  /// The elements that do not fit into the line of those before them.
  var parted: Set<Int> = []

  private(set) var output: [UInt8] = []
  /// The line that is being printed, counted from 0, how it is indented, and how long it is so far.
  private var line = 0
  private var indentation = 0
  private var column = 0
  private var frames = [Frame(group: 0, indentation: 0, closingIndentation: 0)]
  private var paddings: [Padding] = []

  init(text: TokenizedSource, outline: FormattingOutline, pieces: FormattedPieces) {
    self.text = text
    self.outline = outline
    self.pieces = pieces.pieces
    groups = pieces.groups
    significant = Self.significant(in: pieces.pieces)
    ends = endsOnOneLine()
    output.reserveCapacity(text.bytes.count + text.bytes.count / 8)
  }

  private static func significant(in pieces: [FormattedPiece]) -> [Int] {
    var significant = Array(0...pieces.count)
    for index in pieces.indices.reversed() where pieces[index].isComment {
      significant[index] = significant[index + 1]
    }
    return significant
  }

  mutating func print() -> [UInt8] {
    for index in pieces.indices { print(index) }
    if !pieces.isEmpty { output.append(.newline) }
    paddings += frames[0].aligned.paddings()
    return padded(output, by: paddings)
  }

  // MARK: - One piece

  private mutating func print(_ index: Int) {
    let piece = pieces[index]
    if piece.isClosing { paddings += frames[frames.count - 1].aligned.paddings() }
    let beginsLine = index == 0 || breaksLine(before: index)
    if beginsLine {
      beginLine(index)
    } else if piece.isComment {
      append("  ")
    } else if hasBlank(before: index) {
      append(" ")
    }
    if piece.isClosing { frames.removeLast() }
    noteAlignment(index)
    if piece.isMultiline, piece.kind == .stringOpen {
      appendLines(ofStringAt: piece.tokens, indentation + (beginsLine ? 0 : Self.level))
    } else {
      append(piece)
    }
    if piece.isOpening { open(piece.ownGroup ?? 0) }
    if endsElement(index) {
      if hasComma(after: index) { append(",") }
      if groups[piece.group].kind == .entries {
        frames[frames.count - 1].aligned.end(onLine: line)
      }
    }
  }

  private mutating func open(_ group: Int) {
    frames.append(
      Frame(
        group: group,
        indentation: indentation + Self.level,
        closingIndentation: indentation
      )
    )
  }

  private mutating func beginLine(_ index: Int) {
    if index > 0 {
      newline()
      if hasEmptyLine(before: index) { newline() }
    }
    indentation = indentation(ofLineAt: index)
    append(String(repeating: " ", count: indentation))
    if !pieces[index].isComment { breakWhatIsTooLong(from: index, indentation) }
  }

  // MARK: - Appending

  private mutating func append(_ string: String) {
    output += string.utf8
    column += string.utf8.count
  }

  private mutating func append(_ piece: FormattedPiece) {
    let end = Int(text.tokens[piece.tokens.upperBound].upper)
    let bytes = text.bytes[Int(piece.lower)..<end]
    output += piece.isComment ? bytes.withoutTrailingBlanks : bytes
    column += piece.width
  }

  private mutating func newline() {
    output.append(.newline)
    line += 1
    column = 0
  }

  private mutating func appendLines(ofStringAt tokens: ClosedRange<Int>, _ indentation: Int) {
    let moved = text.string(
      at: tokens,
      indentedBy: Array(repeating: UInt8(ascii: " "), count: indentation)
    )
    output += moved
    line += moved.count { $0 == .newline }
    // Nothing that is aligned stands behind it.
    column += moved.count
  }

  private mutating func noteAlignment(_ index: Int) {
    let piece = pieces[index]
    let frame = frames.count - 1
    guard frames[frame].group == piece.group, groups[piece.group].kind == .entries,
      groups[piece.group].isBroken
    else { return }
    if piece.startsElement, let entry = outline.entries[piece.lower] {
      frames[frame].aligned.begin(entry, onLine: line)
    }
    let isBroken = piece.ownGroup.map { groups[$0].isBroken } ?? false
    if frames[frame].aligned.isAligned(by: piece, isBroken: isBroken) {
      frames[frame].aligned.align(at: output.count, column: column)
    }
  }

  // MARK: - Line breaks

  private var frame: Frame { frames[frames.count - 1] }

  private func breaksLine(before index: Int) -> Bool {
    if pieces[index - 1].isComment { return true }
    let piece = pieces[index]
    if piece.isComment { return piece.newlinesBefore > 0 }
    if piece.isClosing {
      let own = groups[piece.ownGroup ?? 0]
      return own.kind.isAuthors ? piece.newlinesBefore > 0 : own.isBroken
    }
    let group = groups[piece.group]
    if piece.startsElement, group.isBroken {
      return group.kind == .entries || group.isSplit || parted.contains(index)
        || index - 1 == group.open || piece.newlinesBefore > 0
    }
    return piece.newlinesBefore > 0
  }

  /// Whether one of the author's empty lines is kept: between entries and comments of one level, but
  /// not at the beginning or the end of what they stand in.
  private func hasEmptyLine(before index: Int) -> Bool {
    let piece = pieces[index]
    return piece.newlinesBefore > 1 && !piece.isClosing && beginsAtLevel(index)
      && groups[frame.group].open != index - 1
  }

  private func indentation(ofLineAt index: Int) -> Int {
    if pieces[index].isClosing { return frame.closingIndentation }
    return beginsAtLevel(index) || groups[frame.group].kind.isAuthors
      ? frame.indentation : frame.indentation + Self.level
  }

  /// Whether an element begins here, or a comment that belongs to none; everything else on a line of
  /// its own goes on with the line before it.
  private func beginsAtLevel(_ index: Int) -> Bool {
    guard pieces[index].isComment else { return pieces[index].startsElement }
    let next = significant[index]
    return next == pieces.count || pieces[next].isClosing || pieces[next].startsElement
  }

  // MARK: - Elements

  func endsElement(_ index: Int) -> Bool {
    if pieces[index].isComment { return false }
    let next = significant[index + 1]
    guard next < pieces.count else { return true }
    let group = pieces[index].group
    return pieces[next].isClosing
      ? pieces[next].ownGroup == group
      : pieces[next].startsElement && pieces[next].group == group
  }

  /// - Parameter index: The end of an element.
  func hasComma(after index: Int) -> Bool {
    let group = groups[pieces[index].group]
    let next = significant[index + 1]
    let isLast = next == group.close
    switch group.kind {
    case .list: return !isLast || group.isBroken
    case .arguments: return !isLast
    case .entries: return !isLast && !group.isBroken
    case .comprehension, .parentheses, .mapType: return false
    }
  }
}

extension FormattedGroup.Kind {
  /// Whether lines are broken in it only where the author broke them.
  fileprivate var isAuthors: Bool { self == .parentheses || self == .mapType }
}

extension ArraySlice<UInt8> {
  var withoutTrailingBlanks: ArraySlice<UInt8> {
    var end = endIndex
    while end > startIndex, self[end - 1].isBlank { end -= 1 }
    return self[..<end]
  }
}
