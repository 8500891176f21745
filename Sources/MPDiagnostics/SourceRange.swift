/// A half-open range of bytes in one source. What a finding points at.
public struct SourceRange: Hashable, Sendable {
  public let source: Source.ID
  /// The offset of the first byte.
  public let lower: Int32
  /// The offset behind the last byte; equal to `lower` for a place between two bytes.
  public let upper: Int32

  package init(source: Source.ID, lower: Int, upper: Int) {
    self.source = source
    self.lower = Int32(lower)
    self.upper = Int32(upper)
  }

  /// From the start of this range to the end of another of the same source.
  package func through(_ other: SourceRange) -> SourceRange {
    SourceRange(source: source, lower: Int(lower), upper: max(Int(upper), Int(other.upper)))
  }

  /// The place where this range begins.
  package var start: SourceRange {
    SourceRange(source: source, lower: Int(lower), upper: Int(lower))
  }

  /// The place where this range ends.
  package var end: SourceRange {
    SourceRange(source: source, lower: Int(upper), upper: Int(upper))
  }
}

/// A place in a source as people and editors name it.
public struct SourcePosition: Hashable, Sendable {
  /// Counted from 1.
  public let line: Int
  /// Counted from 1, in Unicode scalars.
  public let column: Int
  /// Counted from 0, in bytes.
  public let offset: Int
}

extension Source {
  /// The line and column of a byte offset.
  public func position(of offset: Int) -> SourcePosition {
    let clamped = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= clamped { low = middle } else { high = middle }
    }
    let scalars = scalarCount(before: clamped) - scalarCount(before: lineStarts[low])
    return SourcePosition(line: low + 1, column: scalars + 1, offset: clamped)
  }
}
