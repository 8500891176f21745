import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One of the two streams that a command writes to.
enum Terminal {
  case output, error

  private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

  /// Whether a person is there who sees colours.
  var takesColor: Bool {
    let isSet = { (name: String) in getenv(name).map { $0.pointee != 0 } ?? false }
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    return isatty(descriptor) == 1 && !isSet("NO_COLOR") && !isDumb
  }

  /// Writes what was asked for to the standard output.
  ///
  /// - Throws: The exit code, where it cannot be written.
  static func deliver(_ text: String) throws {
    if !output.write(text) { throw ExitCode(74) }
  }

  @discardableResult
  func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Writes everything, or what can be written before the reader goes away or the disk is full.
  ///
  /// - Returns: Whether all was written.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { rest in
        #if canImport(Glibc)
          Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      written += count
    }
    return true
  }
}
