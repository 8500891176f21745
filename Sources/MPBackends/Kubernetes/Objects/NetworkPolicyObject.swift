import MPIR
import MPYAML

/// Who may talk to some pods: those named, and nobody else.
struct NetworkPolicyObject: KubernetesObject {
  struct Rule {
    var port: ContainerPort
    /// What the pods that may use the port are selected by; `nil` for anybody.
    var from: [[Label]]?
  }

  static let apiVersion = "networking.k8s.io/v1"
  static let kind = "NetworkPolicy"

  var metadata: ObjectMetadata
  var selector: [Label]
  var ingress: [Rule]

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      writeSelector("podSelector", selector, to: yaml)
      yaml.entry("policyTypes", ["Ingress"])
      yaml.sequence("ingress") {
        for rule in ingress {
          yaml.mapping {
            if let from = rule.from {
              yaml.sequence("from") {
                for selector in from {
                  yaml.mapping { writeSelector("podSelector", selector, to: yaml) }
                }
              }
            }
            yaml.sequence("ports") {
              yaml.mapping {
                // Of the pod, and by number: not every network plugin looks names up.
                yaml.entry("port", rule.port.number)
                yaml.entry("protocol", rule.port.transport.kubernetesName)
              }
            }
          }
        }
      }
    }
  }
}

/// A key and a selector of labels.
func writeSelector(_ key: String, _ labels: [Label], to yaml: borrowing YAMLWriter) {
  yaml.mapping(key) { yaml.entry("matchLabels", labels) }
}
