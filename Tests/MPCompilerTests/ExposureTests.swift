import MPIR
import Testing

/// What can be reached from outside.
@Suite struct ExposureTests {
  private static let services = """
    app a { ingress_class = "nginx" }
    secret cert { kind = "tls" }
    secret cert2 { kind = "tls" }
    secret key
    service s { image = "i", replicas = 2, ports { http = 8080, dns = 53/udp } }

    """

  @Test func requestsGoByHostAndPath() throws {
    let compiled = Compiled(
      Self.services + """
        expose s.http { host = "a.example.com", tls = cert, annotations { "x/y" = "z" } }
        expose s.http { host = ["*.example.com", "b.example.com"], path = "/api", class = "own" }
        expose s.http { path = "/", port = 8000, local = true }
        expose s.http { port = 9000 }
        """
    )
    #expect(compiled.findings == [])
    let exposures = compiled.system.exposures
    #expect(exposures.map(\.publishedPort) == [80, 80, 8000, 9000])
    #expect(exposures.map(\.isLocal) == [false, false, true, false])
    #expect(exposures.map(\.publicName) == [nil, nil, nil, "s-public"])
    #expect(
      exposures.map(\.route?.hosts) == [
        ["a.example.com"], ["*.example.com", "b.example.com"], [], nil,
      ]
    )
    #expect(exposures.map(\.route?.path) == ["/", "/api", "/", nil])
    #expect(exposures.map(\.route?.tls?.publishedPort) == [443, nil, nil, nil])
    #expect(exposures.map(\.route?.ingressClass) == ["nginx", "own", "nginx", nil])
    #expect(exposures[0].annotations == [Label("x/y", "z")])
  }

  @Test(arguments: [
    (
      "expose s.http { host = \"a.b\" }\nexpose s.http { host = \"a.b\", path = \"/\" }",
      "E0408 `a.b/` is taken"
    ),
    (
      "expose s.http { path = \"/x\" }\nexpose s.http { host = [\"a.b\"], path = \"/x\" }",
      nil
    ),
    ("expose s.http { path = \"/\" }\nexpose s.http { port = 80 }", "E0408 port 80 is taken"),
    (
      "expose s.http { port = 443 }\nexpose s.http { host = \"a.b\", tls = cert }",
      "E0408 port 443 is taken"
    ),
    (
      "expose s.http { port = 443 }\nexpose s.http { host = \"a.b\", tls = cert, tls_port = 444 }",
      nil
    ),
    (
      "expose s.http { path = \"/x\", port = 443 }\nexpose s.http { host = \"a.b\", tls = cert }",
      "E0419 port 443 would be for HTTP and for HTTPS"
    ),
    (
      "expose s.http { host = \"a.b\", tls = cert, tls_port = 80 }",
      "E0419 port 80 would be for HTTP and for HTTPS"
    ),
    (
      "expose s.http { path = \"/x\", local = true }\nexpose s.http { path = \"/y\" }",
      "E0419 port 80 would be reachable from everywhere and from this machine alone"
    ),
    (
      """
      expose s.http { host = "a.b", tls = cert }
      expose s.http { host = ["c.d", "a.b"], path = "/x", tls = cert2 }
      """,
      "E0419 `a.b` would have two certificates at port 443"
    ),
    (
      """
      expose s.http { host = "a.b", tls = cert }
      expose s.http { host = "a.b", path = "/x", tls = cert2, tls_port = 444 }
      expose s.http { host = "a.b", path = "/y", tls = cert }
      """,
      nil
    ),
    (
      """
      expose s.http { host = "a.b", tls = cert }
      expose s.http { host = "a.b", tls = cert, port = 81 }
      """,
      "E0408 `a.b/` is taken"
    ),
    (
      """
      expose s.http { annotations { "a/b" = "1", "a/c" = "2" } }
      expose s.http { port = 81, annotations { "a/b" = "1", "a/c" = "3" } }
      expose s.http { path = "/", annotations { "a/c" = "4" } }
      """,
      "E0214 `a/c` has two values"
    ),
    (
      "expose s.http { tls = cert }",
      "E0418 `tls` is for HTTP requests, and this exposes whatever comes to the port"
    ),
    (
      "expose s.http { host = \"a.b\", tls_port = 1 }",
      "E0418 there is no HTTPS without a certificate"
    ),
    (
      "expose s.http { host = \"a.b\", tls = key }",
      "E0418 this is no certificate with its key"
    ),
    (
      "expose s.http { host = \"a.b\", tls = cert.key }",
      "E0418 this is no certificate with its key"
    ),
    ("expose s.http { host = [] }", "E0418 this names no host"),
    ("expose s.http { host = [\"a.b\", \"a.b\"] }", "E0418 `a.b` stands here twice"),
    ("expose s.http { host = \"A.b\" }", "E0404 `A.b` is no name of a host"),
    ("expose s.http { host = \"a.*.b\" }", "E0404 `a.*.b` is no name of a host"),
    ("expose s.http { path = \"\" }", "E0418 `` is no beginning of a path"),
    ("expose s.http { path = \"/a/\" }", "E0418 `/a/` is no beginning of a path"),
    ("expose s.http { path = \"/a//b\" }", "E0418 `/a//b` is no beginning of a path"),
    ("expose s.http { path = \"/a/../b\" }", "E0418 `/a/../b` is no beginning of a path"),
    ("expose s.http { path = \"/a b\" }", "E0418 `/a b` is no beginning of a path"),
    (
      "expose s.dns { path = \"/a\" }", "E0418 `dns` is a port of UDP, over which there is no HTTP"
    ),
    (
      "expose s.http { path = \"/a\", class = \"A B\" }",
      "E0418 `A B` is no name of an ingress class"
    ),
  ])
  func whatIsTakenAndWhatIsNot(_ blocks: String, _ finding: String?) {
    let found = findings(Self.services + blocks)
    #expect(
      found.map { String($0.drop { $0 != " " }.dropFirst()) } == (finding.map { [$0] } ?? [])
    )
  }
}
