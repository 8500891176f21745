import Foundation

/// Runs a program of this machine, to its end.
enum Tool {
  struct Output: Equatable {
    var status: Int32
    var output: [UInt8]
    var error: [UInt8]

    var errorText: String { String(decoding: error, as: UTF8.self) }
  }

  static let hasCompose =
    (try? run(["/usr/bin/env", "docker", "compose", "version"], in: repository))?.status == 0

  /// The `mpc` that was built with these tests.
  static let mpc: String = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
    let folder =
      bundle.bundlePath.hasSuffix(".xctest")
      ? bundle.bundleURL.deletingLastPathComponent()
      : (Bundle.main.executableURL ?? bundle.bundleURL).deletingLastPathComponent()
    return folder.appending(path: "mpc").path
  }()

  static func run(_ command: [String], in folder: URL) throws -> Output {
    // Files and not pipes: a full pipe on one side would stop both.
    let scratch = try ScratchFolder()
    let (output, error) = (scratch.at("output"), scratch.at("error"))
    for file in [output, error] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus,
      output: Array(try Data(contentsOf: output)),
      error: Array(try Data(contentsOf: error))
    )
  }
}

/// A folder of a test's own, removed with it.
final class ScratchFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "mpc-golden-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func at(_ name: String) -> URL { url.appending(path: name) }
}
