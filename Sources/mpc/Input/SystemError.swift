#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The number that a failed system call left in `errno`.
struct SystemError: Error, Hashable, Sendable {
  let number: CInt

  static var last: SystemError { SystemError(number: errno) }

  var isNotFound: Bool { number == ENOENT }
  var exists: Bool { number == EEXIST }
}

/// What stands under a name.
struct FileStatus: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case regular, folder, link, other }

  let kind: Kind
  /// In bytes.
  let size: Int
  /// The lower twelve bits of the mode.
  let permissions: UInt16

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    size = Int(status.st_size)
    permissions = UInt16(status.st_mode & 0o7777)
  }
}

/// The result of a system call, which is made again when a signal interrupted it.
func retrying<Result: SignedInteger>(
  _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = SystemError.last
    if error.number != EINTR { throw error }
  }
}
