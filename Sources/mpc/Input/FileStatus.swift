#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
