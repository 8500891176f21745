import Foundation
import MPIR
import Synchronization

@testable import MPBackends

/// A system on an engine, told by Compose.
final class ComposeProject: Sendable {
  struct Failed: Error, CustomStringConvertible { let description: String }

  /// `mp-unit-<process>-<number>`
  let name: String
  let folder: URL
  private let scratch: ScratchFolder
  private static let number = Mutex(0)

  init(_ system: SystemIR) throws {
    let number = Self.number.withLock { number in
      number += 1
      return number
    }
    name = "mp-unit-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
    scratch = try ScratchFolder()
    folder = scratch.url.appending(path: "compose")
    try write(system)
  }

  /// Puts the files of another system in the place of the last one's.
  func write(_ system: SystemIR) throws {
    var system = system
    system.name = name
    guard system.violations().isEmpty else {
      throw Failed(description: "\(system.violations())")
    }
    try system.rendered(for: .compose).write(to: scratch.url)
  }

  /// The lines of the file's header.
  var header: [String] {
    get throws {
      try String(contentsOf: folder.appending(path: "compose.yaml"), encoding: .utf8)
        .split(separator: "\n").prefix { $0.hasPrefix("#") }.map { String($0.dropFirst(2)) }
    }
  }

  func compose(_ arguments: String..., environment: [String: String] = [:]) throws
    -> Tool.Output
  {
    try Tool.run(
      ["docker", "compose", "-f", "compose.yaml"] + arguments,
      in: folder,
      environment: environment
    )
  }

  /// What has to succeed.
  @discardableResult
  func up(_ options: String..., environment: [String: String] = [:]) throws -> Tool.Output {
    let command = ["docker", "compose", "-f", "compose.yaml", "up", "-d"] + options
    let run = try Tool.run(command, in: folder, environment: environment)
    guard run.status == 0 else {
      let logs = try compose("logs", "--no-color")
      throw Failed(description: "\(run)\n\(logs)")
    }
    return run
  }

  /// What a command prints in the container of a service.
  @discardableResult
  func exec(_ service: String, _ script: String) throws -> String {
    let run = try Tool.run(["docker", "exec", container(service), "sh", "-c", script], in: folder)
    guard run.status == 0 else { throw Failed(description: "\(service): \(run)") }
    return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func container(_ service: String) -> String { "\(name)-\(service)-1" }

  /// A field of what the engine knows about a service's container.
  func inspect(_ service: String, _ format: String) throws -> String {
    try Tool.run(["docker", "inspect", "-f", format, container(service)], in: folder)
      .output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The services that have a container, running or not, sorted.
  var services: [String] {
    get throws {
      try compose("ps", "--all", "--format", "{{.Service}}").output
        .split(separator: "\n").map(String.init).sorted()
    }
  }

  deinit {
    _ = try? compose("--profile", "*", "down", "--volumes", "--timeout", "1")
  }
}
