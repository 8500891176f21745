/// How programs are told which file a finding is in.
enum SourceURI {
  /// A path without `./` at its start, which would keep it from being matched with a file of the
  /// repository.
  static func normalized(_ path: String) -> String {
    var rest = path[...]
    while rest.hasPrefix("./") {
      rest = rest.dropFirst(2)
      while rest.hasPrefix("/") { rest = rest.dropFirst() }
    }
    return rest.isEmpty ? path : String(rest)
  }

  /// A relative reference, or a `file` URI for an absolute path.
  static func reference(to path: String) -> String {
    let path = path.isEmpty ? "." : normalized(path)
    return (path.hasPrefix("/") ? "file://" : "") + percentEncoded(path)
  }

  private static func percentEncoded(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      if isPlain(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (byte < 0x10 ? "0" : "") + digits
      }
    }
    return result
  }

  /// What a path of RFC 3986 has as it is; without `:`, which would end a scheme.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/!$&'()*+,;=@".utf8.contains(byte)
    }
  }
}
