import Foundation
import MPDiagnostics
import Metaparticle
import Testing

@testable import mpc

/// The specs that a reader would copy say what must be true of them, and it is.
struct SpecTestTests {
  static let cases = GoldenCase.all.filter { $0.code == nil }

  @Test(arguments: cases) func passes(_ golden: GoldenCase) throws {
    let compilation = try golden.compilation()
    for test in withLargeStack({ compilation.runTests() }) {
      let text = FindingFormat.human.render(test.findings, sources: compilation.sources)
      #expect(test.isPassed, "\(golden.name): \(test.name)\n\(text)")
    }
  }

  @Test func mostHaveTests() throws {
    let tested = try Self.cases.filter { try !$0.compilation().testNames.isEmpty }
    #expect(tested.count * 2 >= Self.cases.count)
    let patterns = Self.cases.filter { $0.name.hasPrefix("patterns/") }
    #expect(patterns.allSatisfy { pattern in tested.contains { $0.name == pattern.name } })
  }

  /// Tests change nothing that is written.
  @Test(arguments: cases) func changesNothing(_ golden: GoldenCase) throws {
    var before = try golden.compilation()
    var after = before
    _ = withLargeStack { after.runTests() }
    for target in Target.allCases {
      let (one, other) = (before.artifacts(for: target), after.artifacts(for: target))
      #expect(one.map(\.bytes) == other.map(\.bytes))
    }
  }
}
