import MPDiagnostics
import MPSyntax

extension Resolver {
  /// The names of a file's tests tell which of them failed.
  mutating func declare(_ test: TestSyntax, in module: inout ResolvedModule) {
    module.tests.append(test)
    guard let name = test.name.plain else { return }
    if let first = module.testNames[ExactText(name)] {
      diagnostics.report(ResolveFindings.testTwice(name, at: test.name.range, first: first))
    } else {
      module.testNames[ExactText(name)] = test.name.range
    }
  }
}
