/// The page of the language reference that lists the vocabulary, written from the table.
package func vocabularyPage() -> String {
  var page = """
    # Vocabulary

    The blocks of a spec, and what may stand in them. Patterns add blocks of their own.

    <!-- Written from the compiler's table; a test keeps it current. -->


    """
  for kind in [Vocabulary.app] + Vocabulary.topLevel { page += section(kind, level: 2) }
  page += "## Functions\n\n| function | meaning |\n|---|---|\n"
  for function in Function.allCases {
    page += row(["`\(function.signature)`", function.doc])
  }
  page += "\n## Stock images\n\n| name | image |\n|---|---|\n"
  for (name, tag) in StockImages.table { page += row(["`mp.images.\(name)`", "`\(tag)`"]) }
  return page
}

private func section(_ kind: BlockKind, level: Int) -> String {
  let heading =
    String(repeating: "#", count: level) + " `\(kind.form)`\n\n\(kind.doc)\n\n"
    + (kind.shorthandNote.map { $0 + "\n\n" } ?? "")
  var rows = ""
  for attribute in kind.attributes {
    let defaultValue = attribute.defaultValue.isEmpty ? "" : "`\(attribute.defaultValue)`"
    rows += row([
      "`\(attribute.name)`", attribute.accepts.description, defaultValue, attribute.doc,
    ])
  }
  for map in kind.maps {
    rows += row(["`\(map.name) { name = … }`", map.phrase, "", map.doc])
  }
  let table =
    rows.isEmpty ? "" : "| attribute | takes | default | meaning |\n|---|---|---|---|\n\(rows)\n"
  return heading + table + kind.blocks.map { section($0, level: level + 1) }.joined()
}

/// A row of a Markdown table.
func row(_ cells: [String]) -> String {
  let escaped = cells.map { cell in
    cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
  return "| " + escaped.joined(separator: " | ") + " |\n"
}

extension BlockKind {
  /// How it is written as a value, where it can be.
  var shorthandNote: String? {
    shorthand.map { "`\(name) = …` is short for `\(name) { \($0) = … }`." }
  }

  /// How the block is written, without its body.
  var form: String {
    switch label {
    case .none: name
    case .name: "\(name) NAME"
    case .text: "\(name) \"…\""
    case .reference: "\(name) REFERENCE"
    }
  }
}
