/// The names that every target accepts: DNS labels, short enough to be parts of longer ones.
package enum DeployedName {
  package static let limit = 40

  /// - Returns: What is wrong with a name, as the end of a sentence, and a name that would do.
  static func problem(_ name: String) -> (reason: String, suggestion: String?)? {
    let isAllowed = name.utf8.allSatisfy {
      ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
        || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: "-")
    }
    if !isAllowed || name.utf8.first.map({ !$0.isLowercaseLetter }) ?? true {
      return ("is deployed, and so has lowercase letters, digits and `-` only", suggestion(name))
    }
    if name.utf8.count > limit { return ("is longer than \(limit) characters", nil) }
    // A lookup would find the program that asks.
    if name == "localhost" { return ("would be looked up as the machine itself", nil) }
    // Helpers of the compiler's own are deployed beside the user's.
    if name.hasPrefix("mp-") {
      return ("begins with `mp-`, which the compiler's own parts do", nil)
    }
    return nil
  }

  /// A name with `_` as it is deployed: `db_password` as `db-password`.
  static func dashed(_ name: String) -> String { String(name.map { $0 == "_" ? "-" : $0 }) }

  /// What Kubernetes takes for the name of a namespace.
  static func isDNSLabel(_ name: String) -> Bool {
    let isEnd = { (byte: UInt8?) in
      byte.map {
        $0.isLowercaseLetter || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
      } ?? false
    }
    return name.utf8.count <= 63 && isEnd(name.utf8.first) && isEnd(name.utf8.last)
      && name.utf8.allSatisfy { isEnd($0) || $0 == UInt8(ascii: "-") }
  }

  private static func suggestion(_ name: String) -> String? {
    var words: [UInt8] = []
    var previousIsLower = false
    for byte in name.utf8 {
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      if isUpper, previousIsLower { words.append(UInt8(ascii: "-")) }
      previousIsLower = !isUpper && byte != UInt8(ascii: "_")
      words.append(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : isUpper ? byte | 0x20 : byte)
    }
    // A letter follows each `-`, as `leaf-3` is a replica of `leaf`.
    let ends = words.indices.filter { index in
      words[index] == UInt8(ascii: "-") && index + 1 < words.count
        && !words[index + 1].isLowercaseLetter
    }
    let kept = words.indices.filter { !ends.contains($0) }.map { words[$0] }
    let result = String(decoding: kept.drop { !$0.isLowercaseLetter }, as: UTF8.self)
    return result.isEmpty || result.hasSuffix("-") ? nil : result
  }
}

extension UInt8 {
  fileprivate var isLowercaseLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
}
