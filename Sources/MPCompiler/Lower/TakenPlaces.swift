import MPDiagnostics
import MPIR

/// What is exposed already, so that nothing is twice and what shares a port fits together.
struct TakenPlaces {
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
