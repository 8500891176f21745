import MPDiagnostics
import Testing

@testable import MPCompiler

/// What the traits and patterns that bring a container of their own refuse, and how traits add up.
@Suite struct HelperPatternTests {
  @Test(arguments: [
    (
      "with ambassador { port = 8081 }",
      "the ambassador has nobody to talk to: give it `upstreams` or `addresses`"
    ),
    (
      "with ambassador { port = 8081, upstreams = [db.http], health = \"/\" }",
      "`health` is a path, which is for `mode = \"http\"`"
    ),
    (
      "with ambassador { port = 8081, upstreams = [db.https], mode = \"http\" }",
      "the proxy speaks HTTP without TLS: for a port `https`, `mode` is `\"tcp\"`"
    ),
    (
      "with ambassador { port = 8081, upstreams = [db.http], mode = \"http\", health = \"up\" }",
      "`health` is a path: it begins with `/`, and what is no sign of ASCII is written as `%20`"
    ),
    (
      "with ambassador { port = 8081, addresses = [\"http://db:80\"] }",
      "each of `addresses` is a name or an address, with a port: `store-0.store:5432`"
    ),
    (
      "with metrics_adapter { image = \"m\", path = \"metrics\" }",
      "`path` begins with `/`, and what is no sign of ASCII is written as `%20`"
    ),
    (
      "with ambassador { port = 8081, addresses = [\"db\"] }",
      "each of `addresses` is a name or an address, with a port: `store-0.store:5432`"
    ),
    (
      "with sidecar { image = \"h\", at = \"/in\" }",
      "`at` says where the helper sees the folder: `path` says where the service does"
    ),
    (
      "with sidecar { image = \"h\", read_only = true }",
      "`read_only` is about the folder that the two share: say its `path`"
    ),
  ])
  func whatCannotBeBesideAServiceIsSaid(_ trait: String, _ message: String) {
    #expect(Self.messages(Self.service(trait)) == [message])
  }

  @Test func whoRefreshesReachesTheOneCache() {
    let params = "upstream = db.http, refresh = token, replicas = 2"
    let compiled = Self.service("", after: "secret token\ncached c { \(params) }")
    #expect(
      Self.messages(compiled)
        == ["a request to refresh reaches one of the 2 caches: leave out `refresh`, or have one"]
    )
  }

  @Test func whatWouldBreakAConfigurationOrARequestIsSaid() {
    let host = "cached c { upstream = db.http, host = \"a$b\" }"
    #expect(
      Self.messages(Self.service("", after: host)) == [
        "`host` is a name, with a port where it needs one: `api.example.com`"
      ]
    )
    let path = "work_queue q { path = \"/a b\", worker { image = \"w\", ports { http = 80 } } }"
    #expect(
      Self.messages(Self.service("", after: path)) == [
        "`path` is a path: it begins with `/`, and what is no sign of ASCII is written as `%20`"
      ]
    )
    let folder = path.replacing("/a b", with: "a")
    #expect(
      Self.messages(Self.service("", after: folder)) == [
        "`path` is a path: it begins with `/`, and what is no sign of ASCII is written as `%20`"
      ]
    )
    let secure = Self.service("", after: "cached c { upstream = db.https }")
    #expect(
      Self.messages(secure) == [
        "the cache speaks HTTP without TLS, and `upstream` is a port `https`"
      ]
    )
  }

  @Test func anAmbassadorLinksTheServiceToItsUpstreams() {
    let compiled = Self.service("with ambassador { port = 8081, upstreams = [db.http] }")
    #expect(compiled.findings == [])
    #expect(compiled.links == ["s -> db:http"])
  }

  @Test func aWorkersHelperTakesAndTheFrontGives() {
    let worker = "worker { image = \"w\", ports { http = 80 } }"
    let compiled = Self.service("", after: "work_queue q { \(worker) }")
    #expect(compiled.findings == [])
    #expect(compiled.links == ["q-worker -> q-queue:redis", "q-front -> q-queue:redis"])
  }

  /// What a trait makes of its params is wrong where they are given, and said once.
  @Test func aWrongValueIsShownWhereItIsGiven() {
    let compiled = Self.service("with sidecar { image = \"h\", path = \"logs\" }")
    #expect(compiled.findings == ["5:38 E0404 the path `logs` is not absolute"])
  }

  @Test func aPortIsTakenOnceInAReplica() {
    let own = Self.service(
      "ports { http = 8081 }, with ambassador { port = 8081, upstreams = [db.http] }"
    )
    #expect(own.findings == ["5:51 E0407 port 8081 is that of `http`, in the same replica"])
    let two = Self.service(
      """
      with ambassador a { port = 8081, upstreams = [db.http] }
        with ambassador b { port = 8081, upstreams = [db.http] }
      """
    )
    #expect(
      two.findings == [
        "6:30 E0407 port 8081 is that of `sidecar a-ambassador`, in the same replica"
      ]
    )
  }

  @Test func whatCanBeThereOnceIsSaidOnce() {
    let compiled = Self.service(
      """
      with metrics_adapter { image = "m" }
        with metrics_adapter other { image = "m" }
      """
    )
    #expect(
      compiled.findings == [
        "6:3 E0214 there can be only one `metrics_adapter` here: `prometheus.io/scrape` is set by each"
      ]
    )
  }

  /// The number is the pattern's, and no range can be written there.
  @Test func whatAPatternHasOneOfCannotScale() {
    let server = "server { image = \"o\", cpu = 1, autoscale { cpu = 70% } }"
    let compiled = Self.service("", after: "singleton o { \(server) }")
    #expect(compiled.diagnostics.inSourceOrder.flatMap(\.help).count == 1)
    #expect(
      compiled.diagnostics.inSourceOrder.first?.help.first?.hasPrefix("remove it, ") ?? false
    )
  }

  /// One server, whatever its user says.
  @Test func aSingletonHasOneServer() {
    let compiled = Self.service("", after: "singleton o { server { image = \"o\", replicas = 2 } }")
    #expect(Self.messages(compiled).count == 1)
    #expect(Self.messages(compiled).first?.contains("`replicas`") ?? false)
  }

  private static func messages(_ compiled: Compiled) -> [String] {
    compiled.diagnostics.inSourceOrder.map(\.message)
  }

  private static func service(_ entry: String, after blocks: String = "") -> Compiled {
    Compiled(
      """
      app a
      service db { image = "d", ports { http = 80, https = 443 } }
      service s {
        image = "s"
        \(entry)
      }
      \(blocks)
      """
    )
  }
}
