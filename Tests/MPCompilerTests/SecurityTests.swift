import MPDiagnostics
import MPIR
import Testing

/// What programs may do to their machines, and whom they may talk to.
@Suite struct SecurityTests {
  private static let digest =
    "sha256:6f9c2f7a4b1d8e3c5a0f7b6d9e8c1a2b3d4e5f60718293a4b5c6d7e8f9012345"

  private static let facts = """
    image = "acme/web:1@\(digest)", user = 10001, cpu = 100m, memory = 64Mi, live { tcp = true }
    ports { http = 8080 }
    """

  @Test func aLevelIsSaidForAllOrForOne() throws {
    let compiled = Compiled(
      """
      app a { security = "restricted" }
      service strict { \(Self.facts) }
      service plain  { image = "i", security { level = "baseline" } }
      service free   { image = "i", security { level = "none" }, egress = "links" }
      service open   { \(Self.facts), egress = "any" }
      """
    )
    #expect(compiled.findings == [])
    let strict = try #require(compiled.workload("strict"))
    #expect(
      strict.security
        == Security(
          level: .restricted,
          hasReadOnlyRoot: true,
          dropsCapabilities: true,
          requiresNonRoot: true
        )
    )
    #expect(compiled.workload("plain")?.security == Security())
    #expect(
      compiled.workload("free")?.security == Security(level: .none, forbidsEscalation: false)
    )
    #expect(
      compiled.system.workloads.map(\.closesEgress) == [true, false, true, false]
    )
  }

  @Test func whatIsReadOnlyMayHaveScratch() throws {
    let compiled = Compiled(
      """
      app a
      service s {
        image = "i"
        volume own { path = "/data", size = 1Gi }
        security { read_only = true, writable = ["/tmp", "/data", "/var/cache/"], privileged = true }
      }
      """
    )
    #expect(compiled.findings == [])
    let workload = try #require(compiled.workload("s"))
    #expect(
      workload.container.mounts.map { "\($0.volume) \($0.path)" } == [
        "own /data", "mp-writable-0 /tmp", "mp-writable-1 /var/cache",
      ]
    )
    #expect(workload.volumes.map(\.source) == [.own, .temporary, .temporary])
    #expect(workload.security.hasReadOnlyRoot && !workload.security.forbidsEscalation)
  }

  /// Each of the containers says where its program writes, and that is of use where it could not.
  @Test(arguments: [true, false]) func programsSayWhereTheyWrite(_ isReadOnly: Bool) throws {
    let compiled = Compiled(
      """
      app a
      trait helped {
        sidecar helper { image = "h", writable = ["/tmp"] }
        init first { image = "f", writable = ["/tmp", "/run"] }
      }
      service s {
        image = "i"
        writable = ["/tmp"]
        with helped
        security { read_only = \(isReadOnly)\(isReadOnly ? ", writable = [\"/var/cache\"]" : "") }
      }
      """
    )
    #expect(compiled.findings == [])
    let workload = try #require(compiled.workload("s"))
    let mounts = workload.containers.map { $0.mounts.map { "\($0.volume) \($0.path)" } }
    let expected = [
      ["mp-writable-3 /tmp", "mp-writable-4 /run"],
      ["mp-writable-0 /var/cache", "mp-writable-1 /tmp"],
      ["mp-writable-2 /tmp"],
    ]
    #expect(mounts == (isReadOnly ? expected : [[], [], []]))
    #expect(workload.volumes.count == (isReadOnly ? 5 : 0))
  }

  /// Of a stock image, which many use and one place names.
  @Test func aStockImageIsPinnedOnce() {
    let facts = "cpu = 1, memory = 64Mi, live { tcp = true }"
    let compiled = Compiled(
      """
      app a { security = "restricted" }
      function f { code = "" }
      function g { code = "" }
      extend f.server { \(facts) }
      extend g.server { \(facts) }
      """
    )
    #expect(
      compiled.findings == [
        "1:5 W0442 the stock image `nginx:1.28-alpine` is named without a digest, so it may become another one"
      ]
    )
    #expect(
      compiled.help == [
        "pin it for the whole system: `app { images { nginx = \"nginx:1.28-alpine@sha256:…\" } }`"
      ]
    )
  }

  @Test(arguments: [
    (
      "capabilities = [\"CAP_NET_ADMIN\", \"NET_RAW\", \"NET_RAW\"]", ["NET_ADMIN", "NET_RAW"], true
    ),
    ("capabilities = [\"SYS_ADMIN\"]", ["SYS_ADMIN"], false),
    ("capabilities = []", [], true),
  ])
  func capabilities(_ entry: String, _ names: [String], _ forbidsEscalation: Bool) throws {
    let compiled = Compiled("app a\nservice s { image = \"i\", security { \(entry) } }")
    #expect(compiled.findings == [])
    let security = try #require(compiled.workload("s")).security
    #expect(security.capabilities == names)
    #expect(security.forbidsEscalation == forbidsEscalation)
  }

  @Test(arguments: [
    ("security { capabilities = [\"net_raw\"] }", "E0441 there is no capability `net_raw`"),
    (
      "security { writable = [\"/x\"] }",
      "E0441 everything can be written to, because this is not `read_only`"
    ),
    (
      "security { read_only = true, writable = [\"x\"] }", "E0404 the path `x` is not absolute"
    ),
    ("security { level = \"hard\" }", "E0306 `\"hard\"` is none of the values that go here"),
    ("egress = \"none\"", "E0306 `\"none\"` is none of the values that go here"),
  ])
  func mistakes(_ entry: String, _ finding: String) {
    let found = findings("service s { image = \"i\", \(entry) }")
    #expect(
      found.map { String($0.drop { $0 != " " }.dropFirst()).replacing("\\\"", with: "\"") }
        == [finding]
    )
  }

  @Test func whatIsOutsideIsUsed() {
    let compiled = Compiled(
      """
      app a
      external stripe {
        host  = "api.stripe.com"
        ports { https = 443 }
        cidr  = ["203.0.113.7", "2001:db8::/32", "10.0.0.0/8"]
      }
      external other { host = "10.0.0.1", ports { dns = 53/udp } }
      service s { image = "i", env { A = stripe.https.url, B = stripe.https }, links = [other.dns] }
      job j { image = "i", args = [other.dns.host] }
      """
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.system.externalUses.map {
        "\(compiled.system[$0.from].name) \($0.host) \($0.port.number) \($0.addresses)"
      } == [
        "s api.stripe.com 443 [\"203.0.113.7/32\", \"2001:db8::/32\", \"10.0.0.0/8\"]",
        "s 10.0.0.1 53 []", "j 10.0.0.1 53 []",
      ]
    )
  }

  @Test(arguments: [
    "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4/33", "1.2.3.4/8", "01.2.3.4", "1.2.3.4/", "/8", "",
    "::1/129", "1::2::3", "1:2:3:4:5:6:7", "12345::", "::g", "example.com", "fe80::1/10",
  ])
  func badNetworks(_ text: String) {
    let found = findings("external e { host = \"x\", cidr = [\"\(text)\"] }")
    #expect(found == ["1:33 E0404 `\(text)` is no network"])
  }

  @Test(arguments: [
    "1.2.3.4", "0.0.0.0/0", "10.0.0.0/8", "10.128.0.0/9", "::/0", "::1", "2001:db8::/32",
    "1:2:3:4:5:6:7:8", "fe80::/10", "::ffff/128",
  ])
  func goodNetworks(_ text: String) {
    #expect(findings("external e { host = \"x\", cidr = [\"\(text)\"] }") == [])
  }

  @Test func lossesMayBeTakenAsRead() {
    let compiled = Compiled("app a { accept = [\"L0501\"] }\nservice s { image = \"i\" }")
    #expect(compiled.findings == [])
    #expect(compiled.system.acceptedCodes == [.userByName])
  }
}

/// What is said of a program that is `restricted` and does not say what that needs.
@Suite struct MissingFactTests {
  private func findings(_ entry: String) -> Compiled {
    Compiled(
      """
      app a { security = "restricted" }
      service s {
        image = "i:1@sha256:\(String(repeating: "a", count: 64))"
        cpu = 1
        memory = 64Mi
        \(entry)
      }
      """
    )
  }

  @Test(arguments: [
    (
      "ports { p = 1 }, live { tcp = true }, user = \"root\"",
      "6:48 E0440 `s` is `restricted` and runs as root"
    ),
    (
      "ports { p = 1 }, live { tcp = true }, user = 0",
      "6:48 E0440 `s` is `restricted` and runs as root"
    ),
    (
      "ports { p = 1 }, live { tcp = true }, user = \"web\"",
      "6:48 E0440 `s` is `restricted`, and nothing says that `web` is not root"
    ),
    (
      "ports { p = 1 }, live { tcp = true }",
      "2:9 E0440 `s` is `restricted` and does not say its `user`"
    ),
    ("user = 10001, live { tcp = true }", "6:17 E0406 there is no port to ask"),
  ])
  func areToldOnce(_ entry: String, _ finding: String) {
    #expect(findings(entry).findings == [finding])
  }

  /// What the help says of `live` is right for the ports that there are.
  @Test(arguments: ["", "ports { p = 1 }", "ports { p = 1, q = 2 }", "ports { p = 1, u = 2/udp }"])
  func helpCanBeFollowed(_ ports: String) throws {
    let compiled = findings("user = 10001\n  \(ports)")
    #expect(compiled.findings == ["2:9 E0440 `s` is `restricted` and does not say its `live`"])
    let help = try #require(compiled.help.first).dropFirst("add `".count).dropLast()
    #expect(findings("user = 10001\n  \(ports)\n  \(help)").findings == [])
  }

  @Test func ofContainersBesideAreShownThere() {
    let compiled = findings(
      "user = 10001, ports { p = 1 }, live { tcp = true }\n  init prepare { image = \"i@sha256:0\" }"
    )
    let needs = "is `restricted` and does not say its `user`, `cpu`, `memory`"
    #expect(
      compiled.findings.filter { $0.contains("E0440") } == [
        "7:8 E0440 `init prepare` of `s` \(needs)"
      ]
    )
  }
}
