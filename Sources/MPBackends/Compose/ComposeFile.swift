import MPIR

/// A Compose file as a structure; writing it decides nothing.
struct ComposeFile {
  struct Service {
    var name: String
    var image: String
    var build: Build?
    /// Whether the image is one that is built here, and must not come from anywhere else.
    var isBuiltHere = false
    var platform: String?
    /// Only where one of these is asked for, or the service is.
    var profiles: [String] = []
    var hostname: String?
    var entrypoint: [TextTemplate]?
    var command: [TextTemplate]?
    var workingDirectory: String?
    var user: String?
    var environment: [EnvironmentVariable] = []
    var configs: [ConfigMount] = []
    var volumes: [Mount] = []
    var ports: [PublishedPort] = []
    /// The networks that it is in; none stands for the one that a project has by itself.
    var networks: [String] = []
    /// Further names on each of them.
    var aliases: [String] = []
    /// Instead of networks.
    var networkMode: NetworkMode?
    var healthcheck: Healthcheck?
    var dependsOn: [Dependency] = []
    var replicas: Int?
    var resources: Resources?
    var isReadOnly = false
    var isPrivileged = false
    var forbidsEscalation = true
    var droppedCapabilities: [String] = []
    var addedCapabilities: [String] = []
    var stopSignal: String?
    /// In seconds.
    var stopGracePeriod: Int?
    var restart: Restart
    var labels: [Label] = []
    /// What lies over all that, in the words of Compose.
    var patch: PatchValue?
  }

  struct Build {
    /// Relative to the Compose file.
    var context: String
    var dockerfile: String?
    var target: String?
    var arguments: [ImageBuild.Argument]
  }

  struct ConfigMount {
    var source: String
    var target: String
  }

  struct Mount {
    enum Source {
      /// A volume of the file. Unless it is to start empty, it starts with what the image has there.
      case volume(String, startsEmpty: Bool)
      /// The container's own, which comes along when another takes its place, and goes with the last.
      case anonymousVolume
      /// The file that a variable names, or else this one.
      case file(variable: String, default: String)
      /// Something that is there only if all these variables have a value.
      case proof(ofVariables: [String])
    }

    var source: Source
    var target: String
    var isReadOnly: Bool
  }

  struct PublishedPort {
    var target: Int
    var published: Int
    var transport: String
    var hostAddress: String?
  }

  enum NetworkMode {
    case none
    /// That of another service, which is started first.
    case service(String)
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

  enum Restart {
    case no
    case unlessStopped
    /// `nil` is as often as it takes.
    case onFailure(retries: Int)
  }

  struct Resources {
    /// In thousandths of a core.
    var cpuLimit: Int?
    var cpuReservation: Int?
    /// In bytes.
    var memoryLimit: Int?
    var memoryReservation: Int?
  }

  struct Network {
    var name: String
    /// Whether it leads to nobody outside.
    var isInternal: Bool
  }

  /// A file beside the Compose file that containers mount.
  struct Config {
    var name: String
    var file: String
  }

  var header: [String]
  var name: String
  var services: [Service]
  var networks: [Network] = []
  var configs: [Config]
  var volumes: [String]
}
