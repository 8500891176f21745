import Foundation

/// What the engine says of a container.
struct ContainerState: Decodable {
  struct State: Decodable {
    struct Health: Decodable {
      let status: String

      enum CodingKeys: String, CodingKey { case status = "Status" }
    }

    let status: String
    let exitCode: Int
    let startedAt: String
    let health: Health?

    enum CodingKeys: String, CodingKey {
      case status = "Status"
      case exitCode = "ExitCode"
      case startedAt = "StartedAt"
      case health = "Health"
    }
  }

  private struct Configuration: Decodable {
    let labels: [String: String]

    enum CodingKeys: String, CodingKey { case labels = "Labels" }
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
  private let configuration: Configuration
  private let network: NetworkSettings

  enum CodingKeys: String, CodingKey {
    case id = "Id"
    case image = "Image"
    case state = "State"
    case configuration = "Config"
    case network = "NetworkSettings"
  }

  /// The Compose service that it is of.
  var service: String { configuration.labels["com.docker.compose.service"] ?? "" }
  var isRunning: Bool { state.status == "running" }
  var health: String? { state.health?.status }
  /// On the first network that it is on.
  var address: String? { network.networks.values.map(\.address).first { !$0.isEmpty } }

  /// Changes when the container is made anew, and when it is only started again.
  var incarnation: String { "\(id) \(state.startedAt)" }
}
