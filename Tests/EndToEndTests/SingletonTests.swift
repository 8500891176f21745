import Foundation
import Testing

extension Spec {
  /// One server, which takes a moment to stop.
  static let singleton = Spec(
    text: """
      app one

      singleton only {
        server {
          image   = mp.images.busybox
          command = ["/bin/sh", "-c", "trap 'sleep 0.5; exit 0' TERM; echo >>/data/starts; sleep 100000 & wait $!"]
          env     { GENERATION = "first" }
          volume data { path = "/data", size = 64Mi }
        }
      }
      """
  )
}

extension EndToEnd {
  /// There are never two of it, whatever happens to the one.
  @Suite(.deployed(.singleton))
  struct SingletonTests {
    static let server = "only-server"

    @Test(arguments: Platform.allCases)
    func thereAreNeverTwoOverTwentyRestarts(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(.singleton)
      let begin = Date().timeIntervalSince1970
      // An engine remembers only so many.
      var seen: Set<Event> = []
      for round in 0..<4 {
        // A changed spec replaces it.
        let before = try await server(of: system).incarnation
        try await system.deploy(.singleton.replacing("\"first\"", with: "\"round \(round)\""))
        let replaced = try await server(of: system)
        #expect(replaced.incarnation != before && replaced.isRunning)
        try await seen.formUnion(events(of: system, since: begin))
        for _ in 0..<3 {
          try await Command.run(["docker", "restart", try await server(of: system).id])
          try await seen.formUnion(events(of: system, since: begin))
        }
        try await crash(system)
        try await seen.formUnion(events(of: system, since: begin))
      }
      let events = seen.sorted { $0.nanoseconds < $1.nanoseconds }.map(\.action)
      let starts = events.filter { $0 == "start" }.count
      #expect(starts >= 20, "\(events)")
      var running = 1
      for event in events {
        running += event == "start" ? 1 : -1
        #expect(running == 0 || running == 1, "\(events)")
      }
      #expect(running == 1)
      // It has kept its disk.
      let id = try await server(of: system).id
      let noted = try await Command.run(["docker", "exec", id, "wc", "-l", "/data/starts"]).text
      #expect(noted.hasPrefix("\(starts + 1) "))
    }

    private func server(of system: DeployedSystem) async throws -> ContainerState {
      let found = try await system.containers().filter { $0.service.hasPrefix(Self.server) }
      return try #require(found.count == 1 ? found[0] : nil, "\(found.map(\.service))")
    }

    /// Ends it without its doing, and waits until it is back.
    private func crash(_ system: DeployedSystem) async throws {
      let before = try await server(of: system)
      let kill = ["docker", "exec", before.id, "/bin/sh", "-c", "kill -9 -1"]
      _ = try await Command.result(kill)
      let isBack = try await eventually(within: .seconds(30)) {
        let now = try await server(of: system)
        return now.isRunning && now.incarnation != before.incarnation
      }
      #expect(isBack)
    }

    /// That a server started or ended: `start`, `die`.
    private struct Event: Hashable {
      let nanoseconds: Int
      let action: String
    }

    private func events(of system: DeployedSystem, since begin: TimeInterval) async throws
      -> [Event]
    {
      let filters = [
        "type=container", "event=start", "event=die",
        "label=\(system.platform.projectLabel)=\(system.name)",
      ]
      let listed = try await Command.run(
        ["docker", "events", "--since", "\(begin)", "--until", "\(Date().timeIntervalSince1970)"]
          + filters.flatMap { ["--filter", $0] }
          + ["--format", "{{.TimeNano}} {{.Action}} {{.Actor.Attributes.name}}"]
      ).text
      return listed.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard words.count == 3, let time = Int(words[0]), words[2].contains(Self.server) else {
          return nil
        }
        return Event(nanoseconds: time, action: String(words[1]))
      }
    }
  }
}
