import MPIR
import MPYAML

/// Storage that outlives those who use it.
///
/// Its size can grow, where the storage class allows it, and nothing else of it can change: the server
/// refuses to. In a StatefulSet not even that can: there, each claim is patched by hand, and the
/// StatefulSet made anew around its pods, by `kubectl delete --cascade=orphan` before it is applied.
struct PersistentVolumeClaimObject: KubernetesObject {
  enum Access: String {
    /// From one node at a time.
    case one = "ReadWriteOnce"
    case many = "ReadWriteMany"
  }

  static let apiVersion = "v1"
  static let kind = "PersistentVolumeClaim"

  var metadata: ObjectMetadata
  var access: Access
  /// `nil` is the cluster's default.
  var storageClass: String?
  /// In bytes.
  var size: Int

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      yaml.entry("accessModes", [access.rawValue])
      if let storageClass { yaml.entry("storageClassName", storageClass) }
      yaml.mapping("resources") {
        yaml.mapping("requests") {
          yaml.entry("storage", KubernetesQuantity.bytes(size))
        }
      }
    }
  }

  /// As a StatefulSet has it.
  func writeTemplate(to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.mapping("metadata") {
        yaml.entry("name", metadata.name)
        yaml.entry("labels", metadata.labels)
      }
      writeFields(to: yaml)
    }
  }
}
