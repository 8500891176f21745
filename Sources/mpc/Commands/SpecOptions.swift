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
  func compile(
    _ findings: FindingOptions,
    writingTo output: OutputPlace? = nil
  ) throws -> Compilation {
    try compilation.compile(spec, findings, writingTo: output)
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
  ///
  /// - Parameter output: Where the files are to stand that are made of it, if any are.
  func compile(
    _ spec: String,
    denying denials: [Denial],
    writingTo output: OutputPlace? = nil
  ) throws(UnreadableSpec) -> Compilation {
    let bytes = try SpecReader.spec(spec)
    if let (problem, code) = rootProblem(spec) {
      throw UnreadableSpec(reason: .problem(problem), exitCode: code.rawValue)
    }
    let files = ProjectFiles(spec: spec, root: root)
    var options = options(denying: denials)
    if let path = output?.path(to: files.rootFolder) { options.projectRoot = path }
    return withLargeStack { [options] in
      Compilation(
        spec: bytes,
        name: SpecReader.displayName(spec),
        options: options,
        files: files
      )
    }
  }

  /// Reads and compiles a spec, and shows why it cannot be read.
  ///
  /// - Throws: The exit code.
  func compile(
    _ spec: String,
    _ findings: FindingOptions,
    writingTo output: OutputPlace? = nil
  ) throws -> Compilation {
    do {
      return try compile(spec, denying: findings.deny, writingTo: output)
    } catch {
      switch error.reason {
      case .findings(let report): findings.show(report)
      case .problem(let problem): findings.show(problem)
      }
      throw ExitCode(error.exitCode)
    }
  }

  /// What is wrong with `--root`.
  private func rootProblem(_ spec: String) -> (Problem, ExitCode)? {
    guard let root else { return nil }
    do {
      let folder = try InputRoot(root)
      if spec != SpecReader.standardInput { _ = try folder.place(ofSpecAt: spec) }
      return nil
    } catch {
      return (InputFindings.unusableRoot(root, error, spec), ExitCode(error.exitCode))
    }
  }

  /// The options as they were given, for a command to be shown.
  var words: [String] {
    (root.map { ["--root", $0] } ?? []) + profile.flatMap { ["--profile", $0] }
      + set.flatMap { ["--set", "\($0.name)=\($0.value)"] }
  }

  func options(denying denials: [Denial] = []) -> CompilationOptions {
    CompilationOptions(
      profiles: profile,
      params: set.map { (name: $0.name, value: $0.value) },
      denials: denials
    )
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
  enum Reason {
    /// Of the spec itself.
    case findings(FindingReport)
    /// Of the options about it.
    case problem(Problem)
  }

  var reason: Reason
  var exitCode: Int32

  var report: FindingReport? {
    if case .findings(let report) = reason { report } else { nil }
  }
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
        reason: .findings(
          FindingReport([InputFindings.unreadable(error, source)], in: sources)
        ),
        exitCode: error.exitCode
      )
    }
  }
}

/// The files below a spec's root.
struct ProjectFiles: SourceProvider {
  /// As the command line names it.
  let spec: String
  /// As findings name it, and what it imports.
  let name: String
  let root: String?

  init(spec: String, name: String? = nil, root: String?) {
    self.spec = spec
    self.name = name ?? (spec == SpecReader.standardInput ? Compilation.standardInput : spec)
    self.root = root
  }

  /// How large a file may be that a container mounts, in bytes.
  static let sizeLimit = 1 << 20

  /// How large the files of a folder may be together, and how many there may be.
  static let folderLimit = 4 << 20
  static let mostFiles = 1000

  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem> {
    result(of: path, beside: source) { (root, place) throws(InputError) in
      try root.read(place, limit: Self.sizeLimit)
    }
  }

  func contents(of path: String, beside source: String) -> Result<SourceContents, SourceProblem> {
    result(of: path, beside: source) { (root, place) throws(InputError) in
      let contents = try root.contents(
        of: place,
        limit: Self.sizeLimit,
        folderLimit: Self.folderLimit,
        mostFiles: Self.mostFiles
      )
      switch contents {
      case .file(let bytes): return .file(bytes)
      case .folder(let entries):
        return .folder(entries.map { SourceContents.Entry(path: $0.path, bytes: $0.bytes) })
      }
    }
  }

  func place(of path: String, beside source: String) -> Result<String, SourceProblem> {
    result(of: path, beside: source) { (_, place) throws(InputError) in place }
  }

  func hasFile(_ path: String, beside source: String) -> Bool {
    let found = result(of: path, beside: source) { (root, place) throws(InputError) in
      try !root.open(place).isFolder(at: place)
    }
    return (try? found.get()) ?? false
  }

  private func result<Value>(
    of path: String,
    beside source: String,
    _ read: (InputRoot, String) throws(InputError) -> Value
  ) -> Result<Value, SourceProblem> {
    do {
      let isStream = spec == SpecReader.standardInput
      let root = try InputRoot(rootFolder)
      let own = isStream && source == name ? "stdin" : try root.place(ofSpecAt: place(of: source))
      return .success(try read(root, InputRoot.place(of: path, namedIn: own)))
    } catch {
      return .failure(SourceProblem(error))
    }
  }

  /// The folder that no file of the spec leaves.
  var rootFolder: String { root ?? (spec == SpecReader.standardInput ? "." : folder) }

  /// Where a file of the spec is: a file that is imported names its own from where it stands.
  private func place(of source: String) -> String {
    if source == name { return spec }
    return name == spec || folder == "." ? source : "\(folder)/\(source)"
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
      case .tooManyFiles(let limit): .tooManyFiles(limit)
      case .system(let number): .unreadable(SystemError(number: number).message)
      }
  }
}
