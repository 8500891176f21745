/// Something that a formatter moves as a whole: a token, a string with all that is in it, a comment.
struct FormattedPiece {
  /// `.stringOpen` for a string.
  var kind: TokenKind
  /// The tokens that it consists of.
  var tokens: ClosedRange<Int>
  /// Where it begins in the source.
  var lower: Int32
  /// How many newlines stand between it and the piece before it.
  var newlinesBefore: Int
  /// In characters; of no use where it goes over several lines.
  var width: Int
  var isMultiline: Bool
  /// The group that it stands in; for a bracket, the one around its own.
  var group = 0
  /// For a bracket, the group that it opens or closes.
  var ownGroup: Int?
  /// Whether an entry, an element or an argument begins with it.
  var startsElement = false

  var isComment: Bool { kind == .comment || kind == .docComment }

  var isOpening: Bool { kind == .leftBrace || kind == .leftParen || kind == .leftBracket }

  var isClosing: Bool { kind == .rightBrace || kind == .rightParen || kind == .rightBracket }
}

/// What stands between two brackets; the first of all is the file.
struct FormattedGroup {
  enum Kind {
    /// Entries, which newlines or commas separate.
    case entries
    /// Elements that commas separate.
    case list, arguments
    /// One element, on lines of its own if there are several.
    case comprehension
    /// One expression or type, whose line breaks are only the author's.
    case parentheses, mapType
  }

  var kind: Kind
  /// The pieces of its brackets; -1 and the number of pieces for the file.
  var open: Int
  var close: Int
  var parent: Int
  /// Whether it goes over several lines.
  var isBroken = false
  /// Whether it came on one line, with nothing in it that needs more.
  var isFlat = true
  /// Whether each of its elements stands on a line of its own, as entries always do.
  var isSplit = false
  /// How many elements it has.
  var elements = 0

  var isEmpty: Bool { close == open + 1 }
}

/// The pieces of a text in their order, and the groups that they stand in. The commas that separate
/// are left out; who prints puts them where they belong.
struct FormattedPieces {
  private(set) var pieces: [FormattedPiece] = []
  var groups: [FormattedGroup]

  /// The groups that are open, the innermost last.
  private var open = [0]
  /// Whether a comma has just been left out, and the newlines before it.
  private var isBehindComma = false
  private var newlinesBeforeComma = 0

  init(_ text: TokenizedSource, _ outline: FormattingOutline) {
    groups = [FormattedGroup(kind: .entries, open: -1, close: 0, parent: 0, isBroken: true)]
    var newlines = 0
    var index = 0
    while index < text.tokens.count {
      let token = text.tokens[index]
      let last = token.kind == .stringOpen ? text.endOfString(from: index) : index
      switch token.kind {
      case .whitespace, .end: break
      case .newline: newlines += 1
      default:
        add(text.piece(index...last, newlinesBefore: newlines), outline)
        newlines = 0
      }
      index = last + 1
    }
    groups[0].close = pieces.count
    breakGroups()
  }

  // MARK: - Grouping

  private mutating func add(_ new: FormattedPiece, _ outline: FormattingOutline) {
    var piece = new
    let around = open[open.count - 1]
    if piece.kind == .comma, groups[around].kind.hasCommas {
      newlinesBeforeComma = max(newlinesBeforeComma, piece.newlinesBefore)
      isBehindComma = true
      return
    }
    piece.newlinesBefore = max(piece.newlinesBefore, newlinesBeforeComma)
    newlinesBeforeComma = 0
    if piece.isClosing {
      close(&piece)
    } else {
      piece.group = around
      if !piece.isComment { noteElement(&piece, outline) }
      if piece.isOpening { begin(&piece, outline) }
    }
    if !piece.isComment { isBehindComma = false }
    pieces.append(piece)
  }

  private mutating func noteElement(_ piece: inout FormattedPiece, _ outline: FormattingOutline) {
    let around = piece.group
    switch groups[around].kind {
    case .entries: piece.startsElement = outline.entries[piece.lower] != nil
    case .list, .arguments, .comprehension:
      piece.startsElement = isBehindComma || groups[around].elements == 0
    case .parentheses, .mapType: break
    }
    if piece.startsElement { groups[around].elements += 1 }
  }

  private mutating func begin(_ piece: inout FormattedPiece, _ outline: FormattingOutline) {
    let kind: FormattedGroup.Kind =
      switch outline.brackets[piece.lower] {
      case .body, .map, .record: .entries
      case .mapType: .mapType
      case .list: .list
      case .comprehension: .comprehension
      case .index: .parentheses
      case nil:
        piece.kind == .leftParen && pieces.last.map { outline.joinsNext.contains($0.lower) } == true
          && pieces.last?.kind == .name ? .arguments : .parentheses
      }
    piece.ownGroup = groups.count
    open.append(groups.count)
    groups.append(
      FormattedGroup(kind: kind, open: pieces.count, close: pieces.count, parent: piece.group)
    )
  }

  private mutating func close(_ piece: inout FormattedPiece) {
    // A tree without errors has no closer too many.
    let own = open.count > 1 ? open.removeLast() : 0
    piece.ownGroup = own
    piece.group = groups[own].parent
    groups[own].close = pieces.count
    if groups[own].isEmpty { piece.newlinesBefore = 0 }
  }

  // MARK: - Breaking

  /// A group is broken where a newline stands directly in it; entries are, too, where anything in
  /// them goes over several lines.
  private mutating func breakGroups() {
    for piece in pieces {
      let inner = piece.isClosing ? piece.ownGroup ?? 0 : piece.group
      if piece.newlinesBefore > 0 || piece.isMultiline { noteLines(in: inner) }
      if piece.newlinesBefore > 0 {
        groups[inner].isBroken = true
        breakEntries(around: inner)
      }
      if piece.isMultiline { breakEntries(from: piece.group) }
    }
  }

  private mutating func noteLines(in group: Int) {
    var index = group
    while groups[index].isFlat {
      groups[index].isFlat = false
      index = groups[index].parent
    }
  }

  private mutating func breakEntries(around group: Int) {
    if group != 0 { breakEntries(from: groups[group].parent) }
  }

  private mutating func breakEntries(from group: Int) {
    var index = group
    while index != 0 {
      if groups[index].kind == .entries {
        // Those around it have been broken with it.
        if groups[index].isBroken { return }
        groups[index].isBroken = true
      }
      index = groups[index].parent
    }
  }
}

extension FormattedGroup.Kind {
  /// Whether commas separate what stands in it.
  fileprivate var hasCommas: Bool {
    switch self {
    case .entries, .list, .arguments: true
    case .comprehension, .parentheses, .mapType: false
    }
  }
}

extension TokenizedSource {
  /// The token that closes the string which a token opens.
  func endOfString(from opening: Int) -> Int {
    var depth = 0
    for index in opening..<tokens.count {
      switch tokens[index].kind {
      case .stringOpen: depth += 1
      case .stringClose:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return tokens.count - 1
  }

  fileprivate func piece(_ range: ClosedRange<Int>, newlinesBefore: Int) -> FormattedPiece {
    let first = tokens[range.lowerBound]
    let bytes = bytes[Int(first.lower)..<Int(tokens[range.upperBound].upper)]
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    return FormattedPiece(
      kind: first.kind,
      tokens: range,
      lower: first.lower,
      newlinesBefore: newlinesBefore,
      width: isASCII ? bytes.count : String(decoding: bytes, as: UTF8.self).count,
      isMultiline: bytes.contains(.newline)
    )
  }
}
