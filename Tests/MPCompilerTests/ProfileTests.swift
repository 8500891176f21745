import MPIR
import Testing

/// What profiles and the command line change.
@Suite struct ProfileTests {
  private static let spec = """
    app a
    param tag: string = "dev"
    param n: int(1..10) = 2
    param sizes: [string] = ["a"]
    param mode: "fast" | "slow" = "fast"
    param spare: int?
    param loud: bool = false
    pattern pair {
      param n: int = 1
      slot left { replicas = n, env { FIXED = 1 } }
      slot right?
      service own { image = "own:1" }
    }
    pair p { n = n, left { image = "l:\\(tag)" } }
    service x { image = "x:\\(tag)", replicas = 2, env { A = join(sizes, ","), M = mode } }
    profile production {
      tag = "1.0"
      n   = 5
      extend x { replicas = 4, env { A = "prod", B = "b" } }
      extend p.left { cpu = 1 }
      extend p { right { image = "r:1" } }
      service mon { image = "mon:1", env { X = x.name } }
    }
    profile big { n = 9, extend x { replicas = 9 } }
    """

  /// Entry by entry, whatever the block is; of what excludes each other, the new takes the place.
  @Test func extendsBlocksWithinBlocks() throws {
    let compiled = Compiled(
      """
      app a
      trait proxy {
        sidecar proxy { image = "p", args = ["x"], env { UP = db.sql }, file "/c" { content = "c" } }
      }
      service db { image = "d", ports { sql = 5432 } }
      service web {
        image = "w"
        ports { http = 80 }
        volume data { path = "/data", size = 1Gi, class = "ssd" }
        file "/a" { content = "x", mode = "0400" }
        ready { http = "/x", every = 3s }
        with proxy
      }
      pattern p { service own { image = "o", default ready { exec = ["a"], every = 7s } } }
      p q { }
      extend q.own { ready { exec = ["b"] } }
      extend web {
        volume data { size = 20Gi }
        file "/a" { content = "y" }
        ready { tcp = true }
        sidecar proxy { cpu = 1, env { MORE = "m" } }
      }
      """
    )
    #expect(compiled.findings == [])
    let web = try #require(compiled.workload("web"))
    #expect(web.volumes.map(\.size) == [20 << 30])
    #expect(web.volumes.map(\.storageClass) == ["ssd"])
    #expect(web.container.files.map(\.mode) == [0o400])
    #expect(web.container.files.map(\.bytes) == [Array("y\n".utf8)])
    #expect(web.container.readiness?.period == 3)
    #expect(web.container.readiness?.check == .tcp(port: 80))
    let proxy = try #require(web.sidecars.first)
    #expect(proxy.image == "p" && proxy.files.count == 1)
    #expect(proxy.resources.cpu?.limit == 1000)
    #expect(proxy.environment.map(\.name) == ["UP", "MORE"])
    #expect(compiled.links == ["web -> db:sql"])
    // What is a default yields as a whole.
    #expect(compiled.workload("q-own")?.container.readiness?.period == 10)
  }

  @Test func withoutOneNothingChanges() {
    let compiled = Compiled(Self.spec)
    #expect(compiled.findings == [])
    #expect(compiled.names == ["p-left", "p-own", "x"])
    #expect(compiled.workload("x")?.replicas == 2)
    #expect(compiled.image("x") == "x:dev")
  }

  @Test func setsParamsExtendsBlocksAndAddsSome() {
    let compiled = Compiled(Self.spec, profiles: ["production"])
    #expect(compiled.findings == [])
    #expect(compiled.names.sorted() == ["mon", "p-left", "p-own", "p-right", "x"])
    #expect(compiled.image("x") == "x:1.0")
    #expect(compiled.workload("x")?.replicas == 4)
    #expect(compiled.environment("x") == ["A=prod", "M=fast", "B=b"])
    #expect(compiled.workload("p-left")?.replicas == 5)
    #expect(compiled.cpu("p-left") == [1000, 1000])
    #expect(compiled.environment("mon") == ["X=x"])
  }

  /// Without a profile, what is said of a block elsewhere is as good, and weaker than a profile.
  @Test func extendsBlocksOfOthers() {
    let spec = """
      app a
      import "house.mp" as house
      pattern pair { param n: int = 1, slot left { args = ["fixed"] }, service own { image = "own:\\(n)" } }
      pair p { left { image = "l:1" } }
      extend p.own { cpu = 1, env { A = size } }
      extend p { n = 2, left { env { B = "b" } } }
      extend house.redis { replicas = 3 }
      let size = "s"
      profile big { extend house.redis { replicas = 9 } }

      """
    let house = """
      let size = "other"
      service redis { image = "redis:7", replicas = 1 }
      extend redis { env { SIZE = size } }
      """
    let compiled = Compiled(spec, files: ["house.mp": house])
    #expect(compiled.findings == [])
    #expect(compiled.image("p-own") == "own:2")
    #expect(compiled.cpu("p-own") == [1000, 1000])
    #expect(compiled.environment("p-own") == ["A=s"])
    #expect(compiled.environment("p-left") == ["B=b"])
    #expect(compiled.environment("redis") == ["SIZE=other"])
    #expect(compiled.workload("redis")?.replicas == 3)
    let big = Compiled(spec, files: ["house.mp": house], profiles: ["big"])
    #expect(big.workload("redis")?.replicas == 9)
    #expect(
      Compiled(spec + "extend p.left { args = [\"mine\"] }", files: ["house.mp": house]).findings
        == ["10:17 E0223 `args` is set by `pair` and cannot be set here"]
    )
  }

  @Test func laterOnesAndTheCommandLineWin() {
    let both = Compiled(Self.spec, profiles: ["production", "big"])
    #expect(both.findings == [])
    #expect(both.workload("x")?.replicas == 9)
    #expect(both.workload("p-left")?.replicas == 9)
    #expect(both.environment("x") == ["A=prod", "M=fast", "B=b"])
    let other = Compiled(Self.spec, profiles: ["big", "production"])
    #expect(other.workload("x")?.replicas == 4)
    #expect(other.workload("p-left")?.replicas == 5)

    let set = Compiled(
      Self.spec,
      profiles: ["production"],
      params: ["n": "3", "tag": "a b", "sizes": #"["q", "r"]"#, "mode": "slow", "tag": "2"]
    )
    #expect(set.findings == [])
    #expect(set.workload("p-left")?.replicas == 3)
    #expect(set.image("p-left") == "l:2")
    #expect(set.environment("x") == ["A=prod", "M=slow", "B=b"])
  }

  @Test(
    arguments: [
      (["prod"], [:], ["--profile:1:1 E0205 the spec has no profile `prod`"]),
      ([], ["tga": "1"], ["--set:1:1 E0210 the spec has no param `tga`"]),
      ([], ["n": "11"], ["--set n:1:1 E0311 `n` is 11, which is not within 1..10"]),
      ([], ["n": "\"x\""], ["--set n:1:1 E0302 `n` takes an `int`, and this is a `string`"]),
      ([], ["n": ""], ["--set n:1:1 E0103 expected a value, found the end of the file"]),
      ([], ["n": "1 2"], ["--set n:1:3 E0103 expected nothing more, found `2`"]),
      ([], ["mode": "slw"], ["--set mode:1:1 E0306 `\"slw\"` is none of the values that go here"]),
      ([], ["loud": "no"], ["--set loud:1:1 E0302 `loud` is `true` or `false`"]),
      ([], ["loud": "true"], []), ([], ["spare": "null"], []),
      ([], ["x": "1"], ["--set:1:1 E0210 the spec has no param `x`"]),
      (
        [], ["tag": "a\u{1}"],
        ["--set tag:1:2 E0003 the control character U+0001 cannot stand in a spec"]
      ),
    ] as [([String], KeyValuePairs<String, String>, [String])]
  )
  func arguments(
    _ profiles: [String],
    _ params: KeyValuePairs<String, String>,
    _ expected: [String]
  ) {
    let found = Compiled(Self.spec, profiles: profiles, params: params).findings
    #expect(
      found.map { String($0.prefix { $0 != "," }) }
        == expected.map { String($0.prefix { $0 != "," }) }
    )
  }

  /// A profile is checked whether it is chosen or not.
  @Test(
    arguments: [
      ("nope = 1", "E0210"), ("n = \"x\"", "E0302"), ("n = 1, n = 2", "E0214"),
      ("extend nope {}", "E0205"), ("extend n {}", "E0302"), ("extend x { imag = \"x\" }", "E0209"),
      ("extend p { leaves = 2 }", "E0210"), ("extend p.nope {}", "E0208"),
      ("extend x", "E0103"), ("service x { image = \"i\" }", "E0201"),
      ("service y { imag = \"i\" }", "E0209"), ("let x = 1", "E0107"),
    ]
  )
  func isCheckedAlways(_ text: String, _ code: String) {
    let spec = Self.spec + "\nprofile other { \(text) }"
    for profiles in [[], ["other"]] {
      let found = Compiled(spec, profiles: profiles).findings
      #expect(found.map { String($0.split(separator: " ")[1]) } == [code], "\(found)")
    }
  }

  @Test func doesNotChangeWhatAPatternFixed() {
    let spec = Self.spec + "\nprofile other { extend p.left { env { FIXED = 2 } } }"
    #expect(Compiled(spec).findings == [])
    let found = Compiled(spec, profiles: ["other"]).findings
    #expect(found.count == 1 && found[0].contains("E0223"), "\(found)")
  }

  @Test func whatAProfileAddsIsNotThereWithoutIt() {
    let found = Compiled(Self.spec + "\nservice z { image = mon.name }").findings
    #expect(found.count == 1 && found[0].contains("E0226"), "\(found)")
  }

  @Test func paramsWithoutAValueNeedOne() {
    let spec = "app a\nparam tag: string\nservice s { image = tag }\nprofile p { tag = \"x\" }"
    #expect(Compiled(spec).findings.count == 1)
    #expect(Compiled(spec).findings[0].contains("E0212"))
    #expect(Compiled(spec, profiles: ["p"]).image("s") == "x")
    #expect(Compiled(spec, params: ["tag": "y"]).image("s") == "y")
  }
}
