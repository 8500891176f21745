import MPDiagnostics
import MPSyntax
import Testing

/// Bytes that are no text of a spec.
struct TextCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    /// Code, message and the bytes it is about.
    var findings: [String]

    init(_ name: String, _ bytes: [UInt8], _ findings: String...) {
      testDescription = name
      self.bytes = bytes
      self.findings = findings
    }
  }

  static let cases: [Case] = [
    Case("nothing", []),
    Case("tabs, newlines and everything above ASCII", Array("\t\n// é 🦆 \u{2028}\n".utf8)),
    Case("a lone continuation byte", [0x61, 0x80], "E0002 this is not UTF-8 1..<2"),
    Case("a sequence cut short", [0x61, 0xC3], "E0002 this is not UTF-8 1..<2"),
    Case("an overlong slash", [0xC0, 0xAF], "E0002 this is not UTF-8 0..<1"),
    Case("a surrogate", [0x61, 0xED, 0xA0, 0x80], "E0002 this is not UTF-8 1..<2"),
    Case("UTF-16", [0xFF, 0xFE, 0x61, 0x00], "E0002 this is not UTF-8 0..<1"),
    Case(
      "NUL",
      [0x61, 0x00, 0x01],
      "E0003 the control character U+0000 cannot stand in a spec 1..<2"
    ),
    Case("escape", [0x1B], "E0003 the control character U+001B cannot stand in a spec 0..<1"),
    Case(
      "delete",
      [0x20, 0x7F],
      "E0003 the control character U+007F cannot stand in a spec 1..<2"
    ),
    Case(
      "a return in the middle of a line",
      Array("a\rb".utf8),
      "E0003 the control character U+000D cannot stand in a spec 1..<2"
    ),
    Case("one line of Windows", Array("a\r\nb\n".utf8), "E0004 this line ends in CR LF 1..<2"),
    Case(
      "lines of Windows",
      Array("a\nb\r\nc\r\n".utf8),
      "E0004 2 lines of this file end in CR LF, the first here 3..<4"
    ),
    Case(
      "a byte-order mark",
      [0xEF, 0xBB, 0xBF, 0x61],
      "E0005 the file begins with a byte-order mark 0..<3"
    ),
    Case(
      "one of each",
      [0xEF, 0xBB, 0xBF, 0x0D, 0x0A, 0x08],
      "E0005 the file begins with a byte-order mark 0..<3",
      "E0004 this line ends in CR LF 3..<4",
      "E0003 the control character U+0008 cannot stand in a spec 5..<6"
    ),
    Case("as large as can be", Array(repeating: 0x0A, count: Source.sizeLimit)),
    Case(
      "larger",
      Array(repeating: 0x0A, count: Source.sizeLimit + 1),
      "E0006 the file is larger than 4 MiB 0..<0"
    ),
  ]

  @Test(arguments: cases)
  func findings(_ example: Case) {
    var sources = SourceMap()
    let source = sources.add(name: "spec.mp", bytes: example.bytes)
    var diagnostics = Diagnostics()
    let isText = checkText(source, in: sources, into: &diagnostics)
    let found = diagnostics.inSourceOrder.map { finding in
      let range = finding.primary.range
      return "\(finding.code.rawValue) \(finding.message) \(range.lower)..<\(range.upper)"
    }
    #expect(found == example.findings)
    #expect(isText == example.findings.isEmpty)
  }
}
