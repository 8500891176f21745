import MPIR

/// The deployed system, as the tests of a spec ask about it.
struct DeployedSystem {
  /// What is asked about: a service, an instance, an external or a port.
  struct Party {
    /// As the spec refers to it: `search.leaf`, `web.http`.
    var name: String
    /// Those of an instance with all of its members. An external is one too, behind those of the system.
    var workloads: Set<Workload.ID>
    var port: String?
  }

  let system: SystemIR
  /// The service that became each workload, and the externals behind them.
  let nodes: [NodeID]
  /// As the spec refers to them.
  private let externals: [String]
  /// Those at the top of the spec.
  let volumes: [NodeID]
  let secrets: [NodeID]
  private let ids: [NodeID: Workload.ID]
  /// The elements of each set, made once for all tests.
  var sets: [String: [Value]] = [:]
  /// The links of each workload, those to externals last.
  private let outgoing: [[Link]]

  init(_ system: SystemIR, _ expanded: ExpandedSystem) {
    self.system = system
    nodes = (expanded.services + expanded.externals).map(\.id)
    externals = expanded.externals.map(\.path)
    volumes = expanded.volumes.map(\.id)
    secrets = expanded.secrets.map(\.block.id)
    ids = Dictionary(
      uniqueKeysWithValues: nodes.enumerated().map { ($0.element, Workload.ID(index: $0.offset)) }
    )
    var outgoing: [[Link]] = Array(repeating: [], count: nodes.count)
    for link in system.links { outgoing[link.from.index].append(link) }
    for use in system.externalUses {
      guard let index = externals.firstIndex(of: use.path) else { continue }
      outgoing[use.from.index].append(
        Link(
          from: use.from,
          to: Workload.ID(index: system.workloads.count + index),
          port: use.port,
          namesReplicas: false,
          origin: use.origin
        )
      )
    }
    self.outgoing = outgoing
  }

  func id(_ node: NodeID) -> Workload.ID? { ids[node] }

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

  /// - Returns: `nil` for what is none, as an external.
  func workload(_ node: NodeID) -> Workload? {
    ids[node].flatMap { system.workloads.indices.contains($0.index) ? system[$0] : nil }
  }

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

  func name(_ workload: Workload.ID) -> String {
    let count = system.workloads.count
    return workload.index < count ? system[workload].path : externals[workload.index - count]
  }

  func name(_ workload: Workload.ID, _ port: ContainerPort) -> String {
    "\(name(workload)).\(port.name)"
  }
}

extension DeployedSystem.Party {
  func includes(_ workload: Workload.ID, _ port: ContainerPort) -> Bool {
    workloads.contains(workload) && (self.port.map { $0 == port.name } ?? true)
  }
}
