#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that a spec's imports and sources come from and cannot leave.
///
/// In: paths as specs say them. Out: bytes. `..` is worked out on the text first, so `../common/x`
/// is fine as long as it stays below the root. Links are followed one step at a time from the
/// open root (never by a check and a later open, which a second process could slip between): those
/// that stay below the root are good, an absolute one or one that climbs out is `outsideRoot`. It
/// is the rule of Linux's `RESOLVE_BENEATH`, done by hand so that every system gives the same answer.
final class InputRoot: Sendable {
  /// As it was given.
  let path: String
  private let folder: FileDescriptor

  /// As many as Linux allows on one path.
  private static let mostLinks = 40

  init(_ path: String) throws(InputError) {
    guard SpecReader.isUsable(path) else { throw InputError(path, .invalidPath) }
    self.path = path
    do { folder = try FileDescriptor.openFolder(path) } catch { throw InputError(path, error) }
  }

  /// Where a path stands below the root that a file there names: `conf/x` in `sub/web.mp` is
  /// `sub/conf/x`. The root itself is the empty path.
  ///
  /// - Parameter file: The place of the file that names the path, below the root.
  static func place(of path: String, namedIn file: String) throws(InputError) -> String {
    guard SpecReader.isUsable(path) else { throw InputError(path, .invalidPath) }
    guard !path.hasPrefix("/") else { throw InputError(path, .outsideRoot) }
    var names = file.split(separator: "/").dropLast()
    for name in path.split(separator: "/") where name != "." {
      if name != ".." {
        names.append(name)
      } else if names.popLast() == nil {
        throw InputError(path, .outsideRoot)
      }
    }
    return names.joined(separator: "/")
  }

  /// Where a file that the command line names stands below the root: `sub/shop.mp`.
  ///
  /// The folders' links are resolved, the file's own is not: what it names lies beside its name.
  func place(ofSpecAt spec: String) throws(InputError) -> String {
    var folders = spec.split(separator: "/", omittingEmptySubsequences: false)
    let name = folders.removeLast()
    let folder = folders.isEmpty ? "." : folders.joined(separator: "/") + "/"
    let outer = try Self.resolved(path)
    let inner = try Self.resolved(folder)
    guard inner.starts(with: outer) else { throw InputError(spec, .outsideRoot) }
    return (inner.dropFirst(outer.count) + [name]).joined(separator: "/")
  }

  /// The bytes of a regular file.
  ///
  /// - Parameters:
  ///   - place: Its path below the root, from `place(of:namedIn:)`.
  ///   - limit: In bytes.
  func read(_ place: String, limit: Int) throws(InputError) -> [UInt8] {
    try SpecReader.contents(of: open(place), at: place, limit: limit)
  }

  /// The parts of a path without links, from `/` on.
  private static func resolved(_ path: String) throws(InputError) -> [Substring] {
    guard let real = realpath(path, nil) else { throw InputError(path, SystemError.last) }
    defer { free(real) }
    return String(cString: real).split(separator: "/")
  }

  /// Opens what stands at a place below the root; not yet known to be a file.
  func open(_ place: String) throws(InputError) -> FileDescriptor {
    guard !place.utf8.contains(0) else { throw InputError(place, .invalidPath) }
    guard !place.hasPrefix("/") else { throw InputError(place, .outsideRoot) }
    var folders = [folder]
    var names = Array(place.split(separator: "/").reversed())
    var links = 0
    while let name = names.popLast() {
      if name == "." { continue }
      if name == ".." {
        folders.removeLast()
        guard !folders.isEmpty else { throw InputError(place, .outsideRoot) }
        continue
      }
      do {
        folders.append(try folders.last!.enter(String(name), isLast: names.isEmpty))
      } catch {
        guard let target = folders.last!.target(of: String(name)) else {
          throw InputError(place, error)
        }
        links += 1
        guard links <= Self.mostLinks else { throw InputError(place, .system(errno: ELOOP)) }
        guard !target.hasPrefix("/") else { throw InputError(place, .outsideRoot) }
        names += target.split(separator: "/").reversed()
      }
    }
    return folders.last!
  }
}

extension FileDescriptor {
  fileprivate func enter(_ name: String, isLast: Bool) throws(SystemError) -> FileDescriptor {
    if isLast { return try open(name) }
    return try openFolder(name)
  }
}
