#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why the output folder was not written, or could not be compared.
enum OutputError: Error, Hashable, Sendable {
  /// What was tried when a system call failed.
  enum Action: Hashable, Sendable { case open, read, create, write, rename, remove, lock }

  /// What stands in the way of one file; nothing was written.
  enum Obstacle: Hashable, Sendable {
    /// A generated file that somebody has changed since. `force` overwrites or removes it.
    case edited(OutputPath)
    /// A file that mpc did not write. `force` overwrites it.
    case foreign(OutputPath)
    /// A folder, a link or a device where a file is to stand. To be moved away by hand.
    case notRegular(OutputPath)
    /// A file or a link where a folder is to stand. To be moved away by hand.
    case notFolder(OutputPath)

    var path: OutputPath {
      switch self {
      case .edited(let path), .foreign(let path), .notRegular(let path), .notFolder(let path): path
      }
    }
  }

  case invalidPath(String, OutputPath.Flaw)
  /// Two files have one path, or one stands where the other needs a folder.
  case conflict(OutputPath)
  /// A file that belongs to none of the targets which are written.
  case outOfScope(OutputPath)
  /// The output folder itself is something else.
  case notFolder(String)
  /// The output folder is a link to one that does not exist.
  case danglingLink(String)
  /// The folder has things in it, of which `example` is the first, and no records of mpc.
  /// `force` writes among them.
  case notOurs(folder: String, example: String)
  /// Sorted by path.
  case blocked([Obstacle])
  /// The records cannot be understood: changed by hand, or by a newer mpc. `force` starts anew, and
  /// takes every file for a foreign one.
  case damagedRecords(String)
  /// Another build has held the folder for all of this time.
  case busy(folder: String, waited: Duration)
  case system(Action, path: String, errno: CInt)

  init(_ action: Action, _ path: String, _ error: SystemError) {
    self = .system(action, path: path, errno: error.number)
  }

  /// What the process ends with: 73 where something cannot be written, 74 where the disk fails.
  var exitCode: Int32 {
    if case .system(_, path: _, errno: EIO) = self { return 74 }
    if case .system(.read, path: _, errno: _) = self { return 74 }
    return 73
  }
}
