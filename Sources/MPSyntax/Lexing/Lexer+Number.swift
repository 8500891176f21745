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
    if let fractionEnd = endOfFraction(from: end) {
      end = fractionEnd
      kind = .decimal
    }
    if byte(at: end) == UInt8(ascii: "%") { return (end + 1, .quantity) }
    if kind == .integer, let protocolEnd = endOfProtocol(from: end) {
      return (protocolEnd, .portNumber)
    }
    guard byte(at: end)?.isNameStart ?? false else { return (end, kind) }
    return (endOfSuffixes(from: end), .quantity)
  }

  /// `1h30m` goes on with letters, digits and fractions; `1h..2h` and `1h30.x` do not.
  private func endOfSuffixes(from start: Int) -> Int {
    var end = start
    while let next = byte(at: end) {
      if next.isNameStart {
        end += 1
      } else if next.isDigit {
        end = endOfDigits(from: end)
        end = endOfFraction(from: end) ?? end
      } else {
        break
      }
    }
    return end
  }

  private func endOfDigits(from start: Int) -> Int {
    var end = start
    while let next = byte(at: end), next.isDigit || next == UInt8(ascii: "_") { end += 1 }
    return end
  }

  private func endOfFraction(from start: Int) -> Int? {
    guard byte(at: start) == UInt8(ascii: "."), byte(at: start + 1)?.isDigit ?? false else {
      return nil
    }
    return endOfDigits(from: start + 1)
  }

  private func endOfProtocol(from start: Int) -> Int? {
    for name: StaticString in ["/tcp", "/udp", "/sctp"] where starts(with: name, at: start) {
      let end = start + name.utf8CodeUnitCount
      if !goesOnAsName(at: end) { return end }
    }
    return nil
  }

  private func goesOnAsName(at offset: Int) -> Bool {
    guard let next = byte(at: offset) else { return false }
    return next.isNameStart || next.isDigit
      || next == UInt8(ascii: "-") && (byte(at: offset + 1)?.isLetter ?? false)
  }
}
