import Metaparticle

extension OutputError {
  /// What went wrong and what to do, for people.
  var message: String { sentences.visibleLines }

  private var sentences: String {
    switch self {
    case .invalidPath(let path, _): "\(path) is no path for a file of the output"
    case .conflict(let path): "two files would be written as \(path.text)"
    case .outOfScope(let path): "\(path.text) belongs to none of the platforms that are written"
    case .notFolder(let path): "\(path) is no folder"
    case .notOurs(let folder, let example):
      """
      \(folder) was not written by mpc (it has \(example) in it), and is left as it is
        help: name an empty or a new folder, or add --force to write among what is there
      """
    case .blocked(let obstacles):
      """
      nothing was written:
      \(obstacles.map { "  \($0.sentence)" }.joined(separator: "\n"))
      \(obstacles.contains(where: \.isForced) ? "  help: move the changes to the spec, or add --force to overwrite them" : "  help: move them away")
      """
    case .damagedRecords(let path):
      """
      \(path) cannot be understood: it was changed by hand, or a newer mpc wrote it
        help: add --force to start anew
      """
    case .busy(let folder, let waited):
      "another mpc has been writing \(folder) for more than \(waited.components.seconds) s"
    case .system(let action, let path, let number):
      "cannot \(action.verb) \(path): \(SystemError(number: number).message)"
    }
  }
}

extension OutputError.Action {
  fileprivate var verb: String {
    switch self {
    case .open: "open"
    case .read: "read"
    case .create: "make"
    case .write: "write"
    case .rename: "rename"
    case .remove: "remove"
    case .lock: "lock"
    }
  }
}

extension OutputError.Obstacle {
  fileprivate var sentence: String {
    switch self {
    case .edited(let path): "\(path.text) was changed by hand"
    case .foreign(let path): "\(path.text) is not mpc's"
    case .notRegular(let path): "\(path.text) is no regular file"
    case .notFolder(let path): "\(path.text) is no folder"
    }
  }

  /// Whether `--force` helps.
  fileprivate var isForced: Bool {
    switch self {
    case .edited, .foreign: true
    case .notRegular, .notFolder: false
    }
  }
}
