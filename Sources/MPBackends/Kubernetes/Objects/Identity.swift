import MPYAML

struct NamespaceObject: KubernetesObject {
  static let apiVersion = "v1"
  static let kind = "Namespace"

  var metadata: ObjectMetadata

  func writeFields(to yaml: borrowing YAMLWriter) {}
}

/// Whom a pod is to the cluster. It gets no token: nothing that the language says asks the API.
struct ServiceAccountObject: KubernetesObject {
  static let apiVersion = "v1"
  static let kind = "ServiceAccount"

  var metadata: ObjectMetadata

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.entry("automountServiceAccountToken", false)
  }
}
