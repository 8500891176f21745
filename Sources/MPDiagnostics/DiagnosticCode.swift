/// The stable name of a kind of finding: `E0203`.
///
/// The first letter is the severity (E error, W warning, L lossy, N note), the first two digits the
/// phase: 00 input and limits, 01 syntax, 02 names, patterns and instances, 03 types and values,
/// 04 what is deployed. A code is never used again for something else.
public enum DiagnosticCode: String, Sendable, CaseIterable {
  case portNeededByPattern = "E0203"

  public var severity: Severity {
    switch rawValue.utf8.first {
    case UInt8(ascii: "W"): .warning
    case UInt8(ascii: "L"): .lossy
    case UInt8(ascii: "N"): .note
    default: .error
    }
  }
}
