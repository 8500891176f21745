import Foundation
import Testing

extension EndToEnd {
  /// The lines that Compose's file has for a crontab, run as they stand there.
  @Suite(.deployed(CrontabTests.spec)) struct CrontabTests {
    static let spec = Spec(
      text: ##"""
        app clock {
          accept = ["L0514"]
        }

        volume board { size = 1Gi, shared = true }

        trait worker {
          image = mp.images.busybox
          volume board { path = "/board", of = board }
        }

        job migrate {
          with worker
          command = ["/bin/sh", "-c", "echo migrate >>/board/log"]
        }

        service db {
          with worker
          command = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 10000 & wait"]
          after = [migrate]
        }

        cron alone {
          with worker
          schedule = "0 3 * * *"
          timezone = "Europe/Berlin"
          retries = 1
          after = [migrate]
          command = ["/bin/sh", "-c", "echo alone >>/board/log; sleep 4"]
        }

        cron latest {
          with worker
          schedule = "0 3 * * *"
          concurrency = "replace"
          after = [migrate]
          command = ["/bin/sh", "-c", "echo latest >>/board/log; sleep 4; echo end >>/board/log"]
        }

        cron fails {
          with worker
          schedule = "0 3 * * *"
          retries = 1
          volume scratch { path = "/scratch", kind = "temporary" }
          init first {
            image = mp.images.busybox
            command = ["/bin/sh", "-c", "touch /scratch/prepared"]
            volume scratch { path = "/scratch" }
          }
          command = ["/bin/sh", "-c", "echo fails $(ls /scratch) >>/board/log; touch /scratch/left; exit 3"]
        }
        """##,
      isForEngines: true
    )

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
