extension String {
  /// The offsets at which another text stands in this one, byte for byte and without overlaps; none
  /// for an empty one.
  ///
  /// Knuth, Morris and Pratt's search: its time does not depend on what the texts are.
  func places(ofBytes part: String, limit: Int = .max) -> [Int] {
    let needle = Array(part.utf8)
    guard !needle.isEmpty else { return [] }
    let fallback = Self.fallback(of: needle)
    var places: [Int] = []
    var matched = 0
    for (offset, byte) in utf8.enumerated() {
      while matched > 0, byte != needle[matched] { matched = fallback[matched - 1] }
      if byte == needle[matched] { matched += 1 }
      guard matched == needle.count else { continue }
      places.append(offset + 1 - needle.count)
      if places.count == limit { break }
      matched = 0
    }
    return places
  }

  /// For each prefix, the length of the longest shorter prefix that it ends in.
  private static func fallback(of needle: [UInt8]) -> [Int] {
    var fallback = Array(repeating: 0, count: needle.count)
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[index] != needle[length] { length = fallback[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      fallback[index] = length
    }
    return fallback
  }
}
