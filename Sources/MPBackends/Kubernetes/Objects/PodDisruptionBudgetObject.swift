import MPIR
import MPYAML

/// How many replicas may be taken away on purpose at once: one.
struct PodDisruptionBudgetObject: KubernetesObject {
  static let apiVersion = "policy/v1"
  static let kind = "PodDisruptionBudget"

  var metadata: ObjectMetadata
  var selector: [Label]

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      yaml.entry("maxUnavailable", 1)
      // A replica that does not work anyway must not keep a node from being drained.
      yaml.entry("unhealthyPodEvictionPolicy", "AlwaysAllow")
      writeSelector("selector", selector, to: yaml)
    }
  }
}
