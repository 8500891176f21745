import MPDiagnostics
import MPIR

extension Lowering {
  /// The containers of a service: its own, those that run first, those beside it.
  mutating func containers(
    _ service: ExpandedService,
    _ ports: [ContainerPort],
    _ volumes: [WorkloadVolume]
  ) -> (main: Container, inits: [Container], sidecars: [Container]) {
    let inits = service.body.blocks("init").map { ContainerSource($0, .initial, of: service) }
    let sidecars = service.body.blocks("sidecar").map { ContainerSource($0, .sidecar, of: service) }
    checkContainerNames([ContainerSource(service)] + inits + sidecars)
    checkLocalPorts(of: sidecars, ports, service)
    let main = container(ContainerSource(service), ports, volumes)
    let containers = (
      main, inits.map { container($0, ports, volumes) },
      sidecars.map { container($0, ports, volumes) }
    )
    checkUse(of: volumes, by: [main] + containers.1 + containers.2, service)
    return containers
  }

  /// Containers of a replica share their network: a port is that of one of them.
  private mutating func checkLocalPorts(
    of sidecars: [ContainerSource],
    _ ports: [ContainerPort],
    _ service: ExpandedService
  ) {
    var owners: [Int: (user: String, range: SourceRange)] = [:]
    for port in ports where port.transport == .tcp {
      let entry = service.body.map("ports").first { $0.name == port.name }
      owners[port.number] = (
        "`\(port.name)`", entry.map { $0.use ?? $0.keyRange } ?? service.origin.range
      )
    }
    for source in sidecars {
      guard let attribute = source.body.attribute("local_ports"),
        case .list(let numbers) = attribute.value.kind
      else { continue }
      for case .int(let number) in numbers.map(\.kind) {
        let range = attribute.valueRange
        guard (1...65535).contains(number) else {
          report(LowerFindings.badPortNumber(number, at: range), source.origin)
          continue
        }
        guard let owner = owners[number] else {
          owners[number] = ("`sidecar \(source.name)`", range)
          continue
        }
        report(
          LowerFindings.portTaken(number, by: owner.user, at: range, first: owner.range),
          source.origin
        )
      }
    }
  }

  private mutating func checkContainerNames(_ sources: [ContainerSource]) {
    var first: [String: SourceRange] = [:]
    for source in sources {
      guard let other = first.updateValue(source.origin.range, forKey: source.name) else {
        continue
      }
      report(
        LowerFindings.containerClash(
          source.name,
          of: source.service.path,
          at: source.origin.range,
          other: other
        ),
        source.origin
      )
    }
  }
}
