#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a file that stands alone.
enum SingleFile {
  /// Readers see all of the old file or all of the new one.
  static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let (folder, name) = split(path)
    let temporary = ".\(name).\(getpid()).mpc"
    do throws(SystemError) {
      let folder = try FileDescriptor.openFolder(folder)
      guard try !isFolder(name, in: folder) else { throw SystemError(number: EISDIR) }
      try folder.replace(name, by: bytes, through: temporary, permissions: 0o644)
    } catch {
      throw OutputError(.write, path, error)
    }
  }

  /// Makes a file where there is none, and the folders above it.
  static func make(_ bytes: [UInt8], at path: String) throws(OutputError) {
    let (folder, name) = split(path)
    do throws(SystemError) {
      try FileDescriptor.makeFolders(folder)
      let folder = try FileDescriptor.openFolder(folder)
      let file = try folder.create(name, permissions: 0o644)
      do throws(SystemError) {
        try file.append(bytes)
        try file.synchronize()
      } catch {
        try? folder.remove(name)
        throw error
      }
    } catch {
      throw OutputError(.create, path, error)
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  private static func isFolder(
    _ name: String,
    in folder: FileDescriptor
  ) throws(SystemError) -> Bool {
    if name.isEmpty { return true }
    do throws(SystemError) {
      return try folder.status(of: name).kind == .folder
    } catch  where error.isNotFound {
      return false
    }
  }
}
