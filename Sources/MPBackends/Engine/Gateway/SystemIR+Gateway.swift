import MPDiagnostics
import MPIR

/// Container engines publish a port of one container. What is more than that, requests that are told apart
/// by host and path and connections that any of several replicas may take, goes through one further
/// workload, which is made here and which backends treat like any other.
extension SystemIR {
  /// The same system with a gateway, if it takes one, which has in the place of their targets what only a
  /// gateway can expose.
  func withGateway() -> SystemIR {
    let gateway = Gateway(of: self)
    var system = self
    system.exposures.removeAll(where: needsGateway)
    guard let workload = gateway.workload() else { return system }
    let id = Workload.ID(index: workloads.count)
    system.workloads.append(workload)
    system.links += gateway.links(from: id)
    system.exposures += gateway.exposures(of: id)
    return system
  }

  /// What is exposed and no gateway can take.
  func gatewayLosses() -> [Diagnostic] {
    exposures.filter { needsGateway($0) && !Gateway.canServe($0) }.map { exposure in
      EngineFindings.datagramsNotShared(
        self[exposure.target].name,
        port: exposure.port,
        replicas: self[exposure.target].replicas,
        at: exposure.origin
      )
    }
  }

  /// Whether it takes more than a container with a published port.
  fileprivate func needsGateway(_ exposure: Exposure) -> Bool {
    exposure.route != nil || self[exposure.target].replicas > 1
  }
}

/// What brings requests from outside to several containers.
struct Gateway {
  static let name = "mp-gateway"

  /// The user of HAProxy's own images, as a number, so that it can be said who has to be able to read keys.
  private static let user = User.Identity.ids(user: 99, group: 99)

  let system: SystemIR
  /// What goes through it, in declaration order.
  let served: [Exposure]
  /// A port outside each, in the order of their first use.
  let entrances: [GatewayEntrance]

  init(of system: SystemIR) {
    self.system = system
    served = system.exposures.filter { system.needsGateway($0) && Self.canServe($0) }
    entrances = GatewayEntrance.all(for: served)
  }

  /// HAProxy knows neither UDP nor SCTP.
  fileprivate static func canServe(_ exposure: Exposure) -> Bool {
    exposure.port.transport == .tcp
  }

  /// `nil` where nothing needs it.
  func workload() -> Workload? {
    guard let first = served.first else { return nil }
    let configuration = HAProxyConfiguration(of: self)
    return Workload(
      kind: .service,
      name: Self.name,
      path: Self.name,
      identity: .none,
      replicas: 1,
      container: Container(
        name: Self.name,
        image: system.gatewayImage,
        user: User(Self.user, origin: first.origin),
        files: configuration.files(),
        secretFiles: secretFiles(),
        ports: entrances.map(\.containerPort),
        readiness: Probe(
          check: .http(path: HAProxyConfiguration.readyPath, port: GatewayEntrance.readyPort),
          period: 2,
          timeout: 1,
          initialDelay: 0,
          failureThreshold: 3
        )
      ),
      // Lets requests come to their ends; connections that stay open are cut off before the engine does it.
      stop: Stop(signal: "SIGUSR1", gracePeriod: HAProxyConfiguration.hardStop + 5),
      security: Security(hasReadOnlyRoot: true, dropsCapabilities: true, requiresNonRoot: true),
      labels: [],
      annotations: [],
      startsAfter: targets.map { StartDependency($0, .ready) },
      origin: first.origin
    )
  }

  /// Every workload behind it, once.
  private var targets: [Workload.ID] { served.map(\.target).uniqued() }

  func links(from gateway: Workload.ID) -> [Link] {
    served.map { exposure in
      Link(
        from: gateway,
        to: exposure.target,
        port: exposure.port,
        namesReplicas: system[exposure.target].isNumbered,
        origin: exposure.origin
      )
    }
  }

  func exposures(of gateway: Workload.ID) -> [Exposure] {
    entrances.map { entrance in
      Exposure(
        target: gateway,
        port: entrance.containerPort,
        publishedPort: entrance.publishedPort,
        publicName: nil,
        isLocal: entrance.isLocal,
        origin: entrance.origin
      )
    }
  }

  private func secretFiles() -> [SecretFile] {
    let routes = served.filter { $0.route?.tls != nil }
    var seen: Set<String> = []
    return routes.flatMap { exposure -> [SecretFile] in
      guard let secret = exposure.route?.tls?.secret, seen.insert(secret.name).inserted else {
        return []
      }
      let certificate = HAProxyConfiguration.certificatePath(secret.name)
      // HAProxy looks for the key of a certificate beside it.
      return [(certificate, .certificate), (certificate + ".key", .key)].map { path, part in
        SecretFile(
          path: path,
          secret: SecretReference(secret, part),
          mode: 0o400,
          origin: exposure.origin
        )
      }
    }
  }
}

extension Sequence where Element: Hashable {
  /// Each element where it comes first.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
