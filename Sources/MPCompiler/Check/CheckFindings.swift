import MPDiagnostics
import MPSyntax

/// What can be wrong with names and types of expressions.
enum CheckFindings {
  static func replacing(_ name: NameSyntax, _ other: String?) -> [Diagnostic.FixIt] {
    replacement(name.range, by: other)
  }

  static func list(_ words: [String]) -> String {
    words.map { "`\($0)`" }.joined(separator: ", ")
  }

  // MARK: - Names

  /// - Parameter mayBeText: Whether a text fits where it stands: `image = nginx`.
  static func unknownName(
    _ name: NameSyntax,
    nearest other: String?,
    mayBeText: Bool
  ) -> Diagnostic {
    Diagnostic(
      .unknownName,
      "nothing here is called `\(name.text)`",
      at: .init(name.range),
      help: mayBeText && other == nil ? ["put text into quotes: `\"\(name.text)\"`"] : [],
      fixIts: replacing(name, other)
    )
  }

  /// - Parameter isBlock: Whether it begins with the name of a block, which it was to change.
  static func unknownHead(_ head: PathSyntax, nearest other: String?, isBlock: Bool) -> Diagnostic {
    Diagnostic(
      .unknownPattern,
      "there is no block or pattern `\(head.text)`",
      at: .init(head.range),
      help: isBlock ? ["change it by `extend \(head.text) { … }`"] : [],
      fixIts: head.single.map { replacing($0, other) } ?? []
    )
  }

  static func traitAsPattern(_ head: NameSyntax) -> Diagnostic {
    Diagnostic(
      .unknownPattern,
      "`\(head.text)` is a trait, and a trait is applied within a service",
      at: .init(head.range),
      help: ["write `service … { with \(head.text) { … } }`"]
    )
  }

  static func unknownTrait(_ path: PathSyntax) -> Diagnostic {
    Diagnostic(
      .unknownTrait,
      "there is no trait `\(path.text)`",
      at: .init(path.range),
      help: ["name it by one word"]
    )
  }

  static func patternAsTrait(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .unknownTrait,
      "`\(name.text)` is a pattern, not a trait",
      at: .init(name.range),
      help: ["write `\(name.text) NAME { … }` beside the services"]
    )
  }

  static func unknownTrait(_ name: NameSyntax, nearest other: String?) -> Diagnostic {
    Diagnostic(
      .unknownTrait,
      "there is no trait `\(name.text)`",
      at: .init(name.range),
      fixIts: replacing(name, other)
    )
  }

  static func unknownFunction(_ name: NameSyntax, among known: [String]) -> Diagnostic {
    let other = nearestName(to: name.text, among: known)
    return Diagnostic(
      .unknownName,
      "there is no function `\(name.text)`",
      at: .init(name.range),
      notes: other == nil ? ["there are \(list(known))"] : [],
      fixIts: replacing(name, other)
    )
  }

  static func unknownType(_ name: NameSyntax) -> Diagnostic {
    let other = nearestName(to: name.text, among: Type.named.map(\.key))
    return Diagnostic(
      .unknownType,
      "there is no type `\(name.text)`",
      at: .init(name.range),
      notes: other == nil ? ["there are \(list(Type.named.map(\.key)))"] : [],
      fixIts: replacing(name, other)
    )
  }

  static func unknownWord(_ name: NameSyntax, in place: String, among known: [String]) -> Diagnostic
  {
    let other = nearestName(to: name.text, among: known)
    return Diagnostic(
      .unknownMember,
      "there is no `\(name.text)` in \(place)",
      at: .init(name.range),
      notes: other == nil && !known.isEmpty ? ["there are \(list(known))"] : [],
      fixIts: replacing(name, other)
    )
  }

  static func unknownMember(
    _ name: NameSyntax,
    of pattern: String,
    among known: [String]
  ) -> Diagnostic {
    unknownWord(name, in: "an instance of `\(pattern)`", among: known)
  }

  static func noMembers(_ base: TypedExpr, _ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .unknownMember,
      "\(base.type.phrase) has no `.\(name.text)`",
      at: .init(name.range)
    )
  }

  static func onlyOfSelf(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .unknownMember,
      "only `self` has `.\(name.text)`: it differs from replica to replica",
      at: .init(name.range),
      help: name.text == "host" ? ["name a port: `….http.host`"] : []
    )
  }

  static func selfOutsideService(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .selfOutsideService,
      "`self` is the service around it, and there is none here",
      at: .init(range),
      help: ["name the service, or move this into it"]
    )
  }

  static func testsOnly(_ function: Function, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .testsOnly,
      "`\(function.rawValue)` exists in tests only",
      at: .init(range),
      help: ["ask in a test: `test \"…\" { expect \(function.signature) }`"]
    )
  }

  // MARK: - Circles

  static func circularValue(_ members: [NameSyntax]) -> Diagnostic {
    circle(members, "the value of `\(members[0].text)` depends on itself", "needed by")
  }

  static func circularDefinition(
    _ members: [NameSyntax],
    _ kind: DefinitionSyntax.Kind
  ) -> Diagnostic {
    circle(members, "the \(kind.rawValue) `\(members[0].text)` contains itself", "contained in")
  }

  private static func circle(
    _ members: [NameSyntax],
    _ message: String,
    _ relation: String
  ) -> Diagnostic {
    Diagnostic(
      .circle,
      message,
      at: .init(members[0].range),
      labels: members.dropFirst().map { .init($0.range, "part of the circle") },
      help: ["break the circle at one of its members"]
    )
  }
}
