import Testing

/// Deploys a spec for the tests of a suite, and takes it down after them.
struct DeployedTrait: SuiteTrait, TestScoping {
  let spec: Spec
  var override: String?

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing run: @Sendable () async throws -> Void
  ) async throws {
    let project = try ComposeProject()
    if let override { try await project.merge(override) }
    do {
      try await project.deploy(spec)
      try await ComposeProject.$ofSuite.withValue(project) { try await run() }
    } catch {
      try? await project.down(removingVolumes: true)
      throw error
    }
    try await expectNothingLeft(of: project)
  }

  /// `down` removes what runs and keeps what is stored; `down -v` removes that, too.
  private func expectNothingLeft(of project: ComposeProject) async throws {
    let volumes = try await project.objects("volume")
    #expect(!volumes.isEmpty)
    try await project.down()
    #expect(try await project.objects("container", "--all") == [])
    #expect(try await project.objects("network") == [])
    #expect(try await project.objects("volume") == volumes)
    try await project.down(removingVolumes: true)
    #expect(try await project.objects("volume") == [])
  }
}

extension ComposeProject {
  /// The project of the suite that is running.
  @TaskLocal static var ofSuite: ComposeProject?
}

extension Trait where Self == DeployedTrait {
  /// - Parameter override: A Compose file to merge over the compiled one.
  static func deployed(_ spec: Spec, override: String? = nil) -> Self {
    Self(spec: spec, override: override)
  }
}
