import Foundation
import Testing

extension EndToEnd {
  /// Each item is done at least once, whoever is killed; what cannot be done is put aside.
  @Suite(
    .deployed(.queue) { system in
      let holders = (0..<4).map { "jobs-worker-\($0)_mp-pod" }
      try await system.searchDomain("example.com", in: ["jobs-front"] + holders)
    }
  )
  struct QueueTests {
    struct Counts: Decodable, Equatable {
      let todo: Int
      let doing: Int
      let dead: Int
      let done: Int

      var areSettled: Bool { todo == 0 && doing == 0 }
    }

    struct Letter: Decodable, Equatable {
      let id: Int
      let attempts: Int
      let reason: String
    }

    /// That a worker got an item.
    struct Attempt: Equatable {
      let item: Int
      let number: Int
      let worker: String
      let body: String
    }

    /// Puts an item into the queue, as a producer that tries until it is accepted.
    @discardableResult
    private func push(_ item: String, to system: DeployedSystem) async throws -> Int {
      struct Accepted: Decodable { let id: Int }
      let url = try await system.url("jobs.http", "/items")
      for _ in 0..<100 {
        let answer = try await HTTP.post(Data(item.utf8), to: url)
        if answer.status == 201 { return try answer.decoded(as: Accepted.self).id }
        try #require(answer.status == 503, "\(answer.text)")
        try await Task.sleep(for: .milliseconds(200))
      }
      throw DeployedSystem.Failed(description: "the queue takes no items")
    }

    private func counts(_ system: DeployedSystem) async throws -> Counts {
      try await HTTP.get(try await system.url("jobs.http", "/items")).decoded()
    }

    private func dead(_ system: DeployedSystem) async throws -> [Letter] {
      try await HTTP.get(try await system.url("jobs.http", "/dead")).decoded()
    }

    /// What workers have noted about the items that begin with a word.
    private func attempts(_ word: String, on system: DeployedSystem) async throws -> [Attempt] {
      let worker = try #require(
        try await system.containers().first { $0.service == "jobs-worker-0" }
      )
      let log = try await Command.run(["docker", "exec", worker.id, "cat", "/seen/log"]).text
      return log.split(separator: "\n").map { line in
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        return Attempt(
          item: Int(words[0]) ?? 0,
          number: Int(words[1]) ?? 0,
          worker: words[2],
          body: words.count > 3 ? words[3] : ""
        )
      }.filter { $0.body.hasPrefix(word) }
    }

    /// Also what is longer than any buffer on the way.
    @Test(arguments: Platform.allCases)
    func largeItemsAreDone(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let sizes = [8_000, 16_384, 17_000, 300_000, 1 << 20]
      for size in sizes {
        try await push("large" + String(repeating: "x", count: size - 5), to: system)
      }
      #expect(try await eventually { try await counts(system).areSettled })
      let done = try await attempts("large", on: system).map(\.body.utf8.count)
      #expect(Set(done) == Set(sizes))
    }

    @Test(arguments: Platform.allCases)
    func everyItemIsDoneWhoeverIsKilled(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let before = try await counts(system)
      try #require(before.areSettled)
      let items = (0..<500).map { "item-\($0)" }
      let poison = try await push("poison", to: system)

      try await withThrowingTaskGroup(of: Void.self) { group in
        for producer in 0..<4 {
          group.addTask {
            for item in items[(producer * 125)..<(producer * 125 + 125)] {
              try await push(item, to: system)
            }
          }
        }
        group.addTask {
          try #require(
            try await eventually(within: .seconds(60)) {
              try await attempts("item", on: system).count >= 150
            }
          )
          let killed = [1, 2].flatMap { ["jobs-worker-\($0)", "jobs-worker-\($0)_helper"] }
          try await Command.run(["docker", "kill"] + ids(killed, of: system))
          try await system.engine("kill", "jobs-queue")
          try await Task.sleep(for: .milliseconds(500))
          try await system.engine("start", "jobs-queue")
        }
        try await group.waitForAll()
      }
      let isDone = try await eventually(within: .seconds(90)) {
        guard let now = try? await counts(system) else { return false }
        return now.areSettled
      }
      #expect(isDone)
      let after = try await counts(system)
      // A producer whose request was lost with the queue has sent it again.
      #expect(after.done >= before.done + 500 && after.dead == 1, "\(after)")
      #expect(Set(try await attempts("item-", on: system).map(\.body)) == Set(items))
      #expect(
        try await dead(system) == [Letter(id: poison, attempts: 3, reason: "status 500")]
      )
      #expect(try await attempts("poison", on: system).map(\.number) == [1, 2, 3])

      // Somebody has mended it, as they think.
      let again = try await HTTP.post(to: try await system.url("jobs.http", "/dead"))
      #expect(again.status == 200)
      let isDead = try await eventually { try await dead(system).map(\.id) == [poison] }
      #expect(isDead)
      #expect(try await attempts("poison", on: system).map(\.number) == [1, 2, 3, 1, 2, 3])
      try await system.engine(
        "start",
        "jobs-worker-1",
        "jobs-worker-1_helper",
        "jobs-worker-2",
        "jobs-worker-2_helper"
      )
    }

    private func ids(_ services: [String], of system: DeployedSystem) async throws -> [String] {
      let containers = try await system.containers()
      return services.compactMap { name in containers.first { $0.service == name }?.id }
    }

    /// The worker is killed with its helper, or only too slow.
    @Test(arguments: Platform.allCases, [true, false])
    func whatAWorkerLeavesComesBack(on platform: Platform, isKilled: Bool) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let name = "stall-\(isKilled)"
      let clock = ContinuousClock()
      let begin = clock.now
      let item = try await push(name, to: system)
      let isTaken = try await eventually { try await !attempts(name, on: system).isEmpty }
      try #require(isTaken)
      let first = try await attempts(name, on: system)[0]
      #expect(first.item == item && first.number == 1)
      // The holder of the network has the name that the worker knows itself by.
      let worker = try #require(
        try await system.containers().first {
          $0.service.hasSuffix("_mp-pod") && $0.configuration.hostname == first.worker
        }
      ).service.replacing("_mp-pod", with: "")
      // The helper first: it would say that the worker is gone, and the item would be back at once.
      let parts = try await ids([worker + "_helper", worker], of: system)
      // Worker 0 is the one that is asked for what the workers have noted.
      let verb = worker == "jobs-worker-0" ? ["restart", "--time", "0"] : ["kill"]
      for part in parts where isKilled { try await Command.run(["docker"] + verb + [part]) }
      let isBack = try await eventually(within: .seconds(20)) {
        try await attempts(name, on: system).count == 2
      }
      #expect(isBack)
      let second = try await attempts(name, on: system)[1]
      #expect(second.item == item && second.number == 2)
      let elapsed = clock.now - begin
      // Not before the worker's time is over.
      #expect(elapsed > .seconds(2) && elapsed < .seconds(10), "after \(elapsed)")
      #expect(try await eventually { try await counts(system).areSettled })
      if isKilled { try await Command.run(["docker", "start"] + parts) }
    }

    /// A producer that does not know how long an item becomes sends it in chunks.
    @Test(
      .enabled("needs curl") { await Command.succeeds("curl", "--version") },
      arguments: Platform.allCases
    )
    func itemsInChunksAreTaken(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let url = try await system.url("jobs.http", "/items").absoluteString
      let scratch = try ScratchFolder()
      let file = scratch.url.appending(path: "item")
      for size in [1_000, 100_000, 1 << 20] {
        try Data(("chunks" + String(repeating: "x", count: size - 6)).utf8).write(to: file)
        let status = try await Command.run(
          ["curl", "--silent", "--max-time", "20", "--output", "/dev/null"]
            + ["--write-out", "%{http_code}", "--header", "Transfer-Encoding: chunked"]
            + ["--data-binary", "@\(file.path)", url]
        ).text
        #expect(status == "201", "\(size)")
      }
      #expect(try await eventually { try await counts(system).areSettled })
      let done = try await attempts("chunks", on: system).map(\.body.utf8.count)
      #expect(Set(done) == [1_000, 100_000, 1 << 20])
    }

    /// Items that are on their way at once are more than the queue could hold.
    @Test(arguments: Platform.allCases)
    func theQueueOutlivesMoreThanItCanHold(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let url = try await system.url("little.http", "/items")
      let before = try await system.container("little-queue").incarnation
      let item = Data((0..<(2 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      let answers = try await withThrowingTaskGroup(of: HTTP.Answer.self) { group in
        for _ in 0..<60 { group.addTask { try await HTTP.post(item, to: url) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let refusals = answers.filter { $0.status != 201 }
      #expect(refusals.allSatisfy { $0.text == "{\"error\":\"the queue is full\"}" })
      // Half of its memory, without what Redis itself needs.
      let taken = answers.count - refusals.count
      #expect((4...8).contains(taken), "\(taken)")
      let now: Counts = try await HTTP.get(url).decoded()
      #expect(now == Counts(todo: taken, doing: 0, dead: 0, done: 0))
      #expect(try await system.container("little-queue").incarnation == before)
    }

    @Test(arguments: Platform.allCases)
    func queueSaysWhatItDoesNotTake(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let items = try await system.url("jobs.http", "/items")
      #expect(try await HTTP.post(Data(count: 1_048_577), to: items).status == 413)
      #expect(try await HTTP.get(try await system.url("jobs.http", "/items/0")).status == 404)
      #expect(try await HTTP.get(try await system.url("jobs.http", "/elsewhere")).status == 404)
      try await system.engine("kill", "jobs-queue")
      let refusal = try await HTTP.post(to: items)
      try await system.engine("start", "jobs-queue")
      #expect(refusal.status == 503 && refusal.text.hasPrefix("{\"error\":"))
      let id = try await push("after", to: system)
      #expect(try await eventually { try await counts(system).areSettled })
      #expect(try await attempts("after", on: system).map(\.item).contains(id))
    }
  }
}
