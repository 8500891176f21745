import Foundation
import Testing

/// What a tool that knows nothing of this compiler thinks of a spec that is `restricted` and gives all
/// facts: nothing.
struct CheckovTests {
  static let isThere: Bool = {
    let run = try? Tool.run(["/usr/bin/env", "checkov", "--version"], in: repository)
    let isThere = run?.status == 0
    if !isThere { print("checkov is not there: what it finds is not tested") }
    return isThere
  }()

  @Test(.enabled(if: isThere)) func findsNothingInWhatIsRestricted() throws {
    let golden = try #require(KubernetesTests.cases.first { $0.name == "restricted" })
    let run = try Tool.run(
      [
        "/usr/bin/env", "checkov", "--directory", golden.kubernetesFolder.path,
        "--framework", "kubernetes", "--skip-download", "--quiet", "--compact",
      ],
      in: repository
    )
    let output = String(decoding: run.output, as: UTF8.self)
    #expect(run.status == 0, "\(output)")
    #expect(output.contains("Failed checks: 0, Skipped checks: 0"), "\(output)")
    let passed = output.firstMatch(of: /Passed checks: (\d+)/).flatMap { Int($0.1) } ?? 0
    #expect(passed > 200)
  }
}
