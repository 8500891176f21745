import Foundation
import MPIR
import Testing

extension EndToEnd {
  /// What comes from outside to services with several replicas, and by host and path.
  @Suite(
    .enabled("needs curl and openssl") {
      let hasCurl = await Command.succeeds("curl", "--version")
      return await Command.succeeds("openssl", "version") && hasCurl
    },
    .deployed(GatewaySystem.spec) { system in
      await system.give(try await GatewaySystem.certificates())
    }
  )
  struct GatewayTests {
    // MARK: - Routes

    static let routes: [(url: String, answer: String)] = [
      ("http://shop.example.com/", "200 shop"),
      ("http://shop.example.com:80/api", "302 "),
      ("http://shop.example.com/api/", "200 api"),
      ("http://SHOP.Example.com./api/users/", "200 api"),
      ("http://shop.example.com/apis/", "200 shop"),
      ("http://a.api.example.com/api/", "200 api"),
      ("http://a.api.example.com/", "404 404:"),
      ("http://a.b.api.example.com/api/", "404 404:"),
      ("http://other.example.com/", "404 404:"),
      ("http://other.example.com/socket", "200 "),
      ("http://shop.example.com/socket", "404 <HTML><HEAD><TITLE>404"),
    ]

    @Test(arguments: Platform.allCases)
    func requestsGoByHostAndPath(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let port = try await system.port("PORT_http")
      for route in Self.routes {
        let fetched = try await Fetched(route.url, port: port)
        #expect("\(fetched.status) \(fetched.service)" == route.answer, "\(route.url)")
      }
      let missing = try await Fetched("http://other.example.com/", port: port)
      #expect(missing.header("content-type") == "text/plain")
    }

    /// What the client says of itself is not believed.
    @Test(arguments: Platform.allCases)
    func forwardedHeadersAreTheGateways(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let lies =
        ["For: 1.2.3.4", "Proto: https", "Host: evil", "Port: 1", "Prefix: /x"]
        .map { "X-Forwarded-" + $0 } + ["Forwarded: for=1.2.3.4"]
      let fetched = try await Fetched(
        "http://shop.example.com/cgi-bin/headers",
        port: try await system.port("PORT_http"),
        options: lies.flatMap { ["--header", $0] }
      )
      let said = fetched.body.split(separator: "\n").filter { $0.contains("FORWARDED") }.sorted()
      #expect(said.count == 3 && said[0].hasPrefix("HTTP_X_FORWARDED_FOR="), "\(fetched)")
      #expect(
        said.dropFirst() == [
          "HTTP_X_FORWARDED_HOST=shop.example.com", "HTTP_X_FORWARDED_PROTO=http",
        ]
      )
      #expect(!fetched.body.contains("1.2.3.4"))
    }

    @Test(arguments: Platform.allCases)
    func httpsHasTheCertificateOfTheHost(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let (http, https) = (try await system.port("PORT_http"), try await system.port("PORT_https"))
      let secrets = system.output.appending(path: "\(platform.rawValue)/secrets")
      for (host, secret, service) in [
        ("secure.example.com", "shop_tls", "shop"), ("blog.example.com", "blog_tls", "api"),
      ] {
        let trust = ["--cacert", secrets.appending(path: "\(secret).cert").path]
        let secured = try await Fetched("https://\(host)/", port: https, options: trust)
        #expect("\(secured.status) \(secured.service)" == "200 \(service)")
        let plain = try await Fetched("http://\(host):\(http)/a/b?c=d&e", port: http)
        #expect(plain.status == 308)
        #expect(plain.header("location") == "https://\(host):\(https)/a/b?c=d&e")
      }
      let headers = try await Fetched(
        "https://secure.example.com/cgi-bin/headers",
        port: https,
        options: ["--insecure"]
      )
      #expect(headers.body.contains("HTTP_X_FORWARDED_PROTO=https\n"))
      // A host that is open elsewhere is not there by HTTPS.
      let open = try await Fetched(
        "https://shop.example.com/",
        port: https,
        options: ["--insecure"]
      )
      #expect(open.status == 404)
    }

    @Test(arguments: Platform.allCases)
    func connectionsCanBecomeWebSockets(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let port = try await system.port("PORT_http")
      let request = [
        "GET /socket HTTP/1.1", "Host: any", "Connection: Upgrade", "Upgrade: websocket",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "",
      ].joined(separator: #"\r\n"#)
      let talk = """
        exec 3<>/dev/tcp/127.0.0.1/\(port)
        printf '\(request)' >&3
        while IFS= read -r -t 10 line <&3 && [ "${#line}" -gt 1 ]; do echo "$line"; done
        printf 'are you there\n' >&3
        IFS= read -r -t 10 line <&3
        echo "$line"
        """
      let heard = try await Command.run(["bash", "-c", talk]).text
      #expect(heard.hasPrefix("HTTP/1.1 101 "), "\(heard)")
      #expect(heard.hasSuffix("are you there\n"), "\(heard)")
    }

    // MARK: - Replicas

    /// Who answers some requests, one after the other, at a port or a host.
    private func answers(_ count: Int, _ url: String, port: Int) async throws -> [String] {
      let urls = Array(repeating: url, count: count)
      let command = try await Command.result(
        ["curl", "--silent", "--max-time", "20", "--http1.1", "--no-keepalive"]
          + ["--header", "Connection: close", "--connect-to", "::127.0.0.1:\(port)"]
          + ["--write-out", "%{http_code}\\n"] + urls,
        limit: 120
      )
      // `shop 0123456789ab` and `200`.
      return command.text.split(separator: "\n").map(String.init)
    }

    private func replicas(_ lines: [String]) -> [String: Int] {
      Dictionary(lines.filter { $0.hasPrefix("shop ") }.map { ($0, 1) }, uniquingKeysWith: +)
    }

    static let ways: [(platform: Platform, url: String, port: String)] =
      Platform.allCases.flatMap { platform in
        [
          (platform, "http://shop.example.com/", "PORT_http"),
          (platform, "http://127.0.0.1/", "PORT_plain"),
        ]
      }

    @Test(arguments: ways)
    func replicasTakeTurns(on platform: Platform, _ url: String, _ exposed: String) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let lines = try await answers(30, url, port: try await system.port(exposed))
      #expect(lines.filter { $0 == "200" }.count == 30)
      let counts = replicas(lines)
      #expect(counts.count == 3 && counts.values.allSatisfy { $0 >= 8 }, "\(counts)")
    }

    /// Without a break: while one is killed, and when it comes back where another has been.
    @Test(arguments: ways)
    func whoIsGoneIsNotAsked(on platform: Platform, _ url: String, _ exposed: String) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let port = try await system.port(exposed)
      let killed = try #require(
        try await system.containers().first { $0.workload == "shop" || $0.service == "shop" }
      )
      async let meanwhile = answers(200, url, port: port)
      try await Command.run(["docker", "kill", killed.id])
      let during = try await meanwhile
      // What goes by a plain port cannot be asked again: the one that was being answered is lost.
      let leastAnswered = exposed == "PORT_plain" ? 198 : 200
      let answered = during.count { $0 == "200" }
      #expect(answered >= leastAnswered, "\(during.filter { $0.count == 3 })")
      let lines = try await answers(20, url, port: port)
      #expect(lines.filter { $0 == "200" }.count == 20 && replicas(lines).count == 2)

      // Its address is somebody else's by now.
      let squatters = try await squat(try #require(killed.address), in: system)
      try await Command.run(["docker", "start", killed.id])
      let started = try await system.containers().first { $0.id == killed.id }
      #expect(started?.address != killed.address)
      let isBack = try await eventually {
        replicas(try await answers(12, url, port: port)).count == 3
      }
      try await Command.run(["docker", "rm", "--force"] + squatters)
      #expect(isBack)
      // A request at once may find it ready before it is.
      #expect(try await answers(30, url, port: port).filter { $0 == "200" }.count == 30)
    }

    /// Containers that take addresses of a system's network, the given one among them.
    ///
    /// Engines give the lowest that is free, or the next one.
    private func squat(_ address: String, in system: DeployedSystem) async throws -> [String] {
      let networks = try await system.objects("network")
      let image = try await system.model(of: GatewaySystem.spec).toolsImage
      var squatters: [String] = []
      for _ in 0..<10 {
        let id = try await Command.run(
          ["docker", "run", "--detach", "--network", networks[0]]
            + ["--label", "\(system.platform.projectLabel)=\(system.name)"]
            + ["--entrypoint", "/bin/sleep", image, "300"]
        ).text.trimmingCharacters(in: .whitespacesAndNewlines)
        squatters.append(id)
        let format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"
        let taken = try await Command.run(["docker", "inspect", "--format", format, id]).text
        if taken.trimmingCharacters(in: .whitespacesAndNewlines) == address { break }
      }
      return squatters
    }

    @Test(arguments: Platform.allCases)
    func nobodyThereIsSaid(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let port = try await system.port("PORT_http")
      try await system.engine("kill", "api")
      let isSaid = try await eventually {
        let fetched = try await Fetched("http://shop.example.com/api/", port: port)
        return fetched.status == 503 && fetched.body.hasPrefix("503: ")
      }
      #expect(isSaid)
      #expect(try await Fetched("http://shop.example.com/", port: port).status == 200)
      try await system.engine("start", "api")
      let isBack = try await eventually {
        try await Fetched("http://shop.example.com/api/", port: port).status == 200
      }
      #expect(isBack)
    }

    /// Connections of any kind come to each of the numbered replicas, and from this machine alone.
    @Test(arguments: Platform.allCases)
    func plainPortsAreShared(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let port = try await system.port("PORT_line")
      let read =
        "for i in 1 2 3 4 5 6; do read -r -t 10 line </dev/tcp/127.0.0.1/\(port); echo $line; done"
      let heard = try await Command.run(["bash", "-c", read], limit: 60).text
        .split(separator: "\n")
      #expect(heard.count == 6 && Set(heard) == ["store-0", "store-1"])
      let bindings = try await system.container("mp-gateway").host.portBindings
      let addresses = (bindings ?? [:]).values.joined().reduce(into: [:]) {
        $0[$1.port] = $1.address
      }
      #expect(addresses["\(port)"] == "127.0.0.1")
      #expect(addresses["\(try await system.port("PORT_http"))"] != "127.0.0.1")
    }
  }
}
