import MPDiagnostics

extension Parser {
  mutating func parseNumber() -> LiteralSyntax {
    let range = currentRange
    let token = take()
    let spelling = text.text(token)
    let kind: LiteralSyntax.Kind? =
      switch token.kind {
      case .integer: integer(spelling).map { .int($0) }
      case .decimal: DecimalNumber(parsing: spelling).map { .decimal($0) }
      case .portNumber: portNumber(spelling)
      default: quantity(spelling, range)
      }
    if kind == nil { add(SyntaxFindings.numberTooLarge(at: range)) }
    return LiteralSyntax(kind: kind ?? .invalid, range: range)
  }

  private func integer(_ spelling: some StringProtocol) -> Int? {
    Int(String(spelling.filter { $0 != "_" }))
  }

  private func portNumber(_ spelling: String) -> LiteralSyntax.Kind? {
    let parts = spelling.split(separator: "/")
    return integer(parts[0]).map { .port($0, protocol: String(parts[1])) }
  }

  /// - Returns: `nil` when a number in it is too large.
  private mutating func quantity(_ spelling: String, _ range: SourceRange) -> LiteralSyntax.Kind? {
    var parts: [QuantityPart] = []
    var rest = Substring(spelling)
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." || $0 == "_" }
      rest = rest[digits.endIndex...]
      let suffix = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
      rest = rest[suffix.endIndex...]
      guard let number = DecimalNumber(parsing: digits) else { return nil }
      parts.append(QuantityPart(number: number, suffix: String(suffix)))
    }
    guard let bad = parts.firstIndex(where: { !isUnit($0.suffix, compound: parts.count > 1) })
    else { return .quantity(parts) }
    add(SyntaxFindings.unknownSuffix(bad, of: parts, at: suffixRange(bad, spelling, range)))
    return .invalid
  }

  /// Only durations have several parts.
  private func isUnit(_ suffix: String, compound: Bool) -> Bool {
    (compound ? QuantitySuffix.duration.map(\.key) : QuantitySuffix.all).contains(suffix)
  }

  /// The place of a part's suffix, or of its number where it has none.
  private func suffixRange(_ index: Int, _ spelling: String, _ range: SourceRange) -> SourceRange {
    var runs: [(isDigits: Bool, range: Range<Int>)] = []
    for (offset, byte) in spelling.utf8.enumerated() {
      let isDigits = byte.isDigit || byte == UInt8(ascii: ".")
      if byte != UInt8(ascii: "_"), runs.last?.isDigits != isDigits {
        runs.append((isDigits, offset..<offset + 1))
      } else if let last = runs.indices.last {
        runs[last].range = runs[last].range.lowerBound..<offset + 1
      }
    }
    let run = runs[min(2 * index + 1, runs.count - 1)].range
    return SourceRange(
      source: range.source,
      lower: Int(range.lower) + run.lowerBound,
      upper: Int(range.lower) + run.upperBound
    )
  }
}
