import MPDiagnostics
import MPIR

/// HTTP requests from outside, which the cluster's Ingress controller brings to a workload.
extension KubernetesBackend {
  /// An Ingress for each route, and before them the Service that these lead to where it is their own.
  func routes(_ id: Workload.ID) -> [any KubernetesObject] {
    let workload = system[id]
    let exposures = routed(id)
    guard !exposures.isEmpty else { return [] }
    let service = routedService(workload, exposures)
    let ingresses = exposures.enumerated().map { index, exposure in
      // After a `-`, no name of the spec goes on with a digit.
      let name = index == 0 ? workload.name : "\(workload.name)-\(index + 1)"
      var metadata = metadata(name, of: workload)
      metadata.annotations = exposure.annotations
      return IngressObject(
        metadata: metadata,
        className: exposure.route?.ingressClass,
        hosts: exposure.route?.hosts ?? [],
        path: exposure.route?.path ?? "/",
        tlsSecret: exposure.route?.tls?.secret.objectName,
        backend: .init(
          service: service?.metadata.name ?? workload.name,
          port: exposure.port.name
        )
      )
    }
    return (service.map { [$0] } ?? []) + ingresses
  }

  /// What is local can be reached within the cluster as it is.
  private func routed(_ id: Workload.ID) -> [Exposure] {
    exposuresOf[id.index].filter { $0.route != nil && !$0.isLocal }
  }

  /// The Service of a stable or headless workload has no address of its own, and not every controller leads
  /// to such a one. No name of the spec begins with `mp-`.
  private func routedService(_ workload: Workload, _ exposures: [Exposure]) -> ServiceObject? {
    guard workload.identity == .stable || workload.isHeadless else { return nil }
    let ports = Set(exposures.map(\.port))
    return ServiceObject(
      metadata: metadata("mp-\(workload.name)", of: workload),
      exposure: .clusterIP,
      selector: selector(workload),
      ports: workload.container.ports.filter(ports.contains).map { port in
        .init(name: port.name, port: port.number, target: port.name, transport: port.transport)
      }
    )
  }

  /// What differs by its port alone, and so is one thing to a controller.
  func clashesOfRoutes() -> [Diagnostic] {
    var taken: [[String]: Exposure] = [:]
    return system.exposures.flatMap { exposure -> [Diagnostic] in
      guard let route = exposure.route, !exposure.isLocal else { return [] }
      let hosts = route.hosts.isEmpty ? [""] : route.hosts
      return hosts.compactMap { host in
        let key = [host, route.path, route.ingressClass ?? ""]
        guard let first = taken.updateValue(exposure, forKey: key) else { return nil }
        return KubernetesFindings.routedTwice(
          host + route.path,
          at: exposure.origin,
          first: first.origin.range
        )
      }
    }
  }

  /// The ports of a controller are its own.
  func losses(ofRoutes id: Workload.ID) -> [Diagnostic] {
    routed(id).flatMap { exposure -> [Diagnostic] in
      let ports =
        [(exposure.publishedPort, 80)]
        + (exposure.route?.tls.map { [($0.publishedPort, 443)] } ?? [])
      return ports.filter { $0 != $1 }.map { port, usual in
        KubernetesFindings.ingressPort(port, instead: usual, at: exposure.origin)
      }
    }
  }
}
