import MPIR
import Testing

/// Slots that take any number of blocks, and traits that are applied several times.
@Suite struct LabelTests {
  private static let pipeline = """
    app photos
    pattern pipeline {
      param replicas: int(1..9)..int = 1..3
      slot stage* { ready { tcp = true, port = self.http }, default ports { http = 8080 } }
      slot sink*
      service source {
        image = "source:1"
        env {
          STAGES = join([for s in stage: s.http.address], ",")
          FIRST  = stage[0].name
          SINKS  = count(sink)
        }
      }
      output first = stage[0].http
    }
    pipeline p {
      stage resize { image = "resize:1" }
      stage blur   { image = "blur:1", env { NEXT = p.resize.http } }
      when true { stage save { image = "save:1" } }
      when false { stage never { image = "never:1" } }
    }
    service web { image = "web:1", env { R = p.resize.http, S = p.stage[1].http, F = p.first } }
    profile x {
      extend p.blur { replicas = 2 }
      extend p { stage resize { replicas = 3 }, stage more { image = "m:1" } }
    }
    """

  @Test func slotsTakeAnyNumberOfBlocks() {
    let compiled = Compiled(Self.pipeline)
    #expect(compiled.findings == [])
    #expect(compiled.names == ["p-resize", "p-blur", "p-save", "p-source", "web"])
    #expect(
      compiled.environment("p-source") == [
        "STAGES=p-resize:8080,p-blur:8080,p-save:8080", "FIRST=resize", "SINKS=0",
      ]
    )
    #expect(compiled.environment("p-blur") == ["NEXT=p-resize:8080"])
    #expect(
      compiled.environment("web") == ["R=p-resize:8080", "S=p-blur:8080", "F=p-resize:8080"]
    )
  }

  @Test func profilesExtendAndAddThem() {
    let compiled = Compiled(Self.pipeline, profiles: ["x"])
    #expect(compiled.findings == [])
    #expect(compiled.workload("p-blur")?.replicas == 2)
    #expect(compiled.workload("p-resize")?.replicas == 3)
    #expect(
      compiled.environment("p-source")[0]
        == "STAGES=p-resize:8080,p-blur:8080,p-save:8080,p-more:8080"
    )
  }

  @Test(
    arguments: [
      ("stage { image = \"i\" }", "E0216"), ("stage Bad { image = \"i\" }", "E0204"),
      ("stage source { image = \"i\" }", "E0201"), ("stage sink { image = \"i\" }", "E0201"),
      ("stage resize { image = \"i\" }", "E0214"), ("replicas = 1..10", "E0311"),
      ("replicas = 5..1", "E0315"), ("when true { stage blur { image = \"i\" } }", "E0214"),
      ("stage new {}", "E0401"),
    ]
  )
  func mistakesWithLabels(_ entry: String, _ code: String) {
    let found = Compiled(
      Self.pipeline.replacing("pipeline p {", with: "pipeline p {\n\(entry)")
    ).findings
    #expect(found.map { String($0.split(separator: " ")[1]) } == [code], "\(found)")
  }

  @Test func whatIsNotThereIsSaid() {
    let never = Compiled(Self.pipeline + "\nservice y { image = p.never.name }").findings
    #expect(never.count == 1 && never[0].contains("E0226"), "\(never)")
    let nope = Compiled(Self.pipeline + "\nservice y { image = p.nope.name }").findings
    #expect(nope.count == 1 && nope[0].contains("E0208"), "\(nope)")
  }

  // MARK: - Traits

  private static let proxied = """
    app a
    trait proxy {
      param n: int
      ports { proxy = n }
      env { default OWN = self.proxy }
      labels { default number = "\\(self.proxy.port)" }
    }
    service web {
      image = "web:1"
      ports { http = 80 }
      env { A = self.proxy, B = self.cache-proxy, C = self.db-proxy }
      with proxy { n = 1 }
      with proxy cache { n = 2 }
      with proxy db { n = 3 }
    }
    """

  @Test func aServiceTakesALabelOfTheSystemBack() {
    let compiled = Compiled(
      """
      app a { labels { team = "x", tier = "y" } }
      service s { image = "s", labels { team = null, own = "z", never = null } }
      service t { image = "t" }
      """
    )
    #expect(compiled.findings == [])
    let system = compiled.system
    #expect(
      system.workloads.map { system.labels(of: $0).map(\.name) } == [
        ["tier", "own"], ["team", "tier"],
      ]
    )
    #expect(system.workloads.map(\.removedLabels) == [["team"], []])
  }

  @Test func labelsOfTraitsPrefixPorts() {
    let compiled = Compiled(Self.proxied)
    #expect(compiled.findings == [])
    #expect(
      compiled.workload("web")?.portTexts
        == ["http=80/tcp", "proxy=1/tcp", "cache-proxy=2/tcp", "db-proxy=3/tcp"]
    )
    // `self` is what the trait itself added; of several defaults, the last one stays.
    #expect(compiled.environment("web") == ["A=web:1", "B=web:2", "C=web:3", "OWN=web:3"])
    #expect(compiled.workload("web")?.labels.map(\.value) == ["3"])
  }

  @Test(
    arguments: [
      ("with proxy { n = 4 }", "E0214"), ("with proxy cache { n = 4 }", "E0214"),
      ("with proxy Cache { n = 4 }", "E0204"), ("with proxy a-long-label { n = 4 }", "E0217"),
      ("with proxy other { n = 2 }", "E0407"),
    ]
  )
  func mistakesWithTraits(_ entry: String, _ code: String) {
    let found = Compiled(
      Self.proxied.replacing("image = \"web:1\"", with: "image = \"web:1\", \(entry)")
    ).findings
    #expect(found.map { String($0.split(separator: " ")[1]) } == [code], "\(found)")
  }

  /// However the ports are given, and by a trait within the trait; not those of others.
  @Test func ownPortsAreThoseThatTheTraitAdds() {
    let compiled = Compiled(
      """
      app a
      let given = { computed = 3 }
      trait inner { ports { deep = 7 }, env { DEEP = self.deep } }
      trait proxy {
        ports = { proxy = 2 }
        env { OWN = self.proxy, WITHIN = self.deep, OTHER = self.http }
        with inner
      }
      trait computed { ports = given, env { COMPUTED = self.computed, SERVICES = self.http } }
      trait named { ports { http = 9 }, env { NAMED = self.http } }
      service web {
        image = "web:1"
        ports { http = 80 }
        with proxy cache
        with computed cache
        with named cache
      }
      """
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.workload("web")?.portTexts == [
        "http=80/tcp", "cache-proxy=2/tcp", "cache-deep=7/tcp", "cache-computed=3/tcp",
        "cache-http=9/tcp",
      ]
    )
    #expect(
      compiled.environment("web") == [
        "OWN=web:2", "WITHIN=web:7", "OTHER=web:80", "DEEP=web:7", "COMPUTED=web:3",
        "SERVICES=web:80", "NAMED=web:9",
      ]
    )
    let long = Compiled(
      """
      app a
      trait proxy { ports = { proxy = 2 } }
      service web { image = "web:1", with proxy a-long-label }
      """
    ).findings
    #expect(long.count == 1 && long[0].contains("E0217"), "\(long)")
  }
}
