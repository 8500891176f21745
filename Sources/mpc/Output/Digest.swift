import Crypto

/// The SHA-256 of a file's bytes, as 64 hexadecimal digits.
struct Digest: Hashable, Sendable {
  let text: String

  init(of bytes: [UInt8]) { text = Self.hexadecimal(SHA256.hash(data: bytes)) }

  /// Reads an open file to its end.
  init(of file: FileDescriptor) throws(SystemError) {
    var hash = SHA256()
    try file.forEachChunk { chunk in
      hash.update(data: chunk)
      return true
    }
    text = Self.hexadecimal(hash.finalize())
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Digest: Codable {
  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
