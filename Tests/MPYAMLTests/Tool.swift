import Foundation

/// A program of this machine that reads YAML in its own way.
enum Tool {
  static let hasPyYAML = succeeds("python3", "-c", "from yaml import SafeLoader, CSafeLoader")
  static let hasRuamel = succeeds("python3", "-c", "import ruamel.yaml")
  static let hasKubectl = succeeds("kubectl", "version", "--client")
  static let hasCompose = succeeds("docker", "compose", "version")

  struct Failure: Error {
    let command: [String]
    let status: Int32
    let message: String
  }

  /// What the command prints when it is given `input`.
  static func output(of command: [String], input: [UInt8]) throws -> Data {
    // Files and not pipes: a full pipe on one side would stop both.
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mpyaml-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["input", "output", "error"].map { folder.appendingPathComponent($0) }
    try Data(input).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let message = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
      throw Failure(command: command, status: process.terminationStatus, message: message)
    }
    return try Data(contentsOf: files[1])
  }

  /// Whether a program is there; where `MPC_REQUIRE_TOOLS=1` says that it has to be, its tests run and
  /// fail without it.
  private static func succeeds(_ command: String...) -> Bool {
    ProcessInfo.processInfo.environment["MPC_REQUIRE_TOOLS"] == "1"
      || (try? output(of: command, input: [])) != nil
  }
}
