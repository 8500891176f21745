/// Findings as editors and scripts read them: `file:line:column: error[E0203]: message`.
///
/// The message alone, since whoever jumps to the place sees the source; what else a finding has is
/// in the other forms.
package struct TerseRenderer {
  private let sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  package func render(_ findings: [Diagnostic]) -> String {
    let selection = FindingSelection(findings)
    var output = ""
    for finding in selection.shown {
      let range = finding.primary.range
      let place = sources[range.source].place(of: Int(range.lower))
      let title = "\(finding.severity.rawValue)[\(finding.code.rawValue)]"
      let reason = finding.denial.map { " (--deny \($0.text))" } ?? ""
      output += "\(place): \(title): \(finding.message.visible)\(reason.visible)\n"
    }
    if let remark = selection.remark { output += remark + "\n" }
    return output
  }
}
