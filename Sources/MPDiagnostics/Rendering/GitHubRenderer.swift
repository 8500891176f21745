/// Findings as commands of a GitHub workflow: a line of its log that becomes an annotation.
///
/// ```
/// ::error file=histogram.mp,line=9,endLine=9,col=3,endColumn=7,title=E0203::`scatter_gather` needs …
/// ```
///
/// What is left of a finding stands in the same message, on lines of its own. `title` is the code.
package struct GitHubRenderer {
  private let sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  package func render(_ findings: [Diagnostic]) -> String {
    findings.map(command).joined()
  }

  /// What has no place in a file is a command without properties.
  static func render(_ problem: Problem) -> String {
    let lines = [problem.message] + problem.notes + problem.help
    return "::error::\(escapedData(lines.map(\.visible).joined(separator: "\n")))\n"
  }

  private func command(_ finding: Diagnostic) -> String {
    let properties = properties(of: finding)
      .map { "\($0.name)=\(Self.escapedProperty($0.value))" }
      .joined(separator: ",")
    let text = Self.escapedData(finding.text(prepare: \.visible))
    return "::\(Self.name(of: finding.severity)) \(properties)::\(text)\n"
  }

  private func properties(of finding: Diagnostic) -> [(name: String, value: String)] {
    let range = finding.primary.range
    let source = sources[range.source]
    let start = source.position(of: Int(range.lower))
    let end = source.position(of: max(Int(range.lower), Int(range.upper)))
    var properties = [
      ("file", SourceURI.normalized(source.name).visible), ("line", "\(start.line)"),
      ("endLine", "\(end.line)"),
    ]
    // The runner refuses columns of a range over several lines.
    if start.line == end.line {
      properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")]
    }
    return properties + [("title", finding.code.rawValue)]
  }

  private static func name(of severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .lossy, .warning: "warning"
    case .note: "notice"
    }
  }

  // As `@actions/core` does it.

  private static func escapedData(_ text: String) -> String { escaped(text, "%\r\n") }

  private static func escapedProperty(_ text: String) -> String { escaped(text, "%\r\n:,") }

  private static func escaped(_ text: String, _ special: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
