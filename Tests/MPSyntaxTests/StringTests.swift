import MPDiagnostics
import MPSyntax
import Testing

struct StringTests {
  @Test(arguments: [
    (#""""#, ""),
    (#""plain $x ${y} %""#, "plain $x ${y} %"),
    (#""\n\t\r\\\"""#, "\n\t\r\\\""),
    (#""\u{41}\u{1F600}\u{e9}""#, "A😀é"),
    (#""é🦆""#, "é🦆"),
    (#""a\(b)c""#, "a⟨b⟩c"),
    (#""\(a)\(b)""#, "⟨a⟩⟨b⟩"),
    (#""\\(a)""#, #"\(a)"#),
    (#""\(f("x", (y)))""#, #"⟨f("x", (y))⟩"#),
    (#""\("\("\("deep")")")""#, #"⟨"\("\("deep")")"⟩"#),
    (#""\(a + "\(b)")!""#, #"⟨a + "\(b)"⟩!"#),
    (##"#"raw \n \(x) "quoted" \d"#"##, #"raw \n \(x) "quoted" \d"#),
    (###"#"\#(x)\#n"#"###, ##"⟨x⟩\#n"##),
    (##"#"a"b"#"##, #"a"b"#),
  ])
  func oneLine(_ literal: String, _ text: String) {
    #expect(decoded(literal) == text)
  }

  /// Three quotes open a string of several lines, whatever follows.
  @Test func rawQuoteAlone() {
    Marked("let x = «#\"\"\"»#\n").expectFindings("this string is not closed")
  }

  @Test(arguments: [
    ("the indentation of the closing quotes", "\"\"\"\n    a\n      b\n    \"\"\"", "a\n  b"),
    ("none", "\"\"\"\na\n\"\"\"", "a"),
    ("no line", "\"\"\"\n  \"\"\"", ""),
    ("one blank line", "\"\"\"\n\n  \"\"\"", ""),
    ("a newline at the end", "\"\"\"\n  a\n\n  \"\"\"", "a\n"),
    ("blank lines of any length", "\"\"\"\n  a\n\n \n    \n  b\n  \"\"\"", "a\n\n\n  \nb"),
    ("tabs", "\"\"\"\n\t\ta\n\t\t\tb\n\t\t\"\"\"", "a\n\tb"),
    ("blanks behind the opening quotes", "\"\"\"  \n  a\n  \"\"\"", "a"),
    ("quotes", "\"\"\"\n  \"a\" \"\"b\n  \"\"\"", "\"a\" \"\"b"),
    ("an escaped delimiter", "\"\"\"\n  \\\"\"\"\n  \"\"\"", "\"\"\""),
    ("an escaped newline is not a line", "\"\"\"\n  a\\nb\n  \"\"\"", "a\nb"),
    ("raw", "#\"\"\"\n  a\\n\\(b)\"\"\"\n  \"\"\"#", "a\\n\\(b)\"\"\""),
    ("an interpolation in a line", "\"\"\"\n  a \\(b) c\n  \"\"\"", "a ⟨b⟩ c"),
    ("alone", "\"\"\"\n    a\n      \\(b)\n    c\n    \"\"\"", "a\n  ⟨b|  ⟩\nc"),
    ("alone on the first line", "\"\"\"\n      \\(b)\n    c\n    \"\"\"", "  ⟨b|  ⟩\nc"),
    ("alone on the last line", "\"\"\"\n    a\n      \\(b)\n    \"\"\"", "a\n  ⟨b|  ⟩"),
    ("alone, blanks behind it", "\"\"\"\n    a\n      \\(b)  \n    \"\"\"", "a\n  ⟨b|  ⟩  "),
    ("alone without indentation", "\"\"\"\n    \\(b)\n    \"\"\"", "⟨b⟩"),
    ("alone by tabs", "\"\"\"\n\t\t\\(b)\n\t\"\"\"", "\t⟨b|\t⟩"),
    ("two are not alone", "\"\"\"\n      \\(a)\\(b)\n    \"\"\"", "  ⟨a⟩⟨b⟩"),
    ("two apart are not alone", "\"\"\"\n      \\(a) \\(b)\n    \"\"\"", "  ⟨a⟩ ⟨b⟩"),
    ("text behind it", "\"\"\"\n      \\(a).\n    \"\"\"", "  ⟨a⟩."),
    ("two lines", "\"\"\"\n     \\(a)\n      \\(b)\n    \"\"\"", " ⟨a| ⟩\n  ⟨b|  ⟩"),
    ("raw and alone", "#\"\"\"\n      \\#(a)\n    \"\"\"#", "  ⟨a|  ⟩"),
    (
      "lines within lines", "\"\"\"\n  \\(\"\"\"\n    a\n    \"\"\")\n  \"\"\"",
      "⟨\"\"\"\n    a\n    \"\"\"⟩"
    ),
  ])
  func severalLines(_ name: String, _ literal: String, _ text: String) {
    #expect(decoded(literal) == text, "\(name)")
  }

  @Test func deepInterpolation() {
    var text = "x"
    for _ in 0..<100 { text = "\"\\(\(text))\"" }
    #expect(Reading("let x = \(text)").findings.isEmpty)
  }

  @Test func rawFixItKeepsTheMeaning() throws {
    let reading = Reading(#"let x = "\d+\.\(a)\w""#)
    let finding = try #require(reading.findings.first)
    #expect(reading.findings.count == 1)
    #expect(finding.notes == ["the string has 2 more escapes of this kind"])
    let edits = try #require(finding.fixIts.first).edits
    var bytes = reading.text.bytes
    for edit in edits.reversed() {
      bytes.replaceSubrange(
        Int(edit.range.lower)..<Int(edit.range.upper),
        with: edit.replacement.utf8
      )
    }
    #expect(String(decoding: bytes, as: UTF8.self) == ###"let x = #"\d+\.\#(a)\w"#"###)
    #expect(Reading(bytes: bytes).findings.isEmpty)
  }

  @Test(arguments: [##""\d\n""##, ##""\d\\""##, ###""\d\#(x)""###, ##""\d\u{0}""##])
  func noRawFixItWhereItWouldChangeTheMeaning(_ literal: String) {
    let fixIts = Reading("let x = \(literal)").findings.flatMap(\.fixIts)
    #expect(fixIts.isEmpty)
  }
}
