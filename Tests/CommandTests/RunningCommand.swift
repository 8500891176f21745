import Foundation

/// `mpc` as a process, in a folder of its own.
struct RunningCommand {
  let folder: URL
  var environment: [String: String] = [:]

  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "mpc-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The command that was built with these tests.
  static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "mpc")

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: folder.appending(path: path))
  }

  func write(_ text: String, to path: String = "spec.mp") throws {
    try write(Array(text.utf8), to: path)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// Runs the command to its end.
  ///
  /// - Parameter limit: In seconds; a command that takes longer is killed, and its status is that of
  ///   the signal.
  func run(_ arguments: String..., input: String = "", limit: Int = 20) throws -> Result {
    try run(words: [Self.executable.path] + arguments, input: input, limit: limit)
  }

  func run(_ arguments: [String]) throws -> Result {
    try run(words: [Self.executable.path] + arguments, input: "", limit: 20)
  }

  /// Runs the command from a line of shell, which finds it in `$0`.
  func run(through line: String) throws -> Result {
    try run(words: ["sh", "-c", line, Self.executable.path], input: "", limit: 20)
  }

  private func run(words: [String], input: String, limit: Int) throws -> Result {
    let streams = folder.appendingPathExtension("streams")
    try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: streams) }
    let files = ["input", "output", "errors"].map { streams.appending(path: $0) }
    try Data(input.utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "-s", "KILL", "\(limit)"] + words
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOf: files[1], encoding: .utf8),
      errors: try String(contentsOf: files[2], encoding: .utf8)
    )
  }
}
