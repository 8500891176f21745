import MPDiagnostics
import MPSyntax

/// A text that has been checked, cut and parsed.
struct Reading {
  let sources: SourceMap
  let text: TokenizedSource
  let spec: SpecSyntax
  /// In source order.
  let findings: [Diagnostic]

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    var sources = SourceMap()
    let source = sources.add(name: "spec.mp", bytes: bytes)
    var diagnostics = Diagnostics()
    text = lex(source, in: sources, into: &diagnostics)
    spec = parse(text, into: &diagnostics)
    self.sources = sources
    findings = diagnostics.inSourceOrder
  }

  var messages: [String] { findings.map(\.message) }

  /// The findings as people see them, for the message of a test that fails.
  var rendered: String {
    FindingFormat.human.render(findings, sources: sources, style: .plain)
  }

  /// The tree on one line: `(let x (arithmetic a (+ 1)))`.
  var tree: String { folded(dumpSyntax(spec)) }

  /// The tokens that are no trivia: `name:x equal:= integer:1`.
  var tokens: [String] {
    text.tokens.filter { !$0.kind.isTrivia && $0.kind != .end }.map {
      "\($0.kind):\(text.text($0))"
    }
  }
}

/// The tree of an expression on one line, with what was found after it.
func expression(_ text: String) -> String {
  let reading = Reading("let x = \(text)\n")
  let tree = reading.tree
  let inner = tree.dropFirst("(spec (let x ".count).dropLast("))".count)
  return ([tree.hasPrefix("(spec (let x ") ? String(inner) : tree] + reading.messages)
    .joined(separator: " ! ")
}

/// The value of a string literal, with interpolations as `⟨outline⟩`.
func decoded(_ literal: String) -> String {
  let reading = Reading("let x = \(literal)\n")
  guard case .let(let item)? = reading.spec.items.first, case .string(let string) = item.value,
    reading.findings.isEmpty
  else { return reading.rendered }
  return string.segments.map { segment in
    switch segment {
    case .text(let text): text
    case .interpolation(let value, let indentation):
      "⟨\(reading.sources.text(value.range))\(indentation.isEmpty ? "" : "|" + indentation)⟩"
    }
  }.joined()
}

/// An outline as nested parentheses; names and numbers stand for themselves.
private func folded(_ outline: String) -> String {
  var result = ""
  var depths: [Int] = []
  let lines = outline.split(separator: "\n")
  for (index, line) in lines.enumerated() {
    let depth = line.prefix { $0 == " " }.count
    while let last = depths.last, last >= depth {
      depths.removeLast()
      result += ")"
    }
    let next = index + 1 < lines.count ? lines[index + 1].prefix { $0 == " " }.count : 0
    var label = String(line.dropFirst(depth))
    for kind in ["name ", "int ", "quantity ", "string "] where label.hasPrefix(kind) {
      label = String(label.dropFirst(kind.count))
    }
    if !result.isEmpty { result += " " }
    if next > depth {
      result += "(" + label
      depths.append(depth)
    } else {
      result += label
    }
  }
  return result + String(repeating: ")", count: depths.count)
}
