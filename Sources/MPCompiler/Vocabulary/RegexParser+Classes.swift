/// Classes and escapes.
extension RegexParser {
  enum Escape {
    case scalar(Unicode.Scalar)
    case set(ScalarSet)
    case wordBoundary
  }

  /// Reads what is behind a `[`.
  mutating func parseClass(_ start: Int) throws(Problem) -> ScalarSet {
    let isNegated = at("^")
    if isNegated { position += 1 }
    if at("]") {
      throw problem("an empty class means different things to engines", at: start)
    }
    var ranges: [ClosedRange<UInt32>] = []
    while position < scalars.count {
      if at("]") {
        try checkNames(start)
        position += 1
        let set = ScalarSet(ranges)
        return isNegated ? set.inverted : set
      }
      ranges += try parseRange()
    }
    throw problem("this `[` is not closed", at: start)
  }

  /// PCRE sees names in `[:alpha:]`, `[.a.]` and `[=a=]`, and refuses them outside of a class.
  ///
  /// - Parameter start: Of the class that ends here.
  private func checkNames(_ start: Int) throws(Problem) {
    let first = scalars[start + 1]
    guard ":.=".unicodeScalars.contains(first), position > start + 2, scalars[position - 1] == first
    else { return }
    throw problem(
      "PCRE takes what is between `[\(first)` and `\(first)]` for a name; begin the class with another sign",
      at: start
    )
  }

  /// `a`, `a-z` or `\d`
  private mutating func parseRange() throws(Problem) -> [ClosedRange<UInt32>] {
    let start = position
    let first = try parseMember()
    // A `-` that ends the class stands for itself.
    guard at("-"), !at("--"), position + 1 < scalars.count, scalars[position + 1] != "]" else {
      switch first {
      case .scalar(let scalar): return [scalar.value...scalar.value]
      case .set(let set): return set.ranges
      case .wordBoundary: return []
      }
    }
    position += 1
    let last = try parseMember()
    guard case .scalar(let lower) = first, case .scalar(let upper) = last else {
      throw problem(
        "a class such as `\\d` is no end of a range; `\\-` is meant for the sign",
        at: start
      )
    }
    guard lower <= upper else {
      throw problem("this range ends before it begins", at: start)
    }
    return [lower.value...upper.value]
  }

  private mutating func parseMember() throws(Problem) -> Escape {
    let start = position
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "[": throw problem("`\\[` is meant: classes do not nest", at: start)
    case "\\": return try parseEscape(start, inClass: true)
    case "&" where at("&"), "~" where at("~"), "-" where at("-"):
      throw problem("twice in a class, this is an operator to some engines", at: start)
    default: return .scalar(scalar)
    }
  }

  /// Reads what is behind a `\`.
  mutating func parseEscape(_ start: Int, inClass: Bool) throws(Problem) -> Escape {
    guard position < scalars.count else {
      throw problem("there is nothing behind this `\\`", at: start)
    }
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "d": return .set(.digits)
    case "D": return .set(.digits.inverted)
    case "w": return .set(.word)
    case "W": return .set(.word.inverted)
    case "s": return .set(.space)
    case "S": return .set(.space.inverted)
    case "t": return .scalar("\t")
    case "n": return .scalar("\n")
    case "r": return .scalar("\r")
    case "b" where !inClass: return .wordBoundary
    case "0"..."9": throw problem("engines for proxies have no back-references", at: start)
    case "a"..."z", "A"..."Z", "\u{80}"...:
      throw problem(
        "not every engine has this escape; there are `\\d \\w \\s \\b \\t \\n \\r` and those of signs",
        at: start
      )
    default: return .scalar(scalar)
    }
  }
}
