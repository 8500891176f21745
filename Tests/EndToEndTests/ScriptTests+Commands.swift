import Foundation
import Testing

extension EndToEnd.ScriptTests {
  @Test func statusAndLogsTellReplicasApart() async throws {
    try await withSystem { system in
      try await system.deploy(Shop.version("1"))
      let whole = try await script(system, "status")
      #expect(whole.status == 0, "\(whole)")
      for name in Self.everything { #expect(whole.text.contains(name), "\(whole)") }

      try await system.engine("kill", "leaf-1")
      let broken = try await script(system, "status")
      #expect(broken.status != 0)
      let lines = { (text: String, name: String) in
        text.split(separator: "\n").filter { $0.contains(name) }.map(String.init)
      }
      #expect(lines(broken.text, "leaf-1") != lines(whole.text, "leaf-1"), "\(broken)")

      let logs = try await script(system, "logs", "leaf")
      #expect(logs.status == 0)
      for index in 0..<2 { #expect((logs.text + logs.errors).contains("started as leaf-\(index)")) }
      let unknown = try await script(system, "logs", "nobody")
      #expect(unknown.status != 0)
      #expect(unknown.errors.contains("nobody"), "\(unknown)")

      // What is down is started again, and nothing else.
      let before = try await system.containers().filter { $0.service != "leaf-1" }
      try await system.up()
      #expect(try await script(system, "status").status == 0)
      let after = try await system.containers().filter { $0.service != "leaf-1" }
      #expect(after.map(\.incarnation) == before.map(\.incarnation))

      // What does not answer is in nobody's way.
      try await system.engine("pause", "web")
      #expect(try await script(system, "status").status != 0)
      try await system.down(removingVolumes: true)
      #expect(try await objects(of: system) == [])
      #expect(try await script(system, "status").status != 0)
    }
  }

  @Test(arguments: ["no-such-command", "", "up now"])
  func whatItDoesNotKnowIsToldHowItIsUsed(_ words: String) async throws {
    try await withSystem { system in
      try await system.build(Shop.version("1"))
      let arguments = words.split(separator: " ").map(String.init)
      let run = try await Command.result(await system.command([], or: arguments))
      #expect(run.status != 0)
      #expect(run.errors.contains("up"), "\(run)")
      #expect(try await objects(of: system) == [])
    }
  }

  private func script(_ system: DeployedSystem, _ words: String...) async throws -> Command {
    try await Command.result(await system.command([], or: words), limit: 60)
  }
}
