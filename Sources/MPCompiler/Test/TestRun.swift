package import MPDiagnostics
package import MPIR

/// What became of a test of a spec.
package struct TestOutcome: Sendable {
  package var name: String
  package var nameRange: SourceRange
  /// Why it failed; empty where it did not.
  package var findings: [Diagnostic]
}

/// Evaluates tests against the system that a spec was lowered to.
///
/// In: a program without errors, and its system. Out: an outcome for each of the tests, in order.
/// Nothing that is deployed depends on them.
package func runTests(
  of program: Program,
  on system: SystemIR,
  where isSelected: (String) -> Bool = { _ in true }
) -> [TestOutcome] {
  let tests = program.modules[0].tests.filter { isSelected($0.name) }
  guard !tests.isEmpty else { return [] }
  var expander = Expander(program)
  let expanded = expander.run()
  expander.deployed = DeployedSystem(system, expanded)
  expander.collectSets()
  return tests.map { test in
    // Each begins anew, so that what one of them found wrong is said of the next as well.
    var own = expander
    return own.run(test)
  }
}

extension Expander {
  fileprivate mutating func run(_ test: TestDefinition) -> TestOutcome {
    diagnostics = Diagnostics()
    passedLimits = []
    spent = 0
    let frame = addFrame(
      Frame(
        module: ModuleID(index: 0),
        params: [],
        lets: test.lets,
        outputs: [],
        arguments: [:],
        trace: []
      )
    )
    let environment = environment(of: frame)
    for index in test.lets.indices { _ = evaluateTarget(.let(index), in: frame) }
    var failures: [Diagnostic] = []
    var untold: [Diagnostic] = []
    for expectation in test.expectations {
      switch evaluate(expectation, environment).kind {
      case .bool(true): break
      case .bool(false):
        let reason = reason(expectation, is: false, environment)
        failures.append(TestFindings.failed(reason, in: test.name))
      default: untold.append(TestFindings.untold(expectation.range, in: test.name))
      }
    }
    let mistakes = diagnostics.findings.map { finding in
      var finding = finding
      finding.notes.append(TestFindings.note(test.name))
      return finding
    }
    if mistakes.isEmpty { failures += untold.prefix(1) }
    var all = Diagnostics()
    all.report(mistakes + failures)
    return TestOutcome(
      name: test.name,
      nameRange: test.nameRange,
      findings: all.inSourceOrder
    )
  }
}
