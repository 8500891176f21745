import MPDiagnostics
import MPSyntax
import Testing

/// What is refused for its size, at the limit and one above.
struct LimitTests {
  struct Nesting: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var opening: String
    var inner: String
    var closing: String
    /// Levels that the text around it takes.
    var around = 0

    init(_ name: String, _ opening: String, _ inner: String, _ closing: String, around: Int = 0) {
      testDescription = name
      self.opening = opening
      self.inner = inner
      self.closing = closing
      self.around = around
    }

    func text(_ levels: Int) -> String {
      String(repeating: opening, count: levels) + inner + String(repeating: closing, count: levels)
    }
  }

  static let values: [Nesting] = [
    Nesting("parentheses", "(", "a", ")"),
    Nesting("lists", "[", "a", "]"),
    Nesting("maps", "{ a = ", "1", " }"),
    Nesting("calls", "f(", "a", ")"),
    Nesting("indices", "a[", "0", "]"),
    Nesting("not", "not ", "a", ""),
    Nesting("negations", "- ", "a", ""),
    Nesting("else if", "if a then b else ", "c", ""),
    Nesting("if if", "if ", "a", " then b else c"),
    Nesting("comprehensions", "[for x in y: ", "x", "]"),
    Nesting("interpolations", "\"\\(", "a", ")\""),
  ]

  @Test(arguments: values)
  func nestedValues(_ nesting: Nesting) {
    #expect(Reading("let x = " + nesting.text(128)).messages == [])
    #expect(
      Reading("let x = " + nesting.text(129)).messages
        == ["this is nested more than 128 levels deep"]
    )
  }

  @Test(arguments: [
    Nesting("lists", "[", "int", "]"),
    Nesting("maps", "{", "int", "}"),
    Nesting("records", "{ a: ", "int", " }"),
  ])
  func nestedTypes(_ nesting: Nesting) {
    #expect(Reading("param x: " + nesting.text(128)).messages == [])
    #expect(
      Reading("param x: " + nesting.text(129)).messages
        == ["this is nested more than 128 levels deep"]
    )
  }

  @Test(arguments: [
    Nesting("blocks", "x {\n", "", "}\n"),
    Nesting("whens", "when a {\n", "", "}\n"),
  ])
  func nestedBodies(_ nesting: Nesting) {
    #expect(Reading(nesting.text(128)).messages == [])
    #expect(Reading(nesting.text(129)).messages == ["this is nested more than 128 levels deep"])
  }

  @Test func tooDeepIsShownWhereItIs() {
    Marked(
      "let x = " + String(repeating: "(", count: 128) + "«(»a" + String(repeating: ")", count: 129)
    ).expectFindings("this is nested more than 128 levels deep")
  }

  @Test(arguments: ["a + ", "a * ", "a and ", "a or "])
  func longChains(_ link: String) {
    #expect(Reading("let x = " + String(repeating: link, count: 1000) + "a").messages == [])
    #expect(
      Reading("let x = " + String(repeating: link, count: 1001) + "a").messages
        == ["this expression has more than 1000 operators in a row"]
    )
  }

  @Test(arguments: [".a", "[0]"])
  func longSuffixes(_ link: String) {
    #expect(Reading("let x = a" + String(repeating: link, count: 1000)).messages == [])
    #expect(
      Reading("let x = a" + String(repeating: link, count: 1001)).messages
        == ["this expression has more than 1000 operators in a row"]
    )
  }

  @Test func longPaths() {
    #expect(Reading("expose a" + String(repeating: ".a", count: 1000)).messages == [])
    #expect(
      Reading("expose a" + String(repeating: ".a", count: 1001)).messages
        == ["this expression has more than 1000 operators in a row"]
    )
  }

  /// A million openers, and as much of everything else that might be read again and again.
  @Test(arguments: [
    "(", "[", "{", "\"\\(", "\"\"\"\n\\(", "a.", "a+", "-", "not ", "if a then ", "\"", "\n", "x {",
    "x {\n", "a = {", "f(", "a[", ";\n", "/*", "#", "“", "///\n", "a\n", "\\",
  ])
  func manyOfThem(_ unit: String) {
    for head in ["", "let x = ", "x {\n  y = "] {
      let count = 30_000 / unit.utf8.count
      let reading = Reading(head + String(repeating: unit, count: count))
      #expect(reading.text.tokens.last?.kind == .end)
      #expect(!reading.findings.isEmpty || ["\n", "///\n"].contains(unit))
    }
  }

  @Test func messagesDoNotFillTheMemory() {
    let reading = Reading(String(repeating: ";\nx\n", count: 15_000))
    #expect(reading.findings.count == 20_000)
  }
}
