import MPIR
import Testing

/// `when` around blocks and in instances.
@Suite struct ConditionTests {
  private static let spec = """
    app a
    param cached: bool = true
    param loud: bool = false
    pattern pair {
      param note: string
      slot left?
      slot right
      when left != null {
        service proxy { image = "p:1", ports { http = 80 }, env { L = left.http, NOTE = note } }
      }
      when left == null { service proxy { image = "direct:1", ports { http = 80 } } }
      output http = proxy.http
    }
    when cached {
      service cache { image = "redis:7", ports { redis = 6379 } }
      when loud { service bell { image = "bell:1" } }
      expose cache.redis { port = 6379 }
    }
    service web { image = "web:1", env { C = if cache != null then cache.redis.address else "none" } }
    pair x {
      when loud { note = "loud" }
      when not loud { note = "soft" }
      when cached { left { image = "l:1", ports { http = 8080 } } }
      right { image = "r:1" }
    }
    """

  @Test func dropBlocksAndWhatIsInThem() {
    let all = Compiled(Self.spec)
    #expect(all.findings == [])
    #expect(
      all.system.workloads.map(\.name) == ["cache", "web", "x-left", "x-right", "x-proxy"]
    )
    #expect(all.image("x-proxy") == "p:1")
    #expect(all.environment("x-proxy") == ["L=x-left:8080", "NOTE=soft"])
    #expect(all.environment("web") == ["C=cache:6379"])
    #expect(all.system.exposures.count == 1)

    let less = Compiled(
      Self.spec.replacing("cached: bool = true", with: "cached: bool = false")
    )
    #expect(less.findings == [])
    #expect(less.system.workloads.map(\.name) == ["web", "x-right", "x-proxy"])
    #expect(less.image("x-proxy") == "direct:1")
    #expect(less.environment("web") == ["C=none"])
    #expect(less.system.exposures.isEmpty)

    let loud = Compiled(Self.spec.replacing("loud: bool = false", with: "loud: bool = true"))
    #expect(loud.findings == [])
    #expect(loud.system.workloads.map(\.name).contains("bell"))
    #expect(loud.environment("x-proxy") == ["L=x-left:8080", "NOTE=loud"])
  }

  @Test(
    arguments: [
      ("service s { image = \"i\", env { A = u.http } }", ["E0226"]),
      ("expose u.http { port = 1 }", ["E0226"]),
      ("service s { image = \"i\", links = [u.http] }", ["E0226"]),
      ("let x = u.http.url\nservice s { image = \"i\", env { A = x, B = x } }", ["E0226"]),
      ("service s { image = \"i\", when on { env { A = u.http } } }", []),
      ("service s { image = \"i\", env { A = u == null } }", []),
      // Two of one name are there.
      (
        "when not on { service d { image = \"i\" } }\nwhen true { service d { image = \"i\" } }",
        ["E0201"]
      ),
      ("when on { service u { image = \"i\" } }", []),
      ("service u { image = \"i\" }", ["E0201"]),
      ("when not on { function u { code = \"\" } }", ["E0201"]),
      // What decides about a block cannot depend on it.
      ("when w.http.port > 80 { service w { image = \"i\", ports { http = 80 } } }", ["E0221"]),
      ("when w != null { service w { image = \"i\" } }", ["E0221"]),
      ("when 1 { service w { image = \"i\" } }", ["E0302"]),
      ("when on { let x = 1 }", ["E0107"]), ("when on { x = 1 }", ["E0108"]),
      ("p i { when on { n = 1 }, s { image = \"i\" } }", ["E0212"]),
      ("p i { when true { n = 1 }, n = 2, s { image = \"i\" } }", ["E0214"]),
      ("p i { n = 2, when on { s { image = \"i\" } } }", ["E0213"]),
      ("p i { n = 2, s { image = \"i\" }, when true { s { image = \"j\" } } }", ["E0214"]),
      ("p i { n = 2, s { image = \"i\" }, when on { s { image = \"j\" } } }", []),
    ]
  )
  func findings(_ text: String, _ expected: [String]) {
    let found = Compiled(
      """
      app a
      param on: bool = false
      pattern p { param n: int, slot s }
      when on { service u { image = "i", ports { http = 1 } } }
      \(text)
      """
    ).findings
    #expect(found.map { String($0.split(separator: " ")[1]) } == expected, "\(found)")
  }
}
