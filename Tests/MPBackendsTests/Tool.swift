import Foundation
import MPBackends

/// Runs a program of this machine, to its end.
enum Tool {
  struct Output: Equatable, CustomStringConvertible {
    var status: Int32
    var output: String
    var error: String

    var description: String { "status \(status)\n\(error)\(output)" }
  }

  static let hasCompose =
    (try? run(["docker", "compose", "version"], in: FileManager.default.temporaryDirectory))?
    .status == 0

  /// Whether there is an engine; with `MPC_REQUIRE_DOCKER=1` its tests run and fail without one.
  static let hasEngine =
    ProcessInfo.processInfo.environment["MPC_REQUIRE_DOCKER"] == "1"
    || (try? run(["docker", "info"], in: FileManager.default.temporaryDirectory))?.status == 0

  /// - Parameter environment: Beside that of the tests.
  static func run(
    _ command: [String],
    in folder: URL,
    environment: [String: String] = [:]
  ) throws -> Output {
    // Files and not pipes: a full pipe on one side would stop both.
    let scratch = try ScratchFolder()
    let files = ["output", "error"].map { scratch.url.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    )
  }
}

/// A folder of a test's own, removed with it.
final class ScratchFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "mpc-backends-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

extension Rendered {
  /// Writes the files, as `mpc build -o` does.
  func write(to folder: URL) throws {
    for artifact in artifacts {
      let url = folder.appending(path: artifact.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(artifact.bytes).write(to: url)
      try FileManager.default.setAttributes(
        [.posixPermissions: artifact.mode],
        ofItemAtPath: url.path
      )
    }
  }
}
