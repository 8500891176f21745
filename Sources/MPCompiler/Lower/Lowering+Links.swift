import MPDiagnostics
import MPIR

extension Lowering {
  // MARK: - Links

  /// Who uses whose ports: what each container's texts were built from, and what `links` states.
  mutating func links(_ lowered: [Workload]) -> [Link] {
    var links: [Link] = []
    var positions: [LinkKey: Int] = [:]
    for (index, service) in system.services.enumerated() {
      let from = Workload.ID(index: index)
      for use in uses(service) {
        guard let to = workloads[use.service],
          let port = lowered[to.index].container.ports.first(where: { $0.name == use.port })
        else { continue }
        let key = LinkKey(from: from, to: to, port: use.port)
        if let position = positions[key] {
          links[position].namesReplicas = links[position].namesReplicas || use.ofReplicas
          continue
        }
        if links.count == ExpansionLimit.maximumLinks {
          report(
            LowerFindings.tooManyLinks(limit: ExpansionLimit.maximumLinks, at: use.range),
            service.origin
          )
          return links
        }
        positions[key] = links.count
        links.append(
          Link(
            from: from,
            to: to,
            port: port,
            namesReplicas: use.ofReplicas,
            origin: Origin(range: use.range, trace: service.origin.trace)
          )
        )
      }
    }
    return links.sorted {
      ($0.from, $0.to, $0.port.number) < ($1.from, $1.to, $1.port.number)
    }
  }

  func uses(_ service: ExpandedService) -> [PortUse] {
    let body = service.body
    var uses = uses(byContainer: body)
    guard let stated = body.attribute("links"), case .list(let ports) = stated.value.kind else {
      return uses
    }
    for port in ports {
      guard case .endpoint(let id, let name) = port.kind else { continue }
      uses.append(
        PortUse(service: id, port: name, ofReplicas: false, range: stated.valueRange)
      )
    }
    return uses
  }

  /// A sidecar's link, and an init's, is its service's.
  private func uses(byContainer body: ExpandedBody) -> [PortUse] {
    var uses: [PortUse] = []
    for name in ["command", "args", "image", "workdir", "user"] {
      uses += body.attribute(name)?.value.provenance ?? []
    }
    for entry in body.map("env") { uses += entry.value.provenance }
    for block in body.blocks {
      switch block.name {
      case "sidecar", "init": uses += self.uses(byContainer: block.body)
      // Who builds the image is no part of the system.
      case "build": break
      default:
        for attribute in block.body.attributes where attribute.name != "port" {
          uses += attribute.value.provenance
        }
      }
    }
    return uses
  }

  // MARK: - Start order

  /// A link's target is started first, and what `after` names has done its part. A circle of links
  /// carries no order among its members.
  mutating func addStartOrder(to result: inout SystemIR) {
    let gates = gates(result.workloads)
    var targets: [[Int]] = gates.map { gates in gates.map(\.target.index) }
    for link in result.links where !targets[link.from.index].contains(link.to.index) {
      targets[link.from.index].append(link.to.index)
    }
    var circle = [Int](repeating: 0, count: targets.count)
    let components = stronglyConnected(count: targets.count) { targets[$0] }
    for (number, members) in components.enumerated() {
      for member in members { circle[member] = number }
    }
    let isClosedByGate = reportCircles(of: gates, circle, result)
    for (number, members) in components.enumerated()
    where members.count > 1 && !isClosedByGate.contains(number) {
      reportCircle(members.sorted(), result)
    }
    for index in result.workloads.indices {
      result.workloads[index].startsAfter = startsAfter(
        Workload.ID(index: index),
        gates[index],
        targets[index].filter { circle[$0] != circle[index] },
        result
      )
    }
  }

  private mutating func reportCircle(_ members: [Int], _ result: SystemIR) {
    let inCircle = Set(members)
    let links = result.links.filter {
      inCircle.contains($0.from.index) && inCircle.contains($0.to.index)
    }
    let sorted = links.sorted {
      ($0.origin.range.source, $0.origin.range.lower) < (
        $1.origin.range.source, $1.origin.range.lower
      )
    }
    guard let first = sorted.first else { return }
    let uses = sorted.map { link in
      Diagnostic.Label(
        link.origin.range,
        "`\(result[link.from].name)` uses `\(result[link.to].name)`"
      )
    }
    report(
      LowerFindings.circleOfLinks(members.map { result.workloads[$0].name }, uses),
      first.origin
    )
  }
}

private struct LinkKey: Hashable {
  var from: Workload.ID
  var to: Workload.ID
  var port: String
}

/// A port number of a container or of the outside.
struct PortNumber: Hashable {
  var number: Int
  var transport: ContainerPort.TransportProtocol
}
