import MPIR
import MPYAML

/// A name and the pods behind it.
struct ServiceObject: KubernetesObject {
  enum Exposure {
    /// One address within the cluster.
    case clusterIP
    /// A name for each pod, found even before it is ready where `isEager`.
    case headless(isEager: Bool)
    /// An address outside.
    case loadBalancer
  }

  struct Port {
    var name: String
    var port: Int
    /// The name of the container's port.
    var target: String
    var transport: ContainerPort.TransportProtocol
  }

  static let apiVersion = "v1"
  static let kind = "Service"

  var metadata: ObjectMetadata
  var exposure: Exposure
  var selector: [Label]
  var ports: [Port]

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      switch exposure {
      case .clusterIP: yaml.entry("type", "ClusterIP")
      case .headless(let isEager):
        yaml.entry("clusterIP", "None")
        if isEager { yaml.entry("publishNotReadyAddresses", true) }
      case .loadBalancer: yaml.entry("type", "LoadBalancer")
      }
      yaml.entry("selector", selector)
      if !ports.isEmpty {
        yaml.sequence("ports") {
          for port in ports {
            yaml.mapping {
              yaml.entry("name", port.name)
              yaml.entry("port", port.port)
              yaml.entry("targetPort", port.target)
              yaml.entry("protocol", port.transport.kubernetesName)
            }
          }
        }
      }
    }
  }
}

extension ContainerPort.TransportProtocol {
  var kubernetesName: String { rawValue.uppercased() }
}
