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
        "`host` is a name, with a port where it needs one: no space, quote, backslash or dollar can be in it"
      ]
    )
    let path = "work_queue q { path = \"/a b\", worker { image = \"w\", ports { http = 80 } } }"
    #expect(
      Self.messages(Self.service("", after: path)) == [
        "`path` goes into requests as it stands: no space can be in it, but `%20`"
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
      service db { image = "d", ports { http = 80 } }
      service s {
        image = "s"
        \(entry)
      }
      \(blocks)
      """
    )
  }
}
