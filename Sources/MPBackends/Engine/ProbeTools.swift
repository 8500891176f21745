import MPIR

/// The probe that asks containers whether they are ready, where the platform has none: a static
/// busybox and a script, copied into a volume that every probed container mounts.
enum ProbeTools {
  /// Of the container that fills the volume, and of the volume.
  static let name = "mp-tools"

  /// Where the volume is in the container that fills it.
  static let installFolder = "/mp/tools"

  /// Where it is in every probed container.
  static let folder = "/.mp"

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

  /// What is run in the container; its exit status is the answer.
  var command: [String] {
    let probe = ["\(ProbeTools.folder)/busybox", "sh", "\(ProbeTools.folder)/probe"]
    return switch check {
    case .http(let path, let port): probe + ["http", "\(port)", path, "\(timeout)"]
    case .tcp(let port), .grpc(let port): probe + ["tcp", "\(port)", "\(timeout)"]
    case .exec(let command): command
    }
  }

  /// How long the command may take, in seconds. The probe keeps to its time by itself; starting it in
  /// the container takes some, too.
  var commandTimeout: Int { needsTools ? timeout + 2 : timeout }
}
