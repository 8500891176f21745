/// How one sequence becomes another: which elements stay, go and come, in order.
///
/// The shortest way (Myers 1986) as long as it has at most a thousand steps, and beyond that all of
/// the old and then all of the new between what both begin and end with; so neither time nor memory
/// grows with the product of the two lengths.
struct EditScript: Hashable, Sendable {
  enum Step: Hashable, Sendable { case keep, remove, insert }

  static let mostEdits = 1000

  let steps: [Step]

  init<Element: Equatable>(from old: [Element], to new: [Element]) {
    let shorter = min(old.count, new.count)
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let suffix = zip(old.reversed(), new.reversed()).prefix(shorter - prefix)
      .prefix { $0 == $1 }.count
    let middle = Self.steps(
      from: old[prefix..<(old.count - suffix)],
      to: new[prefix..<(new.count - suffix)]
    )
    steps =
      Array(repeating: .keep, count: prefix) + middle + Array(repeating: .keep, count: suffix)
  }

  private static func steps<Element: Equatable>(
    from old: ArraySlice<Element>,
    to new: ArraySlice<Element>
  ) -> [Step] {
    // A copy from index 0 on.
    let (old, new) = (Array(old), Array(new))
    guard !old.isEmpty, !new.isEmpty, let rounds = rounds(from: old, to: new) else {
      return Array(repeating: .remove, count: old.count)
        + Array(repeating: .insert, count: new.count)
    }
    return backtrack(rounds, old.count, new.count)
  }

  /// How far into the old sequence the diagonals -d … d reach before the round of d edits.
  private struct Reach {
    var furthest: [Int32]

    init(edits: Int) { furthest = Array(repeating: 0, count: 2 * edits + 3) }

    subscript(diagonal: Int) -> Int {
      get { Int(furthest[diagonal + furthest.count / 2]) }
      set { furthest[diagonal + furthest.count / 2] = Int32(newValue) }
    }

    /// Whether the way to a diagonal comes from the one above, by an insertion.
    func insertsInto(_ diagonal: Int, after edits: Int) -> Bool {
      diagonal == -edits || (diagonal != edits && self[diagonal - 1] < self[diagonal + 1])
    }

    func widened(to edits: Int) -> Reach {
      var wider = Reach(edits: edits)
      for diagonal in -(edits - 1)...(edits - 1) { wider[diagonal] = self[diagonal] }
      return wider
    }
  }

  /// What each round began with; `nil` when there would be too many.
  private static func rounds<Element: Equatable>(
    from old: [Element],
    to new: [Element]
  ) -> [Reach]? {
    var rounds: [Reach] = []
    var reach = Reach(edits: 0)
    for edits in 0...min(mostEdits, old.count + new.count) {
      if edits > 0 { reach = reach.widened(to: edits) }
      rounds.append(reach)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        var x =
          reach.insertsInto(diagonal, after: edits)
          ? reach[diagonal + 1] : reach[diagonal - 1] + 1
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        reach[diagonal] = x
        if x >= old.count && x - diagonal >= new.count { return rounds }
      }
    }
    return nil
  }

  private static func backtrack(_ rounds: [Reach], _ oldCount: Int, _ newCount: Int) -> [Step] {
    var (x, y) = (oldCount, newCount)
    var steps: [Step] = []
    for (edits, reach) in rounds.enumerated().reversed() where edits > 0 {
      let inserts = reach.insertsInto(x - y, after: edits)
      let previous = inserts ? x - y + 1 : x - y - 1
      let start = reach[previous]
      let kept = x - (inserts ? start : start + 1)
      steps += Array(repeating: .keep, count: kept)
      steps.append(inserts ? .insert : .remove)
      (x, y) = (start, start - previous)
    }
    return Array(repeating: .keep, count: x) + steps.reversed()
  }
}
