import MPDiagnostics

extension Parser {
  mutating func parseNumber() -> LiteralSyntax {
    let range = currentRange
    let token = take()
    let spelling = text.text(token)
    let kind: LiteralSyntax.Kind? =
      switch token.kind {
      case .integer: Int(spelling.filter { $0 != "_" }).map { .int($0) }
      case .decimal: DecimalNumber(parsing: spelling).map { .decimal($0) }
      case .portNumber: portNumber(spelling)
      default: quantity(spelling, range)
      }
    if kind == nil { findings.append(SyntaxFindings.numberTooLarge(at: range)) }
    return LiteralSyntax(kind: kind ?? .invalid, range: range)
  }

  private func portNumber(_ spelling: String) -> LiteralSyntax.Kind? {
    let parts = spelling.split(separator: "/")
    return Int(parts[0]).map { .port($0, protocol: String(parts[1])) }
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
    if let finding = SyntaxFindings.checkSuffixes(parts, spelling, at: range) {
      findings.append(finding)
      return .invalid
    }
    return .quantity(parts)
  }
}
