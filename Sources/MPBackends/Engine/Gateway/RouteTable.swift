import MPIR

/// Where the requests at one port go: rules of which the first that fits counts.
///
/// The host decides first, an exact name before one with a `*` before none; then the longest path. A host
/// that is named somewhere is not looked for elsewhere, as with virtual hosts everywhere.
struct RouteTable {
  enum Destination: Hashable {
    /// The port of a workload.
    case backend(Workload.ID, ContainerPort)
    /// The same address by HTTPS, at a port outside.
    case https(port: Int)
    /// Nobody.
    case nothing
  }

  struct Rule {
    /// `*` may be the first label and stands for just one; `nil` is any host, or none.
    var host: String?
    /// Elements that the path begins with.
    var path: String
    var destination: Destination
  }

  /// The last one fits everything.
  let rules: [Rule]

  /// - Parameter isSecured: Whether requests have come by HTTPS, or still have to where a route has it.
  init(_ exposures: [Exposure], isSecured: Bool) {
    let all = exposures.flatMap { exposure -> [Rule] in
      guard let route = exposure.route else { return [] }
      let destination: Destination =
        if !isSecured, let tls = route.tls { .https(port: tls.publishedPort) } else {
          .backend(exposure.target, exposure.port)
        }
      return (route.hosts.isEmpty ? [nil] : route.hosts.map(Optional.some)).map { host in
        Rule(host: host, path: route.path, destination: destination)
      }
    }
    let hosts = (all.map(\.host) + [nil]).uniqued().stablySorted { Self.rank($0) < Self.rank($1) }
    rules = hosts.flatMap { host in
      let own = all.filter { $0.host == host }
        .stablySorted { $0.path.utf8.count > $1.path.utf8.count }
      let isWhole = own.last?.path == "/"
      return own + (isWhole ? [] : [Rule(host: host, path: "/", destination: .nothing)])
    }
  }

  private static func rank(_ host: String?) -> Int {
    guard let host else { return 2 }
    return host.hasPrefix("*.") ? 1 : 0
  }
}

extension Array {
  /// Equal elements keep their order, which the library's sort does not promise.
  fileprivate func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted { left, right in
      if precedes(left.element, right.element) { return true }
      return !precedes(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
  }
}
