package import MPDiagnostics

/// A whole system as a machine runs it: resolved, named and ordered. All that a backend sees.
///
/// In: made by the compiler's lowering. Out: spelled by the backends, which decide nothing.
package struct SystemIR: Sendable {
  package var name: String
  /// Of the system, for people.
  package var version: String?
  /// On targets that have namespaces; `nil` leaves it to whoever applies the files.
  package var namespace: String?
  package var labels: [Label]
  /// In declaration order.
  package var workloads: [Workload]
  /// Who may talk to whom, sorted by workload and port.
  package var links: [Link]
  /// Who uses what is outside, sorted by workload.
  package var externalUses: [ExternalUse] = []
  package var exposures: [Exposure]
  /// In declaration order.
  package var secrets: [Secret]
  package var volumes: [SharedVolume]
  /// What the cluster shows to the registries of the images.
  package var pullSecret: Secret?
  /// What targets cannot give and the spec takes as read, by its codes.
  package var acceptedCodes: [DiagnosticCode] = []
  /// The image that waits for jobs on Kubernetes: kubectl.
  package var kubectlImage: String
  /// The image that brings the probe where a target needs it: static busybox.
  package var toolsImage: String
  /// The image that brings requests from outside to several containers where a target needs it: HAProxy.
  package var gatewayImage: String
  package var origin: Origin

  package init(
    name: String,
    version: String?,
    namespace: String?,
    labels: [Label],
    workloads: [Workload],
    links: [Link],
    exposures: [Exposure],
    secrets: [Secret] = [],
    volumes: [SharedVolume] = [],
    pullSecret: Secret? = nil,
    kubectlImage: String,
    toolsImage: String,
    gatewayImage: String,
    origin: Origin
  ) {
    self.name = name
    self.version = version
    self.namespace = namespace
    self.labels = labels
    self.workloads = workloads
    self.links = links
    self.exposures = exposures
    self.secrets = secrets
    self.volumes = volumes
    self.pullSecret = pullSecret
    self.kubectlImage = kubectlImage
    self.toolsImage = toolsImage
    self.gatewayImage = gatewayImage
    self.origin = origin
  }

  package subscript(id: Workload.ID) -> Workload { workloads[id.index] }

  package func volume(_ name: String) -> SharedVolume? { volumes.first { $0.name == name } }

  /// Every value of a secret that any container needs, each once, in declaration order of the secrets.
  package var usedSecrets: [SecretReference] {
    let used = Set(workloads.flatMap { $0.containers.flatMap(\.secrets) })
      .union(
        exposures.compactMap(\.route?.tls?.secret).flatMap { secret in
          [SecretReference(secret, .certificate), SecretReference(secret, .key)]
        }
      )
    return secrets.flatMap { secret in
      [.value, .certificate, .key].map { SecretReference(secret, $0) }.filter(used.contains)
    }
  }

  /// The exposures of each workload, in declaration order.
  package var exposuresByWorkload: [[Exposure]] {
    var result: [[Exposure]] = Array(repeating: [], count: workloads.count)
    for exposure in exposures { result[exposure.target.index].append(exposure) }
    return result
  }

  /// What an engine gets, which has labels and nothing else for what others look for.
  package func engineLabels(of workload: Workload) -> [Label] {
    labels(of: workload) + workload.annotations
  }

  /// The labels of a workload's containers: its own take the place of the system's.
  package func labels(of workload: Workload) -> [Label] {
    var result = labels.filter { !workload.removedLabels.contains($0.name) }
    for label in workload.labels {
      if let index = result.firstIndex(where: { $0.name == label.name }) {
        result[index] = label
      } else {
        result.append(label)
      }
    }
    return result
  }
}

package struct Label: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether a text can be the value of a label on every target, and so, unless empty, its name:
  /// letters, digits and, not at an end, `-`, `_` and `.`; at most 63.
  package static func canHold(_ text: String) -> Bool {
    let isEnd = { (byte: UInt8) in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      default: false
      }
    }
    guard let first = text.utf8.first, let last = text.utf8.last else { return true }
    return text.utf8.count <= 63 && isEnd(first) && isEnd(last)
      && text.utf8.allSatisfy { isEnd($0) || "-._".utf8.contains($0) }
  }
}

/// That one workload uses a port of another; the two may be the same.
package struct Link: Sendable {
  package var from: Workload.ID
  package var to: Workload.ID
  package var port: ContainerPort
  /// Whether the target's replicas are named one by one, so that each must be found, ready or not.
  package var namesReplicas: Bool
  package var origin: Origin

  package init(
    from: Workload.ID,
    to: Workload.ID,
    port: ContainerPort,
    namesReplicas: Bool,
    origin: Origin
  ) {
    self.from = from
    self.to = to
    self.port = port
    self.namesReplicas = namesReplicas
    self.origin = origin
  }
}

/// That a port can be reached from outside.
package struct Exposure: Sendable {
  package var target: Workload.ID
  package var port: ContainerPort
  /// The port outside.
  package var publishedPort: Int
  /// What stands for it on targets where that takes an object of its own: `api-public`. One for all
  /// that a workload exposes; none where `isLocal`.
  package var publicName: String?
  /// Only from this machine, or from within the cluster.
  package var isLocal: Bool
  /// Of HTTP: which requests are meant; `nil` for whatever comes to the port.
  package var route: Route?
  /// For what makes it reachable from outside, on Kubernetes.
  package var annotations: [Label]
  package var origin: Origin

  package init(
    target: Workload.ID,
    port: ContainerPort,
    publishedPort: Int,
    publicName: String?,
    isLocal: Bool,
    route: Route? = nil,
    annotations: [Label] = [],
    origin: Origin
  ) {
    self.target = target
    self.port = port
    self.publishedPort = publishedPort
    self.publicName = publicName
    self.isLocal = isLocal
    self.route = route
    self.annotations = annotations
    self.origin = origin
  }
}

/// Which HTTP requests go to an exposed port.
package struct Route: Sendable {
  /// Names, of which the first label may be `*`; none stands for all.
  package var hosts: [String]
  /// The elements that the path begins with, which stay in it: `/`, `/api`.
  package var path: String
  package var tls: TLS?
  /// Which controller of a cluster has it; `nil` is the cluster's default.
  package var ingressClass: String?

  package struct TLS: Sendable {
    package var secret: Secret
    /// The port outside, beside that for plain HTTP, which sends everybody here.
    package var publishedPort: Int

    package init(secret: Secret, publishedPort: Int) {
      self.secret = secret
      self.publishedPort = publishedPort
    }
  }

  package init(hosts: [String], path: String, tls: TLS?, ingressClass: String?) {
    self.hosts = hosts
    self.path = path
    self.tls = tls
    self.ingressClass = ingressClass
  }
}
