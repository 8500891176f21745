/// What the phases of one compilation have found so far.
public struct Diagnostics: Sendable {
  public private(set) var findings: [Diagnostic] = []
  private let denials: [Denial]
  /// The lines that could not be read, by source, in the order of their places.
  private var unreadLines: [Source.ID: [Range<Int32>]] = [:]

  /// - Parameter denials: Which findings are to be errors.
  public init(denying denials: [Denial] = []) { self.denials = denials }

  /// The one place where the severity of a finding is not that of its code.
  ///
  /// What is found on a line that could not be read follows from that, and is not said.
  package mutating func report(_ finding: Diagnostic) {
    if isUnread(finding.primary.range) { return }
    var finding = finding
    denyIfAsked(&finding)
    findings.append(finding)
  }

  private func denyIfAsked(_ finding: inout Diagnostic) {
    guard finding.denial == nil, let denial = denials.first(where: { $0.applies(to: finding) })
    else { return }
    finding.severity = .error
    finding.denial = denial
  }

  package mutating func report(_ more: [Diagnostic]) {
    for finding in more { report(finding) }
  }

  /// Reports what a phase has found that had a list of its own, and knows from then on which lines
  /// it could not read.
  package mutating func report(_ others: Diagnostics) {
    report(others.findings)
    unreadLines.merge(others.unreadLines) { own, _ in own }
  }

  // MARK: - Lines that could not be read

  /// Says which lines of a source could not be read, after what is wrong with them has been reported.
  ///
  /// - Parameter lines: In the order of their places.
  package mutating func leaveUnread(_ lines: [SourceRange]) {
    guard let source = lines.first?.source else { return }
    unreadLines[source] = lines.map { $0.lower..<$0.upper }
  }

  private func isUnread(_ range: SourceRange) -> Bool {
    guard let lines = unreadLines[range.source] else { return false }
    // The last line that begins at the place or before it.
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].lowerBound <= range.lower { low = middle + 1 } else { high = middle }
    }
    return low > 0 && range.lower <= lines[low - 1].upperBound
  }

  // MARK: - Platforms

  /// Reports what one platform has to say; what another has said already is said of both.
  package mutating func report(_ more: [Diagnostic], about target: String) {
    for var finding in more {
      guard let index = findings.firstIndex(where: { $0.saysTheSame(as: finding) }) else {
        finding.targets = [target]
        report(finding)
        continue
      }
      guard !findings[index].targets.contains(target) else { continue }
      var known = findings.remove(at: index)
      known.targets.append(target)
      denyIfAsked(&known)
      findings.insert(known, at: index)
    }
  }

  /// Whether nothing may be written.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// Whether something is wrong with the spec itself. What is only denied leaves a system that can
  /// be looked at further, so that one run tells all of it.
  package var hasMistakes: Bool {
    findings.contains { $0.severity == .error && $0.denial == nil }
  }

  /// The findings in source order, each once; those of one place keep the order of the phases.
  public var inSourceOrder: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return findings.filter { seen.insert($0).inserted }
      .enumerated()
      .sorted { left, right in
        let (a, b) = (left.element.primary.range, right.element.primary.range)
        return (a.source, a.lower, left.offset) < (b.source, b.lower, right.offset)
      }
      .map(\.element)
  }
}

extension Diagnostic {
  /// Whether it differs from another in no more than the platforms that it is about.
  fileprivate func saysTheSame(as other: Diagnostic) -> Bool {
    guard !targets.isEmpty, code == other.code, primary == other.primary else { return false }
    var (one, two) = (self, other)
    (one.targets, one.denial, one.severity) = ([], nil, code.severity)
    (two.targets, two.denial, two.severity) = ([], nil, code.severity)
    return one == two
  }
}
