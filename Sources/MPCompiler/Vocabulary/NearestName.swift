import MPDiagnostics

/// The name that a misspelt one was probably meant to be.
///
/// - Returns: The candidate with the fewest single-letter edits (exchanges of neighbours count as one),
///   where that is at most a third of the length; of several, the first. Names of one or two letters
///   differ by case only: everything else is as near to them as what was meant.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let limit = mostEdits(of: name)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(name, candidate, limit: best.map { $0.distance - 1 } ?? limit)
    if let distance { best = (candidate, distance) }
    if best?.distance == 0 { break }
  }
  return best?.name
}

private func mostEdits(of name: String) -> Int {
  name.utf8.count <= 2 ? 0 : max(1, name.utf8.count / 3)
}

/// The names that a misspelt one may have been meant to be, the nearest first.
///
/// - Parameter candidates: What can be said, and the names by which it may have been looked for.
func nearestNames(
  to name: String,
  among candidates: [(result: String, names: [String])],
  most: Int
) -> [String] {
  let limit = mostEdits(of: name)
  var found: [(result: String, distance: Int)] = []
  for candidate in candidates where !found.contains(where: { $0.result == candidate.result }) {
    let distance = candidate.names.compactMap { editDistance(name, $0, limit: limit) }.min()
    if let distance { found.append((candidate.result, distance)) }
  }
  return found.enumerated().sorted {
    ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
  }
  .prefix(most).map(\.element.result)
}

/// The change that puts the right name, where there is one, in the place of a misspelt one.
func replacement(_ range: SourceRange, by name: String?) -> [Diagnostic.FixIt] {
  name.map { [.init("replace it with `\($0)`", [.init(range, $0)])] } ?? []
}

/// Optimal string alignment distance; `nil` above the limit.
private func editDistance(_ left: String, _ right: String, limit: Int) -> Int? {
  let a = Array(left.lowercased().utf8)
  let b = Array(right.lowercased().utf8)
  guard limit >= 0, abs(a.count - b.count) <= limit, a.count <= 64 else { return nil }
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in 1..<(a.count + 1) {
    var row = [i]
    for j in 1..<(b.count + 1) {
      var distance = min(
        previous[j] + 1,
        row[j - 1] + 1,
        previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      )
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        distance = min(distance, beforePrevious[j - 2] + 1)
      }
      row.append(distance)
    }
    (beforePrevious, previous) = (previous, row)
  }
  let distance = previous[b.count]
  return distance <= limit ? distance : nil
}
