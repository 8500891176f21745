import MPIR

/// A Compose file as a structure; writing it decides nothing.
struct ComposeFile {
  struct Service {
    var name: String
    var image: String
    var hostname: String?
    var entrypoint: [String]?
    var command: [String]?
    var workingDirectory: String?
    var user: String?
    var environment: [(name: String, value: String)] = []
    var configs: [ConfigMount] = []
    var volumes: [VolumeMount] = []
    var ports: [PublishedPort] = []
    /// Further names on the network.
    var aliases: [String] = []
    /// Instead of the project's network.
    var networkMode: String?
    var healthcheck: Healthcheck?
    var dependsOn: [Dependency] = []
    var replicas: Int?
    var resources: Resources?
    var isReadOnly = false
    var droppedCapabilities: [String] = []
    /// In seconds.
    var stopGracePeriod: Int?
    var restart: String
    var labels: [Label] = []
  }

  struct ConfigMount {
    var source: String
    var target: String
  }

  struct VolumeMount {
    var source: String
    var target: String
    var isReadOnly: Bool
  }

  struct PublishedPort {
    var target: Int
    var published: Int
    var transport: String
    var hostAddress: String?
  }

  struct Healthcheck {
    var test: [String]
    /// In seconds, like the two others.
    var interval: Int
    var timeout: Int
    var startPeriod: Int
    var retries: Int
  }

  struct Dependency {
    enum Condition: String {
      case started = "service_started"
      case healthy = "service_healthy"
      case completed = "service_completed_successfully"
    }

    var service: String
    var condition: Condition
  }

  struct Resources {
    /// In thousandths of a core.
    var cpuLimit: Int?
    var cpuReservation: Int?
    /// In bytes.
    var memoryLimit: Int?
    var memoryReservation: Int?
  }

  /// A file beside the Compose file that containers mount.
  struct Config {
    var name: String
    var file: String
  }

  var header: [String]
  var name: String
  var services: [Service]
  var configs: [Config]
  var volumes: [String]
}
