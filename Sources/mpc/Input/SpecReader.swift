/// Reads the files that the command line names.
///
/// In: a path, or `-` for the standard input. Out: the bytes, never more than a limit, or a typed
/// error. A directory, FIFO or device is refused at once instead of read without end, and a file
/// that is too large before a byte of it is read.
enum SpecReader {
  /// The path that stands for the standard input.
  static let standardInput = "-"

  /// - Parameters:
  ///   - path: Links are followed, since the user named them.
  ///   - limit: In bytes.
  static func read(_ path: String, limit: Int) throws(InputError) -> [UInt8] {
    guard path != standardInput else { return try readStandardInput(limit: limit) }
    guard isUsable(path) else { throw InputError(path, .invalidPath) }
    let file: FileDescriptor
    do { file = try FileDescriptor.open(path) } catch { throw InputError(path, error) }
    return try contents(of: file, at: path, limit: limit)
  }

  /// The bytes of an open file, which must be a regular one.
  static func contents(
    of file: FileDescriptor,
    at path: String,
    limit: Int
  ) throws(InputError) -> [UInt8] {
    let status: FileStatus
    do { status = try file.status() } catch { throw InputError(path, error) }
    switch status.kind {
    case .regular: break
    case .folder: throw InputError(path, .isFolder)
    case .link, .other: throw InputError(path, .notRegular)
    }
    guard status.size <= limit else { throw InputError(path, .tooLarge(limit: limit)) }
    return try bytes(of: file, at: path, limit: limit)
  }

  private static func readStandardInput(limit: Int) throws(InputError) -> [UInt8] {
    try bytes(of: FileDescriptor.standardInput, at: standardInput, limit: limit)
  }

  /// The size is asked for once more here: a file may grow, and a pipe has none.
  private static func bytes(
    of file: FileDescriptor,
    at path: String,
    limit: Int
  ) throws(InputError) -> [UInt8] {
    let bytes: [UInt8]
    do { bytes = try file.bytes(upTo: limit + 1) } catch { throw InputError(path, error) }
    guard bytes.count <= limit else { throw InputError(path, .tooLarge(limit: limit)) }
    return bytes
  }

  static func isUsable(_ path: String) -> Bool { !path.isEmpty && !path.utf8.contains(0) }
}
