import MPDiagnostics

extension Lexer {
  /// `8080`, `0.5`, `512Mi`, `1h30m`, `70%`, `53/udp`. Whether a suffix exists, and what it means,
  /// is the parser's business; here the letters that follow a number are part of it.
  mutating func lexNumber() {
    let (end, kind) = endOfNumber(from: position)
    take(kind, until: end)
  }

  private func endOfNumber(from start: Int) -> (end: Int, kind: TokenKind) {
    var end = endOfDigits(from: start)
    var kind = TokenKind.integer
    if byte(at: end) == UInt8(ascii: "."), let next = byte(at: end + 1), next.isDigit {
      end = endOfDigits(from: end + 1)
      kind = .decimal
    }
    if byte(at: end) == UInt8(ascii: "%") { return (end + 1, .quantity) }
    if kind == .integer, let protocolEnd = endOfProtocol(from: end) {
      return (protocolEnd, .portNumber)
    }
    guard let next = byte(at: end), next.isNameStart else { return (end, kind) }
    // `1h30m` goes on with digits, letters and fractions; `1..2` does not.
    while let next = byte(at: end) {
      let isFraction =
        next == UInt8(ascii: ".") && (byte(at: end + 1)?.isDigit ?? false)
        && bytes[end - 1].isDigit
      guard next.isNameStart || next.isDigit || isFraction else { break }
      end += 1
    }
    return (end, .quantity)
  }

  private func endOfDigits(from start: Int) -> Int {
    var end = start
    while let next = byte(at: end), next.isDigit || next == UInt8(ascii: "_") { end += 1 }
    return end
  }

  private func endOfProtocol(from start: Int) -> Int? {
    for name: StaticString in ["/tcp", "/udp", "/sctp"] where starts(with: name, at: start) {
      let end = start + name.utf8CodeUnitCount
      if let next = byte(at: end), next.isNameStart || next.isDigit { continue }
      return end
    }
    return nil
  }
}
