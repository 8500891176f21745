import Foundation
import Synchronization

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
  /// With 128 added to the signal that ended it, as shells say it.
  let status: Int32
  let output: Data
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  var description: String {
    "`\(arguments.joined(separator: " "))` ended with \(status)\n\(errors.suffix(4000))\(text.suffix(2000))"
  }

  /// Runs a program whatever it ends with.
  ///
  /// - Parameters:
  ///   - limit: In seconds; what is not done by then is killed.
  ///   - started: Gets the process, which leads a group of its own.
  static func result(
    _ arguments: [String],
    in folder: URL? = nil,
    limit: TimeInterval = 30,
    started: @escaping @Sendable (pid_t) -> Void = { _ in }
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

    enum Outcome { case running, ended, late }
    let outcome = Mutex(Outcome.running)
    let reason = try await withCheckedThrowingContinuation {
      (ended: CheckedContinuation<Process.TerminationReason, any Error>) in
      process.terminationHandler = { process in
        // Here, and not when this goes on: other tests may leave no thread for that for a long time.
        outcome.withLock { if $0 == .running { $0 = .ended } }
        ended.resume(returning: process.terminationReason)
      }
      do {
        try process.run()
        started(process.processIdentifier)
        let leader = process.processIdentifier
        DispatchQueue.global().asyncAfter(deadline: .now() + limit) {
          outcome.withLock {
            guard $0 == .running else { return }
            $0 = .late
            kill(-leader, SIGKILL)
          }
        }
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
      }
    }
    if outcome.withLock({ $0 }) == .late { throw TimedOut(arguments: arguments, limit: limit) }
    return Command(
      arguments: arguments,
      status: process.terminationStatus + (reason == .exit ? 0 : 128),
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

  /// Starts a program, which goes on while others are asked about what it does.
  static func start(_ arguments: [String], limit: TimeInterval) async throws -> RunningCommand {
    let (processes, process) = AsyncStream.makeStream(of: pid_t.self)
    let end = Task {
      defer { process.finish() }
      return try await result(arguments, limit: limit) { process.yield($0) }
    }
    for await id in processes { return RunningCommand(process: id, end: end) }
    throw Failed(command: try await end.value)
  }

  static func succeeds(_ arguments: String..., limit: TimeInterval = 30) async -> Bool {
    (try? await run(arguments, limit: limit)) != nil
  }
}

/// A program that has not ended yet.
struct RunningCommand: Sendable {
  let process: pid_t
  fileprivate let end: Task<Command, any Error>

  /// Sends a signal to the program alone, and not to what it has started.
  func signal(_ signal: Int32) { kill(process, signal) }

  /// What it did, once it has ended.
  var result: Command { get async throws { try await end.value } }
}
