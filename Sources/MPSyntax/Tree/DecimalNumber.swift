/// A decimal number, exactly as written: `mantissa / 10^scale`.
package struct DecimalNumber: Sendable, Hashable {
  package var mantissa: Int
  package var scale: Int

  package init(mantissa: Int, scale: Int = 0) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// - Returns: `nil` for a number of more digits than 64 bits hold.
  package init?(parsing text: some StringProtocol) {
    var mantissa = 0
    var scale = 0
    var inFraction = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "."): inFraction = true
      case UInt8(ascii: "_"): continue
      default:
        let digit = Int(byte) - Int(UInt8(ascii: "0"))
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(digit)
        if overflow || carry { return nil }
        mantissa = sum
        if inFraction { scale += 1 }
      }
    }
    self.init(mantissa: mantissa, scale: scale)
  }

  /// The number times a factor, if that is a whole number that 64 bits hold.
  package func times(_ factor: Int) -> Int? {
    var divisor = 1
    for _ in 0..<scale {
      let (next, overflow) = divisor.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      divisor = next
    }
    let product = mantissa.multipliedFullWidth(by: factor)
    let (quotient, remainder) = Int128(product.high, product.low).quotientAndRemainder(
      dividingBy: Int128(divisor)
    )
    return remainder == 0 ? Int(exactly: quotient) : nil
  }

  /// The nearest binary number, for arithmetic with floats.
  package var double: Double {
    var divisor = 1.0
    for _ in 0..<scale { divisor *= 10 }
    return Double(mantissa) / divisor
  }
}

extension Int128 {
  fileprivate init(_ high: Int, _ low: UInt) {
    self = Int128(high) << 64 | Int128(low)
  }
}
