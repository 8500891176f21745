/// What stands between two pieces of one line, and what is to be done when a line is too long.
extension CanonicalPrinter {
  /// Whether a blank stands before a piece that is not the first of its line.
  func hasBlank(before index: Int) -> Bool {
    let (previous, next) = (pieces[index - 1], pieces[index])
    // Behind a comma.
    if next.startsElement, previous.ownGroup == nil || !previous.isOpening { return true }
    switch next.kind {
    case .comma, .colon, .question, .dot, .dotDot, .rightParen, .rightBracket: return false
    case .rightBrace: return previous.kind != .leftBrace && !isMapType(next)
    case .leftParen where outline.joinsNext.contains(previous.lower): return false
    case .leftBracket where outline.brackets[next.lower] == .index: return false
    case .star where outline.joinsNext.contains(previous.lower): return false
    default: break
    }
    switch previous.kind {
    case .leftParen, .leftBracket, .dot, .dotDot: return false
    case .leftBrace: return !isMapType(previous)
    case .minus: return !outline.joinsNext.contains(previous.lower)
    default: return true
    }
  }

  private func isMapType(_ bracket: FormattedPiece) -> Bool {
    bracket.ownGroup.map { groups[$0].kind == .mapType } ?? false
  }

  // MARK: - What is too long

  /// The pieces that would stand on one line.
  private struct Segment {
    var last: Int
    var width: Int
    /// The elements of the group around it that stand in it, but the first.
    var furtherElements: [Int] = []
    /// Whether it ends within an element, so that nothing in it can be broken.
    var isOpen = false
  }

  /// Breaks as much of a line as makes it fit: several elements are parted; of one, the group that it
  /// ends with goes over several lines.
  mutating func breakWhatIsTooLong(from first: Int, _ indentation: Int) {
    guard !pieces[first].isClosing else { return }
    var segment = segment(from: first, isWhole: false)
    guard indentation + segment.width > Self.lineLimit else { return }
    if !segment.furtherElements.isEmpty {
      parted.formUnion(segment.furtherElements)
      segment = self.segment(from: first, isWhole: true)
      guard indentation + segment.width > Self.lineLimit else { return }
    }
    if !segment.isOpen { breakGroup(endingAt: segment.last, notBefore: first) }
  }

  /// - Parameter isWhole: Whether it ends with the element that it begins with.
  private func segment(from first: Int, isWhole: Bool) -> Segment {
    var segment = Segment(last: first, width: 0)
    let group = pieces[first].group
    var index = first
    while index < pieces.count {
      let piece = pieces[index]
      if index > first {
        if piece.isComment { break }
        if piece.isClosing, piece.ownGroup == group { break }
        if piece.newlinesBefore > 0 {
          segment.isOpen = !piece.startsElement || piece.group != group
          break
        }
        if piece.startsElement, piece.group == group {
          let isParted = groups[group].isSplit || parted.contains(index)
          if isWhole || isParted || groups[group].kind == .entries { break }
          segment.furtherElements.append(index)
        }
        segment.width += hasBlank(before: index) ? 1 : 0
      }
      segment.last = index
      if piece.isMultiline || piece.isOpening && groups[piece.ownGroup ?? 0].isBroken {
        segment.width += piece.isMultiline ? 0 : piece.width
        segment.isOpen = true
        break
      }
      segment.width += piece.width
      if piece.isOpening, let own = piece.ownGroup, groups[own].isFlat {
        // What is in it has been measured, and would be so again and again.
        segment.width += ends[groups[own].close] - ends[index]
        index = groups[own].close
        segment.last = index
      }
      if endsElement(index), hasComma(after: index) { segment.width += 1 }
      index += 1
    }
    return segment
  }

  func endsOnOneLine() -> [Int] {
    var ends: [Int] = []
    ends.reserveCapacity(pieces.count)
    var end = 0
    for index in pieces.indices {
      if index > 0 {
        let hasComma = endsElement(index - 1) && hasComma(after: index - 1)
        end += (hasComma ? 1 : 0) + (hasBlank(before: index) ? 1 : 0)
      }
      end += pieces[index].width
      ends.append(end)
    }
    return ends
  }

  private mutating func breakGroup(endingAt last: Int, notBefore first: Int) {
    guard pieces[last].isClosing, let own = pieces[last].ownGroup, groups[own].open >= first,
      !groups[own].isEmpty
    else { return }
    switch groups[own].kind {
    case .entries, .list, .comprehension: split(own)
    case .arguments:
      if groups[own].elements == 1, isBracketed(own) {
        breakGroup(endingAt: last - 1, notBefore: first)
      } else {
        split(own)
      }
    case .parentheses, .mapType: breakGroup(endingAt: last - 1, notBefore: first)
    }
  }

  /// Whether a group holds nothing but a list or a map, which can be broken instead of it.
  private func isBracketed(_ group: Int) -> Bool {
    let (first, last) = (groups[group].open + 1, groups[group].close - 1)
    guard pieces[first].isOpening, let inner = pieces[first].ownGroup else { return false }
    return groups[inner].close == last && groups[inner].kind != .parentheses
      && !groups[inner].isEmpty
  }

  private mutating func split(_ group: Int) {
    groups[group].isBroken = true
    groups[group].isSplit = true
  }
}
