import MPSyntax
import Testing

struct ItemTests {
  @Test(arguments: [
    (#"import "a.mp""#, #"(import "a.mp")"#),
    (#"import "./a.mp" as house"#, #"(import as house "./a.mp")"#),
    ("app shop", "app shop"),
    ("app shop { version = 1 }", "(app shop (body (version = 1)))"),
    ("param a: int", "(param a type int)"),
    ("param a: int = 3", "(param a type int 3)"),
    ("let a = b", "(let a b)"),
    ("when a { service b { } }", "(when a (body (block service b body)))"),
    ("when a == b { c d }", "(when (comparison a (== b)) (body block c d))"),
    ("when f(a) { }", "(when (call f a) body)"),
    ("when a in [b] { }", "(when (comparison a (in (list b))) body)"),
    ("when a == ({ b = 1 }) { }", "(when (comparison a (== (map (b = 1)))) body)"),
    ("when [{ a = 1 }] == b { }", "(when (comparison (list (map (a = 1))) (== b)) body)"),
    (
      "profile p { a = 1, b.c = 2, d e { }, extend f.g { } }",
      "(profile p (body (a = 1) (b.c = 2) (block d e body) (extend f.g body)))"
    ),
    (
      #"test "t" { let a = 1, expect a == 1 }"#,
      #"(test "t" (body (let a 1) (expect (comparison a (== 1)))))"#
    ),
    ("pattern p { }", "(pattern p body)"),
    (
      "trait t { a = 1, default b = 2, with c, expose self.d { } }",
      "(trait t (body (a = 1) (default b = 2) with c (block expose self.d body)))"
    ),
    (
      #"pattern p { slot a, slot b?, slot c* : job { d = 1 }, output e = f, require g else "h" }"#,
      #"(pattern p (body slot a slot b? (slot c* : job (body (d = 1))) (output e f) (require g "h")))"#
    ),
  ])
  func items(_ text: String, _ tree: String) {
    let reading = Reading(text)
    #expect(reading.tree == "(spec \(tree))", "\(reading.rendered)")
    #expect(reading.findings.isEmpty, "\(reading.rendered)")
  }

  @Test(arguments: [
    ("service web { }", "(block service web body)"),
    ("leaf { }", "(block leaf body)"),
    ("expose a.b", "block expose a.b"),
    ("expose a.b { port = 80 }", "(block expose a.b (body (port = 80)))"),
    ("house.sharded x { }", "(block house.sharded x body)"),
    (#"file "/etc/x" { }"#, #"(block file (label "/etc/x") body)"#),
    (#"file "/etc/\(x)" { }"#, #"(block file (label (string "/etc/" (\() x))) body)"#),
    ("secret db_password", "block secret db_password"),
  ])
  func blocks(_ text: String, _ tree: String) {
    let reading = Reading(text)
    #expect(reading.tree == "(spec \(tree))")
    #expect(reading.findings.isEmpty, "\(reading.rendered)")
  }

  @Test(arguments: [
    ("default a = 1", "(default a = 1)"),
    (#"default "a.b" = 1"#, #"(default "a.b" = 1)"#),
    ("default a { }", "(default block a body)"),
    ("default a b { }", "(default block a b body)"),
    ("default = 1", "(default = 1)"),
    ("default default = 1", "(default default = 1)"),
    ("with a", "with a"),
    ("with a b", "with a b"),
    ("with a.b c { d = 1 }", "(with a.b c (body (d = 1)))"),
    ("with a b {}", "(with a b body)"),
    ("with = 1", "(with = 1)"),
    ("when = 1", "(when = 1)"),
    ("app = 1", "(app = 1)"),
    ("if = 1", "(if = 1)"),
    ("null = 1", "(null = 1)"),
    (#""a b" = 1"#, #"("a b" = 1)"#),
    (#"labels { with = "x" }"#, #"(block labels (body (with = "x")))"#),
    ("when a != null { b = 1 }", "(when (comparison a (!= null)) (body (b = 1)))"),
  ])
  func entries(_ text: String, _ tree: String) {
    let reading = Reading("x {\n  \(text)\n}")
    #expect(reading.tree == "(spec (block x (body \(tree))))")
    #expect(reading.findings.isEmpty, "\(reading.rendered)")
  }

  @Test(arguments: [
    ("int", "type int"),
    ("int(1..1000)", "(type int (.. 1 1000))"),
    ("int..int", "type int..int"),
    ("string?", "(type optional type string)"),
    (#""hash" | "range""#, #"(type enumeration "hash" "range")"#),
    ("\"hash\" |\n \"range\"", #"(type enumeration "hash" "range")"#),
    (#""a"?"#, #"(type optional (type enumeration "a"))"#),
    ("[string]", "(type list type string)"),
    ("[string?]?", "(type optional (type list (type optional type string)))"),
    ("{string}", "(type map type string)"),
    ("{[int(0..9)]}", "(type map (type list (type int (.. 0 9))))"),
    (
      "{ host: string, to: endpoint? }",
      "(type record (host type string) (to (type optional type endpoint)))"
    ),
    (
      "{\n  host: string\n  to: endpoint,\n}", "(type record (host type string) (to type endpoint))"
    ),
  ])
  func types(_ text: String, _ tree: String) {
    let reading = Reading("param p: \(text)")
    #expect(reading.tree == "(spec (param p \(tree)))")
    #expect(reading.findings.isEmpty, "\(reading.rendered)")
  }

  @Test func docComments() {
    let reading = Reading(
      """
      /// Not of the app: a blank line is between.

      //// a line
      ///One
      ///  Two
      ///
      app a /// not of the let
      let b = 1
      // a comment
      /// Three
      // another
      let c = 1
      /// Four
      param d: int
      trait t {
        /// Five
        default e f { }
      }
      """
    )
    #expect(reading.findings.isEmpty, "\(reading.rendered)")
    let docs = dumpSyntax(reading.spec).split(separator: "\n")
      .map { $0.drop { $0 == " " } }
      .filter { $0.hasPrefix("doc") || $0.hasPrefix("app") || $0.hasPrefix("let") }
    #expect(
      docs == [
        "app a", #"doc "One""#, #"doc " Two""#, #"doc """#, "let b", "let c", #"doc "Four""#,
        #"doc "Five""#,
      ]
    )
  }
}
