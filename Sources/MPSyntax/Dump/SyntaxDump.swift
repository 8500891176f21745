import MPDiagnostics

/// The tree of a file as an outline: one node a line, with what it consists of indented below it.
///
/// - Parameter positions: Whether each node says where it stands, as `@ line:column`.
package func dumpSyntax(_ spec: SpecSyntax, positions: Bool = false) -> String {
  let source = positions ? Source(name: "", bytes: spec.text.bytes) : nil
  var dump = SyntaxDump(source: source)
  dump.node("spec" + (spec.isBroken ? " broken" : "")) { dump in
    for item in spec.items { dump.dump(item) }
  }
  return dump.text
}

/// Collects the lines of an outline; what each kind of node says is in the extensions.
struct SyntaxDump {
  private(set) var text = ""
  private var depth = 0
  private let source: Source?

  init(source: Source?) { self.source = source }

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
    guard let source, let range else { return "" }
    let start = source.position(of: Int(range.lower))
    let end = source.position(of: Int(range.upper))
    return " @ \(start.line):\(start.column)-\(end.line):\(end.column)"
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
