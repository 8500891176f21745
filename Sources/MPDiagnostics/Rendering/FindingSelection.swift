/// The findings that are shown when there are too many for a person to read.
struct FindingSelection {
  static let limit = 100

  let shown: [Diagnostic]
  let omitted: SeverityCounts

  /// Keeps the order. The gravest are chosen, so that warnings never push an error out of sight.
  init(_ findings: [Diagnostic], limit: Int = FindingSelection.limit) {
    guard findings.count > limit else {
      shown = findings
      omitted = SeverityCounts([])
      return
    }
    let byGravity = findings.indices.sorted { left, right in
      let (a, b) = (findings[left].severity, findings[right].severity)
      return a == b ? left < right : a > b
    }
    shown = byGravity.prefix(limit).sorted().map { findings[$0] }
    omitted = SeverityCounts(byGravity.dropFirst(limit).map { findings[$0] })
  }

  /// The line that stands for the rest: "…and 23 more errors". Nil if all are shown.
  var remark: String? {
    omitted.isEmpty ? nil : "…and " + omitted.phrase(after: "more ")
  }
}

/// How many findings there are of each severity.
struct SeverityCounts {
  private let counts: [(severity: Severity, count: Int)]

  init(_ findings: [Diagnostic]) {
    counts = Severity.allCases.map { severity in
      (severity, findings.count { $0.severity == severity })
    }
  }

  var isEmpty: Bool { counts.allSatisfy { $0.count == 0 } }

  /// "3 errors, 1 warning", or with `more ` before each noun.
  func phrase(after word: String = "") -> String {
    counts.filter { $0.count > 0 }
      .map { "\($0.count) \(word)\(Self.noun(of: $0.severity, isPlural: $0.count > 1))" }
      .joined(separator: ", ")
  }

  private static func noun(of severity: Severity, isPlural: Bool) -> String {
    switch severity {
    case .lossy: "lossy"
    case .error, .warning, .note: severity.rawValue + (isPlural ? "s" : "")
    }
  }
}
