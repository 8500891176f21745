/// A file as it is to stand in the output folder.
struct OutputFile: Hashable, Sendable {
  let path: OutputPath
  let bytes: [UInt8]
  /// Who may read, write and run it, whatever the umask: `0o644`.
  let mode: UInt16
  let digest: Digest

  /// Whether a file with these permissions does as well: whom it lets read and run it. What else the
  /// umask of a `git clone` leaves makes no difference.
  func isServed(byMode other: UInt16) -> Bool { (mode ^ other) & 0o555 == 0 }

  /// - Throws: `invalidPath` when the path is not one below the output folder.
  init(path: String, bytes: [UInt8], mode: UInt16 = 0o644) throws(OutputError) {
    self.path = try OutputPath(path)
    self.bytes = bytes
    self.mode = mode & 0o777
    digest = Digest(of: bytes)
  }
}
