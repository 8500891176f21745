package import MPDiagnostics

/// Says what makes bytes no text of a spec: the first place of each kind.
///
/// - Returns: Whether the text can be read on. Where it cannot, tokens would only repeat the finding.
package func checkText(
  _ source: Source.ID, in sources: SourceMap, into diagnostics: inout Diagnostics
) -> Bool {
  let bytes = sources[source].bytes
  let range = { (lower: Int, upper: Int) in
    SourceRange(source: source, lower: lower, upper: upper)
  }
  if bytes.count > Source.sizeLimit {
    diagnostics.report(SyntaxFindings.fileTooLarge(limit: Source.sizeLimit, at: range(0, 0)))
    return false
  }
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    diagnostics.report(SyntaxFindings.byteOrderMark(at: range(0, 3)))
    return false
  }
  if let bad = firstInvalidUTF8(bytes) {
    diagnostics.report(SyntaxFindings.notUTF8(at: range(bad, bad + 1)))
    return false
  }
  if let index = bytes.firstIndex(where: \.isRefusedControl) {
    diagnostics.report(SyntaxFindings.controlCharacter(bytes[index], at: range(index, index + 1)))
    return false
  }
  if let index = bytes.firstIndex(of: UInt8(ascii: "\r")) {
    let lines = bytes.count { $0 == UInt8(ascii: "\r") }
    diagnostics.report(SyntaxFindings.carriageReturn(at: range(index, index + 1), lines: lines))
    return false
  }
  return true
}

private func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  do {
    _ = try UTF8Span(validating: bytes.span)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}

extension UInt8 {
  fileprivate var isRefusedControl: Bool {
    self == 0x7F
      || self < 0x20 && self != UInt8(ascii: "\n") && self != UInt8(ascii: "\t")
        && self != UInt8(ascii: "\r")
  }
}
