/// What there is to say about one spec.
public struct FindingReport: Sendable {
  /// In the order in which they are shown.
  public var findings: [Diagnostic]
  /// What the ranges of the findings belong to.
  public var sources: SourceMap

  public init(_ findings: [Diagnostic], in sources: SourceMap) {
    self.findings = findings
    self.sources = sources
  }
}
