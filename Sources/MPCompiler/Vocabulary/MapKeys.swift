import MPIR

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

  /// Those by which deployed things are found.
  private static let ownLabels =
    ["name", "instance", "component", "part-of", "managed-by", "version"]
    .map { "app.kubernetes.io/\($0)" }
  private static let ownLabelPrefixes = ["io.metaparticle.", "com.docker.compose."]

  /// `name` or `prefix/name`, as Kubernetes has it, which is stricter than Docker.
  private func labelNameProblem(_ key: String) -> String? {
    if Self.ownLabels.contains(key) || Self.ownLabelPrefixes.contains(where: key.hasPrefix) {
      return "is set by what deploys the system"
    }
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    let isName = { (part: Substring) in !part.isEmpty && Label.canHold(String(part)) }
    let isValid =
      switch parts.count {
      case 1: isName(parts[0])
      case 2: isDomain(parts[0]) && isName(parts[1])
      default: false
      }
    return isValid
      ? nil
      : "is no name of a label: letters, digits, `-`, `_` and `.`, at most 63, with a domain and `/` before it if you like"
  }

  private func isDomain(_ text: Substring) -> Bool {
    text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        let isEnd = { (byte: UInt8?) in byte.map { $0.isLower || $0.isNumeral } ?? false }
        return isEnd(part.utf8.first) && isEnd(part.utf8.last)
          && part.utf8.allSatisfy { isEnd($0) || $0 == UInt8(ascii: "-") }
      }
  }
}

extension UInt8 {
  var isLower: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
  var isUpper: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  var isNumeral: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
