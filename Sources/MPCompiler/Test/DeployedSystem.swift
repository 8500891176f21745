import MPIR

/// The deployed system, as the tests of a spec ask about it.
struct DeployedSystem {
  /// What is asked about: a service, an instance or a port.
  struct Party {
    /// As the spec refers to it: `search.leaf`, `web.http`.
    var name: String
    /// Those of an instance with all of its members.
    var workloads: Set<Workload.ID>
    var port: String?
  }

  let system: SystemIR
  /// The service that became each workload.
  let nodes: [NodeID]
  /// Those at the top of the spec.
  let volumes: [NodeID]
  let secrets: [NodeID]
  private let workloads: [NodeID: Workload.ID]
  /// The elements of each set, made once for all tests.
  var sets: [String: [Value]] = [:]
  /// The links of each workload.
  private let outgoing: [[Link]]

  init(_ system: SystemIR, _ expanded: ExpandedSystem) {
    self.system = system
    nodes = expanded.services.map(\.id)
    volumes = expanded.volumes.map(\.id)
    secrets = expanded.secrets.map(\.block.id)
    workloads = Dictionary(
      uniqueKeysWithValues: nodes.enumerated().map { ($0.element, Workload.ID(index: $0.offset)) }
    )
    var outgoing: [[Link]] = Array(repeating: [], count: system.workloads.count)
    for link in system.links { outgoing[link.from.index].append(link) }
    self.outgoing = outgoing
  }

  func id(_ node: NodeID) -> Workload.ID? { workloads[node] }

  /// What a volume says, defaults included.
  func attribute(_ name: String, ofVolume node: NodeID) -> Value? {
    guard let index = volumes.firstIndex(of: node), system.volumes.indices.contains(index) else {
      return nil
    }
    let volume = system.volumes[index]
    return switch name {
    case "size": Value(kind: .quantity(Quantity(.bytes, volume.size)))
    case "shared": Value(kind: .bool(volume.isShared))
    case "read_only": Value(kind: .bool(volume.isReadOnly))
    default: nil
    }
  }

  func workload(_ node: NodeID) -> Workload? { workloads[node].map { system[$0] } }

  // MARK: - Traffic

  /// The links that a party itself has, in the order of its workloads.
  func links(from party: Party) -> [Link] {
    party.workloads.sorted().flatMap { outgoing[$0.index] }
  }

  /// A shortest way from one party to another.
  ///
  /// - Returns: `nil` where there is none.
  func path(from start: Party, to goal: Party) -> [Link]? {
    var arrivals: [Workload.ID: Link] = [:]
    var seen = start.workloads
    var front = start.workloads.sorted()
    while !front.isEmpty {
      var next: [Workload.ID] = []
      for workload in front {
        for link in outgoing[workload.index] {
          if goal.includes(link.to, link.port) {
            return way(to: workload, arrivals) + [link]
          }
          guard seen.insert(link.to).inserted else { continue }
          arrivals[link.to] = link
          next.append(link.to)
        }
      }
      front = next
    }
    return nil
  }

  private func way(to workload: Workload.ID, _ arrivals: [Workload.ID: Link]) -> [Link] {
    var links: [Link] = []
    var place = workload
    while let link = arrivals[place] {
      links.append(link)
      place = link.from
    }
    return links.reversed()
  }

  /// Everything that links lead to from a party, in declaration order.
  func reached(from start: Party) -> [Workload.ID] {
    var reached: Set<Workload.ID> = []
    var open = start.workloads.sorted()
    while let workload = open.popLast() {
      for link in outgoing[workload.index] where reached.insert(link.to).inserted {
        open.append(link.to)
      }
    }
    return reached.sorted()
  }

  func exposures(of party: Party) -> [Exposure] {
    system.exposures.filter { party.includes($0.target, $0.port) }
  }

  // MARK: - Names

  func name(_ workload: Workload.ID) -> String { system[workload].path }

  func name(_ workload: Workload.ID, _ port: ContainerPort) -> String {
    "\(system[workload].path).\(port.name)"
  }
}

extension DeployedSystem.Party {
  func includes(_ workload: Workload.ID, _ port: ContainerPort) -> Bool {
    workloads.contains(workload) && (self.port.map { $0 == port.name } ?? true)
  }
}
