import Testing

/// Deploys a spec on every platform for the tests of a suite, and takes it down after them.
struct DeployedTrait: SuiteTrait, TestScoping {
  let spec: Spec
  let prepare: @Sendable (DeployedSystem) async throws -> Void

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing run: @Sendable () async throws -> Void
  ) async throws {
    var systems: [Platform: DeployedSystem] = [:]
    for platform in Platform.allCases { systems[platform] = try DeployedSystem(on: platform) }
    let everywhere = systems
    do {
      try await concurrently(Array(systems.values)) { system in
        try await prepare(system)
        try await system.deploy(spec)
      }
      try await DeployedSystem.$ofSuite.withValue(everywhere) { try await run() }
    } catch {
      for system in systems.values { try? await system.down(removingVolumes: true) }
      throw error
    }
    try await concurrently(Array(systems.values), expectNothingLeft)
  }

  /// `down` removes what runs and keeps what is stored, unless it is told to.
  private func expectNothingLeft(of system: DeployedSystem) async throws {
    let scratch = try await system.objects("volume", "--filter", "label=io.metaparticle.scratch")
    let volumes = try await system.objects("volume").filter { !scratch.contains($0) }
    #expect(!volumes.isEmpty)
    try await system.down()
    #expect(try await system.objects("container", "--all") == [], "\(system.platform)")
    #expect(try await system.objects("network") == [], "\(system.platform)")
    #expect(try await system.objects("volume") == volumes, "\(system.platform)")
    try await system.down(removingVolumes: true)
    #expect(try await system.objects("volume") == [], "\(system.platform)")
  }

  private func concurrently(
    _ systems: [DeployedSystem],
    _ work: @escaping @Sendable (DeployedSystem) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for system in systems { group.addTask { try await work(system) } }
      try await group.waitForAll()
    }
  }
}

extension DeployedSystem {
  /// The systems of the suite that is running.
  @TaskLocal fileprivate static var ofSuite: [Platform: DeployedSystem] = [:]

  /// The suite's system on a platform.
  static func ofSuite(on platform: Platform) throws -> DeployedSystem {
    try #require(ofSuite[platform], "the suite has deployed nothing on \(platform)")
  }
}

extension Trait where Self == DeployedTrait {
  /// - Parameter prepare: Is done to each system before it is started.
  static func deployed(
    _ spec: Spec,
    prepare: @escaping @Sendable (DeployedSystem) async throws -> Void = { _ in }
  ) -> Self {
    Self(spec: spec, prepare: prepare)
  }
}

/// Asks a system of a test's own, which is there no longer than that.
func withDeployed<Result: Sendable>(
  _ spec: Spec,
  on platform: Platform,
  _ ask: (DeployedSystem) async throws -> Result
) async throws -> Result {
  let system = try DeployedSystem(on: platform)
  do {
    try await system.deploy(spec)
    let result = try await ask(system)
    try await system.down(removingVolumes: true)
    return result
  } catch {
    try? await system.down(removingVolumes: true)
    throw error
  }
}
