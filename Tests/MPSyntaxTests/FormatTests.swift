import MPSyntax
import Testing

/// Blanks and line breaks, construct by construct.
struct FormatTests {
  private func expect(
    _ source: String,
    becomes result: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(formatted(source) == result, sourceLocation: sourceLocation)
    #expect(formatted(result) == result, "a second time", sourceLocation: sourceLocation)
  }

  private func expectKept(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(formatted(text) == text, sourceLocation: sourceLocation)
  }

  // MARK: - Blanks

  @Test(arguments: [
    ("let x=1+2*-3", "let x = 1 + 2 * -3"),
    ("let x = - a-1", "let x = -a - 1"),
    ("let x = a - -b", "let x = a - -b"),
    ("let x = - - a", "let x = --a"),
    ("let x = 2 .. 10", "let x = 2..10"),
    ("let x = -1 .. -a", "let x = -1..-a"),
    ("let x = [ 1,2 ,3 ]", "let x = [1, 2, 3]"),
    ("let x = [ [ ] , [1] ]", "let x = [[], [1]]"),
    ("let x = {a=1,\"b.c\"=2}", "let x = { a = 1, \"b.c\" = 2 }"),
    ("let x = {  }", "let x = {}"),
    ("let x = f ( a,b )", "let x = f(a, b)"),
    ("let x = not(a)", "let x = not (a)"),
    ("let x = ( a or b )and c", "let x = (a or b) and c"),
    ("let x = a . b [ 0 ] . c", "let x = a.b[0].c"),
    ("let x = a==b", "let x = a == b"),
    ("let x = a in[1]", "let x = a in [1]"),
    ("let x = if a  then b  else c", "let x = if a then b else c"),
    (
      "let x = [ for i , y in z if i>0 : \"\\(i)\" ]",
      "let x = [for i, y in z if i > 0: \"\\(i)\"]"
    ),
    ("let x = f({a=1})", "let x = f({ a = 1 })"),
    ("let x = 53/udp", "let x = 53/udp"),
    ("let x = 53 /udp", "let x = 53 / udp"),
    ("let x = \"a\\( b )\"", "let x = \"a\\( b )\""),
    ("param x:int", "param x: int"),
    ("param x : int ( 1..3 ) ?=2", "param x: int(1..3)? = 2"),
    ("param x: int .. int", "param x: int..int"),
    ("param x: \"a\"|\"b\"", "param x: \"a\" | \"b\""),
    ("param x: [ string ]?", "param x: [string]?"),
    ("param x: { string }", "param x: {string}"),
    ("param x: {host:string,to:{ int }}", "param x: { host: string, to: {int} }"),
    ("import  \"./a.mp\"  as  a", "import \"./a.mp\" as a"),
    ("app  x", "app x"),
    ("expose web . http", "expose web.http"),
    ("when a{}", "when a {}"),
    ("file \"/x\"{content=\"\"}", "file \"/x\" { content = \"\" }"),
    ("\tlet x = 1  \t", "let x = 1"),
  ]) func onALine(_ source: String, _ result: String) {
    expect(source, becomes: result + "\n")
  }

  @Test func ofHeads() {
    expect(
      """
      pattern p{
        slot a ?
        slot b *:job{}
        slot c : cron
        output  http=a.http
        require a!=null else"no"
      }
      trait t{}
      profile q{a.b=1
      extend a.b{replicas=1}}
      test "x"{expect a}
      service s{with t l{a=1},with u
      default image="x"
      default ports{a=1}}

      """,
      becomes: """
        pattern p {
          slot a?
          slot b*: job {}
          slot c: cron
          output http = a.http
          require a != null else "no"
        }
        trait t {}
        profile q {
          a.b = 1
          extend a.b { replicas = 1 }
        }
        test "x" { expect a }
        service s {
          with t l { a = 1 }
          with u
          default image = "x"
          default ports { a = 1 }
        }

        """
    )
  }

  // MARK: - Lines

  @Test func entriesOfSeveralLinesHaveALineEach() {
    expect(
      "service a {\nx = 1, y = 2; }\n".replacing(";", with: ""),
      becomes: "service a {\n  x = 1\n  y = 2\n}\n"
    )
    expect(
      "service a { x = 1,\n y = { z = 2,\n w = 3, } }\n",
      becomes: "service a {\n  x = 1\n  y = {\n    z = 2\n    w = 3\n  }\n}\n"
    )
    expect("let a = 1, let b = 2\n", becomes: "let a = 1\nlet b = 2\n")
    expect("env {\n}\n", becomes: "env {}\n")
    expect(
      "param x: { a: int\n b: int }\n",
      becomes: "param x: {\n  a: int\n  b: int\n}\n"
    )
  }

  @Test func whatIsOnOneLineStaysThere() {
    expectKept("service a { ports { http = 80 }, args = [\"a\", \"b\"] }\n")
  }

  @Test func emptyLinesAreKeptBetweenEntriesAlone() {
    expect(
      "\n\n\napp a\n\n\n\nservice b {\n\n\n  x = 1\n\n\n\n  y = 2\n\n}\n\n\n",
      becomes: "app a\n\nservice b {\n  x = 1\n\n  y = 2\n}\n"
    )
    expect("", becomes: "")
    expect("\n \n", becomes: "")
  }

  @Test func rowsOfListsAreKept() {
    expect(
      "let x = [1, 2,\n      3, 4]\n",
      becomes: "let x = [\n  1, 2,\n  3, 4,\n]\n"
    )
    expect("let x = [\n  1,\n  2\n]\n", becomes: "let x = [\n  1,\n  2,\n]\n")
    expect("let x = [1, 2,]\n", becomes: "let x = [1, 2]\n")
    expect("let x = f(1,\n  2,)\n", becomes: "let x = f(\n  1,\n  2\n)\n")
  }

  @Test func bracketsThatOpenTogetherAreIndentedOnce() {
    expect(
      "let x = [{\na = 1\n}, {\nb = 2\n}]\n",
      becomes: "let x = [{\n  a = 1\n}, {\n  b = 2\n}]\n"
    )
    expect("let x = json({\na = 1\n})\n", becomes: "let x = json({\n  a = 1\n})\n")
  }

  @Test func linesThatGoOnAreIndented() {
    expect(
      "service a {\nx =\n1 +\n2\ny = if a\nthen b\nelse c\n}\n",
      becomes: "service a {\n  x =\n    1 +\n    2\n  y = if a\n    then b\n    else c\n}\n"
    )
    expect(
      "let x = (a\nor b\n)\n",
      becomes: "let x = (a\n  or b\n)\n"
    )
    expect(
      "let x = [for a in b\n: c]\n",
      becomes: "let x = [\n  for a in b\n    : c\n]\n"
    )
  }

  // MARK: - Long lines

  private static let long = String(repeating: "x", count: 45)

  @Test func blocksThatAreTooLongAreBroken() {
    let (a, b) = ("a = \"\(Self.long)\"", "bb = \"\(Self.long)\"")
    expect("env { \(a), \(b) }\n", becomes: "env {\n  a  = \"\(Self.long)\"\n  \(b)\n}\n")
    expect(
      "service x { env { \(a), bb = 1 }, ports { http = 80, https = 443 } }\n",
      becomes:
        "service x {\n  env   { \(a), bb = 1 }\n  ports { http = 80, https = 443 }\n}\n"
    )
    expect(
      "when a { service x { env { \(a), \(b) } } }\n",
      becomes:
        "when a {\n  service x {\n    env {\n      a  = \"\(Self.long)\"\n      \(b)\n    }\n  }\n}\n"
    )
  }

  @Test func aHundredColumnsFit() {
    let list = { (count: Int) in
      "let x = [\"\(String(repeating: "x", count: 40))\", \"\(String(repeating: "é", count: count))\"]\n"
    }
    // 8 columns before the list, and 8 of its own.
    expectKept(list(44))
    #expect(list(44).dropLast().count == 100)
    #expect(formatted(list(45)).hasPrefix("let x = [\n"))
  }

  @Test func listsAndCallsThatAreTooLongAreBroken() {
    let text = "\"\(Self.long)\""
    expect(
      "let x = [\(text), \(text), 1]\n",
      becomes: "let x = [\n  \(text),\n  \(text),\n  1,\n]\n"
    )
    expect(
      "let x = join([\(text), 1], \(text))\n",
      becomes: "let x = join(\n  [\(text), 1],\n  \(text)\n)\n"
    )
    expect(
      "let x = json({ a = \(text), b = \(text) })\n",
      becomes: "let x = json({\n  a = \(text)\n  b = \(text)\n})\n"
    )
    expect(
      "let x = [for y in [\(text)]: y + \"----------------------------\"]\n",
      becomes: "let x = [\n  for y in [\(text)]: y + \"----------------------------\"\n]\n"
    )
    // A row that is too long is parted, those beside it are not.
    expect(
      "let x = [\n1, 2,\n\(text), \(text), 3,\n4, 5\n]\n",
      becomes: "let x = [\n  1, 2,\n  \(text),\n  \(text),\n  3,\n  4, 5,\n]\n"
    )
  }

  @Test func whatBreakingWouldNotShortenIsLeft() {
    expectKept("let x = \"\(Self.long)\(Self.long)\(Self.long)\"\n")
    expectKept("let x = \"\(Self.long)\(Self.long)\" + f(1) + \"\(Self.long)\"\n")
  }

  // MARK: - Alignment

  @Test func entriesOnConsecutiveLinesAreAligned() {
    expect(
      """
      service a {
        image = "x"
        replicas = 2..10
        ports { http = 80 }
        env {
          A = 1
          LONG = 2

          B = 3
          // apart
          LONGER = 4
        }
        cpu = 1
        memory = 2Gi
      }

      """,
      becomes: """
        service a {
          image    = "x"
          replicas = 2..10
          ports    { http = 80 }
          env {
            A    = 1
            LONG = 2

            B = 3
            // apart
            LONGER = 4
          }
          cpu    = 1
          memory = 2Gi
        }

        """
    )
  }

  @Test func blocksWithLabelsAreAlignedWithTheirLike() {
    expect(
      """
      service a {
        user = 1
        file "/x" { content = "" }
        file "/long" { content = "" }
        volume data { path = "/" }
        workdir = "/"
      }
      expose a.http {}
      expose a.metrics { local = true }
      expose b.x

      """,
      becomes: """
        service a {
          user    = 1
          file "/x"    { content = "" }
          file "/long" { content = "" }
          volume data { path = "/" }
          workdir = "/"
        }
        expose a.http    {}
        expose a.metrics { local = true }
        expose b.x

        """
    )
  }

  @Test func anEntryOfSeveralLinesIsTheLastThatIsAligned() {
    expect(
      "a {\nx = 1\nlist = [\n1\n]\ny = 2\nlonger = 3\n}\n",
      becomes:
        "a {\n  x    = 1\n  list = [\n    1,\n  ]\n  y      = 2\n  longer = 3\n}\n"
    )
  }

  @Test func whatIsMuchLongerIsAlignedByItself() {
    expect(
      "env {\nA = 1\nBB = 2\nABCDEFGHIJKLMNOPQR = 3\nABCDEFGHIJKLMNOPQRS = 4\n}\n",
      becomes:
        "env {\n  A  = 1\n  BB = 2\n  ABCDEFGHIJKLMNOPQR  = 3\n  ABCDEFGHIJKLMNOPQRS = 4\n}\n"
    )
  }

  @Test func widthIsCountedInCharacters() {
    expectKept("env {\n  \"日本\" = 1\n  a    = 2\n}\n")
  }

  @Test func paramsAndLetsAreNotAligned() {
    expectKept("param a: int = 1\nparam long: string = \"x\"\nlet b = 1\nlet longer = 2\n")
  }

  // MARK: - Large files

  /// Each of these would take hours if the time grew with the square of the size.
  @Test func timeGrowsWithTheText() {
    let count = 20_000
    let list = repeatElement("1", count: count).joined(separator: ", ")
    for text in [
      String(repeating: "// x\n", count: count), "let x = [\(list)]\n", "let x = [\n\(list)]\n",
      "let x = \(String(repeating: "[", count: 60))\(list)\(String(repeating: "]", count: 60))\n",
    ] {
      let time = ContinuousClock().measure { _ = formatted(text) }
      #expect(time < .seconds(30))
    }
  }

  // MARK: - Words that could go on with the line before

  @Test func aWordThatIsAKeyNeedsNoComma() {
    expect("a {\nx = 1, or = 2\n}\n", becomes: "a {\n  x  = 1\n  or = 2\n}\n")
    expect(
      "param a: {\nx: int, or: int\n}\n",
      becomes: "param a: {\n  x: int\n  or: int\n}\n"
    )
  }
}
