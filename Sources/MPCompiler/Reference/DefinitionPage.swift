import MPDiagnostics
package import MPSyntax

/// What the declaration of a pattern or trait tells whoever uses it; the pages are written from it.
package struct DefinitionPage: Sendable {
  package struct Param: Sendable {
    package var name: String
    package var type: TypeSyntax
    /// As they are written; no default is nil.
    package var typeText: String
    package var defaultValue: String?
    package var doc: [String]

    package var isNeeded: Bool {
      if case .optional = type { false } else { defaultValue == nil }
    }
  }

  package struct Member: Sendable {
    package enum Kind: Sendable, Equatable {
      case slot(isOptional: Bool)
      /// `service`, or the pattern that makes it.
      case block(String)
      case output
    }

    package var name: String
    /// With `?` or `*` where the slot has it.
    package var signature: String
    package var kind: Kind
    package var doc: [String]
    /// What the pattern says of a slot: its user cannot.
    package var fixed: [String] = []
    /// The ports that the definition uses of it.
    package var ports: [String] = []
  }

  package var kind: DefinitionSyntax.Kind
  package var name: String
  package var doc: [String]
  package var params: [Param] = []
  /// Of a pattern, in declaration order.
  package var members: [Member] = []
  /// What a trait says of the service.
  package var fixed: [String] = []
  /// The ports that a trait uses of the service and does not bring itself.
  package var ports: [String] = []

  package var slots: [Member] {
    members.filter { if case .slot = $0.kind { true } else { false } }
  }
  package var blocks: [Member] {
    members.filter { if case .block = $0.kind { true } else { false } }
  }
  package var outputs: [Member] { members.filter { $0.kind == .output } }

  /// Those that a text declares; what cannot be read of it is left out.
  package static func all(in bytes: [UInt8], named name: String) -> [DefinitionPage] {
    var sources = SourceMap()
    var diagnostics = Diagnostics()
    let source = sources.add(name: name, bytes: bytes)
    guard checkText(source, in: sources, into: &diagnostics) else { return [] }
    let spec = parse(lex(source, in: sources, into: &diagnostics), into: &diagnostics)
    return spec.items.compactMap { item in
      guard case .definition(let definition) = item, !definition.name.isMissing else { return nil }
      return DefinitionPage(definition, text: spec.text, sources: sources)
    }
  }

  private init(_ syntax: DefinitionSyntax, text: TokenizedSource, sources: SourceMap) {
    kind = syntax.kind
    name = syntax.name.text
    doc = syntax.doc.lines
    let uses = PortUses(in: syntax.range, of: text)
    for item in syntax.body.items { add(item, uses: uses, sources: sources) }
    if syntax.kind == .trait {
      fixed = Self.fixedWords(in: syntax.body.items)
      let brought = Self.portsBrought(by: syntax.body.items)
      ports = uses.ports(of: "self").filter { !brought.contains($0) }
    }
  }

  private mutating func add(_ item: ItemSyntax, uses: PortUses, sources: SourceMap) {
    switch item {
    case .param(let param): params.append(Param(param, sources: sources))
    case .slot(let slot):
      members.append(
        Member(
          name: slot.name.text,
          signature: slot.name.text + slot.count.rawValue,
          kind: .slot(isOptional: slot.count != .one),
          doc: slot.doc.lines,
          fixed: Self.fixedWords(in: slot.body?.items ?? []),
          ports: uses.ports(of: slot.name.text)
        )
      )
    case .output(let output):
      members.append(Member(output.name.text, .output, output.doc))
    case .block(let block) where kind == .pattern:
      // A name may be declared under several conditions, of which at most one holds.
      guard let name = block.label?.name?.text, !members.contains(where: { $0.name == name }) else {
        return
      }
      members.append(Member(name, .block(block.head.text), block.doc))
    case .when(let when) where kind == .pattern:
      for item in when.body.items { add(item, uses: uses, sources: sources) }
    default: break
    }
  }

  /// The attributes that a body sets for good, each once. Keyed blocks merge.
  private static func fixedWords(in items: [ItemSyntax]) -> [String] {
    var words: [String] = []
    for item in items {
      guard case .assignment(let assignment) = item, !assignment.isDefault,
        !words.contains(assignment.key.text)
      else { continue }
      words.append(assignment.key.text)
    }
    return words
  }

  private static func portsBrought(by items: [ItemSyntax]) -> Set<String> {
    var ports: Set<String> = []
    for case .block(let block) in items where block.head.text == "ports" {
      for case .assignment(let port) in block.body?.items ?? [] { ports.insert(port.key.text) }
    }
    return ports
  }
}

extension DefinitionPage.Member {
  fileprivate init(_ name: String, _ kind: Kind, _ doc: DocComment) {
    self.init(name: name, signature: name, kind: kind, doc: doc.lines)
  }
}

extension DefinitionPage.Param {
  fileprivate init(_ syntax: ParamSyntax, sources: SourceMap) {
    name = syntax.name.text
    type = syntax.type
    typeText = syntax.type.text(in: sources)
    defaultValue = syntax.value.map { sources.text($0.range) }
    doc = syntax.doc.lines
  }
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

/// Which ports a definition uses of what: every `leaf.http` in its text.
private struct PortUses {
  private var uses: [(owner: String, port: String)] = []

  init(in range: SourceRange, of text: TokenizedSource) {
    let tokens = text.tokens.filter {
      $0.lower >= range.lower && $0.upper <= range.upper && !$0.kind.isTrivia
    }
    guard tokens.count > 2 else { return }
    for index in 0..<tokens.count - 2
    where tokens[index].kind == .name && tokens[index + 1].kind == .dot
      && tokens[index + 2].kind == .name && (index == 0 || tokens[index - 1].kind != .dot)
    {
      uses.append((text.text(tokens[index]), text.text(tokens[index + 2])))
    }
  }

  func ports(of owner: String) -> [String] {
    var ports: [String] = []
    for use in uses where use.owner == owner && !["host", "name", "index"].contains(use.port) {
      if !ports.contains(use.port) { ports.append(use.port) }
    }
    return ports
  }
}
