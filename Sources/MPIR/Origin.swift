package import MPDiagnostics

/// Where in the spec something comes from, and through which instances and traits.
package struct Origin: Sendable, Hashable {
  package var range: SourceRange
  /// The innermost first.
  package var trace: [Diagnostic.Label]

  package init(range: SourceRange, trace: [Diagnostic.Label] = []) {
    self.range = range
    self.trace = trace
  }
}
