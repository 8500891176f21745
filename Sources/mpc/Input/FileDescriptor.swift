import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file or folder, closed when nothing holds it any more.
///
/// What works on a name works on an entry of this folder and never follows a link. A class and not
/// a noncopyable struct, since a walk through folders keeps a stack of them.
final class FileDescriptor: Sendable {
  let number: CInt

  init(adopting number: CInt) { self.number = number }

  deinit { _ = close(number) }

  static let standardInput = FileDescriptor(adopting: 0)

  // MARK: Opening

  /// Opens a file or folder to read, following links; a FIFO or a device does not block.
  static func open(_ path: String) throws(SystemError) -> FileDescriptor {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    return FileDescriptor(adopting: try retrying { openat(AT_FDCWD, path, flags) })
  }

  /// Opens a folder, following links.
  static func openFolder(_ path: String) throws(SystemError) -> FileDescriptor {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
    return FileDescriptor(adopting: try retrying { openat(AT_FDCWD, path, flags) })
  }

  func open(_ name: String) throws(SystemError) -> FileDescriptor {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW
    return FileDescriptor(adopting: try retrying { openat(number, name, flags) })
  }

  func openFolder(_ name: String) throws(SystemError) -> FileDescriptor {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
    return FileDescriptor(adopting: try retrying { openat(number, name, flags) })
  }

  /// Makes a file that must not exist yet; its permissions are those given, whatever the umask.
  func create(_ name: String, permissions: UInt16) throws(SystemError) -> FileDescriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let file = FileDescriptor(
      adopting: try retrying { openat(number, name, flags, mode_t(permissions) & 0o700) }
    )
    _ = try retrying { fchmod(file.number, mode_t(permissions)) }
    return file
  }

  /// Opens a file to lock it, and makes it if need be.
  func openLock(_ name: String) throws(SystemError) -> FileDescriptor {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    return FileDescriptor(adopting: try retrying { openat(number, name, flags, 0o644) })
  }

  // MARK: Looking

  func status() throws(SystemError) -> FileStatus {
    var status = stat()
    _ = try retrying { fstat(number, &status) }
    return FileStatus(status)
  }

  func status(of name: String) throws(SystemError) -> FileStatus {
    var status = stat()
    _ = try retrying { fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) }
    return FileStatus(status)
  }

  /// Where a link points; `nil` when the name is no link.
  func target(of name: String) -> String? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(PATH_MAX)) { buffer in
      let count = buffer.withMemoryRebound(to: CChar.self) {
        readlinkat(number, name, $0.baseAddress!, $0.count)
      }
      return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }
  }

  /// The names in this folder, sorted by their bytes.
  func names() throws(SystemError) -> [String] {
    let copy = try retrying { openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(copy) else {
      let error = SystemError.last
      _ = close(copy)
      throw error
    }
    defer { _ = closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = String(cString: mp_entry_name(entry))
      if name != "." && name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw .last }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // MARK: Reading and writing

  /// Hands over the contents piece by piece until they end or `body` returns `false`.
  func forEachChunk(_ body: (ArraySlice<UInt8>) -> Bool) throws(SystemError) {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = try retrying {
        chunk.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
      }
      guard count > 0, body(chunk[..<count]) else { return }
    }
  }

  /// At most `limit` bytes.
  func bytes(upTo limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachChunk { chunk in
      bytes += chunk.prefix(limit - bytes.count)
      return bytes.count < limit
    }
    return bytes
  }

  /// Writes all of the bytes.
  func append(_ bytes: [UInt8]) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      written += try retrying {
        bytes.withUnsafeBytes { write(number, $0.baseAddress! + written, $0.count - written) }
      }
    }
  }

  /// Waits until the disk has this file, or this folder's entries.
  func synchronize() throws(SystemError) {
    do {
      _ = try retrying { fsync(number) }
    } catch let error where error.number == EINVAL {
      // Some file systems know no fsync of a folder; there is nothing more to be done there.
    }
  }

  /// Waits until the disk has all of this file's file system; `false` where that cannot be asked.
  func synchronizeFileSystem() throws(SystemError) -> Bool {
    do {
      _ = try retrying { mp_sync_file_system(number) }
      return true
    } catch let error where error.number == ENOSYS {
      return false
    }
  }
}
