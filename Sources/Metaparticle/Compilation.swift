// Who imports the library gets what its declarations speak of, in one import.
@_exported public import MPBackends
package import MPCompiler
@_exported public import MPDiagnostics
package import MPIR
package import MPSyntax

/// A spec on its way to the files of a platform, with every stage that it went through.
///
/// ```swift
/// let compilation = Compilation(spec: Array(text.utf8), name: "shop.mp")
/// let files = compilation.artifacts(for: .compose)
/// print(compilation.render(as: .human))
/// ```
///
/// Compiling reads no files and never fails: what is wrong with a spec is in `findings`, and where
/// there are errors, there are no artifacts.
public struct Compilation: Sendable {
  public let sources: SourceMap
  public private(set) var diagnostics: Diagnostics

  package let spec: Source.ID
  /// `nil` where the bytes are no text, like the stages after it.
  package let tokens: TokenizedSource?
  package let syntax: SpecSyntax?
  package let program: Program?
  package let system: SystemIR?

  /// Compiles a spec that names no files of its own.
  ///
  /// - Parameters:
  ///   - spec: The text, in UTF-8.
  ///   - name: How findings name it: `shop.mp`.
  ///   - options: What is chosen and set beside the spec.
  public init(
    spec: [UInt8],
    name: String,
    options: CompilationOptions = CompilationOptions()
  ) {
    self.init(spec: spec, name: name, options: options, files: NoFiles())
  }

  /// Compiles a spec.
  ///
  /// - Parameters:
  ///   - files: Where the files come from that the spec names.
  package init(
    spec: [UInt8],
    name: String,
    options: CompilationOptions = CompilationOptions(),
    files: some SourceProvider,
    library: PatternLibrary = .shipped
  ) {
    var sources = SourceMap()
    var diagnostics = Diagnostics(denying: options.denials)
    projectRoot = options.projectRoot
    let source = sources.add(name: name, bytes: spec)
    self.spec = source
    guard checkText(source, in: sources, into: &diagnostics) else {
      (tokens, syntax, program, system) = (nil, nil, nil, nil)
      (self.sources, self.diagnostics) = (sources, diagnostics)
      return
    }
    if spec.allSatisfy({ $0 <= UInt8(ascii: " ") }) {
      diagnostics.report(CompilationFindings.emptyFile(source))
    }
    let tokens = lex(source, in: sources, into: &diagnostics)
    let syntax = parse(tokens, into: &diagnostics)
    let resolved = resolve(
      syntax,
      settings: options.settings(in: &sources),
      files: files,
      library: library,
      sources: &sources,
      into: &diagnostics
    )
    let program = check(resolved, into: &diagnostics)
    let expanded = expand(program, into: &diagnostics)
    system = lower(
      expanded,
      sources: sources,
      files: files,
      library: library,
      into: &diagnostics
    )
    (self.tokens, self.syntax, self.program) = (tokens, syntax, program)
    (self.sources, self.diagnostics) = (sources, diagnostics)
  }

  /// What is to be said about the spec, in source order.
  public var findings: [Diagnostic] { diagnostics.inSourceOrder }

  public var hasErrors: Bool { diagnostics.hasErrors }

  /// The findings as text.
  public func render(as format: FindingFormat, style: FindingStyle = .plain) -> String {
    format.render(findings, sources: sources, style: style)
  }

  /// Writes the system for a platform.
  ///
  /// - Returns: The files, sorted by path; none where there are errors, which may be new ones.
  public mutating func artifacts(for target: Target) -> [Artifact] {
    guard let system, !diagnostics.hasMistakes else { return [] }
    guard let app = program?.app else {
      diagnostics.report(CompilationFindings.missingApp(spec))
      return []
    }
    guard !system.workloads.isEmpty else {
      diagnostics.report(CompilationFindings.emptySystem(app.nameRange))
      return []
    }
    let artifacts = MPBackends.render(
      system,
      for: target,
      spec: fileName,
      projectRoot: projectRoot,
      into: &diagnostics
    )
    return hasErrors ? [] : artifacts
  }

  /// Finds what the platforms have to say, as writing for all of them would; without `app`, nothing.
  public mutating func checkTargets() {
    guard program?.app != nil else { return }
    for target in Target.allCases { _ = artifacts(for: target) }
  }

  private let projectRoot: String

  /// How the headers of the files name the spec: the same wherever it lies.
  private var fileName: String {
    let name = sources[spec].name
    return name == Self.standardInput
      ? "-" : name.split(separator: "/").last.map(String.init) ?? name
  }

  /// How a spec from the standard input is called.
  package static let standardInput = "<stdin>"
}

/// For specs that stand alone.
struct NoFiles: SourceProvider {
  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem> {
    .failure(.notFound)
  }

  func contents(of path: String, beside source: String) -> Result<SourceContents, SourceProblem> {
    .failure(.notFound)
  }

  /// The root is the folder of the spec.
  func place(of path: String, beside source: String) -> Result<String, SourceProblem> {
    SourceName.place(ofSpecs: path)
  }
}
