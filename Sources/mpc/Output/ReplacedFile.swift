#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Replaces the contents of a file that the user named, so that it is wholly old or wholly new at any
/// moment. Its permissions stay, and a link to it goes on pointing there.
enum ReplacedFile {
  static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    do {
      // A file that its owner has protected could still be replaced by another one.
      _ = try retrying { access(path, W_OK) }
      let (folderPath, name) = try place(of: path)
      let folder = try FileDescriptor.openFolder(folderPath)
      try write(bytes, to: name, in: folder)
    } catch {
      throw OutputError(.write, path, error)
    }
  }

  private static func write(
    _ bytes: [UInt8],
    to name: String,
    in folder: FileDescriptor
  ) throws(SystemError) {
    try folder.replace(
      name,
      by: bytes,
      through: ".mpc-fmt-\(getpid())",
      permissions: folder.status(of: name).permissions
    )
  }

  /// The folder and the name of a file, behind all links.
  private static func place(of path: String) throws(SystemError) -> (folder: String, name: String) {
    guard let resolved = realpath(path, nil) else { throw .last }
    defer { free(resolved) }
    let real = String(cString: resolved)
    // It begins with a slash.
    let slash = real.lastIndex(of: "/") ?? real.startIndex
    return (String(real[...slash]), String(real[real.index(after: slash)...]))
  }
}
