import Foundation
import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// What goes through the gateway of a container engine, and where it goes.
struct GatewayTests {
  private static let http = ContainerPort.tcp("http", 8080)

  private func web(_ name: String = "web", replicas: Int = 1) -> Workload {
    .service(name, .shell("true", ports: [Self.http]), replicas: replicas)
  }

  private func exposure(
    _ target: Int = 0,
    port: ContainerPort = http,
    at published: Int = 80,
    isLocal: Bool = false,
    route: Route? = nil
  ) -> Exposure {
    Exposure(
      target: Workload.ID(index: target),
      port: port,
      publishedPort: published,
      publicName: nil,
      isLocal: isLocal,
      route: route,
      origin: Systems.origin()
    )
  }

  private func route(
    _ hosts: String...,
    path: String = "/",
    tls: String? = nil,
    at port: Int = 443
  ) -> Route {
    Route(
      hosts: hosts,
      path: path,
      tls: tls.map { .init(secret: .secret($0, .tls), publishedPort: port) },
      ingressClass: nil
    )
  }

  private func configuration(_ system: SystemIR) -> String {
    let files = system.withGateway().workloads.last?.container.files ?? []
    return files.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  /// The lines of a section that begin with a word, without it.
  private func lines(_ text: String, of section: String, _ word: String) -> [String] {
    guard let start = text.range(of: "\n\(section)\n") else { return [] }
    return text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }
      .filter { $0.hasPrefix("  \(word) ") }
      .map { String($0.dropFirst(word.utf8.count + 3)) }
  }

  // MARK: - What goes through it

  @Test func aPortOfOneContainerNeedsNone() {
    let system = SystemIR.system(web(), exposures: [exposure(isLocal: true)])
    let same = system.withGateway()
    #expect(same.workloads.map(\.name) == ["web"])
    #expect(same.exposures.map(\.target) == [Workload.ID(index: 0)])
  }

  @Test func routesAndPortsOfSeveralGoThroughIt() throws {
    let system = SystemIR.system(
      web(),
      web("api", replicas: 2),
      exposures: [
        exposure(0, at: 8000),
        exposure(0, route: route("a.example.com", tls: "cert", at: 8443)),
        exposure(1, at: 9000, isLocal: true),
      ],
      secrets: [.secret("cert", .tls)]
    )
    let changed = system.withGateway()
    #expect(changed.violations() == [])
    let gateway = try #require(changed.workloads.last)
    #expect(gateway.name == "mp-gateway" && gateway.container.image == Systems.haproxy)
    #expect(gateway.startsAfter.map(\.workload.index) == [0, 1])
    #expect(gateway.startsAfter.allSatisfy { $0.condition == .ready })
    let published = changed.exposures.map {
      "\(changed[$0.target].name) \($0.publishedPort) \($0.isLocal)"
    }
    #expect(
      published == [
        "web 8000 false", "mp-gateway 80 false", "mp-gateway 8443 false", "mp-gateway 9000 true",
      ]
    )
    #expect(Set(gateway.container.ports.map(\.number)).count == 3)
    #expect(gateway.container.ports.allSatisfy { $0.number > 1023 })
    #expect(
      gateway.container.secretFiles.map { "\($0.secret.path) \($0.path)" } == [
        "cert.cert /usr/local/etc/haproxy/certificates/cert.pem",
        "cert.key /usr/local/etc/haproxy/certificates/cert.pem.key",
      ]
    )
    #expect(system.rendered(for: .compose).findings.isEmpty)
  }

  @Test(arguments: [ContainerPort.TransportProtocol.udp, .sctp])
  func datagramsOfSeveralAreLost(_ transport: ContainerPort.TransportProtocol) {
    let port = ContainerPort(name: "dns", number: 53, transport: transport)
    let several = SystemIR.system(
      .service("dns", .shell("true", ports: [port]), replicas: 2),
      exposures: [exposure(port: port)]
    )
    for target in [Target.compose, .shell] {
      #expect(several.rendered(for: target).codes == ["L0517"])
    }
    #expect(several.rendered(for: .kubernetes).codes == [])
    #expect(several.withGateway().exposures.isEmpty)
    let one = SystemIR.system(
      .service("dns", .shell("true", ports: [port])),
      exposures: [exposure(port: port)]
    )
    #expect(one.rendered(for: .compose).codes == [])
  }

  // MARK: - Where requests go

  /// Exact names before those with a `*` before none, then the longest path; a host that is named is not
  /// looked for elsewhere.
  @Test func theBestRuleIsTheFirst() {
    let system = SystemIR.system(
      web("any"),
      web("wild"),
      web("exact"),
      web("api"),
      exposures: [
        exposure(0, route: route()),
        exposure(1, route: route("*.example.com", path: "/w")),
        exposure(2, route: route("a.example.com", "b.example.com", path: "/x")),
        exposure(3, route: route("a.example.com", path: "/x/y")),
      ]
    )
    let text = configuration(system)
    #expect(
      lines(text, of: "frontend http-80", "use_backend") == [
        "api.http if { var(txn.host) -m str a.example.com } { var(txn.path) -m beg /x/y/ }",
        "exact.http if { var(txn.host) -m str a.example.com } { var(txn.path) -m beg /x/ }",
        "nothing if { var(txn.host) -m str a.example.com }",
        "exact.http if { var(txn.host) -m str b.example.com } { var(txn.path) -m beg /x/ }",
        "nothing if { var(txn.host) -m str b.example.com }",
        #"wild.http if { var(txn.host) -m reg '^[^.]+\.example\.com$' } { var(txn.path) -m beg /w/ }"#,
        #"nothing if { var(txn.host) -m reg '^[^.]+\.example\.com$' }"#,
      ]
    )
    #expect(lines(text, of: "frontend http-80", "default_backend") == ["any.http"])
  }

  @Test func httpSendsToHTTPSWhereThereIsACertificate() {
    let system = SystemIR.system(
      web(),
      exposures: [
        exposure(route: route("a.example.com", tls: "cert", at: 8443)),
        exposure(route: route("a.example.com", path: "/open")),
      ],
      secrets: [.secret("cert", .tls)]
    )
    let text = configuration(system)
    #expect(
      lines(text, of: "frontend http-80", "use_backend") == [
        "web.http if { var(txn.host) -m str a.example.com } { var(txn.path) -m beg /open/ }",
        "to-https-8443 if { var(txn.host) -m str a.example.com }",
      ]
    )
    #expect(
      lines(text, of: "frontend https-8443", "use_backend") == [
        "web.http if { var(txn.host) -m str a.example.com }"
      ]
    )
    #expect(lines(text, of: "frontend https-8443", "default_backend") == ["nothing"])
    #expect(
      lines(text, of: "backend to-https-8443", "http-request") == [
        "redirect code 308 location https://%[req.hdr(host),host_only]:8443%[pathq]"
      ]
    )
  }

  /// The certificate of a route for any host is the first, and claims no host by the names in it.
  @Test func certificatesAreThoseOfTheSpec() {
    let system = SystemIR.system(
      web(),
      exposures: [
        exposure(route: route("a.example.com", tls: "one")),
        exposure(route: route("*.example.com", "a.example.com", path: "/x", tls: "one")),
        exposure(route: route("b.example.com", tls: "two")),
        exposure(route: route(path: "/y", tls: "two")),
      ],
      secrets: [.secret("one", .tls), .secret("two", .tls)]
    )
    let files = system.withGateway().workloads.last?.container.files ?? []
    #expect(files.map(\.path).last == "/usr/local/etc/haproxy/https-443.list")
    let folder = "/usr/local/etc/haproxy/certificates"
    #expect(
      files.last.map { String(decoding: $0.bytes, as: UTF8.self) } == """
        \(folder)/two.pem default.invalid
        \(folder)/one.pem a.example.com *.example.com
        \(folder)/two.pem b.example.com

        """
    )
  }

  // MARK: - Who answers

  @Test func instancesAreFoundAndAskedAsTheSpecSays() {
    let ready = Container.shell(
      "true",
      ports: [Self.http],
      readiness: .probe(.http(path: "/it's \"ready\"?a=$b\\c#d", port: 9090), period: 7)
    )
    let system = SystemIR.system(
      .service("web", ready, replicas: 3),
      .service("db", .shell("true", ports: [Self.http]), replicas: 2, identity: .stable),
      .service("one", .shell("true", ports: [Self.http])),
      exposures: [
        exposure(0, route: route()),
        exposure(1, at: 5432),
        exposure(2, route: route("a.example.com")),
      ]
    )
    let text = configuration(system)
    #expect(lines(text, of: "backend web.http", "server-template") == ["web- 1-3 web:8080"])
    #expect(
      lines(text, of: "backend web.http", "http-check").first?.hasPrefix(
        #"send meth GET uri '/it'\''s "ready"?a=$b\c#d' ver HTTP/1.1"#
      ) == true
    )
    let server = lines(text, of: "backend web.http", "default-server").joined()
    #expect(server.contains(" check port 9090 inter 7s ") && server.contains(" fall 3 "))
    #expect(
      lines(text, of: "backend db.http.tcp", "server") == [
        "db-0 db-0.db:8080", "db-1 db-1.db:8080",
      ]
    )
    #expect(lines(text, of: "backend one.http", "server") == ["one one:8080"])
    #expect(
      lines(text, of: "frontend ready", "monitor") == [
        "fail if { nbsrv(one.http) lt 1 }", "fail if { nbsrv(web.http) lt 1 }",
        "fail if { nbsrv(db.http.tcp) lt 1 }",
      ]
    )
  }

  // MARK: - On Kubernetes

  /// The Service of a stable workload has no address, so another leads to what is routed, and to no more.
  @Test func aStableServiceIsRoutedByAnAddress() throws {
    let ports = [Self.http, .tcp("peer", 7000)]
    let system = SystemIR.system(
      .service("db", .shell("true", ports: ports), replicas: 2, identity: .stable),
      exposures: [
        exposure(route: route("a.example.com")),
        exposure(route: route("b.example.com", path: "/x")),
        exposure(at: 9000, isLocal: true, route: route()),
      ]
    )
    let rendered = system.rendered(for: .kubernetes)
    let objects = try YAMLReader.documents(in: Array(rendered["kubernetes/20-db.yaml"].utf8))
    let names = objects.map {
      "\($0["kind"]?.text ?? "") \($0["metadata"]?["name"]?.text ?? "")"
    }
    #expect(
      names == [
        "Service db", "Service mp-db", "Ingress db", "Ingress db-2", "NetworkPolicy db",
      ]
    )
    let own = objects.first { $0["metadata"]?["name"]?.text == "mp-db" }
    #expect(own?["spec"]?["ports"]?.items?.compactMap { $0["name"]?.text } == ["http"])
    for ingress in objects where ingress["kind"]?.text == "Ingress" {
      let path = ingress["spec"]?["rules"]?.items?.first?["http"]?["paths"]?.items?.first
      #expect(path?["backend"]?["service"]?["name"]?.text == "mp-db")
    }
    #expect(rendered.codes == [])
  }

  @Test(arguments: [
    ("plain-1.2:3,4(5)", "plain-1.2:3,4(5)"),
    ("", "''"),
    ("a b", "'a b'"),
    ("'", #"\'"#),
    ("it's", #"'it'\''s'"#),
    ("a\nb", #"'a'\n'b'"#),
    ("$HOME \"x\" \\n #", #"'$HOME "x" \n #'"#),
    ("x'\u{301}y", "'x'\\''\u{301}y'"),
  ])
  func wordsMeanWhatTheySay(_ word: String, _ quoted: String) {
    #expect(Array(HAProxyText.quoted(word).utf8) == Array(quoted.utf8))
  }
}
