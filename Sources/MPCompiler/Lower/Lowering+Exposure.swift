import MPDiagnostics
import MPIR

/// What can be reached from outside.
extension Lowering {
  mutating func exposures(_ lowered: [Workload]) -> [Exposure] {
    var taken = TakenPlaces()
    return system.exposures.compactMap { expose in
      guard let target = expose.target else { return nil }
      if let external = system.externals.first(where: { $0.id == target.service }) {
        report(LowerFindings.exposedExternal(external, at: expose.origin.range), expose.origin)
      }
      guard let id = workloads[target.service],
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
      // Without any host that is one, it is not known what is taken.
      let isUnknown =
        route.map { $0.hosts.isEmpty && expose.body.attribute("host") != nil } ?? false
      let findings =
        (isUnknown ? [] : taken.add(exposure))
        + taken.addAnnotations(expose.body.map("annotations"), of: exposure)
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
