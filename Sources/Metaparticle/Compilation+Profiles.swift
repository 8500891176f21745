package import MPDiagnostics
import MPSyntax

extension Compilation {
  /// The names of the profiles that the spec declares, in its order.
  package var profiles: [String] {
    (syntax?.items ?? []).compactMap { item in
      if case .profile(let profile) = item { profile.name.text } else { nil }
    }
  }

  /// The errors that are not in another compilation of the same spec: those of a profile.
  ///
  /// - Parameters:
  ///   - plain: Without the profile.
  ///   - profile: Its name, for a note.
  package func errors(beyond plain: Compilation, with profile: String) -> FindingReport {
    let known = Set(plain.findings.map { Place($0, in: plain.sources) })
    let findings = findings.compactMap { finding -> Diagnostic? in
      guard finding.severity == .error, !known.contains(Place(finding, in: sources)) else {
        return nil
      }
      var finding = finding
      finding.notes.append("only with `--profile \(profile)`")
      return finding
    }
    return FindingReport(findings, in: sources)
  }
}

/// What a finding says and where: the sources of two compilations are numbered differently.
private struct Place: Hashable {
  let code: DiagnosticCode
  let message: String
  let source: String
  let range: Range<Int32>

  init(_ finding: Diagnostic, in sources: SourceMap) {
    let place = finding.primary.range
    (code, message) = (finding.code, finding.message)
    source = sources[place.source].name
    range = place.lower..<place.upper
  }
}
