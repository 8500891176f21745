import MPIR

extension KubernetesBackend {
  /// By which names a workload is found, and who may talk to it.
  func network(_ id: Workload.ID) -> [any KubernetesObject] {
    let workload = system[id]
    var objects: [any KubernetesObject] = []
    if let service = service(id) { objects.append(service) }
    if let service = publicService(id) { objects.append(service) }
    objects += routes(id)
    let (ingress, egress) = (ingress(id), egress(id))
    if ingress != nil || egress != nil {
      objects.append(
        NetworkPolicyObject(
          metadata: metadata(workload.name, of: workload),
          selector: selector(workload),
          ingress: ingress,
          egress: egress
        )
      )
    }
    return objects
  }

  // MARK: - Services

  private func service(_ id: Workload.ID) -> ServiceObject? {
    let workload = system[id]
    // What runs to its end, nobody calls.
    guard workload.isService else { return nil }
    let isStable = workload.identity == .stable
    // Without ports there is nothing to find but the names of replicas.
    guard isStable || !workload.container.ports.isEmpty else { return nil }
    let isHeadless = isStable || workload.isHeadless
    return ServiceObject(
      metadata: metadata(workload.name, of: workload),
      exposure: isHeadless ? .headless(isEager: isStable && findsUnreadyReplicas(id)) : .clusterIP,
      selector: selector(workload),
      ports: workload.container.ports.map { port in
        .init(
          name: port.name,
          port: port.number,
          target: port.name,
          transport: port.transport
        )
      }
    )
  }

  /// Everything that a workload exposes behind one address.
  private func publicService(_ id: Workload.ID) -> ServiceObject? {
    let workload = system[id]
    let exposures = exposuresOf[id.index].filter { $0.publicName != nil }
    guard let name = exposures.first?.publicName else { return nil }
    var names: Set<String> = []
    var metadata = metadata(name, of: workload)
    for annotation in exposures.flatMap(\.annotations)
    where !metadata.annotations.contains(annotation) {
      metadata.annotations.append(annotation)
    }
    return ServiceObject(
      metadata: metadata,
      exposure: .loadBalancer,
      selector: selector(workload),
      ports: exposures.map { exposure in
        .init(
          name: exposure.portName(besides: &names),
          port: exposure.publishedPort,
          target: exposure.port.name,
          transport: exposure.port.transport
        )
      }
    )
  }
}

extension Exposure {
  /// A name that no other port of the Service has: that of the container's port where it can be.
  fileprivate func portName(besides names: inout Set<String>) -> String {
    let numbered = "\(port.transport.rawValue)-\(publishedPort)"
    let candidates = [port.name, numbered] + (2...9).map { "\(numbered)-\($0)" }
    let name = candidates.first { !names.contains($0) } ?? numbered
    names.insert(name)
    return name
  }
}
