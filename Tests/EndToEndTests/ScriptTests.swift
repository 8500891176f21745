import Foundation
import Testing

extension EndToEnd {
  /// What the shell script does when things go wrong. Each test has a system of its own.
  @Suite struct ScriptTests {
    /// Does something with a system, and takes it down whatever comes of it.
    func withSystem(
      in folder: String = "spec",
      _ work: (DeployedSystem) async throws -> Void
    ) async throws {
      let system = try DeployedSystem(on: .shell, in: folder)
      do {
        try await work(system)
      } catch {
        try? await system.down(removingVolumes: true)
        throw error
      }
      try await system.down(removingVolumes: true)
      #expect(try await objects(of: system) == [])
    }

    /// Everything that the engine has of a system.
    func objects(of system: DeployedSystem) async throws -> Set<String> {
      var objects: Set<String> = []
      objects.formUnion(try await system.objects("container", "--all"))
      objects.formUnion(try await system.objects("network"))
      objects.formUnion(try await system.objects("volume"))
      return objects
    }

    func page(of system: DeployedSystem) async throws -> String? {
      try? await HTTP.get(try await system.url("web.web")).text
    }

    /// What runs, by name.
    func running(in system: DeployedSystem) async throws -> [String] {
      try await system.containers().filter(\.isRunning).map(\.service)
    }

    /// What there is whether it runs or not, but for what has run to its end.
    func services(of system: DeployedSystem) async throws -> [String] {
      try await system.containers().map(\.service).filter { $0 != "mp-tools" }
    }

    static let everything = ["leaf-0", "leaf-1", "web"]
  }
}
