package import MPDiagnostics

/// Says what makes bytes no text of a spec: the first place of each kind.
///
/// - Returns: Whether the text can be read on. Where it cannot, tokens would only repeat the finding.
package func checkText(
  _ source: Source.ID,
  in sources: SourceMap,
  into diagnostics: inout Diagnostics
) -> Bool {
  let bytes = sources[source].bytes
  let range = { (lower: Int, upper: Int) in
    SourceRange(source: source, lower: lower, upper: upper)
  }
  if bytes.count > Source.sizeLimit {
    diagnostics.report(SyntaxFindings.fileTooLarge(limit: Source.sizeLimit, at: range(0, 0)))
    return false
  }
  if let bad = firstInvalidUTF8(bytes) {
    diagnostics.report(SyntaxFindings.notUTF8(at: range(bad, bad + 1)))
    return false
  }
  var isText = true
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    diagnostics.report(SyntaxFindings.byteOrderMark(at: range(0, 3)))
    isText = false
  }
  if let index = firstRefusedControl(bytes) {
    diagnostics.report(SyntaxFindings.controlCharacter(bytes[index], at: range(index, index + 1)))
    isText = false
  }
  let (first, count) = lineEndsWithReturn(bytes)
  if let first {
    diagnostics.report(SyntaxFindings.carriageReturn(at: range(first, first + 1), lines: count))
    isText = false
  }
  return isText
}

private func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  do {
    _ = try UTF8Span(validating: bytes.span)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}

/// A control character other than a tab, a newline, and the carriage return before one.
private func firstRefusedControl(_ bytes: [UInt8]) -> Int? {
  for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x7F {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"): continue
    case UInt8(ascii: "\r") where endsLine(bytes, at: index): continue
    default: return index
    }
  }
  return nil
}

private func lineEndsWithReturn(_ bytes: [UInt8]) -> (first: Int?, count: Int) {
  var first: Int?
  var count = 0
  for (index, byte) in bytes.enumerated()
  where byte == UInt8(ascii: "\r") && endsLine(bytes, at: index) {
    first = first ?? index
    count += 1
  }
  return (first, count)
}

private func endsLine(_ bytes: [UInt8], at carriageReturn: Int) -> Bool {
  carriageReturn + 1 < bytes.count && bytes[carriageReturn + 1] == UInt8(ascii: "\n")
}
