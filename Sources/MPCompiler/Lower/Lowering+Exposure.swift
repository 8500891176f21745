import MPDiagnostics
import MPIR

/// What can be reached from outside.
extension Lowering {
  mutating func exposures(_ lowered: [Workload]) -> [Exposure] {
    var taken = TakenPlaces()
    return system.exposures.compactMap { expose in
      guard let target = expose.target, let id = workloads[target.service],
        let port = lowered[id.index].container.ports.first(where: { $0.name == target.port })
      else { return nil }
      let route = route(expose, port)
      let isLocal = expose.body.attribute("local")?.value.isTrue ?? false
      let exposure = Exposure(
        target: id,
        port: port,
        publishedPort: publishedPort("port", expose, default: route == nil ? port.number : 80),
        publicName: isLocal || route != nil ? nil : PublicService.name(of: lowered[id.index].name),
        isLocal: isLocal,
        route: route,
        annotations: expose.body.map("annotations").compactMap { entry in
          entry.value.text.map { Label(entry.name, $0) }
        },
        origin: expose.origin
      )
      let findings =
        taken.add(exposure) + taken.addAnnotations(expose.body.map("annotations"), of: exposure)
      for finding in findings { report(finding, expose.origin) }
      return exposure
    }
  }

  private mutating func publishedPort(
    _ name: String,
    _ expose: ExpandedExposure,
    default value: Int
  ) -> Int {
    guard let attribute = expose.body.attribute(name),
      case .int(let number) = attribute.value.kind
    else { return value }
    if !(1...65535).contains(number) {
      report(LowerFindings.badPortNumber(number, at: attribute.valueRange), expose.origin)
    }
    return number
  }

  // MARK: - HTTP

  /// - Returns: `nil` for what is no matter of HTTP.
  private mutating func route(_ expose: ExpandedExposure, _ port: ContainerPort) -> Route? {
    let body = expose.body
    guard body.attribute("host") != nil || body.attribute("path") != nil else {
      for name in ["tls", "tls_port", "class"] {
        guard let attribute = body.attribute(name) else { continue }
        report(LowerFindings.needsRoute(name, at: attribute.keyRange), expose.origin)
      }
      return nil
    }
    if port.transport != .tcp {
      report(LowerFindings.routesNoTCP(port, at: expose.origin.range), expose.origin)
    }
    return Route(
      hosts: hosts(expose),
      path: path(expose),
      tls: tls(expose),
      ingressClass: ingressClass(expose)
    )
  }

  private mutating func hosts(_ expose: ExpandedExposure) -> [String] {
    guard let attribute = expose.body.attribute("host") else { return [] }
    let hosts = attribute.value.text.map { [$0] } ?? attribute.value.texts ?? []
    if hosts.isEmpty, attribute.value.kind != .invalid {
      report(LowerFindings.noHosts(at: attribute.valueRange), expose.origin)
    }
    var names: [String] = []
    for host in hosts {
      let name = host.hasPrefix("*.") ? String(host.dropFirst(2)) : host
      if !HostName.isValid(name) || host != host.lowercased() {
        report(LowerFindings.badHost(host, at: attribute.valueRange), expose.origin)
      } else if names.contains(host) {
        report(LowerFindings.hostTwice(host, at: attribute.valueRange), expose.origin)
      } else {
        names.append(host)
      }
    }
    return names
  }

  private mutating func path(_ expose: ExpandedExposure) -> String {
    guard let attribute = expose.body.attribute("path"), let path = attribute.value.text else {
      return "/"
    }
    if !RoutePath.isValid(path) {
      report(LowerFindings.badRoutePath(path, at: attribute.valueRange), expose.origin)
    }
    return path
  }

  private mutating func tls(_ expose: ExpandedExposure) -> Route.TLS? {
    guard let attribute = expose.body.attribute("tls") else {
      if let port = expose.body.attribute("tls_port") {
        report(LowerFindings.needsTLS(at: port.keyRange), expose.origin)
      }
      return nil
    }
    guard case .secret(let id, let part) = attribute.value.kind, let secret = secrets[id] else {
      return nil
    }
    if secret.kind != .tls || part != .value {
      report(
        LowerFindings.noTLSSecret(secret.name, at: attribute.valueRange, secret.origin.range),
        expose.origin
      )
    }
    return Route.TLS(
      secret: secret,
      publishedPort: publishedPort("tls_port", expose, default: 443)
    )
  }

  private mutating func ingressClass(_ expose: ExpandedExposure) -> String? {
    let attribute =
      expose.body.attribute("class") ?? system.app?.body.attribute("ingress_class")
    guard let attribute, let name = attribute.value.text else { return nil }
    if KubernetesName.problem(name) != nil {
      report(
        LowerFindings.badIngressClass(name, at: attribute.valueRange),
        Origin(range: attribute.valueRange)
      )
    }
    return name
  }
}

/// What is exposed already, so that nothing is twice and what shares a port fits together.
private struct TakenPlaces {
  private enum Owner {
    /// One exposure has the port for itself.
    case plain(SourceRange)
    /// Routes share it.
    case routes(SourceRange, isSecured: Bool, isLocal: Bool)
  }

  private struct Request: Hashable {
    var host: String?
    var path: String
    var port: Int
  }

  /// What a client asks for before anything else.
  private struct Site: Hashable {
    var host: String?
    var port: Int
  }

  private var ports: [PortNumber: Owner] = [:]
  private var requests: [Request: SourceRange] = [:]
  private var certificates: [Site: (secret: String, range: SourceRange)] = [:]
  /// Of each public name.
  private var annotations: [String: [String: (value: String, range: SourceRange)]] = [:]

  /// - Returns: What clashes with what was added before.
  mutating func add(_ exposure: Exposure) -> [Diagnostic] {
    let range = exposure.origin.range
    guard let route = exposure.route else {
      let key = PortNumber(number: exposure.publishedPort, transport: exposure.port.transport)
      switch ports.updateValue(.plain(range), forKey: key) {
      case nil: return []
      case .plain(let first)?, .routes(let first, _, _)?:
        return [LowerFindings.exposedTwice(exposure.publishedPort, at: range, first: first)]
      }
    }
    let places =
      [(exposure.publishedPort, isSecured: false)]
      + (route.tls.map { [($0.publishedPort, isSecured: true)] } ?? [])
    let findings = places.compactMap { port, isSecured in
      share(port, isSecured: isSecured, isLocal: exposure.isLocal, at: range)
    }
    if !findings.isEmpty { return findings }
    return (route.hosts.isEmpty ? [nil] : route.hosts.map(Optional.some)).compactMap { host in
      take(host, route, ports: places.map(\.0), at: range)
    }
  }

  mutating func addAnnotations(
    _ entries: [ExpandedBody.Attribute],
    of exposure: Exposure
  ) -> [Diagnostic] {
    guard let name = exposure.publicName else { return [] }
    return entries.compactMap { entry in
      guard let value = entry.value.text else { return nil }
      guard let first = annotations[name]?[entry.name] else {
        annotations[name, default: [:]][entry.name] = (value, entry.keyRange)
        return nil
      }
      return first.value == value
        ? nil
        : LowerFindings.annotationTwice(entry.name, at: entry.keyRange, first: first.range)
    }
  }

  private mutating func share(
    _ number: Int,
    isSecured: Bool,
    isLocal: Bool,
    at range: SourceRange
  ) -> Diagnostic? {
    let key = PortNumber(number: number, transport: .tcp)
    switch ports[key] {
    case .plain(let first)?:
      return LowerFindings.exposedTwice(number, at: range, first: first)
    case .routes(let first, isSecured: !isSecured, _)?:
      return LowerFindings.httpAndHTTPS(number, at: range, first: first)
    case .routes(let first, _, isLocal: !isLocal)?:
      return LowerFindings.localAndNot(number, at: range, first: first)
    case .routes?: return nil
    case nil:
      ports[key] = .routes(range, isSecured: isSecured, isLocal: isLocal)
      return nil
    }
  }

  private mutating func take(
    _ host: String?,
    _ route: Route,
    ports: [Int],
    at range: SourceRange
  ) -> Diagnostic? {
    for port in ports {
      let request = Request(host: host, path: route.path, port: port)
      if let first = requests.updateValue(range, forKey: request) {
        return LowerFindings.routedTwice(host, route.path, at: range, first: first)
      }
    }
    guard let tls = route.tls else { return nil }
    let site = Site(host: host, port: tls.publishedPort)
    guard let first = certificates[site] else {
      certificates[site] = (tls.secret.name, range)
      return nil
    }
    return first.secret == tls.secret.name
      ? nil
      : LowerFindings.twoCertificates(host, site.port, at: range, first: first.range)
  }
}

/// A prefix of paths: `/`, or elements without a `/` at the end.
enum RoutePath {
  static func isValid(_ text: String) -> Bool {
    if text == "/" { return true }
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0].isEmpty && text.utf8.count <= 1024
      && parts.dropFirst().allSatisfy { part in
        !part.isEmpty && String(part) != "." && String(part) != ".."
          && part.allSatisfy {
            $0.isLower || $0.isUpper || $0.isNumeral || "-._~!$&'()*+,;=:@".utf8.contains($0)
          }
      }
  }
}
