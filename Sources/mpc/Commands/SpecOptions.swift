import ArgumentParser
import Metaparticle

/// The spec that a command is about, and where its files are.
struct SpecOptions: ParsableArguments {
  @Argument(
    help: "The spec; `-` reads it from the standard input.",
    completion: .file(extensions: ["mp"])
  )
  var spec: String

  @Option(
    help: "The folder that the files of the spec cannot leave (default: that of the spec).",
    completion: .directory
  )
  var root: String?

  /// Reads and compiles the spec.
  ///
  /// - Throws: The exit code, when the spec cannot be read; the finding has been shown.
  func compile(_ findings: FindingOptions) throws -> Compilation {
    do {
      return try compile(denying: findings.deny)
    } catch {
      findings.show(error.report)
      throw ExitCode(error.exitCode)
    }
  }

  func compile(denying denials: [Denial]) throws(UnreadableSpec) -> Compilation {
    let bytes = try read()
    return withLargeStack {
      Compilation(
        spec: bytes,
        name: name,
        files: ProjectFiles(spec: spec, root: root),
        denying: denials
      )
    }
  }

  func read() throws(UnreadableSpec) -> [UInt8] {
    do {
      return try SpecReader.read(spec, limit: Source.sizeLimit)
    } catch {
      var sources = SourceMap()
      let source = sources.add(name: name, bytes: [])
      throw UnreadableSpec(
        report: FindingReport([InputFindings.unreadable(error, source)], in: sources),
        exitCode: error.exitCode
      )
    }
  }

  /// How findings name the spec.
  private var name: String { spec == SpecReader.standardInput ? Compilation.standardInput : spec }
}

/// Why there is nothing to compile.
struct UnreadableSpec: Error {
  var report: FindingReport
  var exitCode: Int32
}

/// The files below a spec's root.
struct ProjectFiles: SourceProvider {
  /// As the command line names it.
  let spec: String
  let root: String?

  /// How large a file may be that a container mounts, in bytes.
  private static let limit = 1 << 20

  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem> {
    do {
      let isStream = spec == SpecReader.standardInput
      let root = try InputRoot(self.root ?? (isStream ? "." : folder))
      let own = isStream ? "stdin" : try root.place(ofSpecAt: spec)
      return .success(
        try root.read(InputRoot.place(of: path, namedIn: own), limit: Self.limit)
      )
    } catch {
      return .failure(SourceProblem(error))
    }
  }

  private var folder: String {
    guard let slash = spec.lastIndex(of: "/") else { return "." }
    return slash == spec.startIndex ? "/" : String(spec[..<slash])
  }
}

extension SourceProblem {
  fileprivate init(_ error: any Error) {
    guard let error = error as? InputError else {
      self = .unreadable("\(error)")
      return
    }
    self =
      switch error.reason {
      case .notFound, .invalidPath: .notFound
      case .isFolder: .isDirectory
      case .notRegular: .isNoRegularFile
      case .outsideRoot: .outsideOfRoot
      case .tooLarge(let limit): .tooLarge(limit)
      case .permission: .unreadable("permission denied")
      case .tooManyFiles: .isDirectory
      case .system(let number): .unreadable(SystemError(number: number).message)
      }
  }
}
