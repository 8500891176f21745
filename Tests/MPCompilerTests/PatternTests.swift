import MPDiagnostics
import MPIR
import Testing

/// Patterns, slots and traits.
@Suite struct PatternTests {
  private static let pattern = """
    app a
    pattern farm {
      param workers: int(1..9) = 2
      slot worker {
        replicas = workers
        identity = "stable"
        default image = "stock"
        default ready { tcp = true }
        env { ROLE = "worker", default LEVEL = "info" }
        labels { tier = "back" }
      }
      slot extra?
      service head {
        image = "head"
        env { WORKERS = join(worker.http.addresses, ",") }
        when extra != null { env { EXTRA = extra.http.url } }
      }
      output http = worker.http
    }

    """

  @Test func membersAreNamedAfterTheirInstance() {
    let compiled = Compiled(
      Self.pattern + """
        pattern group {
          param size: int = 1
          slot leaf
          farm inner { workers = size, worker { ports { http = leaf.http.port } } }
          service front { image = "i", env { X = inner.http.addresses[0], L = leaf.http } }
        }
        group g { size = 2, leaf { image = "l", ports { http = 81 } } }
        farm f { worker { ports { http = 80 } }, extra { image = "e", ports { http = 82 } } }
        service u { image = "i", links = [g.inner.http] }
        """
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.names == [
        "g-leaf", "g-inner-worker", "g-inner-head", "g-front", "f-worker", "f-extra", "f-head", "u",
      ]
    )
    #expect(
      compiled.environment("f-head") == [
        "WORKERS=f-worker-0.f-worker:80,f-worker-1.f-worker:80", "EXTRA=http://f-extra:82",
      ]
    )
    #expect(
      compiled.environment("g-front") == ["X=g-inner-worker-0.g-inner-worker:81", "L=g-leaf:81"]
    )
    #expect(compiled.links.contains("u -> g-inner-worker:http"))
  }

  @Test func aSlotIsCompletedByTheInstance() {
    let compiled = Compiled(
      Self.pattern + """
        farm f {
          worker {
            image = "mine"
            ports { http = 80 }
            env { LEVEL = "debug", MORE = 1 }
            labels { tone = "x" }
            ready { http = "/up" }
          }
        }
        farm g { worker { ports { http = 80 }, env { LEVEL = null }, image = "x" } }
        """
    )
    #expect(compiled.findings == [])
    #expect(compiled.image("f-worker") == "mine")
    #expect(compiled.environment("f-worker") == ["ROLE=worker", "LEVEL=debug", "MORE=1"])
    #expect(compiled.environment("g-worker") == ["ROLE=worker"])
    #expect(compiled.workload("f-worker")?.labelTexts == ["tier=back", "tone=x"])
    #expect(compiled.workload("f-worker")?.probeText == "http /up 80")
    #expect(compiled.workload("g-worker")?.probeText == "tcp 80")
  }

  @Test func whatThePatternFixesCannotBeSet() {
    let compiled = Compiled(
      Self.pattern + """
        farm f {
          worker {
            ports { http = 80 }
            replicas = 3
            env { ROLE = "boss" }
            identity = "none"
          }
        }
        """
    )
    #expect(
      compiled.findings == [
        "23:5 E0223 `replicas` is set by `farm` and cannot be set here",
        "24:11 E0223 `ROLE` is set by `farm` and cannot be set here",
        "25:5 E0223 `identity` is set by `farm` and cannot be set here",
      ]
    )
    #expect(
      compiled.help == [
        "set the param `workers` of `farm` instead", "remove it", "remove it",
      ]
    )
    #expect(
      compiled.diagnostics.inSourceOrder.map { compiled.place($0.labels[0].range) }
        == ["5:5", "9:11", "6:5"]
    )
  }

  @Test func aMissingPortIsTheInstancesFaultAndSaidOnce() {
    let compiled = Compiled(
      """
      app histogram
      scatter_gather histogram {
        leaf {
          image = "i"
          ports { grpc = 9000 }
        }
      }
      """
    )
    #expect(
      compiled.findings == ["3:3 E0203 `scatter_gather` needs a port named `http` on `leaf`"]
    )
    let finding = compiled.diagnostics.inSourceOrder[0]
    #expect(finding.primary.text == "this service has only the port `grpc`")
    #expect(compiled.sources.text(finding.labels[0].range) == "leaf.http")
    #expect(finding.labels[0].text == "used here")
    #expect(finding.help == ["add `ports { http = 8080 }` to `leaf`"])
    #expect(finding.trace == [])
  }

  @Test func everyInstanceMissesItsPortsForItself() {
    let compiled = Compiled(
      """
      app a
      pattern p {
        param up: service
        slot x
        service y { image = "i", env { A = x.http, B = x.http.port, C = up.sql } }
        output admin = x.admin
      }
      trait t { env { OWN = self.web } }
      service s { image = "i" }
      p one { up = s, x { image = "i", ports { admin = 1 } } }
      p two { up = s, x { image = "i", ports { http = 1 } } }
      service u { image = "i", with t }
      """
    )
    #expect(
      compiled.findings == [
        "10:3 E0203 `p` needs a port named `sql` on `s`",
        "10:17 E0203 `p` needs a port named `http` on `x`",
        "11:17 E0203 `p` needs a port named `admin` on `x`",
        "12:26 E0203 `t` needs a port named `web` on `u`",
      ]
    )
  }

  @Test func requirementsInterpolateTheirMessage() {
    #expect(
      findings(
        """
        app a
        scatter_gather s { leaves = 2, quorum = 5, leaf { image = "i", ports { http = 80 } } }
        """
      ) == ["2:16 E0225 quorum 5 is more than the 2 leaves"]
    )
    #expect(
      findings(
        """
        app a
        trait t {
          param n: int
          require n > 1 else "\\(n) is too few"
        }
        service s { image = "i", with t { n = 1 } }
        """
      ) == ["6:26 E0225 1 is too few"]
    )
  }

  @Test(arguments: [
    ("farm f { }", "20:6 E0213 `farm` needs a `worker`"),
    ("farm f { wroker { } }", "20:10 E0211 `farm` has no slot `wroker`"),
    ("farm f { worker { ports { http = 1 } }, worker { } }", "20:41 E0214 `worker` is set twice"),
    ("farm f { worker = 1 }", "20:10 E0215 `worker` is a block of `farm`, not a value"),
    ("farm f { worker x { ports { http = 1 } } }", "20:17 E0216 `worker` has no label"),
    ("farm { worker { ports { http = 1 } } }", "20:1 E0216 `farm` needs a name"),
    (
      "farm f { worker { ports { http = 1 } }, extra { ports { http = 1 } } }",
      "20:41 E0401 `extra` has no image"
    ),
    (
      "farm f { worker { ports { http = 1 }, nonsense = 1 } }",
      "20:39 E0209 `service` has no `nonsense`"
    ),
    (
      "farm f { worker { ports { http = 1 } } }\nservice s { image = f.worker }",
      "21:21 E0302 `image` takes a `string`, and this is a `service`"
    ),
    (
      "farm f { worker { ports { http = 1 } } }\nlet x = f.hed",
      "21:11 E0208 there is no `hed` in an instance of `farm`"
    ),
    (
      "farm f { worker { ports { http = 1 } } }\nservice s { image = \"i\", env { X = f.http } }",
      "21:36 E0316 `f.worker` has several replicas, each with an address of its own: which one is meant?"
    ),
  ])
  func mistakesInInstances(_ spec: String, _ finding: String) {
    #expect(findings(Self.pattern + spec) == [finding])
  }

  // MARK: - Traits

  private static let traits = """
    app a
    trait metrics {
      param port: int = 9090
      param path: string = "/m\\(port)"
      ports { metrics = port }
      env { METRICS = path }
      default image = "trait"
      default ready { tcp = true, port = self.metrics }
      file "/m" { content = "\\(self.name) \\(self.metrics)" }
    }
    trait both {
      with metrics { port = 1 }
      with other
    }
    trait other { labels { other = "x" } }

    """

  @Test func aTraitAddsItsEntriesWhereItIsApplied() {
    let compiled = Compiled(
      Self.traits + """
        service s { with metrics }
        service t { image = "own", with both }
        pattern p {
          slot x { with metrics { port = 2 } }
        }
        p i { x { image = "slot", with other } }
        """
    )
    #expect(compiled.findings == [])
    #expect(compiled.image("s") == "trait")
    #expect(compiled.image("t") == "own")
    #expect(compiled.environment("s") == ["METRICS=/m9090"])
    #expect(compiled.environment("t") == ["METRICS=/m1"])
    #expect(compiled.fileTexts("t") == ["t t:1\n"])
    #expect(compiled.workload("t")?.labelTexts == ["other=x"])
    #expect(compiled.image("i-x") == "slot")
    #expect(compiled.environment("i-x") == ["METRICS=/m2"])
    #expect(compiled.fileTexts("i-x") == ["x i-x:2\n"])
    #expect(compiled.workload("i-x")?.labelTexts == ["other=x"])
  }

  @Test(arguments: [
    ("service s { env { METRICS = 1 }, with metrics }", "16:34 E0214 `METRICS` is set twice"),
    (
      "service s { with metrics, file \"/m\" { content = \"\" } }",
      "16:27 E0214 `file \"/m\"` is set twice"
    ),
    ("service s { with metrics { prot = 1 } }", "16:28 E0210 `metrics` has no param `prot`"),
    ("with metrics", "16:1 E0107 `with` cannot stand in a file"),
    (
      "service s { image = \"i\", env { with metrics } }",
      "16:32 E0219 a trait is applied to a service, a slot or another trait"
    ),
    (
      "pattern p { slot x { env { METRICS = 1 } } }\np i { x { with metrics } }",
      "17:11 E0223 `METRICS` is set by `p` and cannot be set here"
    ),
    (
      "trait c { with c }\nservice s { image = \"i\", with c }",
      "16:7 E0221 the trait `c` contains itself"
    ),
  ])
  func mistakesWithTraits(_ spec: String, _ finding: String) {
    #expect(findings(Self.traits + spec) == [finding])
  }

  @Test func aShippedTraitIsBlamedAtItsUse() {
    let compiled = Compiled(
      "app a\nservice s {\n  image = \"i\"\n  with js_function { code = \"\" }\n}"
    )
    #expect(compiled.findings == ["4:3 E0214 `image` is set twice"])
    #expect(
      compiled.diagnostics.inSourceOrder[0].labels.map(\.text)
        == ["first set here", "set here by `js_function`"]
    )
  }

  @Test func theMistakeOfAPatternIsSaidOnce() {
    #expect(
      findings(
        """
        app a
        pattern p {
          service x { env { A = 1 / 0, B = y.nope } }
          service y { image = "i" }
        }
        p one { }
        p two { }
        """
      ) == [
        "3:11 E0401 `x` has no image", "3:25 E0313 this divides by zero",
        "3:38 E0224 `y` has no port `nope`",
      ]
    )
  }

  @Test func aConditionCannotAskForItsOwnService() {
    #expect(
      findings(
        """
        app a
        service s {
          image = "i"
          ports { http = 80 }
          when self.http.port == 80 { env { A = 1 } }
        }
        """
      ) == ["5:8 E0221 this condition depends on the service that it is part of"]
    )
  }
}
