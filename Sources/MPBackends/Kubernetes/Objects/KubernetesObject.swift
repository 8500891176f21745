import MPIR
import MPYAML

/// An object of a Kubernetes cluster as a structure; writing it decides nothing.
protocol KubernetesObject {
  static var apiVersion: String { get }
  static var kind: String { get }

  var metadata: ObjectMetadata { get }

  /// Writes what stands beside `apiVersion`, `kind` and `metadata`.
  func writeFields(to yaml: borrowing YAMLWriter)
}

/// By what an object is found.
struct ObjectMetadata {
  var name: String
  /// `nil` for a namespace itself, and where `kubectl -n` decides.
  var namespace: String?
  var labels: [Label]
  var annotations: [Label] = []
}

extension KubernetesObject {
  /// Writes the root of its document.
  func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.entry("apiVersion", Self.apiVersion)
      yaml.entry("kind", Self.kind)
      yaml.mapping("metadata") {
        yaml.entry("name", metadata.name)
        if let namespace = metadata.namespace { yaml.entry("namespace", namespace) }
        yaml.entry("labels", metadata.labels)
        if !metadata.annotations.isEmpty { yaml.entry("annotations", metadata.annotations) }
      }
      writeFields(to: yaml)
    }
  }
}

extension YAMLWriter {
  /// A key and a mapping of texts.
  func entry(_ key: String, _ labels: [Label]) {
    mapping(key) {
      for label in labels { entry(label.name, label.value) }
    }
  }
}
