/// Where the files come from that a spec names. The compiler itself reads none.
public protocol SourceProvider: Sendable {
  /// - Parameters:
  ///   - path: As it stands in the spec, relative to the file that says so.
  ///   - source: The name of that file.
  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem>
}

/// Why a file cannot be had.
public enum SourceProblem: Error, Sendable {
  case notFound, isDirectory, isNoRegularFile, outsideOfRoot
  /// The limit, in bytes.
  case tooLarge(Int)
  /// What the system says.
  case unreadable(String)
}
