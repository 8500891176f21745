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
    let main = container(ContainerSource(service), ports, volumes)
    let containers = (
      main, inits.map { container($0, ports, volumes) },
      sidecars.map { container($0, ports, volumes) }
    )
    checkUse(of: volumes, by: [main] + containers.1 + containers.2, service)
    return containers
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
