import Foundation
import Synchronization

/// A spec that is compiled by the command, as a user would, and deployed with Compose under a name
/// of its own.
actor ComposeProject {
  /// `mp-e2e-<process>-<number>`, by which left-over ones are found.
  nonisolated let name: String
  nonisolated let folder: ScratchFolder
  private var ports: [String: Int] = [:]
  /// What was started last, as far as that is known.
  private(set) var running: Spec?
  private var overrides: [String] = []

  private static let number = Mutex(0)

  init() throws {
    let number = Self.number.withLock { number in
      number += 1
      return number
    }
    name = "mp-e2e-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
    folder = try ScratchFolder()
  }

  nonisolated var output: URL { folder.url.appending(path: "out") }

  // MARK: - Building

  /// Compiles a spec into the project's folder; what it exposes keeps its random ports.
  @discardableResult
  func build(_ spec: Spec) async throws -> Command {
    let new = spec.exposed.filter { ports[$0] == nil }
    for (name, port) in zip(new, try FreePorts.take(new.count)) { ports[name] = port }
    let published = spec.published(on: spec.exposed.compactMap { ports[$0] })
    for (name, bytes) in published.files {
      try bytes.write(to: folder.url.appending(path: name))
    }
    try Data(published.text.utf8).write(to: folder.url.appending(path: "spec.mp"))
    return try await Command.run(
      [Self.compiler.path, "build", "spec.mp", "-o", "out"],
      in: folder.url
    )
  }

  /// The command that was built with these tests.
  private static let compiler = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "mpc")

  /// A Compose file that is merged over the compiled one from the next command on.
  func merge(_ yaml: String) throws {
    let name = "override-\(overrides.count).yaml"
    try Data(yaml.utf8).write(to: folder.url.appending(path: name))
    overrides.append(name)
  }

  // MARK: - Running

  /// Compiles a spec and starts it, unless it is the one that runs.
  func deploy(_ spec: Spec) async throws {
    guard spec != running else { return }
    running = nil
    try await build(spec)
    try await up()
    running = spec
  }

  /// Starts what was compiled last, and waits until it is ready.
  func up() async throws {
    let result = try await Command.result(
      composeCommand(["--progress", "quiet", "up", "--detach", "--wait"]),
      limit: 90
    )
    guard result.status == 0 else {
      let state = try await compose("ps", "--all").text
      let logs = try await compose("logs", "--tail", "20").text
      throw Failed(description: "\(result)\n\(state)\n\(logs)")
    }
  }

  func down(removingVolumes: Bool = false) async throws {
    let volumes = removingVolumes ? ["--volumes"] : []
    let command = ["--progress", "quiet", "down", "--timeout", "1"] + volumes
    try await Command.run(composeCommand(command), limit: 60)
  }

  struct Failed: Error, CustomStringConvertible { let description: String }

  @discardableResult
  func compose(_ arguments: String...) async throws -> Command {
    try await Command.run(composeCommand(arguments), limit: 60)
  }

  func composeCommand(_ arguments: [String]) -> [String] {
    let files =
      [output.path + "/compose/compose.yaml"] + overrides.map { folder.url.path + "/" + $0 }
    return ["docker", "compose", "--project-name", name] + files.flatMap { ["--file", $0] }
      + arguments
  }

  // MARK: - Looking at it

  /// Where requests to what the spec exposes go.
  func url(_ exposed: String, _ path: String = "/") throws -> URL {
    guard let port = ports[exposed], let url = URL(string: "http://127.0.0.1:\(port)\(path)")
    else { throw Failed(description: "nothing exposes \(exposed)") }
    return url
  }

  /// Every container, running or not, in the order of the services' names.
  func containers() async throws -> [ContainerState] {
    let ids = try await objects("container", "--all")
    guard !ids.isEmpty else { return [] }
    let inspected = try await Command.run(["docker", "container", "inspect"] + ids)
    return try JSONDecoder().decode([ContainerState].self, from: inspected.output)
      .sorted { $0.service < $1.service }
  }

  /// The only container of a service.
  func container(_ service: String) async throws -> ContainerState {
    let found = try await containers().filter { $0.service == service }
    guard found.count == 1 else {
      throw Failed(description: "\(service) has \(found.count) containers")
    }
    return found[0]
  }

  /// The ids of the containers, networks or volumes that the engine has of this project.
  func objects(_ kind: String, _ options: String...) async throws -> [String] {
    let label = "label=com.docker.compose.project=\(name)"
    return try await Command.run(["docker", kind, "ls", "--quiet", "--filter", label] + options)
      .text.split(separator: "\n").map(String.init)
  }

  /// What a command prints in the container of a service.
  func exec(_ service: String, _ command: [String], as user: Int? = nil) async throws -> Data {
    let id = try await container(service).id
    let options = user.map { ["--user", String($0)] } ?? []
    return try await Command.run(["docker", "exec"] + options + [id] + command).output
  }
}
