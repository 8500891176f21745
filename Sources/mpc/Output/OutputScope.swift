/// Which files of the output folder a build is about; it looks at no others.
enum OutputScope: Hashable, Sendable {
  case everything
  /// The files in these folders of the output folder: `compose`.
  case targets([String])

  func contains(_ path: OutputPath) -> Bool {
    switch self {
    case .everything: true
    case .targets(let targets): targets.contains { path.names[0] == $0 }
    }
  }
}
