/// A file as it is to stand in the output folder.
struct OutputFile: Hashable, Sendable {
  let path: OutputPath
  let bytes: [UInt8]
  /// Who may read, write and run it, whatever the umask: `0o644`.
  let mode: UInt16
  let digest: Digest

  /// - Throws: `invalidPath` when the path is not one below the output folder.
  init(path: String, bytes: [UInt8], mode: UInt16 = 0o644) throws(OutputError) {
    self.path = try OutputPath(path)
    self.bytes = bytes
    self.mode = mode & 0o777
    digest = Digest(of: bytes)
  }
}

/// Which files of the output folder a build is about; it looks at no others.
enum OutputScope: Hashable, Sendable {
  case everything
  /// The files in these folders of the output folder: `compose`.
  case targets([String])

  func contains(_ path: OutputPath) -> Bool {
    switch self {
    case .everything: true
    case .targets(let targets): targets.contains { path.names[0] == $0 }
    }
  }
}
