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

  static func emptySystem(_ app: SourceRange) -> Diagnostic {
    Diagnostic(
      .emptySystem,
      "this system has no service, so there is nothing to deploy",
      at: .init(app),
      help: ["add a service: `service NAME { image = \"…\" }`", "or use a pattern"]
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
