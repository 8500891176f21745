import Foundation

/// What the engine says of a container.
struct ContainerState: Decodable {
  struct State: Decodable {
    let status: String
    let exitCode: Int
    let startedAt: String

    enum CodingKeys: String, CodingKey {
      case status = "Status"
      case exitCode = "ExitCode"
      case startedAt = "StartedAt"
    }
  }

  struct Configuration: Decodable {
    let labels: [String: String]
    let hostname: String
    let stopSignal: String?
    /// In seconds.
    let stopTimeout: Int?

    enum CodingKeys: String, CodingKey {
      case labels = "Labels"
      case hostname = "Hostname"
      case stopSignal = "StopSignal"
      case stopTimeout = "StopTimeout"
    }
  }

  /// What it may have of the machine.
  struct HostConfiguration: Decodable {
    struct RestartPolicy: Decodable {
      let name: String

      enum CodingKeys: String, CodingKey { case name = "Name" }
    }

    struct Binding: Decodable {
      let address: String
      let port: String

      enum CodingKeys: String, CodingKey {
        case address = "HostIp"
        case port = "HostPort"
      }
    }

    let restartPolicy: RestartPolicy
    let portBindings: [String: [Binding]]?
    /// In bytes; 0 is no limit.
    let memory: Int
    let memoryReservation: Int
    /// In thousand-millionths of a core; 0 is no limit.
    let nanoCPUs: Int

    enum CodingKeys: String, CodingKey {
      case restartPolicy = "RestartPolicy"
      case portBindings = "PortBindings"
      case memory = "Memory"
      case memoryReservation = "MemoryReservation"
      case nanoCPUs = "NanoCpus"
    }
  }

  struct Mount: Decodable {
    let destination: String
    let isWritable: Bool

    enum CodingKeys: String, CodingKey {
      case destination = "Destination"
      case isWritable = "RW"
    }
  }

  private struct NetworkSettings: Decodable {
    struct Network: Decodable {
      let address: String

      enum CodingKeys: String, CodingKey { case address = "IPAddress" }
    }

    let networks: [String: Network]

    enum CodingKeys: String, CodingKey { case networks = "Networks" }
  }

  let id: String
  let image: String
  let state: State
  let configuration: Configuration
  let host: HostConfiguration
  let mounts: [Mount]
  private let slashedName: String
  private let network: NetworkSettings

  enum CodingKeys: String, CodingKey {
    case id = "Id"
    case image = "Image"
    case state = "State"
    case configuration = "Config"
    case host = "HostConfig"
    case mounts = "Mounts"
    case slashedName = "Name"
    case network = "NetworkSettings"
  }

  /// What it is called in its system: `web`, and `leaf-3` where replicas are told apart.
  var service: String {
    if let service = configuration.labels["com.docker.compose.service"] { return service }
    let project = configuration.labels[Platform.shell.projectLabel] ?? ""
    let name = String(slashedName.dropFirst())
    return name.hasPrefix("\(project)-") ? String(name.dropFirst(project.count + 1)) : name
  }

  /// The workload that it is a replica of, where the platform has one name for all of them.
  var workload: String { configuration.labels["io.metaparticle.service"] ?? service }

  var isRunning: Bool { state.status == "running" }
  var hasEverRun: Bool { !state.startedAt.hasPrefix("0001-") }
  /// On the first network that it is on.
  var address: String? { network.networks.values.map(\.address).first { !$0.isEmpty } }

  /// Changes when the container is made anew, and when it is only started again.
  var incarnation: String { "\(id) \(state.startedAt)" }
}
