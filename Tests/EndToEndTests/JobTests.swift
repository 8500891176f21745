import Foundation
import Testing

extension EndToEnd {
  /// What runs to its end, and what waits for that.
  @Suite(.deployed(Batch.spec)) struct JobTests {
    /// The lines of a file that all have; none where there is no file.
    private func board(_ file: String, of system: DeployedSystem) async throws -> [String] {
      let read = "[ ! -e /board/\(file) ] || cat /board/\(file)"
      let text = try await system.exec("db", ["/bin/sh", "-c", read])
      return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: Platform.allCases)
    func nothingStartsBeforeWhatItWaitsForHasSucceeded(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      // What `migrate` needs was ready late, and `api` found all that the jobs have written.
      let isDone = try await eventually { try await board("log", of: system).count >= 3 }
      #expect(isDone)
      #expect(try await board("log", of: system).prefix(3) == ["db", "migrate 1", "api 3 3"])
    }

    @Test(arguments: Platform.allCases)
    func eachIndexOfAJobRunsOnce(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let parts = try await board("parts", of: system).prefix(3).sorted()
      #expect(parts == (0..<3).map { "\($0) parts-\($0).parts \($0) part-\($0)" })
      #expect(try await eventually { try await board("last", of: system).first == "0 1 2" })
    }

    /// A cron is nobody's business but that of who runs it.
    @Test(arguments: Platform.allCases)
    func cronRunsWhenItIsTold(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      #expect(try await board("report", of: system) == [])
      for count in 1...2 {
        let run = await system.command(["run", "--rm", "-T", "report"], or: ["run", "report"])
        try await Command.run(run, limit: 60)
        let lines = Array(repeating: "--day $(date) 100%", count: count)
        #expect(try await board("report", of: system) == lines)
      }
    }

    @Test(arguments: Platform.allCases)
    func changedJobRunsAgain(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let before = try await system.container("db")
      try await system.deploy(Batch.version(2))
      let hasRun = try await eventually {
        try await board("log", of: system).contains("migrate 2")
      }
      #expect(hasRun)
      // Compose may replace what waits for a job, and nothing else.
      #expect(try await system.container("db").incarnation == before.incarnation)
      #expect(try await eventually { try await system.container("api").isRunning })
    }

    @Test(arguments: Platform.allCases)
    func failedJobStopsWhatWaitsForIt(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.build(Batch.broken)
      let up = try await Command.result(system.upCommand(timeout: 90), limit: 120)
      #expect(up.status != 0)
      #expect(up.errors.contains("migrate"), "\(up)")
      // Compose says nothing of why, and is asked.
      let why = platform == .shell ? up.errors : try await system.logs("migrate")
      #expect(why.contains("there is no such table"), "\(why)")
      let late = try await system.containers().filter { $0.service == "late" }
      #expect(late.allSatisfy { !$0.hasEverRun }, "\(late)")
      let listed = try await system.exec("db", ["ls", "/board"])
      #expect(!String(decoding: listed, as: UTF8.self).contains("late"))

      // It is in nobody's way.
      try await system.deploy(Batch.version(3, more: Batch.late))
      let hasRun = try await eventually {
        try await board("log", of: system).contains("migrate 3")
      }
      #expect(hasRun)
      for service in ["api", "late"] {
        #expect(try await eventually { try await system.container(service).isRunning })
      }
    }
  }
}
