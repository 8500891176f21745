import MPIR
import Testing

@testable import MPCompiler

/// How services are watched, scaled, replaced and stopped.
@Suite struct RunningTests {
  @Test func probesAskInFourWays() throws {
    let compiled = Compiled(
      """
      app a
      service s {
        image = "i"
        ports { grpc = 50051 }
        started { tcp = true, every = 2s, failures = 60 }
        ready   { grpc = true, timeout = 3s }
        live    { exec = ["check"], delay = 5s }
      }
      """
    )
    #expect(compiled.findings == [])
    let container = try #require(compiled.workload("s")?.container)
    #expect(container.startup?.summary == "tcp(port: 50051) 2 1 0 60")
    #expect(container.readiness?.summary == "grpc(port: 50051) 10 3 0 3")
    #expect(container.liveness?.summary == "exec([\"check\"]) 10 1 5 3")
  }

  @Test(
    arguments: [
      ("live { tcp = true }", []), ("live { http = \"/a\" }", ["W0420"]),
      ("live { http = \"/b\" }", []), ("live { http = \"/a\", every = 5s }", ["W0420"]),
      ("live { http = \"/a\", every = 5s, failures = 6 }", ["W0420"]),
      ("live { http = \"/a\", failures = 4 }", []),
      ("live { http = \"/a\", port = 80, delay = 60s }", ["W0420"]),
      ("live { http = \"/a\", failures = 0 }", ["E0311"]),
      ("live { http = \"/a b\" }", ["E0406"]), ("started { grpc = true, tcp = true }", ["E0406"]),
      ("started { grpc = false }", ["E0406"]),
    ] as [(String, [String])]
  )
  func livenessIsNotReadiness(_ entry: String, _ expected: [String]) {
    let found = findings(
      "app a\nservice s { image = \"i\", ports { a = 80 }, ready { http = \"/a\" }, \(entry) }"
    )
    #expect(found.map { String($0.split(separator: " ")[1]) } == expected)
  }

  @Test func stopAndUpdate() throws {
    let compiled = Compiled(
      """
      app a
      service plain { image = "i" }
      service s {
        image = "i"
        replicas = 4
        spread = "zone"
        platform = "linux/arm/v7"
        stop { signal = "SIGQUIT", grace = 2min, drain = 15s }
        update { max_unavailable = 25%, max_surge = 2 }
      }
      service t { image = "i", stop { signal = "RTMIN+3" }, update { max_surge = 0 } }
      """
    )
    #expect(compiled.findings == [])
    let plain = try #require(compiled.workload("plain"))
    #expect(plain.stop.signal == nil && plain.stop.gracePeriod == 30 && plain.stop.drain == 0)
    #expect(plain.update.maxSurge == nil && plain.update.maxUnavailable == nil)
    #expect(plain.spread == .node)
    let service = try #require(compiled.workload("s"))
    #expect(service.stop.signal == "SIGQUIT")
    #expect(service.stop.gracePeriod == 120 && service.stop.drain == 15)
    #expect(service.update.maxUnavailable == .percent(25))
    #expect(service.update.maxSurge == .count(2))
    #expect(service.spread == .zone)
    #expect(service.container.platform == "linux/arm/v7")
    let last = try #require(compiled.workload("t"))
    #expect(last.stop.signal == "SIGRTMIN+3")
    #expect(last.update.maxUnavailable == .count(1) && last.update.maxSurge == .count(0))
  }

  @Test func aRangeOfReplicasIsScaled() throws {
    let compiled = Compiled(
      """
      app a
      service s {
        image = "i"
        replicas = 2..10
        cpu = 250m..1
        memory = 64Mi
        autoscale { cpu = 400%, memory = 80% }
      }
      test "t" {
        expect s.replicas == 2 and s.replicas == 2..10 and s.replicas < 3
        expect count(containers) == 2
      }
      """
    )
    #expect(compiled.findings == [])
    let service = try #require(compiled.workload("s"))
    #expect(service.replicas == 2)
    let scaling = try #require(service.autoscaling)
    #expect([scaling.maximum, scaling.cpu, scaling.memory] == [10, 400, 80])
    #expect(compiled.tests.map(\.findings.isEmpty) == [true])
  }

  @Test(
    arguments: [
      ("replicas = 2..3", "E0422 how many of these replicas run?"),
      (
        "cpu = 1, autoscale { cpu = 50% }",
        "E0422 there is nothing to scale: the number of `replicas` is fixed"
      ),
      (
        "replicas = 2, cpu = 1, autoscale { cpu = 50% }",
        "E0422 there is nothing to scale: the number of `replicas` is fixed"
      ),
      (
        "replicas = 2..3, autoscale { cpu = 50% }",
        "E0422 this is a part of what the service requests, and it requests no `cpu`"
      ),
      ("replicas = 2..3, autoscale { }", "E0422 this does not say by what the replicas are scaled"),
      (
        "replicas = 0..3, cpu = 1, autoscale { cpu = 50% }",
        "E0311 `replicas` is 0, and at least one runs"
      ),
      (
        "replicas = 1..1000000, cpu = 1, autoscale { cpu = 50% }",
        "E0311 `replicas` is at most 10000, and not negative"
      ),
      (
        "replicas = 1..2, cpu = 1, autoscale { cpu = 101% }",
        "E0311 `cpu` is a whole number of percent, within 1%..100%"
      ),
      (
        "replicas = 1..2, cpu = 1..2, autoscale { cpu = 201% }",
        "E0311 `cpu` is a whole number of percent, within 1%..200%"
      ),
      (
        "replicas = 1..2, cpu = 1, autoscale { cpu = 0.5% }",
        "E0311 `cpu` is a whole number of percent, within 1%..100%"
      ),
      (
        "update { max_surge = 0, max_unavailable = 0% }",
        "E0423 no replica may be missing and none may be added, so none can be replaced"
      ),
      ("update { max_surge = -1 }", "E0311 `max_surge` is at most 10000, and not negative"),
      (
        "update { max_surge = 101% }",
        "E0311 `max_surge` is a whole number of percent, within 0%..100%"
      ),
      ("stop { signal = \"SIGSTOP\" }", "E0404 `SIGSTOP` is no signal to stop by"),
      ("stop { signal = \"quit\" }", "E0404 `quit` is no signal to stop by"),
      ("stop { grace = 0s }", "E0311 `grace` is a whole number of seconds, at least 1"),
      ("stop { drain = 1500ms }", "E0311 `drain` is a whole number of seconds, at least 0"),
      ("stop { grace = 25h }", "E0311 `grace` is at most 1d"),
      ("spread = \"rack\"", "E0306 `\"rack\"` is none of the values that go here"),
      ("platform = \"linux/x86_64\"", "E0404 `linux/x86_64` is no platform"),
      ("platform = \"arm64\"", "E0404 `arm64` is no platform"),
      ("platform = \"linux/arm/7\"", "E0404 `linux/arm/7` is no platform"),
      ("platform = \"\"", "E0404 `` is no platform"),
    ]
  )
  func mistakes(_ entry: String, _ expected: String) {
    let found = findings("app a\nservice s { image = \"i\", \(entry) }")
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
  }

  @Test(
    arguments: [
      ("linux/x86_64", "`linux/amd64`"), ("aarch64", "`linux/arm64`"), ("armv7", "`linux/arm/v7`"),
      ("linux", "a system and a processor, such as `linux/amd64` or `linux/arm64`"),
      ("linux/arm64", nil), ("windows/amd64", nil), ("linux/arm/v6", nil),
      ("linux/arm64/", "a system and a processor, such as `linux/amd64` or `linux/arm64`"),
    ] as [(String, String?)]
  )
  func platforms(_ text: String, _ instead: String?) {
    #expect(PlatformName.problem(text) == instead)
  }

  @Test func aChangingNumberHasNoListOfAddresses() {
    #expect(
      findings(
        """
        app a
        service s {
          image = "i"
          identity = "stable"
          replicas = 1..3
          cpu = 1
          autoscale { cpu = 50% }
          ports { http = 80 }
        }
        service t { image = "i", env { A = join(s.http.addresses, ","), B = s.http } }
        """
      ).map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "10:41 E0317", "10:69 E0316",
      ]
    )
  }
}
