import Foundation
import Synchronization

/// A spec that is compiled by the command, as a user would, and deployed under a name of its own.
actor DeployedSystem {
  nonisolated let platform: Platform
  /// `mp-e2e-<process>-<number>`, by which left-over ones are found.
  nonisolated let name: String
  nonisolated let folder: URL
  /// What was started last, as far as that is known.
  private(set) var running: Spec?
  private nonisolated let scratch: ScratchFolder
  private var ports: [String: Int] = [:]
  private var overrides: [String] = []
  private var secrets: [String: Data] = [:]
  /// The lines of `.env`.
  private var variables: [String]?
  /// What the shell script calls instead of `docker`.
  private var substitute: String?

  private static let number = Mutex(0)

  /// - Parameter folder: Where in a folder of its own it is compiled.
  init(on platform: Platform, in folder: String = "spec") throws {
    let number = Self.number.withLock { number in
      number += 1
      return number
    }
    self.platform = platform
    name = "mp-e2e-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
    scratch = try ScratchFolder()
    self.folder = scratch.url.appending(path: folder)
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
  }

  nonisolated var output: URL { folder.appending(path: "out") }

  struct Failed: Error, CustomStringConvertible { let description: String }

  // MARK: - Building

  /// Compiles a spec into the system's folder; what it exposes keeps its random ports.
  @discardableResult
  func build(_ spec: Spec) async throws -> Command {
    let published = try published(spec)
    for (name, bytes) in published.files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try bytes.write(to: file)
    }
    try Data(published.text.utf8).write(to: folder.appending(path: "spec.mp"))
    let build = try await Command.run(
      [Self.compiler.path, "build", "spec.mp", "-o", "out"]
        + (spec.isForEngines ? ["-t", platform.rawValue] : []),
      in: folder
    )
    try provideSecrets()
    return build
  }

  /// Gives what the spec has as secrets, by their paths: `shop_tls.key`.
  func give(_ secrets: [String: Data]) { self.secrets = secrets }

  /// Gives values of secrets by their variables, in a `.env`; `nil` takes it away.
  func give(variables: [String: String]?) throws {
    self.variables = variables?.sorted { $0.key < $1.key }
      .map { EnvironmentFile.line($0.key, $0.value) }
    if FileManager.default.fileExists(atPath: ownOutput.path) { try provideSecrets() }
  }

  private func provideSecrets() throws {
    let file = ownOutput.appending(path: ".env")
    if let variables {
      try Data(variables.joined().utf8).write(to: file)
    } else {
      try? FileManager.default.removeItem(at: file)
    }
    if secrets.isEmpty { return }
    let folder = ownOutput.appending(path: "secrets")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, bytes) in secrets { try bytes.write(to: folder.appending(path: name)) }
  }

  /// The folder of what is started here.
  nonisolated var ownOutput: URL { output.appending(path: platform.rawValue) }

  /// A spec with the ports that it has here.
  func published(_ spec: Spec) throws -> Spec {
    let new = Set(spec.exposed).filter { ports[$0] == nil }
    for (name, port) in zip(new, try FreePorts.take(new.count)) { ports[name] = port }
    return spec.published(on: spec.exposed.compactMap { ports[$0] })
  }

  /// The command that was built with these tests.
  private static let compiler = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "mpc")

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
    let result = try await Command.result(upCommand(timeout: 120), limit: 240)
    guard result.status == 0 else {
      let state = try await Command.result(command("ps", or: "status")).text
      let logs = try await Command.result(command(["logs", "--tail", "20"], or: ["logs"])).text
      throw Failed(description: "\(result)\n\(state)\n\(logs.suffix(10_000))")
    }
  }

  /// As the header of what was compiled says.
  ///
  /// - Parameter timeout: In seconds.
  func upCommand(timeout: Int) -> [String] {
    let wait = isToBeWaitedFor ? ["--wait", "--wait-timeout", "\(timeout)"] : []
    return command(
      ["--progress", "quiet", "up", "--detach", "--remove-orphans"] + wait,
      or: ["up"],
      timeout: timeout
    )
  }

  private var isToBeWaitedFor: Bool {
    let file = ownOutput.appending(path: "compose.yaml")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("# Start: ") }
    return line?.contains(" --wait ") ?? false
  }

  /// - Parameter isPatient: Whether everything has the time to end that the spec gives it.
  func down(removingVolumes: Bool = false, isPatient: Bool = false) async throws {
    let volumes = removingVolumes ? ["--volumes"] : []
    let command = command(
      ["--progress", "quiet", "--profile", "cron", "down"] + (isPatient ? [] : ["--timeout", "1"])
        + volumes,
      or: ["down"] + volumes
    )
    try await Command.run(command, limit: 60)
  }

  /// What a service has printed.
  func logs(_ service: String) async throws -> String {
    let command = try await Command.run(command(["logs", service], or: ["logs", service]))
    return command.text + command.errors
  }

  private func command(_ compose: String, or shell: String) -> [String] {
    command([compose], or: [shell])
  }

  /// What does something to the system that was compiled last.
  func command(_ compose: [String], or shell: [String], timeout: Int = 90) -> [String] {
    switch platform {
    case .compose:
      let files =
        [output.path + "/compose/compose.yaml"] + overrides.map { folder.path + "/" + $0 }
      return ["docker", "compose", "--project-name", name] + files.flatMap { ["--file", $0] }
        + compose
    case .shell:
      let environment =
        ["PROJECT=\(name)", "TIMEOUT=\(timeout)"] + (substitute.map { ["DOCKER=\($0)"] } ?? [])
      return environment + ["sh", output.path + "/shell/run.sh"] + shell
    }
  }

  /// Lets names be completed in containers, as where the machine's own resolver does: the host's
  /// domains get into them.
  func searchDomain(_ domain: String, in services: [String]) throws {
    switch platform {
    case .compose:
      let lines = services.map { "  \($0): { dns_search: [\(domain)] }\n" }
      let name = "override-\(overrides.count).yaml"
      try Data("services:\n\(lines.joined())".utf8).write(to: folder.appending(path: name))
      overrides.append(name)
    case .shell:
      try replaceEngine(
        """
        case "$1 $2" in
        "container create" | "container run")
          verb=$2
          shift 2
          set -- container "$verb" --dns-search \(domain) "$@"
          ;;
        esac
        exec docker "$@"
        """
      )
    }
  }

  /// A shell script that is called in the place of `docker` from the next command on.
  func replaceEngine(_ script: String) throws {
    let url = scratch.url.appending(path: "docker-\(UUID().uuidString)")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    substitute = url.path
  }

  /// Calls `docker` itself again.
  func useEngine() { substitute = nil }

  // MARK: - Looking at it

  /// The port outside of what the spec exposes.
  func port(_ exposed: String) throws -> Int {
    guard let port = ports[exposed] else { throw Failed(description: "nothing exposes \(exposed)") }
    return port
  }

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
    let inspected = try await Command.result(["docker", "container", "inspect"] + ids)
    // One that is just being made or removed is in the list, but not there.
    guard inspected.status == 0 || inspected.errors.contains("No such container") else {
      throw Command.Failed(command: inspected)
    }
    return try JSONDecoder().decode([ContainerState].self, from: inspected.output)
      .sorted { ($0.service, $0.id) < ($1.service, $1.id) }
  }

  /// The only container of a service.
  func container(_ service: String) async throws -> ContainerState {
    let found = try await containers().filter { $0.service == service }
    guard found.count == 1 else {
      throw Failed(description: "\(service) has \(found.count) containers on \(platform)")
    }
    return found[0]
  }

  /// The ids of the containers, networks or volumes that the engine has of this system.
  func objects(_ kind: String, _ options: String...) async throws -> [String] {
    let label = "label=\(platform.projectLabel)=\(name)"
    let whole = kind == "volume" ? [] : ["--no-trunc"]
    let list = ["docker", kind, "ls", "--quiet", "--filter", label] + whole + options
    return try await Command.run(list)
      .text.split(separator: "\n").map(String.init)
  }

  // MARK: - Its containers

  /// What a command prints in the container of a service.
  func exec(_ service: String, _ command: [String], as user: Int? = nil) async throws -> Data {
    let id = try await container(service).id
    let options = user.map { ["--user", String($0)] } ?? []
    return try await Command.run(["docker", "exec"] + options + [id] + command).output
  }

  /// `kill`, `start`, `pause`, `unpause`: done to services by the engine, behind the platform's back.
  func engine(_ verb: String, _ services: String...) async throws {
    let containers = try await containers()
    let ids = try services.map { service in
      guard let container = containers.first(where: { $0.service == service }) else {
        throw Failed(description: "there is no \(service) on \(platform)")
      }
      return container.id
    }
    try await Command.run(["docker", verb] + ids)
  }
}
