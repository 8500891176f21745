import Foundation

/// Runs a program of this machine, to its end.
enum Tool {
  struct Output: Equatable {
    var status: Int32
    var output: [UInt8]
    var error: [UInt8]

    var text: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: error, as: UTF8.self) }
  }

  static let hasShellcheck: Bool = {
    let isThere = (try? run(["/usr/bin/env", "shellcheck", "--version"]))?.status == 0
    if !isThere { print("shellcheck is not there: what it says of the scripts is not tested") }
    return isThere
  }()

  struct NotStarted: Error {
    let command: [String]
    let problem: Int32
  }

  /// - Parameter environment: In place of what is there under the same names.
  @discardableResult
  static func run(
    _ command: [String],
    environment: [String: String] = [:]
  ) throws -> Output {
    try start(command, environment: environment).output()
  }

  /// The same for a program that goes on beside others.
  static func start(
    _ command: [String],
    environment: [String: String] = [:]
  ) throws -> RunningTool {
    // Files and not pipes: a full pipe on one side would stop both.
    let scratch = try ScratchFolder()
    let (output, error) = (scratch.at("output"), scratch.at("error"))
    let variables = ProcessInfo.processInfo.environment
      .filter { !["DOCKER", "PROJECT", "TIMEOUT", "TMPDIR"].contains($0.key) }
      .merging(environment) { $1 }
      .map { "\($0.key)=\($0.value)" }
    let process = try spawn(command, variables, [(1, output.path), (2, error.path)])
    return RunningTool(process: process, scratch: scratch)
  }

  /// Starts a program that gets its signals: Foundation's threads block most, and what they start
  /// would, too.
  private static func spawn(
    _ command: [String],
    _ variables: [String],
    _ files: [(descriptor: Int32, path: String)]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for file in files {
      posix_spawn_file_actions_addopen(
        &actions,
        file.descriptor,
        file.path,
        O_WRONLY | O_CREAT | O_TRUNC,
        0o600
      )
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process: pid_t = 0
    let words = command.map { strdup($0) }
    let settings = variables.map { strdup($0) }
    defer { (words + settings).forEach { free($0) } }
    let problem = posix_spawn(
      &process,
      command[0],
      &actions,
      &attributes,
      words + [nil],
      settings + [nil]
    )
    guard problem == 0 else { throw NotStarted(command: command, problem: problem) }
    return process
  }
}

/// A program that has been started.
struct RunningTool {
  fileprivate let process: pid_t
  fileprivate let scratch: ScratchFolder

  /// Waits for its end. Only once: then its number may be another's.
  func output() throws -> Tool.Output {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Tool.Output(
      // As a shell has it.
      status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
      output: Array(try Data(contentsOf: scratch.at("output"))),
      error: Array(try Data(contentsOf: scratch.at("error")))
    )
  }
}

/// A folder of a test's own, removed with it.
final class ScratchFolder: Sendable {
  let url: URL

  init() throws {
    // Its real name, as a script finds it.
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    url = parent.appending(path: "mpc-shell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func at(_ name: String) -> URL { url.appending(path: name) }
}
