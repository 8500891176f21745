extension Target {
  /// How the files of a platform become one stream.
  private enum Stream {
    /// The only one that there is.
    case file
    /// One after the other, since each holds YAML documents.
    case documents
  }

  private var stream: Stream {
    switch self {
    case .compose, .shell: .file
    case .kubernetes: .documents
    }
  }

  /// The files of a platform as one stream: `mpc build SPEC -t TARGET -o -`.
  ///
  /// - Parameter artifacts: All that was written for the platform.
  /// - Returns: `nil` where some of the files have to stand beside others.
  public func stream(of artifacts: [Artifact]) -> [UInt8]? {
    let artifacts = artifacts.filter(\.isDeployed)
    switch stream {
    case .file: return artifacts.count == 1 ? artifacts[0].bytes : nil
    case .documents: return Self.documents(of: artifacts)
    }
  }

  /// YAML files as one, in the order of their paths, with a line `---` between them: every document is
  /// byte for byte that of its file.
  package static func documents(of artifacts: [Artifact]) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    let files = artifacts.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      .map { $0.bytes.last == newline ? $0.bytes : $0.bytes + [newline] }
    return Array(files.joined(separator: Array("---\n".utf8)))
  }
}

extension Artifact {
  /// Whether it takes part in a deployment, and is not only there for those who keep the folder.
  public var isDeployed: Bool { !path.hasSuffix("/.gitignore") }
}
