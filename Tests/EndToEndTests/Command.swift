import Foundation

/// A program that ran to its end.
struct Command: CustomStringConvertible {
  struct TimedOut: Error {
    let arguments: [String]
    let limit: TimeInterval
  }

  struct Failed: Error, CustomStringConvertible {
    let command: Command
    var description: String { command.description }
  }

  let arguments: [String]
  let status: Int32
  let output: Data
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  var description: String {
    "`\(arguments.joined(separator: " "))` ended with \(status)\n\(errors.suffix(4000))\(text.suffix(2000))"
  }

  /// Runs a program whatever it ends with.
  ///
  /// - Parameter limit: In seconds; what is not done by then is killed.
  static func result(
    _ arguments: [String],
    in folder: URL? = nil,
    limit: TimeInterval = 30
  ) async throws -> Command {
    // Files and not pipes: a full pipe would stop the program.
    let scratch = try ScratchFolder()
    let files = ["output", "errors"].map { scratch.url.appending(path: $0) }
    for file in files { try Data().write(to: file) }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])

    let deadline = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
    let reason = try await withCheckedThrowingContinuation {
      (ended: CheckedContinuation<Process.TerminationReason, any Error>) in
      process.terminationHandler = { ended.resume(returning: $0.terminationReason) }
      do {
        try process.run()
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: deadline)
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
      }
    }
    deadline.cancel()
    guard reason == .exit else { throw TimedOut(arguments: arguments, limit: limit) }
    return Command(
      arguments: arguments,
      status: process.terminationStatus,
      output: try Data(contentsOf: files[0]),
      errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    )
  }

  /// Runs a program that has to end with 0.
  @discardableResult
  static func run(
    _ arguments: [String],
    in folder: URL? = nil,
    limit: TimeInterval = 30
  ) async throws -> Command {
    let command = try await result(arguments, in: folder, limit: limit)
    guard command.status == 0 else { throw Failed(command: command) }
    return command
  }

  static func succeeds(_ arguments: String..., limit: TimeInterval = 30) async -> Bool {
    (try? await run(arguments, limit: limit)) != nil
  }
}
