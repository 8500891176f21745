import MPDiagnostics
import MPSyntax
import Testing

/// A text in canonical form; the findings where there are any.
func formatted(_ text: String) -> String {
  let reading = Reading(text)
  guard reading.findings.isEmpty else { return reading.rendered }
  return String(decoding: format(reading.spec), as: UTF8.self)
}

/// A text that has a canonical form, and what must be true of that.
struct Formatting {
  let source: Reading
  let result: Reading

  /// `nil` where the syntax has errors.
  init?(_ bytes: [UInt8]) {
    source = Reading(bytes: bytes)
    guard source.findings.isEmpty else { return nil }
    result = Reading(bytes: format(source.spec))
  }

  /// What the formatter has done that it must not do.
  var mistakes: [String] {
    var mistakes: [String] = []
    let again = format(result.spec)
    if !result.findings.isEmpty { mistakes.append(result.rendered) }
    if dumpSyntax(source.spec) != dumpSyntax(result.spec) { mistakes.append("another tree") }
    if words(source) != words(result) { mistakes.append("other tokens") }
    if again != result.text.bytes {
      mistakes.append("formatted again:\n" + String(decoding: again, as: UTF8.self))
    }
    mistakes += misplacedBlanks
    if !mistakes.isEmpty {
      mistakes.insert(String(decoding: source.text.bytes, as: UTF8.self), at: 0)
      mistakes.insert(String(decoding: result.text.bytes, as: UTF8.self), at: 1)
    }
    return mistakes
  }

  /// Everything but blanks, newlines and commas, in order. The texts of strings may be indented
  /// otherwise; the tree has their values.
  private func words(_ reading: Reading) -> [String] {
    reading.text.tokens.compactMap { token in
      switch token.kind {
      case .whitespace, .newline, .comma, .stringText, .end: nil
      case .comment, .docComment: withoutTrailingBlanks(reading.text.text(token))
      default: reading.text.text(token)
      }
    }
  }

  private func withoutTrailingBlanks(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  /// Blanks at the end of a line, tabs, and more than one empty line, outside of strings.
  private var misplacedBlanks: [String] {
    var mistakes: [String] = []
    let tokens = result.text.tokens
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.kind == .stringOpen { depth += 1 }
      if token.kind == .stringClose { depth -= 1 }
      guard depth == 0 else { continue }
      let following = tokens[(index + 1)...].prefix(2).map(\.kind)
      if token.kind == .whitespace, following.first == .newline || following.first == .end {
        mistakes.append("blanks at the end of a line")
      }
      if token.kind == .whitespace, result.text.text(token).contains("\t") {
        mistakes.append("a tab")
      }
      if token.kind == .newline,
        following == [.newline, .newline] || following == [.newline, .end]
      {
        mistakes.append("empty lines")
      }
    }
    return mistakes
  }
}
