import Crypto

/// The SHA-256 of a content. Part of the names of files and objects, so that a changed content is a
/// changed name, which every target notices.
package struct ContentDigest: Sendable, Hashable {
  private let hexadecimal: String

  package init(of bytes: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    hexadecimal = String(
      decoding: SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }

  /// The first 12 hexadecimal digits: enough to tell the versions of one file apart.
  package var short: String { String(hexadecimal.prefix(12)) }
}
