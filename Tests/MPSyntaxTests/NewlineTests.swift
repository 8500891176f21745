import Testing

/// Where a newline ends something, and where it does not.
struct NewlineTests {
  @Test(arguments: [
    ("after =", "let x =\n  1\n", "(let x 1)"),
    ("after an infix operator", "let x = 1 +\n  2\n", "(let x (arithmetic 1 (+ 2)))"),
    ("after minus", "let x = 1 -\n  2\n", "(let x (arithmetic 1 (- 2)))"),
    ("after ..", "let x = 1 ..\n  2\n", "(let x (.. 1 2))"),
    ("after ==", "let x = a ==\n  b\n", "(let x (comparison a (== b)))"),
    ("after and", "let x = a and\n  b\n", "(let x (and a b))"),
    ("after in", "let x = a in\n  b\n", "(let x (comparison a (in b)))"),
    ("after then and else", "let x = if a then\n b else\n c\n", "(let x (if a b c))"),
    ("before then and else", "let x = if a\n then b\n else c\n", "(let x (if a b c))"),
    ("before and, or", "let x = a\n  and b\n  or c\n", "(let x (or (and a b) c))"),
    ("before plus", "let x = a\n  + b\n", "(let x (arithmetic a (+ b)))"),
    ("before times", "let x = a\n  * b\n", "(let x (arithmetic a (* b)))"),
    ("before ..", "let x = a\n  .. b\n", "(let x (.. a b))"),
    ("before <", "let x = a\n  < b\n", "(let x (comparison a (< b)))"),
    ("before in", "let x = a\n  in b\n", "(let x (comparison a (in b)))"),
    ("in (", "let x = (\n  a\n  - b\n)\n", "(let x (arithmetic a (- b)))"),
    ("in [", "let x = [\n  a\n  ,\n  b\n  .c\n]\n", "(let x (list a (postfix b .c)))"),
    ("in a call", "let x = f(\n  a,\n  b\n)\n", "(let x (call f a b))"),
    ("in an index", "let x = a[\n  0\n]\n", "(let x (postfix a ([] 0)))"),
    (
      "in a comprehension", "let x = [\n for\n x\n in\n y\n if a\n :\n x\n]\n",
      "(let x (for x (in y) (if a) (yield x)))"
    ),
    (
      "in an interpolation of lines", "let x = \"\"\"\n  \\(\n  a\n  )\n  \"\"\"\n",
      "(let x (string (\\() a)))"
    ),
    ("in { in (", "let x = ({\n a = 1\n b = 2\n})\n", "(let x (map (a = 1) (b = 2)))"),
    (
      "in ( in {", "let x = { a = (1\n- 2)\n b = 2 }\n",
      "(let x (map (a = (arithmetic 1 (- 2))) (b = 2)))"
    ),
    (
      "before else of require", "pattern p {\n  require a\n    else \"b\"\n}\n",
      #"(pattern p (body (require a "b")))"#
    ),
    (
      "after else of require", "pattern p {\n  require a else\n    \"b\"\n}\n",
      #"(pattern p (body (require a "b")))"#
    ),
  ])
  func goesOn(_ name: String, _ text: String, _ tree: String) {
    let reading = Reading(text)
    #expect(reading.tree == "(spec \(tree))", "\(name)\n\(reading.rendered)")
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: [
    ("entries", "x {\n  a = 1\n  b = 2\n}", "(block x (body (a = 1) (b = 2)))"),
    ("an entry and a minus", "x {\n  a = 1\n  -b\n}", nil),
    ("a value and an index", "x {\n  a = b\n  [0]\n}", nil),
    ("a value and a member", "x {\n  a = b\n  .c\n}", nil),
    ("a name and its parentheses", "x {\n  a = b\n  (c)\n}", nil),
    ("a head and its label", "service\nweb {}", nil),
    ("a key and its =", "x {\n  a\n  = 1\n}", nil),
    ("a let and its =", "let a\n  = 1", nil),
    ("a param and its type", "param a:\n  int", nil),
    ("a param and its value", "param a: int\n  = 1", nil),
    ("a when and its condition", "when\n  a { }", nil),
    ("not and its operand", "let a = not\n  b", nil),
    ("if and its condition", "let a = if\n  b then c else d", nil),
    ("an expect and its condition", "test \"t\" {\n  expect\n    a\n}", nil),
    ("a member", "let a = b.\n  c", nil),
    ("an import and its alias", "import \"a\"\nas b", #"(import "a") block as b"#),
    ("a head with a label", "expose a.b\nexpose c.d", "block expose a.b block expose c.d"),
    (
      "an optional slot", "pattern p {\n  slot a\n  slot b?\n}",
      "(pattern p (body slot a slot b?))"
    ),
  ])
  func ends(_ name: String, _ text: String, _ tree: String?) {
    let reading = Reading(text)
    #expect(
      reading.findings.isEmpty == (tree != nil),
      "\(name)\n\(reading.rendered)\(reading.tree)"
    )
    if let tree { #expect(reading.tree == "(spec \(tree))") }
  }

  @Test func wordsAreKeysAfterANewline() {
    #expect(
      Reading("x {\n  a = b\n  and = 1\n  in = if c then d\n    else e\n  else = 2\n  then = 3\n}")
        .tree
        == "(spec (block x (body (a = b) (and = 1) (in = (if c d e)) (else = 2) (then = 3))))"
    )
  }

  @Test(arguments: [
    "x { a = 1, b = 2 }", "x { a = 1, b = 2, }", "x {\n  a = 1,\n  b = 2,\n}",
    "x { a = 1\n  b = 2 }",
    "x {\n\n  a = 1 // c\n\n  // d\n  b = 2\n}", "x { a = 1\n, b = 2 }",
  ])
  func separators(_ text: String) {
    let reading = Reading(text)
    if text.contains("\n,") {
      #expect(reading.messages == ["`,` cannot begin anything in a block"])
    } else {
      #expect(reading.findings.isEmpty, "\(reading.rendered)")
    }
    #expect(reading.tree.contains("(a = 1)") && reading.tree.contains("(b = 2)"))
  }

  @Test func blocksOnOneLineNeedASeparator() {
    Marked("x { a { } «b» { } }").expectFindings("expected a newline or a comma before `b`")
    #expect(Reading("x { a { }, b { } }").findings.isEmpty)
    Marked("let a = 1 «let» b = 2").expectFindings("expected a newline or a comma before `let`")
    #expect(Reading("let a = 1, let b = 2").findings.isEmpty)
  }

  @Test(arguments: [
    "service web\n«{»\n}", "app a\n«{»\n}", "x\n«{»\n}", "when a\n«{»\n}", "pattern p\n«{»\n}",
    "profile p\n«{»\n}", "test \"t\"\n«{»\n}", "pattern p {\n  slot s\n  «{»\n  }\n}",
    "x {\n  with t\n  «{»\n  }\n}", "x \"label\" // why\n\n«{»\n}",
  ])
  func braceOnTheNextLine(_ text: String) {
    Marked(text).expectFindings("`{` stands on the line of its head")
  }
}
