/// A whole system as a machine runs it: resolved, named and ordered. All that a backend sees.
///
/// In: made by the compiler's lowering. Out: spelled by the backends, which decide nothing.
package struct SystemIR: Sendable {
  package var name: String
  package var labels: [Label]
  /// In declaration order.
  package var workloads: [Workload]
  /// Who may talk to whom, sorted by workload and port.
  package var links: [Link]
  package var exposures: [Exposure]
  /// The image that brings the probe where a target needs it: static busybox.
  package var toolsImage: String
  package var origin: Origin

  package init(
    name: String,
    labels: [Label],
    workloads: [Workload],
    links: [Link],
    exposures: [Exposure],
    toolsImage: String,
    origin: Origin
  ) {
    self.name = name
    self.labels = labels
    self.workloads = workloads
    self.links = links
    self.exposures = exposures
    self.toolsImage = toolsImage
    self.origin = origin
  }

  package subscript(id: Workload.ID) -> Workload { workloads[id.index] }
}

package struct Label: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// That one workload uses a port of another; the two may be the same.
package struct Link: Sendable {
  package var from: Workload.ID
  package var to: Workload.ID
  package var port: ContainerPort
  package var origin: Origin

  package init(from: Workload.ID, to: Workload.ID, port: ContainerPort, origin: Origin) {
    self.from = from
    self.to = to
    self.port = port
    self.origin = origin
  }
}

/// That a port can be reached from outside.
package struct Exposure: Sendable {
  package var target: Workload.ID
  package var port: ContainerPort
  /// The port outside.
  package var publishedPort: Int
  /// Only from this machine.
  package var isLocal: Bool
  package var origin: Origin

  package init(
    target: Workload.ID,
    port: ContainerPort,
    publishedPort: Int,
    isLocal: Bool,
    origin: Origin
  ) {
    self.target = target
    self.port = port
    self.publishedPort = publishedPort
    self.isLocal = isLocal
    self.origin = origin
  }
}
