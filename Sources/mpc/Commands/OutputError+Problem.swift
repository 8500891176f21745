import Metaparticle

extension OutputError {
  /// What went wrong and what to do, for people.
  var problem: Problem {
    switch self {
    case .invalidPath(let path, _): Problem("\(path) is no path for a file of the output")
    case .conflict(let path): Problem("two files would be written as \(path.text)")
    case .outOfScope(let path):
      Problem("\(path.text) belongs to none of the platforms that are written")
    case .notFolder(let path): Problem("\(path) is no folder", help: ["name another one with -o"])
    case .danglingLink(let path):
      Problem(
        "\(path) is a link to a folder that does not exist",
        help: ["make that folder, or remove the link"]
      )
    case .notOurs(let folder, let example):
      Problem(
        "\(folder) was not written by mpc (it has \(example) in it), and is left as it is",
        help: ["name an empty or a new folder, or add --force to write among what is there"]
      )
    case .blocked(let obstacles):
      Problem(
        "nothing was written, since \(counted(obstacles.count, "file")) cannot be",
        notes: obstacles.map(\.sentence),
        help: Self.help(obstacles)
      )
    case .damagedRecords(let path):
      Problem(
        "\(path) cannot be understood: it was changed by hand, or a newer mpc wrote it",
        help: ["to start anew, build with --force"]
      )
    case .busy(let folder, let waited):
      Problem(
        "another mpc has been writing \(folder) for more than \(waited.components.seconds) s"
      )
    case .system(let action, let path, let number):
      Problem("cannot \(action.verb) \(path): \(SystemError(number: number).message)")
    }
  }

  private static func help(_ obstacles: [Obstacle]) -> [String] {
    let isForced = obstacles.contains(where: \.isForced)
    var help: [String] = []
    if isForced {
      help.append("move the changes to the spec, or add --force to overwrite them")
    }
    if !obstacles.allSatisfy(\.isForced) { help.append("move away what is no file or folder") }
    return help
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
