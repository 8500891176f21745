import MPYAML

/// Which HTTP requests from outside go to a Service.
struct IngressObject: KubernetesObject {
  struct Backend {
    var service: String
    /// The name of the Service's port.
    var port: String
  }

  static let apiVersion = "networking.k8s.io/v1"
  static let kind = "Ingress"

  var metadata: ObjectMetadata
  /// `nil` is the cluster's default.
  var className: String?
  /// None stands for all.
  var hosts: [String]
  /// The elements that the path begins with.
  var path: String
  /// The Secret with the certificate and its key.
  var tlsSecret: String?
  var backend: Backend

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      if let className { yaml.entry("ingressClassName", className) }
      if let tlsSecret {
        yaml.sequence("tls") {
          yaml.mapping {
            if !hosts.isEmpty { yaml.entry("hosts", hosts) }
            yaml.entry("secretName", tlsSecret)
          }
        }
      }
      yaml.sequence("rules") {
        for host in hosts.isEmpty ? [nil] : hosts.map(Optional.some) {
          yaml.mapping {
            if let host { yaml.entry("host", host) }
            yaml.mapping("http") { yaml.sequence("paths") { yaml.mapping { writePath(to: yaml) } } }
          }
        }
      }
    }
  }

  private func writePath(to yaml: borrowing YAMLWriter) {
    yaml.entry("path", path)
    yaml.entry("pathType", "Prefix")
    yaml.mapping("backend") {
      yaml.mapping("service") {
        yaml.entry("name", backend.service)
        yaml.mapping("port") { yaml.entry("name", backend.port) }
      }
    }
  }
}
