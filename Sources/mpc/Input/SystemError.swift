#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The number that a failed system call left in `errno`.
struct SystemError: Error, Hashable, Sendable {
  let number: CInt

  static var last: SystemError { SystemError(number: errno) }

  var isNotFound: Bool { number == ENOENT }
  var exists: Bool { number == EEXIST }
}

/// The result of a system call, which is made again when a signal interrupted it.
func retrying<Result: SignedInteger>(
  _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = SystemError.last
    if error.number != EINTR { throw error }
  }
}
