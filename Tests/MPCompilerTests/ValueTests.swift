import MPDiagnostics
import Testing

/// What expressions are worth.
@Suite struct ValueTests {
  @Test(
    arguments: [
      // Arithmetic rounds toward zero, and int becomes float only beside one.
      ("7 / 2", "3"), ("-7 / 2", "-3"), ("7 / -2", "-3"), ("7 / 2.0", "3.5"), ("2 + 3 * 4", "14"),
      ("(2 + 3) * 4", "20"), ("10 - 3 - 2", "5"), ("-(3)", "-3"),
      ("9223372036854775807", "9223372036854775807"),
      ("9007199254740993 == 9007199254740992", "false"),
      ("1 == 1.0", "true"), ("2 < 2.5", "true"), ("if true then 1 else 2.5", "1.0"),
      // Quantities are exact, and are divided by a unit to print.
      ("1h30m / 1m", "90"), ("90s / 1min", "1"), ("1.5G / 1M", "1500"), ("1.5Gi / 1Mi", "1536"),
      ("5m / 1s", "300"), ("1d / 1h", "24"), ("1h / 7", nil), ("70% / 1%", "70"),
      ("2 * 1h / 1min", "120"), ("(1h + 30s) / 1s", "3630"), ("1h > 59min", "true"),
      ("10Gi * 2 / 1Gi", "20"), ("5m < 1h", "true"), ("max(5m, 10s) / 1s", "300"),
      // Conditions.
      ("true and not false", "true"), ("false or 1 < 2", "true"),
      ("if 1 > 2 then \"a\" else \"b\"", "b"), ("false and 1 / 0 == 1", "false"),
      ("2 in [1, 2]", "true"), ("\"a\" in { a = 1 }", "true"), ("5 in 1..4", "false"),
      ("\"ell\" in \"hello\"", "true"), ("1 in [1.0]", "true"),
      // Functions.
      ("join([1, 2, 3], \"-\")", "1-2-3"), ("join([], \",\")", ""), ("count([1, 2])", "2"),
      ("count({ a = 1 })", "1"), ("join(range(3), \",\")", "0,1,2"), ("min(3, 1, 2)", "1"),
      ("max([3, 9, 2])", "9"), ("min(1, 0.5)", "0.5"), ("max(1, 0.5)", "1.0"),
      ("contains([\"a\"], \"b\")", "false"), ("contains({ a = 1 }, \"a\")", "true"),
      ("contains(\"abc\", \"\")", "true"), ("replace(\"aXbX\", \"X\", \"--\")", "a--b--"),
      ("replace(\"aaa\", \"aa\", \"b\")", "ba"), ("replace(\"abc\", \"\", \"x\")", "abc"),
      ("starts_with(\"/a\", \"/\")", "true"), ("starts_with(\"\", \"/\")", "false"),
      ("starts_with(\"a\", \"\")", "true"), ("ends_with(\"a:\", \":\")", "true"),
      ("ends_with(\"ab\", \"abc\")", "false"), ("groups(\"^/(?:a)(b(c))[(]\\\\(\")", "2"),
      ("matches(\"/users/7\", #\"^/users/\\d+$\"#)", "true"),
      ("matches(\"/users/me\", \"[0-9]\")", "false"), ("matches(\"\", \"\")", "true"),
      ("matches(if true then \"ab\" else \"\", if true then \"b$\" else \"\")", "true"),
      ("upper(\"aé1\")", "Aé1"), ("lower(\"AbC\")", "abc"),
      ("json({ a = [1, 2], \"b c\" = null })", "{\"a\":[1,2],\"b c\":null}"),
      ("json(\"q\\\"\\\\\\n\\u{1}é\")", "\"q\\\"\\\\\\n\\u0001é\""),
      ("json({ name = \"x\", count = 3 })", "{\"name\":\"x\",\"count\":3}"),
      // Comprehensions.
      ("join([for x in [1, 2, 3] if x != 2: x * 10], \",\")", "10,30"),
      ("join([for i, x in [\"a\", \"b\"]: \"\\(i)\\(x)\"], \",\")", "0a,1b"),
      ("join([for k, v in { a = 1, b = 2 }: \"\\(k)=\\(v)\"], \",\")", "a=1,b=2"),
      ("join([for x in [1, 2]: join([for y in [x, 9]: x * y], \"+\")], \" \")", "1+9 4+18"),
      // Lists and maps.
      ("[1, 2][1]", "2"), ("{ a = 1 }.a", "1"), ("{ \"a.b\" = 1 }[\"a.b\"]", "1"),
      ("join([1] + [2, 3], \",\")", "1,2,3"), ("[1, 2] == [1, 2.0]", "true"),
      ("join([1, 0.5], \",\")", "1.0,0.5"),
      // Texts are bytes: Unicode calls these two equal.
      ("\"\\u{E9}\" == \"e\\u{301}\"", "false"), ("[\"\\u{E9}\"] == [\"e\\u{301}\"]", "false"),
      ("contains({ \"\\u{E9}\" = 1 }, \"e\\u{301}\")", "false"),
      // What a reference to a port is.
      ("s.http", "s:8080"), ("s.http.address", "s:8080"), ("s.http.host", "s"),
      ("s.http.port", "8080"), ("s.http.url", "http://s:8080"), ("s.name", "s"),
      ("self.metrics", "s:9090"), ("mp.images.nginx", "nginx:1.28-alpine"),
    ] as [(String, String?)]
  )
  func expressions(_ expression: String, _ expected: String?) {
    guard let expected else {
      #expect(
        Compiled("app a\nservice s { image = \"i\", env { V = \(expression) } }").diagnostics
          .hasErrors
      )
      return
    }
    #expect(value(expression) == expected)
  }

  @Test func intsInListsBecomeFloatsBeforeAnythingIsComputed() {
    #expect(
      values(
        ["join([for x in xs: x / 2], \",\")", "r.x / 2"],
        after: """
          pattern p {
            param xs: [float]
            output halves = join([for x in xs: x / 2], ",")
          }
          let xs = [1, 2.0]
          let r = { x = if true then 1 else 0.5, y = "" }
          """
      ) == ["0.5,1.0", "0.5"]
    )
    #expect(
      values(
        ["i.half", "j.sum"],
        after: """
          pattern p {
            param xs: [float]
            param at: { x: float, n: int } = { x = 1, n = 3 }
            output half = join([for x in xs: x / 2], ",")
            output sum = "\\(at.x / 2) \\(at.n / 2)"
          }
          p i { xs = [1, 3] }
          p j { xs = [], at = { n = 5, x = 2 } }
          """
      ) == ["0.5,1.5", "1.0 2"]
    )
  }

  @Test func anInterpolatedTextTakesTheIndentationOfItsLine() {
    let compiled = Compiled(
      #"""
      app a
      let inner = "x\n\ny"
      service s {
        image = "i"
        file "/a" {
          content = """
            begin
              \(inner)
            end \(inner)
            """
        }
      }
      """#
    )
    #expect(compiled.findings == [])
    #expect(compiled.fileTexts("s") == ["begin\n  x\n\n  y\nend x\n\ny\n"])
  }

  @Test(
    arguments: [
      ("1 / 0", "E0313 this divides by zero"), ("1.0 / 0.0", "E0313 this divides by zero"),
      ("9223372036854775807 + 1", "E0312 the result does not fit into 64 bits"),
      ("-9223372036854775807 - 2", "E0312 the result does not fit into 64 bits"),
      ("1e", nil), ("[1][3]", "E0314 there is no element 3"),
      ("{ abc = 1 }.abd", "E0314 there is no key `abd`"),
      ("min([])", "E0314 an empty list has no smallest element"),
      ("count(range(100000))", "E0311 `range` goes from 0 to 10000, not to 100000"),
      ("250m", "E0307 `m` is a thousandth of a core or a minute, and nothing here says which"),
      ("0.3Ki / 1K", "E0308 this is not a whole number of bytes"),
      ("9999999999999Gi / 1Gi", "E0308 this is more than 64 bits hold"),
      ("1h", "E0303 a `duration` such as `30s` does not print"),
      ("\"\\(1h)\"", "E0303 a `duration` such as `30s` does not print"),
      ("[1, \"a\"]", "E0302 the elements before it are of the type `int`, and this is a `string`"),
      ("1 + \"a\"", "E0304 `+` does not go with an `int` and a `string`"),
      (
        "1h + 1Gi",
        "E0304 `+` does not go with a `duration` such as `30s` and a size such as `512Mi`"
      ),
      ("not 1", "E0302 a condition takes a `bool`, and this is an `int`"),
      (
        "if true then 1 else \"a\"",
        "E0302 the branches differ: an `int` here, a `string` behind `else`"
      ),
      (
        "matches(\"a\", \"(a\")",
        "E0319 this regular expression does not mean the same to every engine"
      ),
      ("groups(\"(a\")", "E0319 this regular expression does not mean the same to every engine"),
      ("matches(\"a\", 1)", "E0302 `matches` takes a `regex`, and this is an `int`"),
      ("matches(\"a\")", "E0310 `matches` does not take 1 argument"),
      ("join([1])", "E0310 `join` does not take 1 argument"),
      ("s.http.prot", "E0208 there is no `prot` in a port"),
      ("s.htpp", "E0224 `s` has no port `htpp`"),
      ("s.metrics.url", "E0318 the port `metrics` has no URL: its name does not say the protocol"),
      ("s.http.addresses", nil),
      ("join(s.http.addresses, \"\")", "E0317 the replicas of `s` have no addresses of their own"),
      ("5..1 == 1..2", "E0315 this range goes from 5 down to 1"),
      ("s.host", "E0208 only `self` has `.host`: it differs from replica to replica"),
      ("mp.images.ngnix", "E0208 there is no `ngnix` in `mp.images`"),
      ("mp.image", "E0208 there is no `image` in `mp`"),
    ] as [(String, String?)]
  )
  func mistakes(_ expression: String, _ expected: String?) {
    let compiled = Compiled(
      """
      app a
      service s {
        image = "i"
        ports { http = 8080, metrics = 9090 }
        env { V = \(expression) }
      }
      """
    )
    #expect(compiled.findings.count == 1, "\(compiled.findings)")
    guard let expected else { return }
    #expect(compiled.findings.first?.drop { $0 != " " }.dropFirst() == expected[...])
  }

  @Test func theContextDecidesWhatASuffixMeans() {
    let compiled = Compiled(
      """
      app a
      pattern p {
        param wait: duration(1s..1d) = 5m
        param share: cpu = 250m
        service x {
          image = "i"
          cpu = share
          env { WAIT = wait / 1s, LONG = wait > 4m, HALF = share == 500m, TWICE = wait / (2 * 5m) }
        }
      }
      p defaults { }
      p given { wait = 2m, share = 0.5 }
      let low = 0.3
      let high = 2
      service t { image = "i", cpu = low..high, env { LOW = low / high } }
      service s {
        image  = "i"
        cpu    = 250m..1
        memory = 512Mi..1.5G
        ready { exec = ["x"], every = 2m, timeout = if true then 1m else 5m, delay = 2 * 1m }
      }
      """
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.environment("defaults-x") == ["WAIT=300", "LONG=true", "HALF=false", "TWICE=0"]
    )
    #expect(compiled.environment("given-x") == ["WAIT=120", "LONG=false", "HALF=true", "TWICE=0"])
    #expect(compiled.cpu("s") == [250, 1000])
    #expect(compiled.cpu("t") == [300, 2000])
    #expect(compiled.cpu("defaults-x") == [250, 250])
    #expect(compiled.memory("s") == [536_870_912, 1_500_000_000])
    #expect(compiled.probeSeconds("s") == [120, 60, 120])
  }
}
