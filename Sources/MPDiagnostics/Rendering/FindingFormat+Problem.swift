extension FindingFormat {
  /// Writes a problem as findings are written, but for the place that it has not.
  ///
  /// As JSON: `{"severity":"error","message":"…","notes":[…],"help":[…]}`.
  package func render(_ problem: Problem, style: FindingStyle = .plain) -> String {
    switch self {
    case .human: Self.human(problem, style)
    // A document of SARIF is about specs; what is wrong elsewhere is for whoever reads the log.
    case .terse, .sarif:
      // What it consists of is said here too, since no line of a source is there to be looked at.
      "error: \(problem.message.visible)" + (problem.notes.isEmpty ? "" : ": ")
        + problem.notes.map(\.visible).joined(separator: "; ") + "\n"
    case .json: Self.json(problem)
    case .github: GitHubRenderer.render(problem)
    }
  }

  private static func human(_ problem: Problem, _ style: FindingStyle) -> String {
    var heading = StyledLine("error", .severity(.error))
    heading.add(": " + problem.message.visible, .strong)
    let remarks =
      problem.notes.map { "  = note: " + $0.visible }
      + problem.help.map { "  = help: " + $0.visible }
    var output = ""
    for line in [heading] + remarks.map({ StyledLine($0) }) {
      line.write(to: &output, style: style)
    }
    return output
  }

  private static func json(_ problem: Problem) -> String {
    var output = ""
    JSONValue.object([
      "severity": .string(Severity.error.rawValue),
      "message": .string(problem.message),
      "notes": .array(problem.notes.map(JSONValue.string)),
      "help": .array(problem.help.map(JSONValue.string)),
    ])
    .write(to: &output)
    return output + "\n"
  }
}
