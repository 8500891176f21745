import MPIR
import Testing

/// Names from other files.
@Suite struct ImportTests {
  private static let house = """
    import "./base.mp" as base
    param region: string = "eu"
    let registry = "ghcr.io/\\(region)"
    service redis { image = base.redis, ports { redis = 6379 } }
    pattern cached { param n: int = 1, slot web { env { CACHE = redis.redis, REGION = region }, default replicas = n }, output http = web.http }
    trait labelled { labels { from = base.name } }
    """
  private static let base = "app base\nlet redis = \"redis:7\"\nlet name = \"base\"\n"
  private static let files = ["lib/house.mp": house, "lib/base.mp": base]

  @Test func bringsNamesIn() {
    let compiled = Compiled(
      """
      app a
      import "./lib/house.mp"
      import "lib/house.mp" as house
      cached w { web { image = "\\(registry)/w:1", ports { http = 80 } } }
      house.cached v { n = 2, web { image = house.region, ports { http = 80 }, with house.labelled } }
      service x { image = "x:1", env { W = w.http, R = house.redis.redis } }
      """,
      files: Self.files
    )
    #expect(compiled.findings == [])
    // What is imported twice is there once, under its own name.
    #expect(compiled.names.sorted() == ["redis", "v-web", "w-web", "x"])
    #expect(compiled.image("w-web") == "ghcr.io/eu/w:1")
    #expect(compiled.image("v-web") == "eu")
    #expect(compiled.workload("v-web")?.labels.map(\.value) == ["base"])
    #expect(compiled.environment("x") == ["W=w-web:80", "R=redis:6379"])
    // The outermost app wins.
    #expect(compiled.system.name == "a")
  }

  @Test func filesAreFoundFromWhereTheyAreNamed() {
    let compiled = Compiled(
      "app a\nimport \"./x/one.mp\"\nservice s { image = one }",
      files: [
        "x/one.mp": "import \"../y/two.mp\"\nlet one = two",
        "y/two.mp": "import \"./three.mp\"\nlet two = three", "y/three.mp": "let three = \"three\"",
      ]
    )
    #expect(compiled.findings == [])
    #expect(compiled.image("s") == "three")
  }

  @Test func diamondsAreOneFile() {
    let compiled = Compiled(
      "app a\nimport \"l.mp\"\nimport \"r.mp\"\nservice s { image = l, env { A = r } }",
      files: [
        "l.mp": "import \"b.mp\"\nlet l = b", "r.mp": "import \"./b.mp\"\nlet r = b",
        "b.mp": "let b = \"b\"\nservice shared { image = b }",
      ]
    )
    #expect(compiled.findings == [])
    #expect(compiled.names.sorted() == ["s", "shared"])
  }

  @Test(
    arguments: [
      ("import \"none.mp\"", "2:8 E0227 cannot import `none.mp`: it does not exist"),
      ("import \"spec.mp\"", "2:8 E0227 `spec.mp` imports itself"),
      (
        "import \"c.mp\"",
        "d.mp:1:8 E0227 these files import each other in a circle: `c.mp`, `d.mp`"
      ),
      // Imports are not handed on.
      ("import \"e.mp\"\nlet y = b", "3:9 E0205 nothing here is called `b`"),
      ("import \"e.mp\" as e\nlet y = e.b", "3:11 E0208 there is no `b` in that file"),
      ("import \"b.mp\"\nlet b = 1", "2:1 E0201 this import brings in a second `b`"),
      (
        "import \"b.mp\"\nimport \"b2.mp\"",
        "3:1 E0201 this import brings in a second `b`"
      ),
      ("import \"b.mp\" as b\nlet b = 1", "2:18 E0201 `b` is declared twice"),
      ("import \"b.mp\" as b\nb.nothing x {}", "3:3 E0208 there is no `nothing` in that file"),
      (
        "import \"b.mp\" as b\nservice s { image = \"i\", with b.nothing }",
        "3:33 E0207 there is no trait `nothing`"
      ),
      ("import \"broken.mp\"", "broken.mp:1:8 E0103 expected a value, found the end of the file"),
    ]
  )
  func findings(_ text: String, _ expected: String) {
    let compiled = Compiled(
      "app a\n\(text)",
      files: [
        "b.mp": "let b = 1", "b2.mp": "let b = 2", "c.mp": "import \"d.mp\"",
        "d.mp": "import \"c.mp\"", "e.mp": "import \"b.mp\"\nlet e = b", "broken.mp": "let x = ",
      ]
    )
    #expect(compiled.findings == [expected])
  }

  /// However an import is called, what it brings is deployed under its own name.
  @Test(arguments: [
    ("import \"s.mp\" as s", "s.mp:1:5 E0409 two workloads would be deployed as `same`"),
    ("import \"s.mp\"", "2:1 E0201 this import brings in a second `same`"),
  ])
  func twoOfOneNameAreOneMistake(_ text: String, _ expected: String) {
    let compiled = Compiled(
      "app a\n\(text)\nservice same { image = \"x:1\" }",
      files: ["s.mp": "job same { image = \"y:1\" }"]
    )
    #expect(compiled.findings == [expected])
  }

  @Test func limitsAreFindings() {
    let chain = { (count: Int) in
      Dictionary(
        uniqueKeysWithValues: (1...count).map { index in
          ("f\(index).mp", index == count ? "" : "import \"f\(index + 1).mp\"")
        }
      )
    }
    #expect(Compiled("app a\nimport \"f1.mp\"", files: chain(16)).findings == [])
    #expect(
      Compiled("app a\nimport \"f1.mp\"", files: chain(17)).findings == [
        "f16.mp:1:8 E0227 files import each other more than 16 levels deep"
      ]
    )
    let wide = { (count: Int) -> [String] in
      let files = Dictionary(uniqueKeysWithValues: (1...count).map { ("w\($0).mp", "") })
      let imports = (1...count).map { "import \"w\($0).mp\"" }.joined(separator: "\n")
      return Compiled("app a\n\(imports)", files: files).findings
    }
    #expect(wide(255) == [])
    #expect(wide(256) == ["257:8 E0227 the spec has more than 256 files"])
    #expect(wide(300) == ["257:8 E0227 the spec has more than 256 files"])
  }
}
