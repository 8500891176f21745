import MPDiagnostics
import MPSyntax

/// What can be wrong with names and declarations.
enum ResolveFindings {
  /// The language has it, this version has not.
  static func planned(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notYetCompiled,
      "this version of mpc does not compile \(what) yet",
      at: .init(range)
    )
  }

  static func slotKind(_ kind: NameSyntax) -> Diagnostic {
    ["job", "cron"].contains(kind.text)
      ? planned("slots of jobs and crons", at: kind.range)
      : Diagnostic(
        .unknownType,
        "a slot is a `service`, a `job` or a `cron`, not a `\(kind.text)`",
        at: .init(kind.range)
      )
  }

  static func declaredTwice(
    _ name: String,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .declaredTwice,
      "`\(name)` is declared twice",
      at: .init(range),
      labels: [.init(first, "first declared here")],
      help: ["rename one of them"]
    )
  }

  static func testTwice(
    _ name: String,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .declaredTwice,
      "there are two tests \"\(name)\"",
      at: .init(range),
      labels: [.init(first, "the first one")],
      help: ["rename one of them: the name tells which one failed"]
    )
  }

  static func patternIsVocabulary(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .reservedName,
      "`\(name.text)` is a word of the language and cannot be a pattern",
      at: .init(name.range),
      help: ["choose another name"]
    )
  }

  static func reservedName(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .reservedName,
      "`\(name.text)` is a word of the language and cannot be declared",
      at: .init(name.range),
      help: ["choose another name"]
    )
  }

  static func badDeployedName(
    _ name: NameSyntax,
    _ problem: (reason: String, suggestion: String?)
  ) -> Diagnostic {
    Diagnostic(
      .badDeployedName,
      "the name `\(name.text)` \(problem.reason)",
      at: .init(name.range),
      help: [problem.suggestion.map { "call it `\($0)`" } ?? "choose another name"]
    )
  }
}
