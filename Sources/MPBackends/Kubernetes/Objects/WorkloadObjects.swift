import MPIR
import MPYAML

/// Replicas that are all the same.
struct DeploymentObject: KubernetesObject {
  enum Strategy {
    /// New replicas beside old ones.
    case rolling(maxUnavailable: Update.Amount, maxSurge: Update.Amount)
    /// The old ones go first.
    case recreate
  }

  static let apiVersion = "apps/v1"
  static let kind = "Deployment"

  var metadata: ObjectMetadata
  /// `nil` where something else decides.
  var replicas: Int?
  var selector: [Label]
  var strategy: Strategy
  var template: PodTemplate

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      if let replicas { yaml.entry("replicas", replicas) }
      yaml.entry("revisionHistoryLimit", revisionHistoryLimit)
      writeSelector("selector", selector, to: yaml)
      yaml.mapping("strategy") {
        switch strategy {
        case .rolling(let maxUnavailable, let maxSurge):
          yaml.entry("type", "RollingUpdate")
          yaml.mapping("rollingUpdate") {
            yaml.entry("maxUnavailable", maxUnavailable)
            yaml.entry("maxSurge", maxSurge)
          }
        case .recreate: yaml.entry("type", "Recreate")
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
  /// `nil` where something else decides.
  var replicas: Int?
  var selector: [Label]
  /// The headless Service that names the replicas.
  var serviceName: String
  var template: PodTemplate
  /// One for each replica.
  var claims: [PersistentVolumeClaimObject]

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      if let replicas { yaml.entry("replicas", replicas) }
      yaml.entry("revisionHistoryLimit", revisionHistoryLimit)
      yaml.entry("serviceName", serviceName)
      // Members of a cluster may need each other to become ready.
      yaml.entry("podManagementPolicy", "Parallel")
      writeSelector("selector", selector, to: yaml)
      yaml.mapping("updateStrategy") { yaml.entry("type", "RollingUpdate") }
      template.write(to: yaml)
      if !claims.isEmpty {
        yaml.sequence("volumeClaimTemplates") {
          for claim in claims { claim.writeTemplate(to: yaml) }
        }
      }
    }
  }
}

/// How many old versions are kept to go back to.
private let revisionHistoryLimit = 3

extension YAMLWriter {
  fileprivate func entry(_ key: String, _ amount: Update.Amount) {
    switch amount {
    case .count(let count): entry(key, count)
    case .percent(let percent): entry(key, "\(percent)%")
    }
  }
}
