/// One text that the compiler reads: a spec, a library file or an argument of the command line.
public struct Source: Sendable {
  /// Where a source stands in its `SourceMap`.
  public struct ID: Hashable, Sendable, Comparable {
    public let index: Int32

    package init(index: Int) { self.index = Int32(index) }

    public static func < (left: ID, right: ID) -> Bool { left.index < right.index }
  }

  /// The name that findings show, as the user wrote it: `shop.mp`, `patterns/sharded.mp`.
  public let name: String
  /// The text, byte for byte.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line.
  package let lineStarts: [Int]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }
}

/// Every text of one compilation; positions mean nothing without it.
public struct SourceMap: Sendable {
  public private(set) var sources: [Source] = []

  public init() {}

  public mutating func add(name: String, bytes: [UInt8]) -> Source.ID {
    sources.append(Source(name: name, bytes: bytes))
    return Source.ID(index: sources.count - 1)
  }

  public subscript(id: Source.ID) -> Source { sources[Int(id.index)] }

  /// The bytes of a range as text; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: SourceRange) -> String {
    String(decoding: self[range.source].bytes[Int(range.lower)..<Int(range.upper)], as: UTF8.self)
  }
}
