import MPDiagnostics

/// What is wrong with a spec as a whole.
enum CompilationFindings {
  static func missingApp(_ spec: Source.ID) -> Diagnostic {
    Diagnostic(
      .missingApp,
      "this spec does not say what its system is called",
      at: .init(SourceRange(source: spec, lower: 0, upper: 0)),
      help: ["begin with `app NAME`"]
    )
  }

  static func emptyFile(_ spec: Source.ID) -> Diagnostic {
    Diagnostic(
      .emptyFile,
      "this file is empty",
      at: .init(SourceRange(source: spec, lower: 0, upper: 0)),
      help: ["begin with `app NAME`"]
    )
  }
}
