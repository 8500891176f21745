import Foundation
import Testing

extension EndToEnd {
  /// In what order services start, and what they may count on then.
  @Suite(.deployed(GatedServices.spec)) struct ServiceTests {
    static let everywhere = Platform.allCases.flatMap { platform in
      GatedServices.gates.map { (platform, $0.name) }
    }

    /// Each waiter asked once, when it started.
    @Test(arguments: everywhere)
    func nothingStartsBeforeWhatItLinksToIsReady(on platform: Platform, _ kind: String)
      async throws
    {
      let system = try DeployedSystem.ofSuite(on: platform)
      let found = try await system.exec("waiter-\(kind)", ["cat", "/tmp/found"])
      #expect(String(decoding: found, as: UTF8.self) == "open\n")
      let gate = try await system.container("gate-\(kind)")
      let waiter = try await system.container("waiter-\(kind)")
      // Both are written alike, up to where the fraction of a second begins.
      #expect(gate.state.startedAt.prefix(19) < waiter.state.startedAt.prefix(19))
    }
  }
}
