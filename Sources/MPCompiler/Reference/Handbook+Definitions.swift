import MPSyntax

extension Handbook {
  // MARK: - mpc patterns

  /// Patterns and traits, one a line.
  package var patternList: String {
    var page = PlainPage()
    page.table(
      definitions.map { [$0.name, $0.kind.rawValue, DocText($0.doc).summary] },
      indent: 0
    )
    return page.text
  }

  /// - Returns: The page of a pattern or trait, with an example; nil where there is none of the name.
  package func patternPage(_ name: String) -> String? {
    let pages = definitions.filter { $0.name == name }.map(page)
    return pages.isEmpty ? nil : pages.joined(separator: "\n")
  }

  package var patternNames: [String] { definitions.map(\.name) }

  package func patternNames(near name: String) -> [String] {
    nearestNames(to: name, among: patternNames.map { ($0, [$0]) }, most: 3)
  }

  // MARK: - Pages

  func page(_ definition: DefinitionPage) -> String {
    var page = PlainPage()
    page.line("\(definition.name) (\(definition.kind.rawValue))")
    page.blank()
    page.add(DocText(definition.doc).withoutExample)
    page.section("Params") { page in
      for param in definition.params { page.entry(param.term, DocText(param.doc).parts) }
    }
    page.section("Slots, which an instance completes") { page in
      for slot in definition.slots { page.entry(slot.term, slot.parts) }
    }
    page.section("Members") { page in
      for block in definition.blocks { page.entry(block.term, block.parts) }
    }
    page.section("Outputs") { page in
      for output in definition.outputs { page.entry(output.term, output.parts) }
    }
    page.section("Fixed in the service") { page in
      page.wrapped(definition.fixed.joined(separator: ", "), indent: 2)
    }
    page.section("Example") { page in
      for line in definition.example.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      {
        page.line(String(line), indent: 2)
      }
    }
    return page.text
  }

  /// `scatter_gather.deadline`: a param, slot, member or output.
  func memberPages(_ topic: String) -> [String] {
    let words = topic.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2 else { return [] }
    return definitions.filter { $0.name == words[0] }
      .flatMap { definition in
        definition.params.filter { $0.name == words[1] }
          .map { Self.page("\(topic) (param)", $0.term, DocText($0.doc).parts) }
          + definition.members.filter { $0.name == words[1] }
          .map { Self.page("\(topic) (\($0.kind.word))", $0.term, $0.parts) }
      }
  }

  private static func page(_ heading: String, _ term: String, _ parts: [DocText.Part]) -> String {
    var page = PlainPage()
    page.line(heading)
    page.blank()
    page.entry(term, parts)
    return page.text
  }
}

extension DefinitionPage.Param {
  /// As it is declared.
  fileprivate var term: String {
    "\(name): \(typeText)" + (defaultValue.map { " = \($0)" } ?? (isNeeded ? ", needed" : ""))
  }
}

extension DefinitionPage.Member {
  fileprivate var term: String {
    switch kind {
    case .slot(isOptional: false): "\(signature), needed"
    case .slot(isOptional: true), .output: signature
    case .block(let word): "\(signature): \(word)"
    }
  }

  fileprivate var parts: [DocText.Part] {
    var facts: [String] = []
    if !ports.isEmpty, case .slot = kind {
      facts.append("Needs the ports: \(ports.joined(separator: ", ")).")
    }
    if !fixed.isEmpty { facts.append("Set by the pattern: \(fixed.joined(separator: ", ")).") }
    return DocText(doc).parts
      + (facts.isEmpty ? [] : [.paragraph(facts.joined(separator: " "))])
  }
}
