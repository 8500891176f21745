import Testing

/// Which values go where.
@Suite struct TypeTests {
  private static let declarations = """
    pattern p {
      param n: int(1..10) = 1
      param top: int(1..n) = n
      param f: float(0.0..1.0) = 1
      param d: duration(1ms..1h)?
      param mode: "hash" | "range" = "hash"
      param sizes: [int(1..5)] = []
      param tags: {string} = {}
      param at: { host: string, to: endpoint? }?
      param span: int..int = 1..2
      param ref: endpoint?
      service x { image = "i", env { MODE = mode } }
    }
    """

  @Test(
    arguments: [
      ("n = 3", nil), ("n = 11", "E0311 `n` is 11, which is not within 1..10"),
      ("n = 2, top = 3", "E0311 `top` is 3, which is not within 1..2"),
      ("n = \"3\"", "E0302 `n` takes an `int`, and this is a `string`"),
      ("n = null", "E0302 `n` takes an `int`, and this is `null`"),
      ("n = 1.5", "E0302 `n` takes an `int`, and this is a `float`"),
      ("f = 0", nil), ("f = 2", "E0311 `f` is 2.0, which is not within 0.0..1.0"),
      ("d = 5m", nil), ("d = null", nil),
      ("d = 2h", "E0311 `d` is 2h, which is not within 1ms..1h"),
      ("d = 5", "E0302 `d` takes a `duration` such as `30s`, and this is an `int`"),
      ("mode = \"range\"", nil),
      ("mode = \"rnage\"", "E0306 `\"rnage\"` is none of the values that go here"),
      (
        "mode = \"r\\(1)\"",
        "E0302 `mode` takes one of `\"hash\"`, `\"range\"`, and this is a `string`"
      ),
      ("sizes = [1, 5]", nil), ("sizes = [1, 6]", "E0311 `sizes` is 6, which is not within 1..5"),
      ("sizes = 1", "E0302 `sizes` takes a `[int]`, and this is an `int`"),
      ("tags = { a = \"1\" }", nil),
      ("tags = { a = 1 }", "E0302 `tags` takes a `{string}`, and this is a `{int}`"),
      ("at = { host = \"h\" }", nil), ("at = { host = \"h\", to = s.http }", nil),
      ("at = { to = s.http }", "E0212 the field `host` is missing"),
      ("at = { host = \"h\", hots = 1 }", "E0208 there is no `hots` in this record"),
      ("at = { host = \"h\", host = \"i\" }", "E0214 `host` is set twice"),
      ("span = 3..4", nil), ("span = 4..3", "E0315 this range goes from 4 down to 3"),
      ("ref = s.http", nil),
      ("ref = s", "E0302 `ref` takes an `endpoint` (a service's port), and this is a `service`"),
      ("nn = 1", "E0210 `p` has no param `nn`"), ("n = 1, n = 2", "E0214 `n` is set twice"),
      ("x { image = \"i\" }", "E0211 `p` has no slot `x`"),
      ("n { }", "E0215 `n` is a param of `p`, not a block"),
    ] as [(String, String?)]
  )
  func arguments(_ argument: String, _ expected: String?) {
    let spec = """
      app a
      \(Self.declarations)
      service s { image = "i", ports { http = 80 } }
      p i { \(argument) }
      """
    let found = findings(spec).map { String($0.drop { $0 != " " }.dropFirst()) }
    #expect(found == (expected.map { [$0] } ?? []))
  }

  @Test func whatMayBeNullIsNarrowedByConditions() {
    #expect(
      findings(
        """
        app a
        pattern p {
          param d: duration?
          param r: { x: string? }?
          slot s?
          require d == null or d > 1s else "short"
          require not (d != null and d > 1h) else "long"
          let x = if d != null then d / 1s else 0
          let y = if null == d then 0 else d / 1s
          let z = if r != null and r.x != null then r.x + "!" else ""
          let l = [for v in ["a", null] if v != null: v + "!"]
          service t {
            image = "i"
            env { X = x, Y = y, Z = z, L = join(l, "") }
            when d != null and s != null {
              env { D = d / 1ms, S = s.http.url }
            }
          }
          output ok = if s == null then t.name else s.name
        }
        p one { d = 5s, s { image = "i", ports { http = 80 } } }
        p two { r = { x = "v" } }
        service u {
          image = "i"
          when one.s != null { env { S = one.s.http } }
        }
        """
      ) == []
    )
  }

  @Test(arguments: [
    ("s.http.url", "E0305 this may be `null`"), ("d + 1s", "E0305 this may be `null`"),
    ("d < 5s", "E0305 this may be `null`"), ("-n", "E0305 this may be `null`"),
    ("if d != null or s != null then d / 1s else 0", "E0305 this may be `null`"),
    ("\"\\(t)\"", "E0303 a `string?` does not print"),
  ])
  func whatMayBeNullIsNotUsedWithoutAsking(_ expression: String, _ expected: String) {
    let found = findings(
      """
      app a
      pattern p {
        param d: duration?
        param n: int?
        param t: string?
        slot s?
        service x { image = "i", env { V = \(expression) } }
      }
      """
    )
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
  }

  @Test(arguments: [
    ("strng", "E0301 there is no type `strng`"),
    ("string(1..2)", "E0309 a `string` has no order, and so no bounds"),
    ("int..float", "E0309 there are no ranges from `int` to `float`"),
    ("\"a\" | \"a\"", "E0201 `a` stands here twice"),
    ("{ a: int, a: int }", "E0201 `a` stands here twice"),
  ])
  func declaredTypes(_ type: String, _ expected: String) {
    let found = findings("pattern p { param x: \(type) }")
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
  }
}
