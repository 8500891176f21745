#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs something on a thread of its own with a stack of 256 MiB, and waits for it.
///
/// Trees are walked by recursion. Their depth is limited, but the limits are for people, not for the
/// 8 MiB of a main thread, which `ulimit -s` may make smaller still.
func withLargeStack<Result>(_ body: () -> Result) -> Result {
  var result: Result?
  withoutActuallyEscaping({ result = body() }) { run in
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 256 << 20)
    defer { pthread_attr_destroy(&attributes) }
    let box = Unmanaged.passRetained(Box(run))
    var thread = pthread_t()
    let status = pthread_create(
      &thread,
      &attributes,
      { argument in
        Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      },
      box.toOpaque()
    )
    guard status == 0 else {
      box.release()
      return run()
    }
    pthread_join(thread, nil)
  }
  return result!
}

private final class Box {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }
}
