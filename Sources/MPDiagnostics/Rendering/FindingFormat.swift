// In: findings and the sources they point into. Out: text, the same for the same findings on every
// machine. Whether there are colours is the caller's to decide: a renderer knows no terminal.

/// The form in which findings are written.
public enum FindingFormat: String, Sendable, CaseIterable {
  /// With the lines of the source, for people.
  case human
  /// One line a finding, `file:line:column` first, for editors.
  case terse
  /// One JSON object a line, for programs.
  case json
  /// One document of SARIF 2.1.0, for code scanning.
  case sarif
  /// Commands for a workflow of GitHub, which shows them beside the lines.
  case github

  /// Whether the findings are asked for, more than they are told.
  public var isForPrograms: Bool {
    switch self {
    case .human, .terse: false
    case .json, .sarif, .github: true
    }
  }

  /// Whether all findings are one document, which is there even where there are none.
  public var isDocument: Bool { self == .sarif }

  /// Writes the findings in the order given; each line ends with a newline, and nothing of a source
  /// or a name gets through that would steer a terminal or be invisible on it.
  ///
  /// - Parameters:
  ///   - sources: The sources that the ranges of the findings belong to.
  ///   - style: Applies to `human` only; the other forms are read by programs.
  public func render(
    _ findings: [Diagnostic],
    sources: SourceMap,
    style: FindingStyle = .plain
  ) -> String {
    render([FindingReport(findings, in: sources)], style: style)
  }

  /// Writes the findings about several specs.
  public func render(_ reports: [FindingReport], style: FindingStyle = .plain) -> String {
    if self == .sarif { return SARIFRenderer().render(reports) }
    return reports.map { report in
      switch self {
      case .human: HumanRenderer(sources: report.sources, style: style).render(report.findings)
      case .terse: TerseRenderer(sources: report.sources).render(report.findings)
      case .json: JSONRenderer(sources: report.sources).render(report.findings)
      case .github: GitHubRenderer(sources: report.sources).render(report.findings)
      case .sarif: ""
      }
    }
    .joined()
  }
}

/// Whether findings for people are coloured.
public enum FindingStyle: Sendable {
  case plain
  /// With the escape sequences of ANSI terminals.
  case ansi
}
