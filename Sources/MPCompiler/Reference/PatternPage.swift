import MPSyntax

/// The page of the shipped patterns and traits, written from the doc comments of their files.
package func patternPage(_ library: PatternLibrary) -> String {
  var page = """
    # Patterns

    What comes with the compiler. Each is a `.mp` file in this folder, with the files that it mounts; none is
    known to the compiler by name.

    The parts that a pattern brings, such as `router` or `cache`, are services like any other. More is said of
    one at the top of the spec, as a system that is `restricted` needs:

    ```mp
    extend users.router {
      cpu    = 250m
      memory = 64Mi
      live   { tcp = true }
    }
    ```

    <!-- Written from the doc comments; a test keeps it current. -->

    """
  for definition in definitionPages(library) { page += section(definition) }
  return page
}

/// What the shipped library declares, in the order of its files.
func definitionPages(_ library: PatternLibrary) -> [DefinitionPage] {
  library.names.flatMap { name in
    DefinitionPage.all(
      in: library.bytes(name + ".mp") ?? [],
      named: PatternLibrary.displayName(name + ".mp")
    )
  }
}

private func section(_ definition: DefinitionPage) -> String {
  var text = "\n## \(definition.name)\n\n"
  text += "A \(definition.kind.rawValue). " + definition.doc.joined(separator: "\n") + "\n"
  if !definition.params.isEmpty {
    text += "\n| param | type | default | meaning |\n|---|---|---|---|\n"
    for param in definition.params {
      let defaultValue = param.defaultValue.map { "`\($0)`" } ?? ""
      text += row([
        "`\(param.name)`", "`\(param.typeText)`", defaultValue, sentence(param.doc),
      ])
    }
  }
  if !definition.members.isEmpty {
    text += "\n| member | kind | meaning |\n|---|---|---|\n"
    for member in definition.members {
      text += row(["`\(member.signature)`", member.kind.word, sentence(member.doc)])
    }
  }
  return text
}

extension DefinitionPage.Member.Kind {
  var word: String {
    switch self {
    case .slot: "slot"
    case .block(let word): word
    case .output: "output"
    }
  }
}

/// All of a comment on one line, for a cell of a table.
private func sentence(_ lines: [String]) -> String {
  lines.filter { !$0.isEmpty }.joined(separator: " ")
}
