extension HAProxyConfiguration {
  /// The text of the file, for HAProxy 2.6 and newer.
  func text() -> [UInt8] {
    var text = HAProxyText()
    writeGlobal(to: &text)
    writeDefaults(to: &text)
    writeResolvers(to: &text)
    writeReadiness(to: &text)
    for frontend in frontends { write(frontend, to: &text) }
    for backend in backends { write(backend, to: &text) }
    return text.bytes
  }

  private func writeGlobal(to text: inout HAProxyText) {
    text.section("global")
    text.line("log", "stdout", "format", "raw", "local0")
    // Otherwise it would be what the engine lets it open, which can be a billion files, and memory for them.
    text.line("maxconn", "10000")
    text.line("no", "strict-limits")
    text.line("hard-stop-after", "\(Self.hardStop)s")
    text.line("ssl-default-bind-options", "ssl-min-ver", "TLSv1.2")
  }

  private func writeDefaults(to text: inout HAProxyText) {
    text.section("defaults")
    text.line("log", "global")
    text.line("option", "dontlognull")
    // A connection that is refused is tried at another instance. Nothing has been sent by then.
    text.line("retries", "2")
    text.line("option", "redispatch", "1")
    text.line("timeout", "connect", "2s")
    text.line("timeout", "http-request", "15s")
    text.line("timeout", "http-keep-alive", "60s")
    text.line("timeout", "client", "5m")
    text.line("timeout", "server", "5m")
    // Of web sockets, and of all that is not HTTP: as good as none, and whoever is gone is noticed.
    text.line("timeout", "tunnel", "24h")
    text.line("option", "clitcpka")
    text.line("option", "srvtcpka")
    for (status, words) in Self.errors {
      text.line(
        ["http-error", "status", "\(status)", "content-type", "text/plain", "string", words + "\n"]
      )
    }
  }

  private static let errors: KeyValuePairs<Int, String> = [
    502: "502: what should answer this gave no proper answer",
    503: "503: nothing that could answer this is ready",
    504: "504: what should answer this took too long",
  ]

  /// By the engine's name server, wherever that is, as soon as containers come and go.
  private func writeResolvers(to text: inout HAProxyText) {
    text.section("resolvers", "engine")
    text.line("parse-resolv-conf")
    text.line("accepted_payload_size", "8192")
    text.line("resolve_retries", "3")
    text.line("timeout", "resolve", "1s")
    text.line("timeout", "retry", "1s")
    text.line("hold", "valid", "1s")
  }

  /// It is ready once something is behind everything that it exposes.
  private func writeReadiness(to text: inout HAProxyText) {
    text.section("frontend", "ready")
    text.line("mode", "http")
    text.line("bind", ":\(GatewayEntrance.readyPort)")
    text.line("no", "log")
    text.line("monitor-uri", Self.readyPath)
    for backend in backends where backend.servers != nil {
      text.line("monitor", "fail", "if", "{", "nbsrv(\(backend.name))", "lt", "1", "}")
    }
  }

  // MARK: - Frontends

  private func write(_ frontend: Frontend, to text: inout HAProxyText) {
    text.section("frontend", frontend.name)
    let address = ":\(frontend.port)"
    switch frontend.kind {
    case .plain(let backend):
      text.line("mode", "tcp")
      text.line("option", "tcplog")
      text.line("bind", address)
      text.line("default_backend", backend)
    case .http(let rules):
      text.line("mode", "http")
      text.line("option", "httplog")
      text.line("bind", address)
      write(rules, scheme: "http", to: &text)
    case .https(let rules, let certificates):
      text.line("mode", "http")
      text.line("option", "httplog")
      text.line("bind", address, "ssl", "crt-list", certificates, "alpn", "h2,http/1.1")
      write(rules, scheme: "https", to: &text)
    }
  }

  private func write(_ rules: [Rule], scheme: String, to text: inout HAProxyText) {
    // What a client says about where it comes from would be believed.
    text.line("http-request", "del-header", "x-forwarded-", "-m", "beg")
    text.line("http-request", "del-header", "forwarded")
    text.line("http-request", "set-header", "X-Forwarded-For", "%[src]")
    text.line("http-request", "set-header", "X-Forwarded-Proto", scheme)
    text.line("http-request", "set-header", "X-Forwarded-Host", "%[req.hdr(host)]")
    text.line("http-request", "set-var(txn.host)", "req.hdr(host),host_only,lower,rtrim(.)")
    // With a `/` at the end, a beginning of it is one in whole elements.
    text.line("http-request", "set-var(txn.path)", "path,concat(/)")
    for rule in rules {
      let condition = rule.condition
      text.line(
        condition.isEmpty
          ? ["default_backend", rule.backend] : ["use_backend", rule.backend, "if"] + condition
      )
    }
  }

  // MARK: - Backends

  private func write(_ backend: Backend, to text: inout HAProxyText) {
    text.section("backend", backend.name)
    switch backend.kind {
    case .plain(let servers):
      text.line("mode", "tcp")
      text.line("balance", "leastconn")
      write(servers, to: &text)
    case .http(let servers):
      text.line("mode", "http")
      text.line("balance", "roundrobin")
      // A request that may be sent twice is, where an instance goes away instead of answering.
      text.line("retry-on", "conn-failure", "empty-response")
      text.line("http-request", "disable-l7-retry", "unless", "METH_GET")
      write(servers, to: &text)
    case .redirect(let port):
      let suffix = port == 443 ? "" : ":\(port)"
      text.line("mode", "http")
      text.line(
        ["http-request", "redirect", "code", "308", "location"]
          + ["https://%[req.hdr(host),host_only]\(suffix)%[pathq]"]
      )
    case .nothing:
      text.line("mode", "http")
      text.line(
        ["http-request", "return", "status", "404", "content-type", "text/plain"]
          + ["string", "404: nothing is exposed at this host and path\n"]
      )
    }
  }

  private func write(_ servers: Servers, to text: inout HAProxyText) {
    let check = servers.check
    if let path = check.path {
      text.line("option", "httpchk")
      text.line(
        ["http-check", "send", "meth", "GET", "uri", path, "ver", "HTTP/1.1"]
          + ["hdr", "Host", check.host, "hdr", "User-Agent", "mp-gateway"]
      )
      text.line("http-check", "expect", "status", "200-399")
    }
    text.line("timeout", "check", "\(check.timeout)s")
    text.line(
      ["default-server", "resolvers", "engine", "init-addr", "none", "resolve-prefer", "ipv4"]
        + ["check", "port", "\(check.port)", "inter", "\(check.interval)s"]
        // As soon as something seems wrong, and until it is right again.
        + ["fastinter", "1s", "downinter", "1s", "fall", "\(check.failures)", "rise", "1"]
    )
    switch servers.addresses {
    case .named(let each):
      for server in each { text.line("server", server.name, "\(server.host):\(servers.port)") }
    case .found(let host, let count):
      text.line("server-template", "\(host)-", "1-\(count)", "\(host):\(servers.port)")
    }
  }
}

extension HAProxyConfiguration.Backend {
  fileprivate var servers: HAProxyConfiguration.Servers? {
    switch kind {
    case .plain(let servers), .http(let servers): servers
    case .redirect, .nothing: nil
    }
  }
}

extension HAProxyConfiguration.Rule {
  /// None where everything fits.
  fileprivate var condition: [String] {
    var words: [String] = []
    if let host {
      words += ["{", "var(txn.host)"] + Self.match(host) + ["}"]
    }
    if path != "/" { words += ["{", "var(txn.path)", "-m", "beg", path + "/", "}"] }
    return words
  }

  private static func match(_ host: String) -> [String] {
    guard host.hasPrefix("*.") else { return ["-m", "str", host] }
    let rest = host.dropFirst().split(separator: ".").joined(separator: #"\."#)
    return ["-m", "reg", #"^[^.]+\."# + rest + "$"]
  }
}

extension HAProxyConfiguration.CertificateList {
  func text() -> [UInt8] {
    let lines = entries.map { ([$0.certificate] + $0.hosts).joined(separator: " ") + "\n" }
    return Array(lines.joined().utf8)
  }
}
