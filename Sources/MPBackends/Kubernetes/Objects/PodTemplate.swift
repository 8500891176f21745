import MPIR

/// What the pods of a workload are made from.
struct PodTemplate {
  struct Container {
    var name: String
    var image: String
    var command: [String]?
    var arguments: [String]?
    var workingDirectory: String?
    var ports: [ContainerPort]
    var environment: [EnvironmentVariable]
    var resources: Resources
    var readiness: Readiness?
    /// `nil` leaves it to the image.
    var user: Int?
    var group: Int?
    var mounts: [Mount]
  }

  struct Readiness {
    enum Check {
      case http(path: String, port: PortReference)
      case tcp(port: PortReference)
      case exec([String])
    }

    var check: Check
    /// In seconds, like the two others.
    var initialDelay: Int
    var period: Int
    var timeout: Int
    var failureThreshold: Int
  }

  /// By name where the container declares it.
  enum PortReference {
    case name(String)
    case number(Int)
  }

  /// One file of a volume.
  struct Mount {
    var volume: String
    var path: String
    var key: String
  }

  /// The files of a ConfigMap.
  struct Volume {
    var name: String
    var configMap: String
    /// Where not all files have the usual permissions: each key, and its own permission bits if any.
    var items: [(key: String, mode: Int?)]
  }

  var labels: [Label]
  var annotations: [Label]
  var serviceAccount: String
  /// In seconds.
  var terminationGracePeriod: Int
  /// What the pods to be spread over nodes are selected by; `nil` for a single one.
  var spread: [Label]?
  var container: Container
  var volumes: [Volume]
}
