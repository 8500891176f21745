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

  /// Writes the findings in the order given; each line ends with a newline.
  ///
  /// - Parameters:
  ///   - sources: The sources that the ranges of the findings belong to.
  ///   - style: Applies to `human` only; the other forms are read by programs.
  public func render(
    _ findings: [Diagnostic],
    sources: SourceMap,
    style: FindingStyle = .plain
  ) -> String {
    switch self {
    case .human: HumanRenderer(sources: sources, style: style).render(findings)
    case .terse: TerseRenderer(sources: sources).render(findings)
    case .json: JSONRenderer(sources: sources).render(findings)
    }
  }
}

/// Whether findings for people are coloured.
public enum FindingStyle: Sendable {
  case plain
  /// With the escape sequences of ANSI terminals.
  case ansi
}
