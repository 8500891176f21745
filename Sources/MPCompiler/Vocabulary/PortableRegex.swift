/// The regular expressions that every engine reads alike: PCRE (nginx, HAProxy), RE2 (Go, Envoy) and
/// JavaScript. A pattern's proxy may be any of them.
///
/// In: a regular expression. Out: what an engine would refuse, or read differently from another.
struct PortableRegex {
  struct Problem: Equatable {
    /// What is wrong, as a sentence.
    var message: String
    /// In bytes of the text.
    var offset: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  private var openGroups: [Int] = []
  /// How many of them catch what they match.
  private var groupCount = 0
  /// Whether something stands before that can be repeated.
  private var canRepeat = false

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// - Returns: `nil` for one that is fine.
  static func problem(_ text: String) -> Problem? {
    var regex = PortableRegex(text)
    return regex.check()
  }

  /// How many groups catch what they match, in one that is fine.
  static func groupCount(_ text: String) -> Int {
    var regex = PortableRegex(text)
    _ = regex.check()
    return regex.groupCount
  }

  private mutating func check() -> Problem? {
    while position < bytes.count {
      if let problem = checkNext() { return problem }
    }
    return openGroups.last.map { Problem(message: "this `(` is not closed", offset: $0) }
  }

  private mutating func checkNext() -> Problem? {
    let start = position
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "("):
      if at("?"), !at("?:") {
        return Problem(
          message: "`(?` begins a group that not every engine has; there are `(…)` and `(?:…)`",
          offset: start
        )
      }
      if at("?:") { position += 2 } else { groupCount += 1 }
      openGroups.append(start)
      canRepeat = false
    case UInt8(ascii: ")"):
      if openGroups.popLast() == nil {
        return Problem(message: "there is no `(` for this `)`", offset: start)
      }
      canRepeat = true
    case UInt8(ascii: "|"): canRepeat = false
    case UInt8(ascii: "^"), UInt8(ascii: "$"): canRepeat = false
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): return repeatedBefore(start)
    case UInt8(ascii: "{"):
      if let problem = checkCount(start) { return problem }
      return repeatedBefore(start)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      let bracket = Character(Unicode.Scalar(byte))
      return Problem(message: "`\\\(bracket)` is meant: some engines refuse it bare", offset: start)
    case UInt8(ascii: "["): return checkClass(start)
    case UInt8(ascii: "\\"):
      if let problem = checkEscape(start, inClass: false) { return problem }
    default: canRepeat = true
    }
    return nil
  }

  private func at(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  // MARK: - Repetition

  private mutating func repeatedBefore(_ start: Int) -> Problem? {
    guard canRepeat else {
      return Problem(message: "there is nothing to repeat before this", offset: start)
    }
    canRepeat = false
    // Lazy. A `+` there would be possessive, which few engines have.
    if at("?") { position += 1 }
    return nil
  }

  /// `{2}`, `{2,}`, `{2,5}`
  private mutating func checkCount(_ start: Int) -> Problem? {
    let bad = Problem(
      message: "`\\{` is meant, or a number of times such as `{2,5}`",
      offset: start
    )
    guard let least = number() else { return bad }
    var most: Int? = least
    if at(",") {
      position += 1
      most = number()
    }
    guard at("}") else { return bad }
    position += 1
    if least > 1000 || most ?? 0 > 1000 {
      return Problem(message: "engines repeat at most 1000 times", offset: start)
    }
    if let most, most < least {
      return Problem(message: "the second number is less than the first", offset: start)
    }
    return nil
  }

  private mutating func number() -> Int? {
    let start = position
    while position < bytes.count, bytes[position].isNumeral { position += 1 }
    return Int(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  // MARK: - Classes and escapes

  private mutating func checkClass(_ start: Int) -> Problem? {
    if at("^") { position += 1 }
    if at("]") {
      return Problem(message: "an empty class means different things to engines", offset: start)
    }
    while position < bytes.count {
      let place = position
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "]"):
        canRepeat = true
        return nil
      case UInt8(ascii: "["):
        return Problem(message: "`\\[` is meant: classes do not nest", offset: place)
      case UInt8(ascii: "\\"):
        if let problem = checkEscape(place, inClass: true) { return problem }
      case UInt8(ascii: "&") where at("&"), UInt8(ascii: "~") where at("~"),
        UInt8(ascii: "-") where at("-"):
        return Problem(
          message: "twice in a class, this is an operator to some engines",
          offset: place
        )
      default: break
      }
    }
    return Problem(message: "this `[` is not closed", offset: start)
  }

  private mutating func checkEscape(_ start: Int, inClass: Bool) -> Problem? {
    guard position < bytes.count else {
      return Problem(message: "there is nothing behind this `\\`", offset: start)
    }
    let byte = bytes[position]
    position += 1
    canRepeat = true
    if "dDwWsStnr".utf8.contains(byte) { return nil }
    if byte == UInt8(ascii: "b"), !inClass {
      canRepeat = false
      return nil
    }
    if byte.isNumeral {
      return Problem(message: "engines for proxies have no back-references", offset: start)
    }
    let isWord = byte.isLower || byte.isUpper || byte >= 0x80
    return isWord
      ? Problem(
        message:
          "not every engine has this escape; there are `\\d \\w \\s \\b \\t \\n \\r` and those of signs",
        offset: start
      ) : nil
  }
}
