import Metaparticle

/// The outcome of the tests of some specs, for people and for CI.
struct TestReport {
  struct Suite {
    /// As the command line names it.
    let file: String
    var tests: [Test] = []
    /// Of all tests of the spec.
    var names: [String] = []
    /// Why none of its tests could run.
    var error: String?
  }

  struct Test {
    let name: String
    let line: Int
    /// The first reason why it failed.
    let message: String?
    /// All of them, as people see them.
    let text: String
  }

  /// Whether there are several specs, so that a line alone does not say where a test is.
  let showsFiles: Bool
  private(set) var suites: [Suite] = []

  init(showsFiles: Bool) { self.showsFiles = showsFiles }

  mutating func add(_ suite: Suite) { suites.append(suite) }

  var names: [String] { suites.flatMap(\.names) }
  var testCount: Int { suites.map(\.tests.count).reduce(0, +) }
  var failureCount: Int { suites.map(\.failureCount).reduce(0, +) }

  // MARK: - For people

  /// One line for each test.
  func lines(of suite: Suite) -> String {
    suite.tests.map { test in
      let place = showsFiles ? "\(suite.file):\(test.line)" : "line \(test.line)"
      return
        "\(test.message == nil ? "ok    " : "FAILED")  \(test.name.oneLine) (\(place.oneLine))\n"
    }.joined()
  }

  var summary: String {
    let count = "\(testCount) \(testCount == 1 ? "test" : "tests")"
    return failureCount == 0 ? "\(count) passed" : "\(failureCount) of \(count) failed"
  }
}

extension TestReport.Suite {
  /// - Parameter render: Writes the findings of a test for people.
  init(file: String, tests: [SpecTest], names: [String], render: ([Diagnostic]) -> String) {
    self.file = file
    self.names = names
    self.tests = tests.map { test in
      .init(
        name: test.name,
        line: test.position.line,
        message: test.findings.first?.message,
        text: render(test.findings)
      )
    }
  }

  var failureCount: Int { tests.count { $0.message != nil } }
  var errorCount: Int { error == nil ? 0 : 1 }
}
