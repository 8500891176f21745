import MPIR

/// A port by which requests come into the gateway.
struct GatewayEntrance {
  enum Kind {
    /// Whatever comes goes to one workload.
    case plain(Exposure)
    /// HTTP, which is told apart by host and path.
    case http([Exposure])
    /// The same behind TLS.
    case https([Exposure])
  }

  /// Outside, on the machine.
  let publishedPort: Int
  /// Inside. No user but root may have a low one on every engine.
  let number: Int
  let isLocal: Bool
  let kind: Kind
  let origin: Origin

  /// Where the gateway says inside whether it is ready; the entrances have the numbers behind it.
  static let readyPort = 8080

  /// `https-443`
  var name: String {
    switch kind {
    case .plain: "tcp-\(publishedPort)"
    case .http: "http-\(publishedPort)"
    case .https: "https-\(publishedPort)"
    }
  }

  var containerPort: ContainerPort {
    ContainerPort(name: name, number: number, transport: .tcp)
  }

  /// Those that some exposures take together. What stands at one port outside is of one kind, and all of
  /// it local or none: lowering sees to it.
  static func all(for exposures: [Exposure]) -> [GatewayEntrance] {
    let ports = exposures.flatMap {
      [$0.publishedPort] + ($0.route?.tls.map { [$0.publishedPort] } ?? [])
    }
    return ports.uniqued().enumerated().compactMap { index, port in
      let secured = exposures.filter { $0.route?.tls?.publishedPort == port }
      let open = exposures.filter { $0.publishedPort == port }
      guard let first = secured.first ?? open.first else { return nil }
      let kind: Kind =
        if !secured.isEmpty { .https(secured) } else if first.route != nil { .http(open) } else {
          .plain(first)
        }
      return GatewayEntrance(
        publishedPort: port,
        number: readyPort + 1 + index,
        isLocal: first.isLocal,
        kind: kind,
        origin: first.origin
      )
    }
  }
}
