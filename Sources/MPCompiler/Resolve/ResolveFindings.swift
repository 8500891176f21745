import MPDiagnostics
import MPSyntax

/// What can be wrong with names and declarations.
enum ResolveFindings {
  // MARK: - Imports

  static func cannotImport(
    _ path: String,
    _ problem: SourceProblem,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badImport,
      "cannot import `\(path)`: it \(problem.reason)",
      at: .init(range),
      help: problem.help
    )
  }

  static func circularImport(_ files: [String], at range: SourceRange) -> Diagnostic {
    let names = files.map { "`\($0)`" }
    return Diagnostic(
      .badImport,
      names.count == 1
        ? "\(names[0]) imports itself"
        : "these files import each other in a circle: \(names.joined(separator: ", "))",
      at: .init(range),
      help: ["move what both need into a third file"]
    )
  }

  static func importsTooDeep(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badImport,
      "files import each other more than \(limit) levels deep",
      at: .init(range)
    )
  }

  static func tooManyFiles(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(.badImport, "the spec has more than \(limit) files", at: .init(range))
  }

  static func importClash(
    _ name: String,
    at range: SourceRange,
    declarations: [SourceRange],
    isDeployed: Bool
  ) -> Diagnostic {
    Diagnostic(
      .declaredTwice,
      "this import brings in a second `\(name)`",
      at: .init(range),
      labels: declarations.map { .init($0, "declared here") },
      help: [
        isDeployed
          ? "rename one of them: each is deployed under its name, whatever the import is called"
          : "import one of the files under a name: `import … as house`, and write `house.\(name)`"
      ]
    )
  }

  // MARK: - Profiles

  static func unknownProfile(
    _ name: String,
    among known: [String],
    at range: SourceRange
  ) -> Diagnostic {
    let other = nearestName(to: name, among: known)
    return Diagnostic(
      .unknownName,
      "the spec has no profile `\(name)`",
      at: .init(range),
      notes: known.isEmpty
        ? [] : ["it has " + known.map { "`\($0)`" }.joined(separator: ", ")],
      help: other.map { ["did you mean `\($0)`?"] } ?? []
    )
  }

  // MARK: - Declarations

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
