import MPDiagnostics
import MPIR

extension KubernetesBackend {
  /// Exactly the links, and those that wait for a port; what is exposed, from anywhere. `nil` leaves it
  /// open: from what is at the level `none`, nothing is taken.
  func ingress(_ id: Workload.ID) -> [NetworkPolicyObject.Rule]? {
    if system[id].security.level == .none { return nil }
    let exposed = Set(exposuresOf[id.index].map(\.port))
    return system[id].container.ports.compactMap { port in
      if exposed.contains(port) { return .init(ports: [.init(port)], peers: nil) }
      var from = linksTo[id.index].filter { $0.port == port }.map(\.from)
      from += waitersFor[id.index].filter { $0.port == port && !from.contains($0.from) }.map(\.from)
      guard !from.isEmpty else { return nil }
      return .init(ports: [.init(port)], peers: from.map { .pods(selector(system[$0])) })
    }
  }

  /// Exactly the links, what is waited for, and what is used outside; and names have to be looked up.
  /// `nil` leaves it open.
  func egress(_ id: Workload.ID) -> [NetworkPolicyObject.Rule]? {
    guard system[id].closesEgress else { return nil }
    var rules = targets(of: id).map { target, ports in
      NetworkPolicyObject.Rule(
        ports: ports.map { .init($0) },
        peers: [.pods(selector(system[target]))]
      )
    }
    rules += system.externalUses.filter { $0.from == id }.map { use in
      // A policy knows no names.
      let networks = use.addresses.map(NetworkPolicyObject.Peer.addresses)
      return .init(ports: [.init(use.port)], peers: networks.isEmpty ? nil : networks)
    }
    if gates(of: id).contains(where: \.asksCluster) {
      rules.append(.init(ports: Self.clusterPorts, peers: nil))
    }
    return rules + [.init(ports: Self.namePorts, peers: nil)]
  }

  /// Whom it is linked to, and whom it waits for, each with its ports.
  private func targets(of id: Workload.ID) -> [(workload: Workload.ID, ports: [ContainerPort])] {
    let waits = gates(of: id).compactMap { gate -> (Workload.ID, ContainerPort)? in
      guard case .accepts(_, let port) = gate.question else { return nil }
      return (gate.workload, port)
    }
    var result: [(workload: Workload.ID, ports: [ContainerPort])] = []
    for (target, port) in linksFrom[id.index].map({ ($0.to, $0.port) }) + waits {
      if let index = result.firstIndex(where: { $0.workload == target }) {
        if !result[index].ports.contains(port) { result[index].ports.append(port) }
      } else {
        result.append((target, [port]))
      }
    }
    return result
  }

  /// Of the API of a cluster: the port of its Service, and the one behind that, which some network plugins
  /// look at. No policy can say where it is.
  private static let clusterPorts: [NetworkPolicyObject.Port] = [
    .init(number: 443, transport: .tcp), .init(number: 6443, transport: .tcp),
  ]

  /// Wherever names are looked up: clusters have caches on nodes, and OpenShift's is at a port of its own.
  private static let namePorts: [NetworkPolicyObject.Port] = [
    .init(number: 53, transport: .udp), .init(number: 53, transport: .tcp),
    .init(number: 5353, transport: .udp), .init(number: 5353, transport: .tcp),
  ]

  /// What asks the API may ask anybody at its ports.
  func losses(ofEgress id: Workload.ID) -> [Diagnostic] {
    guard system[id].closesEgress, let gate = gates(of: id).first(where: \.asksCluster) else {
      return []
    }
    return [
      KubernetesFindings.gateOpensEgress(
        system[id].name,
        waitsFor: gate.target,
        at: system[id].origin
      )
    ]
  }
}
