import MPSyntax
import Testing

/// Strings are kept; those of several lines move as a whole, and their values do not change.
struct FormatStringTests {
  private func expect(
    _ source: String,
    becomes result: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(formatted(source) == result, sourceLocation: sourceLocation)
    #expect(formatted(result) == result, "a second time", sourceLocation: sourceLocation)
    #expect(Reading(source).tree == Reading(result).tree, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    #""a \(b + "c \(d)") e""#, ##"#"raw \n \#(x) "y""#"##, #""\u{1F600}""#, #""\(  a  )""#,
    "1_000.50",
  ]) func areKept(_ literal: String) {
    expect("let x=\(literal)", becomes: "let x = \(literal)\n")
  }

  @Test func ofSeveralLinesMoveAsAWhole() {
    expect(
      "service a {\ncode = \"\"\"  \none\n  two\n\n   \n\\(x)\n\"\"\"\n}\n",
      becomes:
        "service a {\n  code = \"\"\"\n    one\n      two\n\n       \n    \\(x)\n    \"\"\"\n}\n"
    )
    expect(
      "let x = #\"\"\"\n\t\t\ta\n\t\t\t\tb\n\t\n\t\t\t\"\"\"#\n",
      becomes: "let x = #\"\"\"\n  a\n  \tb\n\n  \"\"\"#\n"
    )
    expect("let x = \"\"\"\n\"\"\"\n", becomes: "let x = \"\"\"\n  \"\"\"\n")
  }

  @Test func stringsThatBeginALineAreIndentedWithIt() {
    expect(
      "let x = [\n\"\"\"\na\n\"\"\", \"b\"\n]\n",
      becomes: "let x = [\n  \"\"\"\n  a\n  \"\"\", \"b\",\n]\n"
    )
    expect("let x =\n\"\"\"\na\n\"\"\"\n", becomes: "let x =\n  \"\"\"\n  a\n  \"\"\"\n")
  }

  @Test func blocksWithStringsOfSeveralLinesAreBroken() {
    expect(
      "file \"/x\" { content = \"\"\"\na\n\"\"\" }\n",
      becomes: "file \"/x\" {\n  content = \"\"\"\n    a\n    \"\"\"\n}\n"
    )
  }

  @Test func whatIsInterpolatedOverSeveralLinesMovesToo() {
    expect(
      "let x = \"\"\"\n    a \\(join([\n      b,  \n\n    ], c)) d\n    \\(\"\"\"\n      in\n      \"\"\")\n    \"\"\"\n",
      becomes:
        "let x = \"\"\"\n  a \\(join([\n    b,\n\n  ], c)) d\n  \\(\"\"\"\n    in\n    \"\"\")\n  \"\"\"\n"
    )
  }

  @Test func emptyLinesOfStringsWithinStringsDoNotGrow() {
    expect(
      "let x = \"\"\"\n        \\(\"\"\"\n        a\n    \n        \"\"\")\n        \"\"\"\n",
      becomes: "let x = \"\"\"\n  \\(\"\"\"\n  a\n\n  \"\"\")\n  \"\"\"\n"
    )
  }
}
