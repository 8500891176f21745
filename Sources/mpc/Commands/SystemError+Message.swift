#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SystemError {
  /// What the system says of it.
  var message: String { String(cString: strerror(number)) }
}
