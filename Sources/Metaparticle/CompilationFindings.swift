import MPDiagnostics

/// What is wrong with a spec as a whole.
enum CompilationFindings {
  static func missingApp(_ spec: Source.ID, _ sources: SourceMap) -> Diagnostic {
    let start = SourceRange(source: spec, lower: 0, upper: 0)
    let isEmpty = sources[spec].bytes.allSatisfy { $0 <= UInt8(ascii: " ") }
    return Diagnostic(
      isEmpty ? .emptyFile : .missingApp,
      isEmpty ? "this file is empty" : "this spec does not say what its system is called",
      at: .init(start),
      help: ["begin with `app NAME`"]
    )
  }
}
