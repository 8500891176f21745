import Testing

/// What cannot be read is reported once: the later phases have nothing to say of the line.
@Suite struct UnreadLineTests {
  @Test(
    arguments: [
      "param n: int[1..5] = 3",
      "param x: string \"a\"",
      "param x: [string = [\"a\"]",
      "secret s = \"abc\"",
      "service a = {\n  image = \"a:1\"\n}",
      "service a: {\n  image = \"a:1\"\n}",
      "service a (\n  image = \"a:1\"\n)",
      "service a--b {\n  image = \"a:1\"\n}",
      "service a { image = nginx:1 }",
      "service a { image = \"w:1 }",
      "service a {\n  image = \"a:1\"\n  memory = 512 Mi\n}",
      "service a {\n  image = \"a:1\"\n  file \"/etc/x\" = \"x\"\n}",
      "service a {\n  image = \"a:1\"\n  env { A: \"b\" }\n}",
      "service a {\n  image = \"a:1\"\n  kubernetes { Deployment.spec.replicas = 3 }\n}",
      "test t { expect 1 == 1 }",
      "test \"t\" { expect 1 = 1 }",
      "import ./x.mp",
      "pattern p(n) {\n  param n: int\n  service w { image = \"a:\\(n)\" }\n}",
      "pattern p {\n  slot service web {}\n}",
      "profile p {\n  extend service w { replicas = 2 }\n}",
      "param x: a | b",
    ]
  )
  func areOneMistake(_ text: String) {
    #expect(Compiled("app a\n\(text)\n").findings.count == 1, "\(text)")
  }

  /// The names of replicas are a mistake each, and not a name that is declared twice.
  @Test func numberedNames() {
    let compiled = Compiled(
      """
      app a
      service web-1 { image = "a:1" }
      service web-2 { image = "a:1" }
      """
    )
    #expect(
      compiled.findings == [
        "2:9 E0103 in a name, a letter follows each `-`",
        "3:9 E0103 in a name, a letter follows each `-`",
      ]
    )
  }

  /// What stands on other lines is told in the same run, and what was declared is known.
  @Test func otherLinesAreChecked() {
    let compiled = Compiled(
      """
      app a
      service db = {
        image = "db:1"
        ports { sql = 5432 }
        replcas = 2
      }
      service web {
        image = "web:1"
        env { DB = db.sql, X = nope }
      }
      """
    )
    #expect(
      compiled.findings == [
        "2:12 E0103 expected `{`, found `=`",
        "5:3 E0209 `service` has no `replcas`",
        "9:26 E0205 nothing here is called `nope`",
      ]
    )
  }

  @Test func linesOfImportedFiles() {
    let compiled = Compiled(
      "import \"lib.mp\"\napp a\nservice b { image = tag }",
      files: ["lib.mp": "let tag = \"b:1\"\nparam n: int[1..5]\nlet other = nope\n"]
    )
    #expect(
      compiled.findings == [
        "lib.mp:2:13 E0103 expected `=` and a default, or the end of the line, found `[`",
        "lib.mp:3:13 E0205 nothing here is called `nope`",
      ]
    )
  }
}
