import MPCompiler
public import MPDiagnostics
import MPIR

/// What became of a `test` of a spec.
public struct SpecTest: Sendable {
  public let name: String
  /// Where its name stands in the spec.
  public let position: SourcePosition
  /// Why it failed, in source order; empty where it did not.
  public let findings: [Diagnostic]

  public var isPassed: Bool { findings.isEmpty }
}

extension Compilation {
  /// The names of the spec's tests, in source order.
  public var testNames: [String] { program?.modules.first?.tests.map(\.name) ?? [] }

  /// Evaluates the spec's tests. A spec needs no `app` for it.
  ///
  /// ```swift
  /// let failed = compilation.runTests().filter { !$0.isPassed }
  /// ```
  ///
  /// - Parameter isSelected: Which of them, by name.
  /// - Returns: An outcome for each, in source order; none where the spec has errors.
  public func runTests(where isSelected: (String) -> Bool = { _ in true }) -> [SpecTest] {
    guard let program, let system, !hasErrors else { return [] }
    return MPCompiler.runTests(of: program, on: system, where: isSelected).map { outcome in
      let source = sources[outcome.nameRange.source]
      return SpecTest(
        name: outcome.name,
        position: source.position(of: Int(outcome.nameRange.lower)),
        findings: outcome.findings
      )
    }
  }
}

extension String {
  /// A name of a spec as one line that a terminal shows and is not steered by.
  package var oneLine: String { visible }
}
