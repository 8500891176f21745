package import MPDiagnostics

/// How a dump says where a node stands.
package enum DumpedPositions: Sendable {
  case none
  /// `@ 3:1-5:2`, counted as people and editors do.
  case linesAndColumns
  /// `@ 40-72`, in bytes.
  case offsets
}

/// The tree of a file as an outline: one node a line, with what it consists of indented below it.
package func dumpSyntax(_ spec: SpecSyntax, positions: DumpedPositions = .none) -> String {
  let source = Source(name: "", bytes: spec.text.bytes)
  var text = ""
  SyntaxDump.tree(of: spec).write(to: &text, depth: 0, source, positions)
  return text
}

/// The tree of a file as JSON: kind, text and place of each node, and what it consists of.
package func jsonSyntax(_ spec: SpecSyntax) -> JSONValue {
  SyntaxDump.tree(of: spec).json(Source(name: "", bytes: spec.text.bytes))
}

/// A node of the tree, in words.
struct DumpedNode {
  var kind: String
  /// A name, a literal or a text, as far as the node is more than its children.
  var text: String
  var line: String
  /// `nil` where it has no place of its own.
  var range: SourceRange?
  var children: [DumpedNode] = []

  func write(
    to output: inout String,
    depth: Int,
    _ source: Source,
    _ positions: DumpedPositions
  ) {
    output += String(repeating: "  ", count: depth) + line + place(source, positions) + "\n"
    for child in children { child.write(to: &output, depth: depth + 1, source, positions) }
  }

  private func place(_ source: Source, _ positions: DumpedPositions) -> String {
    guard let range else { return "" }
    switch positions {
    case .none: return ""
    case .offsets: return " @ \(range.lower)-\(range.upper)"
    case .linesAndColumns:
      let start = source.position(of: Int(range.lower))
      let end = source.position(of: Int(range.upper))
      return " @ \(start.line):\(start.column)-\(end.line):\(end.column)"
    }
  }

  func json(_ source: Source) -> JSONValue {
    .object([
      "kind": .string(kind),
      "text": .string(text),
      "span": .optional(range) { source.json($0) },
      "children": .array(children) { $0.json(source) },
    ])
  }
}

/// Makes the nodes; what each kind of syntax says is in the extensions.
struct SyntaxDump {
  private var children: [DumpedNode] = []

  static func tree(of spec: SpecSyntax) -> DumpedNode {
    var dump = SyntaxDump()
    dump.node("spec", spec.isBroken ? "broken" : "") { dump in
      for item in spec.items { dump.dump(item) }
    }
    return dump.children[0]
  }

  /// A node, and those below it.
  ///
  /// - Parameter line: What the outline says, where that is not the kind and the text.
  mutating func node(
    _ kind: String,
    _ text: String = "",
    line: String? = nil,
    at range: SourceRange? = nil,
    _ add: (inout SyntaxDump) -> Void = { _ in }
  ) {
    var below = SyntaxDump()
    add(&below)
    let line = line ?? (text.isEmpty ? kind : "\(kind) \(text)")
    children.append(
      DumpedNode(kind: kind, text: text, line: line, range: range, children: below.children)
    )
  }

  /// A name as it stands in the text, or `<missing>`.
  func spelling(_ name: NameSyntax) -> String { name.isMissing ? "<missing>" : name.text }

  func spelling(_ path: PathSyntax) -> String {
    path.names.map { spelling($0) }.joined(separator: ".")
  }

  /// A key, which may be any text.
  func key(_ path: PathSyntax) -> String {
    let isPlain = path.names.allSatisfy { name in
      name.text.utf8.allSatisfy { $0.isNameStart || $0.isDigit || $0 == UInt8(ascii: "-") }
    }
    return isPlain ? spelling(path) : quoted(path.text)
  }
}
