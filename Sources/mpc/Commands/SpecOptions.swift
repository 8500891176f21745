import ArgumentParser
import Metaparticle

/// The spec that a command is about.
struct SpecOptions: ParsableArguments {
  @Argument(
    help: "The spec; `-` reads it from the standard input.",
    completion: .file(extensions: ["mp"])
  )
  var spec: String

  @OptionGroup var compilation: CompilationArguments

  /// Reads and compiles the spec.
  ///
  /// - Throws: The exit code, when the spec cannot be read; the finding has been shown.
  func compile(_ findings: FindingOptions) throws -> Compilation {
    do {
      return try compilation.compile(spec, denying: findings.deny)
    } catch {
      findings.show(error.report)
      throw ExitCode(error.exitCode)
    }
  }
}

/// What is said beside a spec, and where its files are.
struct CompilationArguments: ParsableArguments {
  @Option(
    help: "The folder that the files of a spec cannot leave (default: that of the spec).",
    completion: .directory
  )
  var root: String?

  @Option(
    help: ArgumentHelp(
      "A profile of the spec that applies; repeatable, the later one wins.",
      valueName: "name"
    )
  )
  var profile: [String] = []

  @Option(
    help: ArgumentHelp(
      "Sets a param of the spec; repeatable. A string is taken as it stands.",
      valueName: "name=value"
    )
  )
  var set: [ParamArgument] = []

  /// Reads and compiles a spec.
  func compile(
    _ spec: String,
    denying denials: [Denial]
  ) throws(UnreadableSpec) -> Compilation {
    let bytes = try SpecReader.spec(spec)
    return withLargeStack {
      Compilation(
        spec: bytes,
        name: SpecReader.displayName(spec),
        options: CompilationOptions(
          profiles: profile,
          params: set.map { (name: $0.name, value: $0.value) },
          denials: denials
        ),
        files: ProjectFiles(spec: spec, root: root)
      )
    }
  }
}

/// `--set name=value`
struct ParamArgument: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equal = argument.firstIndex(of: "="), equal != argument.startIndex else { return nil }
    name = String(argument[..<equal])
    value = String(argument[argument.index(after: equal)...])
  }
}

/// Why there is nothing to compile.
struct UnreadableSpec: Error {
  var report: FindingReport
  var exitCode: Int32
}

extension SpecReader {
  /// How findings name a spec.
  static func displayName(_ spec: String) -> String {
    spec == standardInput ? Compilation.standardInput : spec
  }

  /// The bytes of a spec, or the finding that says why there are none.
  static func spec(_ path: String) throws(UnreadableSpec) -> [UInt8] {
    do {
      return try read(path, limit: Source.sizeLimit)
    } catch {
      var sources = SourceMap()
      let source = sources.add(name: displayName(path), bytes: [])
      throw UnreadableSpec(
        report: FindingReport([InputFindings.unreadable(error, source)], in: sources),
        exitCode: error.exitCode
      )
    }
  }
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
      // A file that the spec imports names its own from where it stands.
      let isSpec = source == Compilation.standardInput
      let own = isSpec ? "stdin" : try root.place(ofSpecAt: source)
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
