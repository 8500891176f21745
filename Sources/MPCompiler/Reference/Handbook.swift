import MPDiagnostics
import MPSyntax

/// The reference by topics, as text for terminals: what `mpc explain` and `mpc patterns` print.
///
/// In: the shipped library, and perhaps the text of a spec, whose patterns hide shipped ones. Out: a
/// page for a topic, or the topics that are near to one that there is not.
package struct Handbook: Sendable {
  let definitions: [DefinitionPage]

  package init(library: PatternLibrary = .shipped, spec: (name: String, bytes: [UInt8])? = nil) {
    let own = spec.map { DefinitionPage.all(in: $0.bytes, named: $0.name) } ?? []
    let shipped = definitionPages(library)
      .filter { page in !own.contains { $0.name == page.name && $0.kind == page.kind } }
    definitions = own + shipped
  }

  // MARK: - Topics

  /// - Returns: What is known about a topic; nil where it is none.
  package func page(_ topic: String) -> String? {
    var pages = [codePage(topic)].compactMap(\.self)
    pages += definitions.filter { $0.name == topic }.map(page)
    pages += memberPages(topic)
    pages += vocabularyPages(topic)
    pages += languagePages(topic)
    return pages.isEmpty ? nil : pages.joined(separator: "\n")
  }

  /// The topics that one which there is not was probably meant to be.
  package func topics(near topic: String) -> [String] {
    if let other = ForeignWord.table.first(where: { $0.key == topic })?.value {
      return ["service.\(other.word)"]
    }
    let near = nearestNames(to: topic, among: candidates, most: 3)
    guard near.isEmpty, topic.utf8.count >= 3 else { return near }
    return Array(
      candidates.map(\.result).filter { $0.contains(topic) || topic.contains($0) }.prefix(3)
    )
  }

  /// Every topic, in the order of the list.
  package var topics: [String] { candidates.map(\.result) }

  /// Topics, and the words by which they may be looked for.
  private var candidates: [(result: String, names: [String])] {
    var topics: [(result: String, names: [String])] = []
    func add(_ topic: String) {
      topics.append((topic, [topic]))
    }
    for entry in VocabularyEntry.all {
      topics.append((entry.topic, [entry.topic, entry.path[entry.path.count - 1]]))
    }
    for definition in definitions {
      add(definition.name)
      for name in definition.params.map(\.name) + definition.members.map(\.name) {
        topics.append(("\(definition.name).\(name)", ["\(definition.name).\(name)"]))
      }
    }
    for (word, _) in Keyword.table where word != Vocabulary.app.name { add(word) }
    for function in Function.allCases { add(function.rawValue) }
    for name in typeNames { add(name) }
    for (name, _) in StockImages.table { add("mp.images.\(name)") }
    for code in DiagnosticCode.allCases { add(code.rawValue) }
    return topics
  }

  /// The types that are no block of the same name.
  var typeNames: [String] {
    let words = Set(VocabularyEntry.all.compactMap { $0.path.count == 1 ? $0.path[0] : nil })
    return Type.named.map(\.key).filter { !words.contains($0) }
  }

  // MARK: - The list of topics

  /// What can be asked, by group.
  package var index: String {
    var page = PlainPage()
    page.wrapped("`mpc explain TOPIC` tells about each of these.")
    page.section("Blocks, and what may stand in them") { page in
      for entry in VocabularyEntry.all {
        guard case .block(let kind) = entry.content else { continue }
        let words = kind.attributes.map(\.name) + kind.maps.map(\.name)
        page.wrapped("\(entry.topic): " + words.joined(separator: ", "), indent: 2, hanging: 4)
      }
    }
    page.section("Patterns and traits") { page in
      page.table(definitions.map { [$0.name, $0.kind.rawValue] })
    }
    page.section("Words of the grammar") { page in
      let words = Keyword.table.map(\.key)
      page.wrapped(words.joined(separator: ", "), indent: 2)
    }
    page.section("Types") { page in page.wrapped(typeNames.joined(separator: ", "), indent: 2) }
    page.section("Functions") { page in
      page.wrapped(Function.allCases.map(\.rawValue).joined(separator: ", "), indent: 2)
    }
    page.section("Stock images") { page in
      page.wrapped(
        StockImages.table.map { "mp.images.\($0.key)" }.joined(separator: ", "),
        indent: 2
      )
    }
    page.section("Codes of findings") { page in
      let codes = DiagnosticCode.allCases.sorted { $0.rawValue < $1.rawValue }
      page.table(codes.map { [$0.rawValue, $0.title] })
    }
    return page.text
  }

  // MARK: - Codes

  private func codePage(_ topic: String) -> String? {
    guard let code = DiagnosticCode(rawValue: topic.uppercased()) else { return nil }
    var page = PlainPage()
    page.line("\(code.severity.rawValue)[\(code.rawValue)]: \(code.title)")
    page.blank()
    page.add(
      DocText(
        code.explanation.split(separator: "\n", omittingEmptySubsequences: false)
          .map(String.init)
      ).parts
    )
    return page.text
  }

  // MARK: - The grammar, functions, types and images

  private func languagePages(_ topic: String) -> [String] {
    var pages: [String] = []
    func add(_ heading: String, _ paragraphs: String...) {
      var page = PlainPage()
      page.line(heading)
      page.blank()
      page.add(paragraphs.filter { !$0.isEmpty }.map { .paragraph($0) })
      pages.append(page.text)
    }
    if let doc = Keyword.table.first(where: { $0.key == topic })?.value,
      topic != Vocabulary.app.name
    {
      add("\(topic) (word of the grammar)", doc)
    }
    if let function = Function(rawValue: topic) {
      add("\(function.signature) (function)", function.doc)
    }
    if let type = Type.named.first(where: { $0.key == topic })?.value, typeNames.contains(topic) {
      let order =
        type.isOrdered ? "Its values have an order: it may have bounds, `\(topic)(…)`." : ""
      add("\(topic) (type)", "A value is \(type.phrase).", order)
    }
    if let tag = StockImages.table.first(where: { "mp.images.\($0.key)" == topic })?.value {
      add("\(topic) (stock image)", "`\(tag)`. `app { images { … } }` replaces it.")
    }
    return pages
  }
}
