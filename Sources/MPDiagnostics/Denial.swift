/// Findings that count as errors though their codes are none: `--deny lossy:kubernetes`.
public enum Denial: Hashable, Sendable {
  case warnings
  /// What targets cannot give: that of one target, or of any.
  case lossy(target: String?)

  /// Reads it as the command line has it: `warnings`, `lossy`, `lossy:TARGET`.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("warnings", 1): self = .warnings
    case ("lossy", 1): self = .lossy(target: nil)
    case ("lossy", 2) where !parts[1].isEmpty: self = .lossy(target: String(parts[1]))
    default: return nil
    }
  }

  /// As the command line has it.
  public var text: String {
    switch self {
    case .warnings: "warnings"
    case .lossy(target: nil): "lossy"
    case .lossy(let target?): "lossy:\(target)"
    }
  }

  func applies(to finding: Diagnostic) -> Bool {
    switch self {
    case .warnings: finding.severity == .warning
    case .lossy(target: nil): finding.severity == .lossy
    case .lossy(let target?): finding.severity == .lossy && finding.targets.contains(target)
    }
  }
}
