import MPIR

/// The texts that targets take only in a certain form.
enum ImageReference {
  /// `registry:5000/path/name:tag@sha256:…`, as Docker has it: lowercase path, no leading dash.
  static func isValid(_ text: String) -> Bool {
    let (name, digest) = text.splitOnce(at: "@")
    if let digest {
      let (algorithm, hash) = digest.splitOnce(at: ":")
      guard !algorithm.isEmpty, let hash, hash.utf8.count >= 32,
        hash.allSatisfy({ $0.isASCII && $0.isHexDigit })
      else { return false }
    }
    var components = name.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = components.popLast() else { return false }
    let (repository, tag) = last.splitOnce(at: ":")
    if let tag, !isTag(tag) { return false }
    if let host = components.first,
      host.contains(where: { ".:".contains($0) }) || host == "localhost"
    {
      guard isHost(host) else { return false }
      components.removeFirst()
    }
    return (components + [repository]).allSatisfy(isPathComponent)
  }

  private static func isTag(_ tag: Substring) -> Bool {
    guard let first = tag.utf8.first, tag.utf8.count <= 128 else { return false }
    return first != UInt8(ascii: "-") && first != UInt8(ascii: ".")
      && tag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
  }

  private static func isHost(_ host: Substring) -> Bool {
    let (name, port) = host.splitOnce(at: ":")
    if let port, Int(port).map({ !(1...65535).contains($0) }) ?? true { return false }
    return name.first?.isASCIIAlphanumeric ?? false
      && name.allSatisfy { $0.isASCIIAlphanumeric || $0 == "." || $0 == "-" }
  }

  private static func isPathComponent(_ part: Substring) -> Bool {
    let isEnd = { (character: Character?) in
      character.map { $0.isASCIIAlphanumeric && !$0.isUppercase } ?? false
    }
    return isEnd(part.first) && isEnd(part.last)
      && part.allSatisfy { isEnd($0) || "._-".contains($0) }
  }
}

enum UserReference {
  /// What Linux and Kubernetes take for an id.
  private static let ids = 0...Int(Int32.max)

  /// `1000`, `1000:1000`, `nginx`, `nginx:www-data`.
  ///
  /// - Returns: `nil` where the text is none of these.
  static func identity(of text: String) -> User.Identity? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy(isNameOrNumber) else { return nil }
    let numbers = parts.map { part in
      part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        ? Int(part) ?? -1 : nil
    }
    guard numbers.allSatisfy({ $0.map(ids.contains) ?? true }) else { return nil }
    guard let user = numbers[0], !numbers.contains(nil) else { return .named(text) }
    return .ids(user: user, group: numbers.count == 2 ? numbers[1] : nil)
  }

  private static func isNameOrNumber(_ part: Substring) -> Bool {
    guard let first = part.first, first.isASCIIAlphanumeric || first == "_" else { return false }
    return part.utf8.count <= 32
      && part.allSatisfy { $0.isASCIIAlphanumeric || "_-.".contains($0) }
  }
}

enum ContainerPath {
  /// - Returns: What is wrong with the path, as the end of a sentence.
  static func problem(_ path: String, isFile: Bool) -> String? {
    // By bytes: an accent behind a `/` makes one character of both.
    guard path.utf8.first == UInt8(ascii: "/") else { return "is not absolute" }
    let parts = path.utf8.dropFirst()
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if isFile, parts.contains("") { return "does not name a file" }
    if parts.contains(".") || parts.contains("..") { return "has a `.` or `..` in it" }
    if parts.first == ".mp" { return "is below `/.mp`, where the compiler's own files are" }
    if path.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") }) {
      return "has a `:` or `,` in it, which mounts cannot name"
    }
    if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return "has a control character in it"
    }
    return path.utf8.count > 1024 ? "is longer than 1024 bytes" : nil
  }
}

extension ContainerPath {
  /// - Returns: What is wrong with the place of a volume, as the end of a sentence.
  static func mountProblem(_ path: String) -> String? {
    if let problem = problem(path, isFile: false) { return problem }
    switch withoutEmptyParts(path) {
    case "/": return "is the root, where the image is"
    case let path where path == "/proc" || path.hasPrefix("/proc/"):
      return "is in `/proc`, where nothing can be mounted"
    default: return nil
    }
  }

  /// `/data` for `/data/` and `//data`.
  static func withoutEmptyParts(_ path: String) -> String {
    "/"
      + path.utf8.split(separator: UInt8(ascii: "/"))
      .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }
}

enum RequestPath {
  /// What may stand in the first line of an HTTP request.
  static func isValid(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "/")
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
  }
}

extension StringProtocol {
  fileprivate func splitOnce(at separator: Character) -> (SubSequence, SubSequence?) {
    guard let index = firstIndex(of: separator) else { return (self[...], nil) }
    return (self[..<index], self[self.index(after: index)...])
  }
}

extension Character {
  fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}
