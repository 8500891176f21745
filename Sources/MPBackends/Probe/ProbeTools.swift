import MPIR

/// The probe that asks containers whether they are ready, where the platform has none: a static
/// busybox and a script, copied into a volume that every probed container mounts.
enum ProbeTools {
  /// Where the volume is in the container that fills it.
  static let installFolder = "/mp/tools"

  static let installCommand = ["/bin/busybox", "sh", "/mp/install"]

  static let files = [
    MountedFile(path: "/mp/install", bytes: PackageResources.install_sh, mode: 0o644),
    MountedFile(path: "/mp/probe", bytes: PackageResources.probe_sh, mode: 0o644),
  ]
}

extension Probe {
  /// Whether the image may have nothing to ask with.
  var needsTools: Bool {
    if case .exec = check { false } else { true }
  }

  /// How long failures do not count at first, in seconds. On Kubernetes what is not ready yet is merely
  /// not used, however long it takes; Compose gives up what depends on it. One success ends it.
  private static let startAllowance = 60

  var healthcheck: ComposeFile.Healthcheck {
    let folder = ComposeBackend.toolsFolder
    let probe = ["CMD", "\(folder)/busybox", "sh", "\(folder)/probe"]
    let test =
      switch check {
      case .http(let path, let port): probe + ["http", "\(port)", path, "\(timeout)"]
      case .tcp(let port): probe + ["tcp", "\(port)", "\(timeout)"]
      case .exec(let command): ["CMD"] + command
      }
    return ComposeFile.Healthcheck(
      test: test,
      interval: period,
      // The probe keeps to its time by itself; starting it in the container takes some, too.
      timeout: needsTools ? timeout + 2 : timeout,
      startPeriod: initialDelay + Self.startAllowance,
      retries: failureThreshold
    )
  }
}
