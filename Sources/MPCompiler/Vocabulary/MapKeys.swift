extension MapKind.Keys {
  /// - Returns: What is wrong with a key, as the end of a sentence, and a key that would do.
  func problem(_ key: String) -> (reason: String, suggestion: String?)? {
    guard let reason = reason(key) else { return nil }
    let suggestion = suggestion(key)
    return (reason, suggestion.flatMap { self.reason($0) == nil ? $0 : nil })
  }

  private func suggestion(_ key: String) -> String? {
    switch self {
    case .portNames:
      String(
        decoding: key.utf8.map {
          $0.isUpper ? $0 | 0x20 : $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0
        },
        as: UTF8.self
      )
    case .imageNames: nearestName(to: key, among: StockImages.table.map(\.key))
    case .variableNames, .labelNames: nil
    }
  }

  private func reason(_ key: String) -> String? {
    switch self {
    case .portNames: portNameProblem(key)
    case .variableNames: variableNameProblem(key)
    case .labelNames: labelNameProblem(key)
    case .imageNames:
      StockImages.tag(key) == nil
        ? "is none of the stock images: "
          + StockImages.table.map { "`\($0.key)`" }.joined(separator: ", ")
        : nil
    }
  }

  private func portNameProblem(_ key: String) -> String? {
    if ["host", "name", "index"].contains(key) { return "means something else behind a `.`" }
    let isAllowed = key.utf8.allSatisfy { $0.isLower || $0.isNumeral || $0 == UInt8(ascii: "-") }
    guard isAllowed, key.utf8.count <= 15, key.utf8.contains(where: \.isLower),
      !key.hasPrefix("-"), !key.hasSuffix("-"), !key.contains("--")
    else { return "is no port name: at most 15 lowercase letters, digits and single `-`" }
    return nil
  }

  private func variableNameProblem(_ key: String) -> String? {
    let isAllowed = { (byte: UInt8) in
      byte.isLower || byte.isUpper || "-._".utf8.contains(byte)
    }
    guard let first = key.utf8.first, isAllowed(first),
      key.utf8.allSatisfy({ isAllowed($0) || $0.isNumeral })
    else { return "is no name of a variable: letters, digits, `_`, `-` and `.`" }
    return nil
  }

  /// `name` or `prefix/name`, as Kubernetes has it, which is stricter than Docker.
  private func labelNameProblem(_ key: String) -> String? {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    let isName = { (part: Substring, limit: Int) in
      let isEnd = { (byte: UInt8?) in
        byte.map { $0.isLower || $0.isUpper || $0.isNumeral } ?? false
      }
      return part.utf8.count <= limit && isEnd(part.utf8.first) && isEnd(part.utf8.last)
        && part.utf8.allSatisfy { isEnd($0) || "-._".utf8.contains($0) }
    }
    let isValid =
      parts.count == 1
      ? isName(parts[0], 63) : parts.count == 2 && isName(parts[0], 253) && isName(parts[1], 63)
    return isValid
      ? nil
      : "is no name of a label: letters, digits, `-`, `_` and `.`, at most 63, with a prefix and `/` before it if you like"
  }
}

extension UInt8 {
  fileprivate var isLower: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
  fileprivate var isUpper: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  fileprivate var isNumeral: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
