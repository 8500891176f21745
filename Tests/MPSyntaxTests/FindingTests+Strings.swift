/// Strings and what is in them.
extension FindingTests {
  static let strings: [Case] = [
    Case(
      "let a = «\"»b\nlet c = 1",
      "E0102 this string is not closed",
      help: "end it with `\"` on the same line, or write `\"\"\"` for several lines"
    ),
    Case(
      "let a = «#\"»b\"\nlet c = 1",
      "E0102 this string is not closed",
      help: "end it with `\"#` on the same line, or write `\"\"\"` for several lines"
    ),
    Case(
      "let a = «\"\"\"»\nlet c = 1",
      "E0102 this string is not closed",
      help: "end it with `\"\"\"` on a line of its own"
    ),
    Case(
      "x {\n  a = «#\"\"\"»\n  b\n  \"\"\"\n}",
      "E0102 this string is not closed",
      help: "end it with `\"\"\"#` on a line of its own"
    ),
    Case(
      "let a = \"b«\\(»c\"\nlet d = 1",
      "E0102 this interpolation is not closed",
      help: "end it with `)` before the string goes on"
    ),
    Case("let a = #\"b«\\#(»c\"#\nlet d = 1", "E0102 this interpolation is not closed"),
    Case("let a = f(\"«\\(»g(b)\", c)\nlet d = 1", "E0102 this interpolation is not closed"),
    Case(
      "let a = \"b«\\d»\\.c\"",
      "E0113 this escape is unknown",
      help: "escapes are `\\n \\t \\r \\\\ \\\" \\u{…}` and `\\( )`"
    ),
    Case("let a = \"«\\é»\"", "E0113 this escape is unknown"),
    Case("let a = \"\"\"\n  b«\\»\n  c\n  \"\"\"", "E0113 this escape is unknown"),
    Case(
      "let a = \"«\\u{D800}»\"",
      "E0113 this is no character",
      help: "write the number of a Unicode character between braces: `\\u{1F600}`"
    ),
    Case("let a = \"«\\u»0041\"", "E0113 this is no character"),
    Case("let a = \"«\\u{}»\"", "E0113 this is no character"),
    Case("let a = \"«\\u{0}»\"", "E0113 this is no character"),
    Case("let a = \"«\\u{110000}»\"", "E0113 this is no character"),
    Case(
      "let a = «\"\"\"»b\n  \"\"\"",
      "E0114 the text of a multi-line string begins on the next line"
    ),
    Case("let a = «\"\"\"»\"\"\"", "E0114 the text of a multi-line string begins on the next line"),
    Case(
      "let a = «\"\"\"»\\(b)\n  \"\"\"",
      "E0114 the text of a multi-line string begins on the next line"
    ),
    Case(
      "let a = \"\"\"\n  b«\"\"\"»",
      "E0114 the closing quotes of a multi-line string stand on a line of their own",
      help: "put a newline before them; it does not become part of the string"
    ),
    Case(
      "let a = #\"\"\"\n  \\#(b)«\"\"\"#»",
      "E0114 the closing quotes of a multi-line string stand on a line of their own"
    ),
    Case(
      "let a = \"\"\"\n    b\n«  »c\n d\n    \"\"\"",
      "E0114 this line stands further left than the closing quotes",
      help: "indent the line by the same blanks, or move the closing quotes left"
    ),
    Case(
      "let a = \"\"\"\n«»\\(b)\n  \"\"\"",
      "E0114 this line stands further left than the closing quotes"
    ),
    Case(
      "let a = \"\"\"\n«\t\t»b\n  \"\"\"",
      "E0114 this line mixes tabs and spaces otherwise than the closing quotes"
    ),
    Case(
      "x {\n  «\"a\\(b)\"» = 1\n}",
      "E0115 nothing can be interpolated here",
      help: "write the text itself: it has to be known before anything is evaluated"
    ),
    Case("import «\"a\\(b)\"»", "E0115 nothing can be interpolated here"),
    Case("param a: «\"b\\(c)\"»", "E0115 nothing can be interpolated here"),
    Case("test «\"a \\(b)\"» { }", "E0115 nothing can be interpolated here"),
    Case("x {\n  «\"\"» = 1\n}", "E0103 expected a key, found an empty string"),
  ]
}
