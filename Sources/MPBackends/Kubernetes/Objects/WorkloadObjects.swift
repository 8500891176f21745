import MPIR
import MPYAML

/// Replicas that are all the same.
struct DeploymentObject: KubernetesObject {
  static let apiVersion = "apps/v1"
  static let kind = "Deployment"

  var metadata: ObjectMetadata
  var replicas: Int
  var selector: [Label]
  var template: PodTemplate

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      yaml.entry("replicas", replicas)
      yaml.entry("revisionHistoryLimit", revisionHistoryLimit)
      writeSelector("selector", selector, to: yaml)
      yaml.mapping("strategy") {
        yaml.entry("type", "RollingUpdate")
        // A new replica is ready before an old one goes.
        yaml.mapping("rollingUpdate") {
          yaml.entry("maxUnavailable", 0)
          yaml.entry("maxSurge", 1)
        }
      }
      template.write(to: yaml)
    }
  }
}

/// Replicas with numbers, names and addresses of their own.
struct StatefulSetObject: KubernetesObject {
  static let apiVersion = "apps/v1"
  static let kind = "StatefulSet"

  var metadata: ObjectMetadata
  var replicas: Int
  var selector: [Label]
  /// The headless Service that names the replicas.
  var serviceName: String
  var template: PodTemplate

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      yaml.entry("replicas", replicas)
      yaml.entry("revisionHistoryLimit", revisionHistoryLimit)
      yaml.entry("serviceName", serviceName)
      // Members of a cluster may need each other to become ready.
      yaml.entry("podManagementPolicy", "Parallel")
      writeSelector("selector", selector, to: yaml)
      yaml.mapping("updateStrategy") { yaml.entry("type", "RollingUpdate") }
      template.write(to: yaml)
    }
  }
}

/// How many old versions are kept to go back to.
private let revisionHistoryLimit = 3
