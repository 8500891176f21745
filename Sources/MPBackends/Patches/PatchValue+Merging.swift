import MPIR

extension PatchValue {
  /// What this is once a patch lies over it, as RFC 7386 has it: maps merge, everything else takes the
  /// place of what was there, and `null` removes it.
  func merged(with patch: PatchValue) -> PatchValue {
    guard case .map(let changes) = patch else { return patch }
    var entries: [Entry] = if case .map(let entries) = self { entries } else { [] }
    for change in changes {
      let index = entries.firstIndex { $0.key.utf8.elementsEqual(change.key.utf8) }
      switch (index, change.value) {
      case (let index?, .null): entries.remove(at: index)
      case (nil, .null): break
      case (let index?, let value): entries[index].value = entries[index].value.merged(with: value)
      // Nothing was there for a `null` within to remove.
      case (nil, let value):
        entries.append(Entry(change.key, PatchValue.map([]).merged(with: value)))
      }
    }
    return .map(entries)
  }

  /// Changes what a path of keys leads to, if it leads anywhere.
  mutating func change(at path: ArraySlice<String>, _ change: (inout PatchValue) -> Void) {
    guard let key = path.first else {
      change(&self)
      return
    }
    guard case .map(var entries) = self, let index = entries.firstIndex(where: { $0.key == key })
    else { return }
    entries[index].value.change(at: path.dropFirst(), change)
    self = .map(entries)
  }

  /// The value of a key of a map.
  subscript(key: String) -> PatchValue? {
    guard case .map(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }
}
