#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file that the user or a spec named cannot be read.
struct InputError: Error, Hashable, Sendable {
  enum Reason: Hashable, Sendable {
    case notFound
    case isFolder
    /// A FIFO, a device or a socket.
    case notRegular
    case permission
    /// More bytes than a file may have, or more bytes or files than a folder may have.
    case tooLarge(limit: Int)
    case tooManyFiles(limit: Int)
    /// The path, or a link on it, leads out of the project's root.
    case outsideRoot
    /// The path is empty or holds a NUL.
    case invalidPath
    case system(errno: CInt)
  }

  /// As it was given; `-` for the standard input.
  let path: String
  let reason: Reason

  init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  init(_ path: String, _ error: SystemError) {
    self.path = path
    reason =
      switch error.number {
      case ENOENT, ENOTDIR: .notFound
      case EISDIR: .isFolder
      case EACCES, EPERM: .permission
      case ENXIO, ENODEV, EOPNOTSUPP: .notRegular
      default: .system(errno: error.number)
      }
  }

  /// What the process ends with when this was the spec that the command line named.
  var exitCode: Int32 {
    switch reason {
    case .notFound, .isFolder, .notRegular, .permission, .outsideRoot, .invalidPath: 66
    case .tooLarge, .tooManyFiles: 1
    case .system: 74
    }
  }
}
