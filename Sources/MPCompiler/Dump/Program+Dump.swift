package import MPDiagnostics

extension Program {
  /// The checked program as an outline: names resolved, expressions with their types.
  package func dump(_ sources: SourceMap) -> String {
    outline(sources).lines.map { line in
      String(repeating: "  ", count: line.depth) + line.text + "\n"
    }.joined()
  }

  /// The outline as JSON: the text of each line, and the lines below it.
  package func json(_ sources: SourceMap) -> JSONValue {
    let lines = outline(sources).lines
    var next = 0
    return Self.json(lines, &next, depth: 0)
  }

  /// The lines of a depth from one on, with what is below them.
  private static func json(_ lines: [Outline.Line], _ next: inout Int, depth: Int) -> JSONValue {
    var nodes: [JSONValue] = []
    while next < lines.count, lines[next].depth == depth {
      let text = lines[next].text
      next += 1
      let children = json(lines, &next, depth: depth + 1)
      nodes.append(.object(["text": .string(text), "children": children]))
    }
    return .array(nodes)
  }

  private func outline(_ sources: SourceMap) -> Outline {
    var outline = Outline(program: self)
    if let app {
      outline.line("app \(app.name)")
      if let body = app.body { outline.indented { $0.add(body) } }
    }
    for module in modules {
      outline.line("module \(sources[module.source].name)")
      outline.indented { $0.add(module) }
    }
    for definition in definitions {
      outline.line("\(definition.kind.rawValue) \(definition.name)")
      outline.indented { $0.add(definition) }
    }
    return outline
  }
}

/// Lines at their depth.
private struct Outline {
  struct Line {
    let depth: Int
    let text: String
  }

  let program: Program
  private(set) var lines: [Line] = []
  private var depth = 0

  init(program: Program) { self.program = program }

  mutating func line(_ text: String) { lines.append(Line(depth: depth, text: text)) }

  mutating func indented(_ add: (inout Outline) -> Void) {
    depth += 1
    add(&self)
    depth -= 1
  }

  // MARK: - Declarations

  mutating func add(_ module: ModuleProgram) {
    add(module.params, module.lets, "let")
    for block in module.blocks { add(block) }
    for test in module.tests {
      line("test \(test.name.debugDescription)")
      indented { outline in
        outline.add([], test.lets, "let")
        for expectation in test.expectations { outline.line("expect \(expectation.text)") }
      }
    }
  }

  mutating func add(_ definition: Definition) {
    add(definition.params, definition.lets, "let")
    for require in definition.requires {
      line("require \(require.condition.text) else \(require.message.text)")
    }
    for slot in definition.slots {
      line(
        "slot \(slot.name)\(slot.isList ? "*" : slot.isOptional ? "?" : "")"
          + (slot.kind.declares == .service ? "" : ": \(slot.kind.name)")
      )
      if let body = slot.body { indented { $0.add(body) } }
    }
    for block in definition.blocks { add(block) }
    if let body = definition.body { add(body) }
    add([], definition.outputs, "output")
  }

  private mutating func add(
    _ params: [ParamDefinition],
    _ lets: [LetDefinition],
    _ word: String
  ) {
    for param in params {
      line("param \(param.name): \(param.type.text)" + (param.value.map { " = \($0.text)" } ?? ""))
    }
    for binding in lets {
      line("\(word) \(binding.name): \(binding.value.type) = \(binding.value.text)")
    }
  }

  // MARK: - Blocks

  private mutating func add(_ block: BlockDefinition) {
    switch block.kind {
    case .block(let kind, let body):
      line("\(kind.name) \(block.name)")
      indented { $0.add(body) }
    case .expose(let reference, let body):
      line("expose \(reference.text)")
      if let body { indented { $0.add(body) } }
    case .instance(let id, let arguments):
      line("\(program.definitions[id.index].name) \(block.name)")
      indented { $0.add(arguments, id) }
    case .invalid: line("invalid \(block.name)")
    }
  }

  private mutating func add(_ arguments: CheckedArguments, _ id: DefinitionID) {
    let definition = program.definitions[id.index]
    for argument in arguments.arguments {
      line("\(definition.params[argument.param].name) = \(argument.value.text)")
    }
    for slot in arguments.slots {
      line(definition.slots[slot.slot].name)
      indented { $0.add(slot.body) }
    }
  }

  mutating func add(_ body: CheckedBody) {
    for entry in body.entries {
      switch entry {
      case .attribute(let attribute):
        line(
          (attribute.isDefault ? "default " : "") + "\(attribute.name) = \(attribute.value.text)"
        )
      case .block(let block):
        let label = block.label.map { " \($0.debugDescription)" } ?? ""
        line((block.isDefault ? "default " : "") + block.name + label)
        indented { $0.add(block.body) }
      case .when(let condition, let inner):
        line("when \(condition.text)")
        indented { $0.add(inner) }
      case .with(let application):
        line("with \(program.definitions[application.definition.index].name)")
        indented { $0.add(application.arguments, application.definition) }
      }
    }
  }
}

extension CheckedType {
  fileprivate var text: String {
    switch self {
    case .plain(let type): "\(type)"
    case .bounded(let type, let bounds): "\(type)(\(bounds.text))"
    case .list(let element): "[\(element.text)]"
    case .map(let value): "{\(value.text)}"
    case .record(let fields):
      "{ " + fields.map { "\($0.name): \($0.type.text)" }.joined(separator: ", ") + " }"
    case .optional(let wrapped): wrapped.text + "?"
    }
  }
}
