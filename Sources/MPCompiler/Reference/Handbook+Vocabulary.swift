extension Handbook {
  func vocabularyPages(_ topic: String) -> [String] {
    let found = VocabularyEntry.found(by: topic)
    guard let first = found.first, first.topic == topic else { return distinctPages(found) }
    // Others of the name are a matter of their own.
    return [page(first, also: found.dropFirst().map(\.topic))]
  }

  /// Many blocks share words: what means the same in several is said once, where it comes first.
  private func distinctPages(_ entries: [VocabularyEntry]) -> [String] {
    var groups: [(first: VocabularyEntry, text: Substring, others: [String])] = []
    for entry in entries {
      let text = page(entry).drop { $0 != "\n" }
      if let index = groups.firstIndex(where: { $0.text == text }) {
        groups[index].others.append(entry.topic)
      } else {
        groups.append((entry, text, []))
      }
    }
    return groups.map { page($0.first, also: $0.others) }
  }

  private func page(_ entry: VocabularyEntry, also others: [String]) -> String {
    guard !others.isEmpty else { return page(entry) }
    var note = PlainPage()
    note.wrapped("See also: " + others.map { "`\($0)`" }.joined(separator: ", "))
    return page(entry) + "\n" + note.text
  }

  private func page(_ entry: VocabularyEntry) -> String {
    var page = PlainPage()
    switch entry.content {
    case .block(let kind): add(kind, at: entry, to: &page)
    case .attribute(let attribute):
      page.line("\(entry.topic) (attribute)")
      page.blank()
      page.wrapped(attribute.doc)
      page.blank()
      page.wrapped("Takes: \(attribute.accepts.description)")
      page.wrapped(
        "Default: \(attribute.defaultValue.isEmpty ? "none" : "`\(attribute.defaultValue)`")"
      )
    case .map(let map):
      page.line("\(entry.topic) { name = … } (block of names that you choose)")
      page.blank()
      page.wrapped(map.doc)
      page.blank()
      page.wrapped("Each takes: \(map.phrase)")
      page.wrapped("Also as a map: `\(map.name) = { … }`")
    }
    return page.text
  }

  private func add(_ kind: BlockKind, at entry: VocabularyEntry, to page: inout PlainPage) {
    let owner = entry.path.dropLast().joined(separator: ".")
    let place = owner.isEmpty ? "block" : "block in `\(owner)`"
    page.line("\(kind.form) (\(place))")
    page.blank()
    page.wrapped(kind.doc)
    if let note = kind.shorthandNote { page.wrapped(note) }
    page.section("Attributes") { page in
      for attribute in kind.attributes {
        let value = attribute.defaultValue.isEmpty ? "" : ", default `\(attribute.defaultValue)`"
        page.entry(
          "\(attribute.name) = \(attribute.accepts.description)\(value)",
          [.paragraph(attribute.doc)]
        )
      }
    }
    page.section("Blocks") { page in
      for map in kind.maps {
        page.entry(
          "\(map.name) { name = … }, each \(map.phrase)",
          [.paragraph(map.doc)]
        )
      }
      for block in kind.blocks {
        page.entry(
          block.form,
          [.paragraph("\(block.doc) See `mpc explain \(entry.topic).\(block.name)`.")]
        )
      }
      if kind.takesTraits {
        page.entry("with TRAIT", [.paragraph("Adds the entries of a trait.")])
      }
    }
  }
}
