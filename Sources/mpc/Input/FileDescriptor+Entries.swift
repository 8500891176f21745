#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileDescriptor {
  /// Makes a folder and all the folders above it; one that exists is fine.
  static func makeFolders(_ path: String) throws(SystemError) {
    do {
      _ = try retrying { mkdir(path, 0o777) }
    } catch let error where error.exists {
      return
    } catch let error where error.isNotFound {
      let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/")
      guard !parent.isEmpty, parent != path else { throw error }
      try makeFolders(parent)
      do {
        _ = try retrying { mkdir(path, 0o777) }
      } catch let error where error.exists {}
    }
  }

  func makeFolder(_ name: String) throws(SystemError) {
    _ = try retrying { mkdirat(number, name, 0o777) }
  }

  /// Puts an entry in the place of another, in one step.
  func rename(_ name: String, to newName: String) throws(SystemError) {
    _ = try retrying { renameat(number, name, number, newName) }
  }

  func remove(_ name: String) throws(SystemError) {
    _ = try retrying { unlinkat(number, name, 0) }
  }

  func removeFolder(_ name: String) throws(SystemError) {
    _ = try retrying { unlinkat(number, name, AT_REMOVEDIR) }
  }

  /// Locks this file against every other open one, until it is closed; `false` when it is locked.
  func tryLock() throws(SystemError) -> Bool {
    do {
      _ = try retrying { flock(number, LOCK_EX | LOCK_NB) }
      return true
    } catch let error where error.number == EWOULDBLOCK {
      return false
    }
  }

  static func pause(milliseconds: Int) {
    var time = timespec(tv_sec: 0, tv_nsec: milliseconds * 1_000_000)
    _ = nanosleep(&time, nil)
  }
}
