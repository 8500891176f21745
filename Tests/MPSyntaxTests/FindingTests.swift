import MPDiagnostics
import MPSyntax
import Testing

/// What each mistake is called, and where it is shown: `«…»` marks the place.
struct FindingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    /// Code and message.
    var finding: String
    var help: String?

    var testDescription: String { text }

    init(_ text: String, _ finding: String, help: String? = nil) {
      self.text = text
      self.finding = finding
      self.help = help
    }
  }

  static let tokens: [Case] = [
    Case(
      "service «db-2» { }",
      "E0103 in a name, a letter follows each `-`",
      help: "call it `db2`"
    ),
    Case(
      "service «db--x» { }",
      "E0103 in a name, a letter follows each `-`",
      help: "call it `db-x`"
    ),
    Case(
      "let a = 1 «;»",
      "E0101 `;` means nothing here",
      help: "entries end at a newline or a comma"
    ),
    Case("let a = b «&&» c", "E0101 `&&` means nothing here", help: "write `and`"),
    Case("let a = b «||» c", "E0101 `||` means nothing here", help: "write `or`"),
    Case("let a = «!»b", "E0101 `!` means nothing here", help: "write `not`"),
    Case(
      "let a = «$»b",
      "E0101 `$` means nothing here",
      help: "a value is put into a string by `\\(name)`"
    ),
    Case(
      "«#» a comment { ' \"\nlet a = 1",
      "E0101 `#` means nothing here",
      help: "write a comment as `// …`"
    ),
    Case(
      "«/*» a\n } */ let a = 1",
      "E0101 `/*` means nothing here",
      help: "write a comment as `// …`"
    ),
    Case(
      "let a = «'b c'»",
      "E0101 `'b c'` means nothing here",
      help: "strings stand between plain double quotes: `\"…\"`"
    ),
    Case(
      "let a = «“b”»",
      "E0101 `“b”` means nothing here",
      help: "strings stand between plain double quotes: `\"…\"`"
    ),
    Case(
      "let a = «'a rather long text'»",
      "E0101 `'a rather long …` means nothing here",
      help: "strings stand between plain double quotes: `\"…\"`"
    ),
    Case(
      "let caf«é» = 1",
      "E0101 `é` means nothing here",
      help: "names are made of the letters `a` to `z` and `A` to `Z`, digits, `_` and `-`"
    ),
    Case(
      "let«\u{A0}»a = 1",
      "E0101 the character U+00A0 means nothing here",
      help: "replace it by a space, or remove it"
    ),
    Case(
      "let a = 5 «%» 2",
      "E0101 `%` means nothing here",
      help: "a percentage has no space before its `%`; there is no remainder"
    ),
    Case("let a = «@»", "E0101 `@` means nothing here"),
    Case(
      "let a = «9223372036854775808»",
      "E0111 this number has too many digits",
      help: "numbers go up to 9223372036854775807, digits behind the point included"
    ),
    Case(
      "let a = 512«MB»",
      "E0112 `MB` is no unit",
      help: "sizes have no `B`: write `Mi` for 1,048,576 bytes or `M` for 1,000,000"
    ),
    Case("let a = 512«mi»", "E0112 `mi` is no unit", help: "write `Mi`"),
    Case(
      "let a = 5«k»",
      "E0112 `k` is no unit",
      help: "write `K` for 1,000 bytes or `Ki` for 1,024"
    ),
    Case("let a = 5«secs»", "E0112 `secs` is no unit", help: "write `s`"),
    Case("let a = 1h5«minutes»", "E0112 `minutes` is no unit", help: "write `min`"),
    Case(
      "let a = 5«x»",
      "E0112 `x` is no unit",
      help: "units are `Ki Mi Gi Ti K M G T` for sizes, `ms s m min h d` for durations"
    ),
    Case(
      "let a = 1h«30»",
      "E0112 this part of the duration has no unit",
      help: "write one of `ms s m min h d` behind it"
    ),
    Case(
      "let a = 1h2«Gi»",
      "E0112 only durations have several parts, and `Gi` is no duration",
      help: "write one number with one unit, such as `1.5Gi`"
    ),
  ]

  static let structure: [Case] = [
    Case("let a =«»", "E0103 expected a value, found the end of the file"),
    Case("let a =«»\nlet b = 1", "E0103 expected a value, found the end of the line"),
    Case("let a «1»", "E0103 expected `=` and a value, found `1`"),
    Case("let a«»\nlet b = 1", "E0103 expected `=` and a value, found the end of the line"),
    Case("let «=» 1", "E0103 expected the name of the `let`, found `=`"),
    Case("let a = b +«»\n\nlet c = 1", "E0103 expected a value, found the end of the line"),
    Case(
      "x {\n  path = «/»data/b\n}",
      "E0103 expected a value, found `/`",
      help: "put it into quotes: `\"/data/b\"`"
    ),
    Case("let a = b + «)»", "E0103 expected a value, found `)`"),
    Case(
      "let a = 1 + «if» b then c else d",
      "E0103 expected a value, found `if`",
      help: "put it in parentheses: `(if …)`"
    ),
    Case("let a = b.«»", "E0103 expected a name, found the end of the file"),
    Case("let a = if b«»\nlet c = 1", "E0103 expected `then`, found the end of the line"),
    Case("let a = if b then c«»\nlet d = 1", "E0103 expected `else`, found the end of the line"),
    Case("let a = [for b «c»: d]", "E0103 expected `in` and a list, found `c`"),
    Case("let a = [for b in c«]»", "E0103 expected `:` and the element, found `]`"),
    Case("let a = [1 «2»]", "E0103 expected `,` or `]`, found `2`"),
    Case("let a = [1, «,» 2]", "E0103 expected a value, found `,`"),
    Case("let a = f(1 «2»)", "E0103 expected `,` or `)`, found `2`"),
    Case("let a = (1 «2»)", "E0103 expected `)`, found `2`"),
    Case("let a = \"\\(b «c»)\"", "E0103 expected `)`, found `c`"),
    Case("let a = b[0 «1»]", "E0103 expected `]`, found `1`"),
    Case("let a = [1, 2«»", "E0103 expected `,` or `]`, found the end of the file"),
    Case("param a«»", "E0103 expected `:` and a type, found the end of the file"),
    Case("param a «=» 1", "E0103 expected `:` and a type, found `=`"),
    Case("param a: «=» 1", "E0103 expected a type, found `=`"),
    Case("param a: [int«»\nparam b: int", "E0103 expected `]`, found the end of the line"),
    Case("param a: \"b\" | «c»", "E0103 expected the next value, as a string, found `c`"),
    Case("param a: { b: int «c»: int }", "E0103 expected `,` or `}`, found `c`"),
    Case("param a: int..«»", "E0103 expected a type, found the end of the file"),
    Case("pattern p { require a «}»", "E0103 expected `else` and a message, found `}`"),
    Case("pattern p { require a else «b» }", "E0103 expected the message, as a string, found `b`"),
    Case("pattern p { slot «:» job }", "E0103 expected the name of the slot, found `:`"),
    Case("pattern p { slot a: «}»", "E0103 expected `service`, `job` or `cron`, found `}`"),
    Case("pattern «{» }", "E0103 expected the name of the pattern, found `{`"),
    Case(
      "pattern p«»\nlet a = 1",
      "E0103 expected `{` and the body of the pattern, found the end of the line"
    ),
    Case(
      "import «.»/lib/a.mp",
      "E0103 expected the path of the file, as a string, found `.`",
      help: "put it into quotes: `\"./lib/a.mp\"`"
    ),
    Case(
      "import \"a\" as«»",
      "E0103 expected the name to import it as, found the end of the file"
    ),
    Case(
      "test «a» { }",
      "E0103 expected the name of the test, as a string, found `a`",
      help: "put it into quotes: `\"a\"`"
    ),
    Case("when «{» }", "E0103 expected a value, found `{`"),
    Case("when a == «{» }", "E0103 expected a value, found `{`"),
    Case("when a «b» { }", "E0103 expected `{` and the body of the `when`, found `b`"),
    Case(
      "x {\n  replicas«:» 3\n}",
      "E0103 expected `=`, a name or `{` after `replicas`, found `:`",
      help: "set a value by `=`"
    ),
    Case("x {\n  replicas «3»\n}", "E0103 expected `=`, a name or `{` after `replicas`, found `3`"),
    Case(
      "x {\n  replicas «==» 3\n}",
      "E0103 expected `=`, a name or `{` after `replicas`, found `==`",
      help: "set a value by `=`"
    ),
    Case(
      "x {\n  A«-»1 = 3\n}",
      "E0103 expected `=`, a name or `{` after `A`, found `-`",
      help: "put a key that is no name into quotes: `\"A-1\" = …`"
    ),
    Case(
      "x {\n  replicas«»\n}",
      "E0103 expected `=`, a name or `{` after `replicas`, found the end of the line"
    ),
    Case("x {\n  \"a\"«:» 3\n}", "E0103 expected `=` and a value, found `:`"),
    Case(
      "x {\n  «a.b.c» = 3\n}",
      "E0103 expected a key, found the path `a.b.c`",
      help: "nest blocks: `a { b { c = … } }`"
    ),
    Case("let a = { «b.c» = 3 }", "E0103 expected a key, found the path `b.c`"),
    Case(
      "let a = { b«:» 1 }",
      "E0103 expected `=` and a value, found `:`",
      help: "set a value by `=`"
    ),
    Case(
      "let a = { «8080» = 1 }",
      "E0103 `8080` cannot begin anything in a map",
      help: "a key is a name or a string, with `=` and a value behind it"
    ),
    Case("let a = { b«,» c = 1 }", "E0103 expected `=` and a value, found `,`"),
    Case("let a = { b «{» c = 1 } }", "E0103 expected `=` and a value, found `{`"),
    Case("«8080»", "E0103 `8080` cannot begin anything in a file"),
    Case("«\"»a\"", "E0103 a string cannot begin anything in a file"),
    Case("«[»a]", "E0103 `[` cannot begin anything in a file"),
    Case(
      "test \"t\" {\n  «f»(x)\n}",
      "E0103 `f` cannot begin anything in a `test`",
      help: "write what must hold as `expect …`"
    ),
    Case("trait t { default «with» u }", "E0103 expected an entry, found `with`"),
    Case(
      "trait t { default «{» a = 1 } }",
      "E0103 expected an entry after `default`, found `{`"
    ),
    Case(
      "trait t { default «default» x { } }",
      "E0103 `default` cannot begin anything in a `trait`"
    ),
    Case("a { «null» { } }", "E0103 `null` cannot begin anything in a block"),
    Case("a { x = 1, «or» b { } }", "E0103 `or` cannot begin anything in a block"),
    Case("«in».a b", "E0103 `in` cannot begin anything in a file"),
    Case(
      "profile p { extend a «b» { } }",
      "E0103 expected `{` and the body of the `extend`, found `b`"
    ),
    Case(
      "profile p { extend a «}»",
      "E0103 expected `{` and the body of the `extend`, found `}`"
    ),
    Case("profile p { «\"»a\" = 1 }", "E0103 a string cannot begin anything in a `profile`"),
    Case(
      "pattern p { slot s: «thing» }",
      "E0103 expected `service`, `job` or `cron`, found `thing`"
    ),
    Case("let a = 1 «let» b = 2", "E0104 expected a newline or a comma before `let`"),
    Case(
      "let a = b «?» c : d",
      "E0104 expected a newline or a comma before `?`",
      help: "a choice is written `if condition then value else other`"
    ),
    Case("let a = b «|» c", "E0104 expected a newline or a comma before `|`", help: "write `or`"),
    Case(
      "let a = nginx«:»1.28",
      "E0104 expected a newline or a comma before `:`",
      help: "put text into quotes: `\"nginx:1.28\"`"
    ),
    Case(
      "let a = 512 «Mi»",
      "E0104 expected a newline or a comma before `Mi`",
      help: "write the unit without a space before it: `512Mi`"
    ),
    Case("service a «{»\n  b = 1\n", "E0105 this `{` is not closed", help: "add its `}`"),
    Case(
      "service a { }\n«}»",
      "E0106 this `}` closes nothing",
      help: "remove it, or look for a `}` too many above"
    ),
    Case("let a = (b)«)»", "E0106 this `)` closes nothing"),
    Case("«]»", "E0106 this `]` closes nothing"),
    Case(
      "x {\n  «param» a: int\n}",
      "E0107 `param` cannot stand in a block",
      help: "`param` stands at the top of a file, in a `pattern` or in a `trait`"
    ),
    Case("«slot» a", "E0107 `slot` cannot stand in a file", help: "`slot` stands in a `pattern`"),
    Case(
      "«expect» a",
      "E0107 `expect` cannot stand in a file",
      help: "`expect` stands in a `test`"
    ),
    Case("pattern p { «extend» a { } }", "E0107 `extend` cannot stand in a `pattern`"),
    Case(
      "«with» a { }",
      "E0107 `with` cannot stand in a file",
      help: "`with` stands in a service, a job or a slot"
    ),
    Case("x { «let» a = 1 }", "E0107 `let` cannot stand in a block"),
    Case("x {\n  «import» \"a\"\n  import \"b\"\n}", "E0107 `import` cannot stand in a block"),
    Case("test \"t\" { «when» a { } }", "E0107 `when` cannot stand in a `test`"),
    Case("let a = { «when» b { } }", "E0107 `when` cannot stand in a map"),
    Case(
      "«default» a { }",
      "E0107 `default` cannot stand in a file",
      help: "`default` stands in the blocks of a `pattern` and in a `trait`"
    ),
    Case(
      "«a» = 1",
      "E0108 a value is set inside of a block, not in a file",
      help: "name a value with `let`, or an input with `param`"
    ),
    Case("pattern p { «a» = 1 }", "E0108 a value is set inside of a block, not in a `pattern`"),
    Case("test \"t\" { «a» = 1 }", "E0108 a value is set inside of a block, not in a `test`"),
    Case(
      "x\n«{»\n}",
      "E0109 `{` stands on the line of its head",
      help: "move it to the end of the line before"
    ),
    Case(
      "let a = b < c «<» d",
      "E0110 comparisons do not chain",
      help: "join two of them by `and`: `a < b and b < c`"
    ),
  ]

  @Test func valuesAreNamedByLet() {
    let help = Reading("const a = 1").findings.first?.help
    #expect(help == ["write `const a { … }`", "or name a value with `let NAME = …`"])
    #expect(Reading("x {\n  const a = 1\n}").findings.first?.help == ["write `const a { … }`"])
  }

  @Test(arguments: heads) func ofHeads(_ example: Case) { check(example) }

  @Test(arguments: tokens) func ofTokens(_ example: Case) { check(example) }

  @Test(arguments: strings) func ofStrings(_ example: Case) { check(example) }

  @Test(arguments: structure) func ofStructure(_ example: Case) { check(example) }

  private func check(_ example: Case) {
    let reading = Marked(example.text)
    let found = reading.findings.map { "\($0.code.rawValue) \($0.message)" }
    #expect(found == [example.finding], "\(reading.rendered)")
    reading.expectPlaces()
    if let help = example.help { #expect(reading.findings.first?.help.first == help) }
  }

  /// The table has every code of the phase.
  @Test func everyCodeIsHere() {
    let codes = (Self.tokens + Self.strings + Self.structure).map { $0.finding.prefix(5) }
    for code in DiagnosticCode.allCases where code.rawValue.hasPrefix("E01") {
      #expect(codes.contains(code.rawValue[...]), "\(code)")
    }
  }

  @Test func labelsShowTheOtherEnd() throws {
    let bracket = try #require(Reading("let a = f(1\nlet b = 2").findings.first)
    #expect(bracket.labels.map(\.text) == ["opened here"])
    #expect(bracket.labels.first?.range.lower == 9)
    let lines = try #require(
      Reading("let a = \"\"\"\n  b\n c\n d\n    \"\"\"").findings.first
    )
    #expect(lines.labels.map(\.text) == ["their indentation is taken off every line"])
    #expect(lines.labels.first?.range.lower == 26)
    #expect(lines.notes == ["so do 2 more lines"])
  }
}
