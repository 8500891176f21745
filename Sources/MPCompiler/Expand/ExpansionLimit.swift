import MPDiagnostics

/// How large a system, and what is evaluated for it, may become.
package enum ExpansionLimit: Sendable {
  case workloads, instances, nesting, depth, size

  package static let maximumWorkloads = 10_000
  package static let maximumLinks = 100_000
  /// Of instances and applications of traits, in all.
  static let maximumInstances = 50_000
  /// Of instances and traits within each other.
  static let maximumNesting = 32
  /// Of evaluations that need each other.
  static let maximumDepth = 1000
  /// Of all values together, in bytes.
  static let maximumSize = 256 << 20
}

extension Expander {
  /// Says once that a limit was passed. What comes behind it is not evaluated, without a word.
  mutating func pass(
    _ limit: ExpansionLimit,
    _ finding: @autoclosure () -> Diagnostic,
    _ environment: Environment
  ) {
    if passedLimits.insert(limit).inserted { report(finding(), environment) }
  }
}
