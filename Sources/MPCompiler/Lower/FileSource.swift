/// Where the files come from that a spec names.
package protocol FileSource {
  /// - Parameters:
  ///   - path: As it stands in the spec, relative to the file that says so.
  ///   - source: The name of that file.
  func bytes(of path: String, beside source: String) -> Result<[UInt8], FileProblem>
}

/// Why a file cannot be had.
package enum FileProblem: Error, Sendable {
  case notFound, isDirectory, isNoRegularFile, outsideOfRoot
  /// The limit, in bytes.
  case tooLarge(Int)
  /// What the system says.
  case unreadable(String)
}
