import MPIR
import Testing

@testable import MPCompiler

/// Containers beside that of a service, and those that run before it.
@Suite struct SidecarTests {
  @Test func shareTheNetworkAndVolumesOfTheirService() throws {
    let compiled = Compiled(
      """
      app a
      service db { image = "db:1", ports { sql = 5432 } }
      service cache { image = "cache:1", ports { redis = 6379 } }
      service web {
        image = "web:1"
        ports { http = 8080, metrics = 9113 }
        volume content { kind = "temporary", path = "/srv/" }
        init fetch {
          image = "fetch:1"
          args = [cache.redis.address]
          volume content { path = "/out" }
        }
        init check { image = "check:1", user = 1000 }
        sidecar exporter {
          image = "exporter:1"
          command = ["/exporter"]
          cpu = 100m
          env { DB = db.sql, OF = "\\(self.http.port)" }
          file "/etc/e" { content = "x" }
          ready { http = "/metrics", port = self.metrics }
          live { tcp = true, port = 9113, failures = 10 }
          volume content { path = "/in", read_only = true }
        }
      }
      """
    )
    #expect(compiled.findings == [])
    let web = try #require(compiled.workload("web"))
    #expect(web.container.name == "web")
    #expect(
      web.container.mounts == [VolumeMount(volume: "content", path: "/srv", isReadOnly: false)]
    )
    #expect(web.container.ports.count == 2)
    #expect(web.inits.map(\.name) == ["fetch", "check"])
    #expect(
      web.inits[0].mounts == [VolumeMount(volume: "content", path: "/out", isReadOnly: false)]
    )
    #expect(web.inits[0].arguments?.map(\.description) == ["cache:6379"])
    #expect(web.inits[1].user?.text == "1000")
    let exporter = try #require(web.sidecars.first)
    #expect(exporter.name == "exporter" && exporter.image == "exporter:1")
    #expect(exporter.entrypoint?.map(\.description) == ["/exporter"])
    #expect(exporter.environment.map(\.value.description) == ["db:5432", "8080"])
    #expect(exporter.files.map(\.path) == ["/etc/e"])
    #expect(exporter.mounts == [VolumeMount(volume: "content", path: "/in", isReadOnly: true)])
    #expect(exporter.ports == [])
    #expect(exporter.readiness?.check == .http(path: "/metrics", port: 9113))
    #expect(exporter.liveness?.check == .tcp(port: 9113))
    #expect(compiled.links == ["web -> db:sql", "web -> cache:redis"])
    #expect(compiled.startOrder == ["web after db (started)", "web after cache (started)"])
  }

  @Test(
    arguments: [
      ("sidecar x { }", "E0401 `x` has no image"),
      ("sidecar { image = \"i\" }", "E0216 `sidecar` needs a name"),
      (
        "sidecar \"x\" { image = \"i\" }",
        "E0216 the name of a `sidecar` is a single word without quotes"
      ),
      ("sidecar x", nil), ("sidecar = 1", "E0215 `sidecar` is a block, not a value"),
      (
        "sidecar X { image = \"i\" }",
        "E0204 the name `X` is deployed, and so has lowercase letters, digits and `-` only"
      ),
      (
        "init mp-x { image = \"i\" }",
        "E0204 the name `mp-x` begins with `mp-`, which the compiler's own parts do"
      ),
      (
        "sidecar x { image = \"i\" }, sidecar x { image = \"j\" }", "E0214 `sidecar x` is set twice"
      ),
      (
        "sidecar x { image = \"i\" }, with t",
        "E0214 `sidecar x` is set twice"
      ),
      ("sidecar s { image = \"i\" }", "E0409 two containers of `s` are called `s`"),
      (
        "init x { image = \"i\" }, sidecar x { image = \"i\" }",
        "E0409 two containers of `s` are called `x`"
      ),
      ("sidecar x { image = \"i\", ports { b = 1 } }", nil),
      ("sidecar x { image = \"i\", ports = { b = 1 } }", "E0209 `sidecar` has no `ports` here"),
      ("sidecar x { image = \"i\", replicas = 2 }", "E0209 `sidecar` has no `replicas` here"),
      ("init x { image = \"i\", ready { tcp = true } }", "E0209 `init` has no `ready`"),
      ("sidecar x { image = \"i\", with t }", nil),
      (
        "sidecar x { image = \"i\", ready { tcp = true } }",
        "E0406 which port is asked? This container shares the network of its service"
      ),
      (
        "sidecar x { image = \"i\", ready { tcp = true, port = o.http } }",
        "E0406 a probe asks the service itself, and this is a port of another"
      ),
      (
        "sidecar x { image = \"i\", volume data { path = \"/x\" } }",
        "E0417 `s` has no volume `data`"
      ),
      (
        "volume data { path = \"/x\", size = 1Gi }, sidecar x { image = \"i\", volume data { path = \"/x\", size = 1Gi } }",
        "E0209 `volume` has no `size` here"
      ),
      (
        "volume data { path = \"/x\", size = 1Gi }, sidecar x { image = \"i\", volume data { } }",
        "E0417 this does not say where the container sees `data`"
      ),
      (
        "platform = \"linux/amd64\", init x { image = \"i\", platform = \"linux/arm64\" }",
        "E0404 all containers of a replica run on one machine, and another of them is for `linux/amd64`"
      ),
      (
        """
        sidecar x { image = "i", platform = "linux/amd64" }
        sidecar y { image = "i", platform = "linux/arm64" }
        """,
        "E0404 all containers of a replica run on one machine, and another of them is for `linux/amd64`"
      ),
    ] as [(String, String?)]
  )
  func mistakes(_ entry: String, _ expected: String?) {
    let found = findings(
      """
      app a
      trait t { sidecar x { image = "t" } }
      service o { image = "i", ports { http = 80 } }
      service s { image = "i", ports { a = 1 }, \(entry) }
      """
    )
    #expect(found.count == 1, "\(found)")
    guard let expected else { return }
    #expect(found.first.map { String($0.drop { $0 != " " }.dropFirst()) } == expected)
  }

  private static let trait = """
    app a
    trait proxy {
      param port: int
      ports { in = port }
      volume state { kind = "temporary" }
      volume logs { kind = "temporary" }
      init prepare { image = "prepare:1", volume state { path = "/state" } }
      sidecar envoy {
        image = "envoy:1"
        env { IN = "\\(self.in.port)" }
        volume state { path = "/state" }
        volume logs { path = "/logs" }
        volume shared { path = "/shared" }
      }
      expose self.in { local = true }
    }

    """

  @Test func aTraitsLabelPrefixesWhatItAdds() throws {
    let compiled = Compiled(
      Self.trait
        + """
        service s {
          image = "i"
          volume shared { path = "/data", kind = "temporary" }
          with proxy { port = 1000 }
          with proxy cache { port = 2000 }
        }
        """
    )
    #expect(compiled.findings == [])
    let service = try #require(compiled.workload("s"))
    #expect(
      service.volumes.map(\.name) == ["shared", "state", "logs", "cache-state", "cache-logs"]
    )
    #expect(service.inits.map(\.name) == ["prepare", "cache-prepare"])
    #expect(service.sidecars.map(\.name) == ["envoy", "cache-envoy"])
    #expect(service.sidecars[0].mounts.map(\.volume) == ["state", "logs", "shared"])
    #expect(service.sidecars[1].mounts.map(\.volume) == ["cache-state", "cache-logs", "shared"])
    #expect(service.sidecars[1].environment.map(\.value.description) == ["2000"])
    #expect(compiled.system.exposures.map(\.port.name) == ["in", "cache-in"])
    #expect(compiled.system.exposures.allSatisfy { $0.isLocal })
  }

  @Test func aTraitsVolumeIsNotMixedUpWithAnother() throws {
    let compiled = Compiled(
      """
      app a
      trait t { sidecar x { image = "i", volume data { path = "/x" } } }
      service s {
        image = "i"
        volume data { path = "/d", kind = "temporary" }
        volume c-data { path = "/c", kind = "temporary" }
        with t c
      }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.workload("s")?.sidecars.first?.mounts.map(\.volume) == ["data"])
  }

  @Test func aTraitsLabelCanMakeANameTooLong() {
    let found = findings(
      Self.trait
        + """
        service s {
          image = "i"
          volume shared { path = "/data", kind = "temporary" }
          with proxy a-very-long-label-of-thirty-six-bytes { port = 1000 }
        }
        """
    )
    #expect(found.count == 5, "\(found)")
    #expect(
      found.allSatisfy { $0.contains(" E0217 with this label, the trait adds a") },
      "\(found)"
    )
  }

  @Test func whatAPatternFixesIsFixed() {
    let found = findings(
      """
      app a
      pattern p {
        slot x {
          sidecar one { image = "one:1" }
          default sidecar two { image = "two:1" }
        }
      }
      p q { x { image = "i", sidecar one { image = "mine:1" }, sidecar two { image = "mine:2" } } }
      """
    )
    #expect(found.map { $0.drop { $0 != "E" }.prefix(5) } == ["E0223"], "\(found)")
  }

  @Test func profilesChangeThem() {
    let compiled = Compiled(
      """
      app a
      service s { image = "i", sidecar x { image = "x:1" } }
      profile p { extend s { sidecar x { image = "x:2" }, sidecar y { image = "y:1" } } }
      """,
      profiles: ["p"]
    )
    #expect(compiled.findings == [])
    #expect(compiled.workload("s")?.sidecars.map(\.image) == ["x:2", "y:1"])
  }

  @Test func testsCountThem() {
    let compiled = Compiled(
      """
      app a
      service s {
        image = "i"
        replicas = 2
        sidecar x { image = "x:1" }
        init y { image = "y:1" }
      }
      test "t" {
        expect count(containers) == 4
        expect [for c in containers: c.name] == ["s", "s_x", "s", "s_x"]
        expect [for c in containers if c.index == 0: c.image] == ["i", "x:1"]
      }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.tests.allSatisfy { $0.findings.isEmpty })
    #expect(compiled.tests.count == 1)
  }

  @Test(
    arguments: [
      (
        "expose o.http { local = true }", "E0216 within a service, `expose` names a port of its own"
      ),
      ("expose self { local = true }", "E0302 `expose` takes a port, and this is a `service`"),
      ("expose { local = true }", "E0216 within a service, `expose` names a port of its own"),
      ("expose self.b", "E0224 `s` has no port `b`"),
      ("expose self.a, expose self.a { port = 80 }", nil),
      ("expose self.a, expose self.a", "E0408 port 1 is taken"),
    ] as [(String, String?)]
  )
  func exposesItsOwn(_ entry: String, _ expected: String?) {
    let compiled = Compiled(
      """
      app a
      service o { image = "i", ports { http = 80 } }
      service s { image = "i", ports { a = 1 }, \(entry) }
      """
    )
    let found = compiled.findings.map { String($0.drop { $0 != " " }.dropFirst()) }
    #expect(found == (expected.map { [$0] } ?? []))
    if expected == nil { #expect(compiled.system.exposures.map(\.publishedPort) == [1, 80]) }
  }
}
