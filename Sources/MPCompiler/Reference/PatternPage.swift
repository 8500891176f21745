import MPDiagnostics
import MPSyntax

/// The page of the shipped patterns and traits, written from the doc comments of their files.
package func patternPage(_ library: PatternLibrary) -> String {
  var page = """
    # Patterns

    What comes with the compiler. Each is a `.mp` file in this folder, with the files that it mounts; none is
    known to the compiler by name.

    <!-- Written from the doc comments; a test keeps it current. -->

    """
  for name in library.names {
    guard let bytes = library.bytes(name + ".mp") else { continue }
    page += sections(of: bytes, name)
  }
  return page
}

private func sections(of bytes: [UInt8], _ name: String) -> String {
  var sources = SourceMap()
  // The files of the library are tested to be sound.
  var diagnostics = Diagnostics()
  let source = sources.add(name: name, bytes: bytes)
  let spec = parse(lex(source, in: sources, into: &diagnostics), into: &diagnostics)
  return spec.items.map { item in
    guard case .definition(let definition) = item else { return "" }
    return section(definition, sources)
  }.joined()
}

private func section(_ definition: DefinitionSyntax, _ sources: SourceMap) -> String {
  var params = ""
  var parts = ""
  for item in definition.body.items {
    switch item {
    case .param(let param):
      let defaultValue = param.value.map { "`\(sources.text($0.range))`" } ?? ""
      params += row([
        "`\(param.name.text)`", "`\(param.type.text(in: sources))`", defaultValue,
        param.doc.sentence,
      ])
    case .slot(let slot):
      parts += row([
        "`\(slot.name.text)\(slot.count.rawValue)`", "slot", slot.doc.sentence,
      ])
    case .output(let output):
      parts += row(["`\(output.name.text)`", "output", output.doc.sentence])
    case .block(let block) where definition.kind == .pattern:
      parts += row(["`\(block.label?.name?.text ?? "")`", block.head.text, block.doc.sentence])
    default: break
    }
  }
  var text = "\n## \(definition.name.text)\n\n"
  text += "A \(definition.kind.rawValue). " + definition.doc.lines.joined(separator: "\n") + "\n"
  if !params.isEmpty {
    text += "\n| param | type | default | meaning |\n|---|---|---|---|\n" + params
  }
  if !parts.isEmpty { text += "\n| member | kind | meaning |\n|---|---|---|\n" + parts }
  return text
}

extension TypeSyntax {
  /// As it is written.
  fileprivate func text(in sources: SourceMap) -> String {
    switch self {
    case .primitive(let name, let bounds?): "\(name.text)(\(sources.text(bounds.range)))"
    case .optional(let wrapped, _): wrapped.text(in: sources) + "?"
    default: sources.text(range)
    }
  }
}

extension DocComment {
  /// All of it on one line, for a cell of a table.
  fileprivate var sentence: String { lines.filter { !$0.isEmpty }.joined(separator: " ") }
}
