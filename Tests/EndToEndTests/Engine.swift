import Foundation
import Testing

/// The container engine that the tests run what they compile on.
enum Engine {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// `MPC_REQUIRE_DOCKER=1`: tests that cannot run fail.
  static let isRequired = ProcessInfo.processInfo.environment["MPC_REQUIRE_DOCKER"] == "1"

  /// Why the tests cannot run here; `nil` where they can.
  static var problem: String? { get async { await check.value } }

  /// Whether to run the tests. Where not, the standard error says why, once: each test asks.
  static var isToBeUsed: Bool { get async { await use.value } }

  private static let use = Task { () -> Bool in
    guard !isRequired, let problem = await problem else { return true }
    let message = "\nThe end-to-end tests are SKIPPED: \(problem)\n\n"
    FileHandle.standardError.write(Data(message.utf8))
    return false
  }

  private static let check = Task { () -> String? in
    do {
      // The unit tests run at the same time, and may leave little of the machine.
      try await Command.run(["docker", "info"], limit: 120)
    } catch {
      return "`docker info` fails. Start a Docker engine, and let this user use it.\n\(error)"
    }
    guard await Command.succeeds("docker", "compose", "version") else {
      return "`docker compose version` fails. Install Docker's Compose plugin."
    }
    do {
      for image in try await images() {
        if await Command.succeeds("docker", "image", "inspect", image) { continue }
        if await Command.succeeds("docker", "pull", "--quiet", image, limit: 180) { continue }
        return "the image \(image) is neither here nor to be had: `docker pull \(image)` fails."
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The stock images: those that the compiler puts into the histogram.
  private static func images() async throws -> [String] {
    let system = try DeployedSystem(on: .compose)
    try await system.build(.histogram)
    let images = await system.command(["config", "--images"], or: [])
    return try await Command.run(images).text
      .split(separator: "\n").map(String.init).sorted()
  }
}

/// Fails where an engine is required and missing; leaves nothing of this run or of dead ones behind.
struct EngineTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing run: @Sendable () async throws -> Void
  ) async throws {
    if let problem = await Engine.problem { throw Engine.Missing(description: problem) }
    try await Leftovers.remove()
    try await run()
    try await Leftovers.remove()
  }
}

extension Trait where Self == EngineTrait {
  static var engine: Self { Self() }
}
