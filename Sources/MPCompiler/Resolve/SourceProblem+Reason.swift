import MPDiagnostics

/// Why a file that a spec names cannot be had, in the words of all findings about such files.
extension SourceProblem {
  /// The end of a sentence about the file.
  var reason: String {
    switch self {
    case .notFound: "does not exist"
    case .isDirectory: "is a folder"
    case .isNoRegularFile: "is no regular file"
    case .outsideOfRoot: "is outside of the project"
    case .tooLarge(let limit): "is larger than \(limit) bytes"
    case .tooManyFiles(let limit): "has more than \(limit) files"
    case .unreadable(let message): "cannot be read: \(message)"
    }
  }

  var help: [String] {
    switch self {
    case .notFound: ["paths are relative to the file that says so"]
    case .isDirectory: ["name one file"]
    case .outsideOfRoot: ["put it below the folder of the spec, or widen that with `--root`"]
    case .isNoRegularFile, .tooLarge, .tooManyFiles, .unreadable: []
    }
  }
}
