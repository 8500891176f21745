import MPYAML

/// Contents of files. Its name has a hash of them, so it never changes.
struct ConfigMapObject: KubernetesObject {
  enum Content {
    case text(String)
    /// In base64.
    case binary(String)
  }

  static let apiVersion = "v1"
  static let kind = "ConfigMap"

  var metadata: ObjectMetadata
  var data: [(key: String, content: Content)]

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.entry("immutable", true)
    var texts: [(String, String)] = []
    var binaries: [(String, String)] = []
    for (key, content) in data {
      switch content {
      case .text(let text): texts.append((key, text))
      case .binary(let base64): binaries.append((key, base64))
      }
    }
    for (name, entries) in [("data", texts), ("binaryData", binaries)] where !entries.isEmpty {
      yaml.mapping(name) {
        for (key, text) in entries { yaml.entry(key, text) }
      }
    }
  }
}
