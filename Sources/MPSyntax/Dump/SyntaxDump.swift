import MPDiagnostics

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
  var dump = SyntaxDump(source: Source(name: "", bytes: spec.text.bytes), positions: positions)
  dump.node("spec" + (spec.isBroken ? " broken" : "")) { dump in
    for item in spec.items { dump.dump(item) }
  }
  return dump.text
}

/// Collects the lines of an outline; what each kind of node says is in the extensions.
struct SyntaxDump {
  private(set) var text = ""
  private var depth = 0
  private let source: Source
  private let positions: DumpedPositions

  init(source: Source, positions: DumpedPositions) {
    self.source = source
    self.positions = positions
  }

  /// One line, and the lines below it.
  mutating func node(
    _ line: String,
    at range: SourceRange? = nil,
    _ children: (inout SyntaxDump) -> Void = { _ in }
  ) {
    text += String(repeating: "  ", count: depth) + line + place(of: range) + "\n"
    depth += 1
    children(&self)
    depth -= 1
  }

  private func place(of range: SourceRange?) -> String {
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
