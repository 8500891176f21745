import Metaparticle

/// Why the spec itself cannot be read.
enum InputFindings {
  static func unreadable(_ error: InputError, _ source: Source.ID) -> Diagnostic {
    let start = SourceRange(source: source, lower: 0, upper: 0)
    if case .tooLarge(let limit) = error.reason {
      return Diagnostic(
        .fileTooLarge,
        "the file is larger than \(limit / 1_048_576) MiB",
        at: .init(start),
        help: ["keep large content beside the spec and name it by `source`"]
      )
    }
    return Diagnostic(.unreadable, "cannot read the spec: \(reason(error))", at: .init(start))
  }

  /// Why `--root` is not the root of the spec.
  static func unusableRoot(_ root: String, _ error: InputError, _ spec: String) -> Problem {
    switch error.reason {
    case .outsideRoot:
      Problem(
        "\(spec) is outside of --root \(root)",
        help: ["name a folder that the spec stands in, at any depth"]
      )
    case .notFound: Problem("--root \(root): there is no such folder")
    default: Problem("--root \(root): \(reason(error))")
    }
  }

  private static func reason(_ error: InputError) -> String {
    switch error.reason {
    case .notFound: "there is no such file"
    case .isFolder: "it is a folder"
    case .notRegular: "it is no regular file"
    case .permission: "permission denied"
    case .invalidPath: "its path is empty or has a NUL in it"
    case .outsideRoot: "it is outside of the root"
    case .tooLarge(let limit), .tooManyFiles(let limit): "it has more than \(limit)"
    case .system(let number): SystemError(number: number).message
    }
  }
}
