import MPIR
import MPYAML

/// Who may talk to some pods, and whom they may talk to: those named, and nobody else.
struct NetworkPolicyObject: KubernetesObject {
  struct Port {
    var number: Int
    var transport: ContainerPort.TransportProtocol

    init(number: Int, transport: ContainerPort.TransportProtocol) {
      (self.number, self.transport) = (number, transport)
    }

    init(_ port: ContainerPort) { self.init(number: port.number, transport: port.transport) }
  }

  enum Peer {
    /// What pods of the same namespace are selected by.
    case pods([Label])
    /// `203.0.113.0/24`
    case addresses(String)
  }

  struct Rule {
    var ports: [Port]
    /// `nil` for anybody.
    var peers: [Peer]?
  }

  static let apiVersion = "networking.k8s.io/v1"
  static let kind = "NetworkPolicy"

  var metadata: ObjectMetadata
  var selector: [Label]
  /// What may come in; `nil` for whatever comes.
  var ingress: [Rule]?
  /// What may go out; `nil` for whatever goes.
  var egress: [Rule]?

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      writeSelector("podSelector", selector, to: yaml)
      yaml.entry(
        "policyTypes",
        (ingress == nil ? [] : ["Ingress"]) + (egress == nil ? [] : ["Egress"])
      )
      if let ingress { write(ingress, as: "ingress", peers: "from", to: yaml) }
      if let egress { write(egress, as: "egress", peers: "to", to: yaml) }
    }
  }

  private func write(
    _ rules: [Rule],
    as key: String,
    peers peersKey: String,
    to yaml: borrowing YAMLWriter
  ) {
    yaml.sequence(key) {
      for rule in rules {
        yaml.mapping {
          if let peers = rule.peers {
            yaml.sequence(peersKey) {
              for peer in peers { yaml.mapping { write(peer, to: yaml) } }
            }
          }
          yaml.sequence("ports") {
            for port in rule.ports {
              yaml.mapping {
                // Of the pod, and by number: not every network plugin looks names up.
                yaml.entry("port", port.number)
                yaml.entry("protocol", port.transport.kubernetesName)
              }
            }
          }
        }
      }
    }
  }

  private func write(_ peer: Peer, to yaml: borrowing YAMLWriter) {
    switch peer {
    case .pods(let selector): writeSelector("podSelector", selector, to: yaml)
    case .addresses(let network): yaml.mapping("ipBlock") { yaml.entry("cidr", network) }
    }
  }
}

/// A key and a selector of labels.
func writeSelector(_ key: String, _ labels: [Label], to yaml: borrowing YAMLWriter) {
  yaml.mapping(key) { yaml.entry("matchLabels", labels) }
}
