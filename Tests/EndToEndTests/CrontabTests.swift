import Foundation
import Testing

extension EndToEnd {
  /// The lines that Compose's file has for a crontab, run as they stand there.
  @Suite(.deployed(Clock.spec)) struct CrontabTests {
    /// What a crontab would give to a shell, for this project.
    private func line(_ cron: String, of system: DeployedSystem) throws -> [String] {
      let file = system.ownOutput.appending(path: "compose.yaml")
      let header = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      let start = "#   0 3 * * * cd DIR && "
      let line = try #require(
        header.first { $0.hasPrefix(start) && $0.contains("--name clock-\(cron) ") }
      )
      let command = line.dropFirst(start.count).replacing("clock-", with: "\(system.name)-")
      return [
        "env", "COMPOSE_PROJECT_NAME=\(system.name)", "sh", "-c",
        "cd '\(system.ownOutput.path)' && \(command)",
      ]
    }

    /// What was written, from the entry on that a test begins with.
    private func log(_ words: String..., of system: DeployedSystem) async throws -> [String] {
      let text = try await system.exec("db", ["cat", "/board/log"])
      return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
        .filter { line in words.contains { line.hasPrefix($0) } }
    }

    /// - Returns: How each ended.
    private func run(
      _ first: [String],
      andAfter pause: Duration,
      _ second: [String]
    ) async throws -> [Int32] {
      async let one = Command.result(first, limit: 90)
      try await Task.sleep(for: pause)
      let two = try await Command.result(second, limit: 90)
      return [try await one.status, two.status]
    }

    @Test func aRunThatStillGoesOnIsNotJoined() async throws {
      let system = try DeployedSystem.ofSuite(on: .compose)
      let line = try line("alone", of: system)
      #expect(try await run(line, andAfter: .seconds(2), line) == [0, 0])
      #expect(try await log("alone", of: system) == ["alone"])
      // Nor is the job run again that it is after.
      #expect(try await log("migrate", of: system) == ["migrate"])
    }

    @Test func theLatestTakesThePlaceOfTheOneBefore() async throws {
      let system = try DeployedSystem.ofSuite(on: .compose)
      let line = try line("latest", of: system)
      #expect(try await run(line, andAfter: .seconds(2), line).last == 0)
      #expect(try await log("latest", "end", of: system) == ["latest", "latest", "end"])
    }

    /// Each attempt begins with nothing but what its own init has prepared.
    @Test func aRunThatFailsIsSaidToHaveFailed() async throws {
      let system = try DeployedSystem.ofSuite(on: .compose)
      let result = try await Command.result(line("fails", of: system), limit: 90)
      #expect(result.status == 3, "\(result)")
      #expect(try await log("fails", of: system) == ["fails prepared", "fails prepared"])
    }
  }
}
