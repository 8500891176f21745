/// A file that a backend has written.
public struct Artifact: Sendable, Hashable {
  /// Relative to the output folder, with `/`: `compose/compose.yaml`.
  public let path: String
  public let bytes: [UInt8]
  /// Permission bits.
  public let mode: Int

  package init(path: String, bytes: [UInt8], mode: Int = 0o644) {
    self.path = path
    self.bytes = bytes
    self.mode = mode
  }
}

/// A platform that a system can be written for.
public enum Target: String, Sendable, CaseIterable {
  case compose
  case shell

  /// The folder of its files within the output folder.
  public var folder: String { rawValue }
}
