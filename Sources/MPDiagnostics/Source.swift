/// One text that the compiler reads: a spec, a library file or an argument of the command line.
public struct Source: Sendable {
  /// Where a source stands in its `SourceMap`.
  public struct ID: Hashable, Sendable, Comparable {
    public let index: Int32

    package init(index: Int) { self.index = Int32(index) }

    public static func < (left: ID, right: ID) -> Bool { left.index < right.index }
  }

  /// How large a spec may be, in bytes.
  public static let sizeLimit = 4 << 20

  /// The name that findings show, as the user wrote it: `shop.mp`, `patterns/sharded.mp`.
  public let name: String
  /// The text, byte for byte.
  public let bytes: [UInt8]
  /// Whether it belongs to the shipped library, and not to the user's project.
  package let isShipped: Bool
  /// The offset of the first byte of each line.
  package let lineStarts: [Int]
  /// How many scalars begin before each block of bytes, so that a column in a line of megabytes is
  /// found as fast as in a short one.
  private let scalarsBeforeBlock: [Int]

  private static let blockLength = 1024

  package init(name: String, bytes: [UInt8], isShipped: Bool = false) {
    self.isShipped = isShipped
    self.name = name
    self.bytes = bytes
    var starts = [0]
    var scalars = 0
    var scalarsBeforeBlock: [Int] = []
    for (offset, byte) in bytes.enumerated() {
      if offset % Self.blockLength == 0 { scalarsBeforeBlock.append(scalars) }
      if byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
      if Self.beginsScalar(byte) { scalars += 1 }
    }
    lineStarts = starts
    self.scalarsBeforeBlock = scalarsBeforeBlock
  }

  private static func beginsScalar(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  /// How many scalars begin in the bytes before an offset.
  func scalarCount(before offset: Int) -> Int {
    let block = min(offset / Self.blockLength, scalarsBeforeBlock.count - 1)
    if block < 0 { return 0 }
    let start = block * Self.blockLength
    return scalarsBeforeBlock[block] + bytes[start..<offset].count(where: Self.beginsScalar)
  }
}

/// Every text of one compilation; positions mean nothing without it.
public struct SourceMap: Sendable {
  public private(set) var sources: [Source] = []

  public init() {}

  public mutating func add(
    name: String,
    bytes: [UInt8],
    isShipped: Bool = false
  ) -> Source.ID {
    sources.append(Source(name: name, bytes: bytes, isShipped: isShipped))
    return Source.ID(index: sources.count - 1)
  }

  public subscript(id: Source.ID) -> Source { sources[Int(id.index)] }

  /// The bytes of a range as text; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: SourceRange) -> String {
    String(decoding: self[range.source].bytes[Int(range.lower)..<Int(range.upper)], as: UTF8.self)
  }
}
