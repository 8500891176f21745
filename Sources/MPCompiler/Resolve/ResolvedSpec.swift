package import MPDiagnostics
package import MPSyntax

/// Every declaration of a spec and of the library files that it uses, by name. Expressions have not
/// been looked at.
package struct ResolvedSpec: Sendable {
  package var modules: [ResolvedModule] = []
  package var definitions: [ResolvedDefinition] = []
  /// What the command line sets, in its order.
  package var settings: [ResolvedSetting] = []
  /// The names of what an import has brought in and should not have, since another has the name.
  package var clashes: Set<SourceRange> = []
}

package struct ResolvedModule: Sendable {
  package var syntax: SpecSyntax
  package var isLibrary: Bool
  package var app: AppSyntax?
  package var params: [ParamSyntax] = []
  package var lets: [LetSyntax] = []
  package var blocks: [ResolvedBlock] = []
  package var extensions: [BlockSyntax] = []
  package var tests: [TestSyntax] = []
  package var profiles: [ResolvedProfile] = []
  /// The files whose names are visible in this one.
  var imports: [ModuleID] = []
  var testNames: [ExactText: SourceRange] = [:]
  var values: [String: Declaration] = [:]
  var patterns: [String: DefinitionID] = [:]
  var traits: [String: DefinitionID] = [:]
  /// The words in what the parser could not read: one of them may be what seems to be undeclared.
  var unreadWords: Set<String> = []
  /// Whether an import failed: any name may be one that it would have brought in.
  var missesNames = false

  package var source: Source.ID { syntax.source }
}

package struct ResolvedDefinition: Sendable {
  package var module: ModuleID
  package var syntax: DefinitionSyntax
  package var params: [ParamSyntax] = []
  package var lets: [LetSyntax] = []
  package var requires: [RequireSyntax] = []
  package var slots: [SlotSyntax] = []
  package var blocks: [ResolvedBlock] = []
  package var outputs: [LetSyntax] = []
  /// The entries of a trait.
  package var entries: [ItemSyntax] = []
  var values: [String: Declaration] = [:]
}

/// A block at the top of a file or in a pattern, and what has to be true for it to be there.
package struct ResolvedBlock: Sendable {
  package var syntax: BlockSyntax
  /// Of the `when`s around it, the outermost first.
  package var conditions: [ExprSyntax]
  /// The profile that adds it.
  package var profile: Int?
  /// The later blocks of the same name: under their conditions, at most one of all is there.
  package var alternatives: [Int] = []

  /// Whether it may not be there.
  var isConditional: Bool { !conditions.isEmpty || profile != nil }
}

package struct ResolvedProfile: Sendable {
  package var syntax: ProfileSyntax
  /// Which of the profiles that were asked for it is, from 1: a later one wins. `nil` for the others.
  package var rank: Int?
  package var assignments: [AssignmentSyntax] = []
  package var extensions: [BlockSyntax] = []
}

/// A param and its value, from the command line.
package struct ResolvedSetting: Sendable {
  /// `tag`, `house.tag`
  package var name: PathSyntax
  /// The value as it stands, for params that are strings.
  package var text: String
  package var textRange: SourceRange
  package var value: ExprSyntax
  /// What is wrong with it as an expression, for params that are none.
  package var findings: [Diagnostic]
  /// Set when it is no text at all, which has been reported.
  package var isUnreadable = false
}

/// What a name stands for, and where it was declared.
struct Declaration: Sendable {
  var target: Reference.Target
  var range: SourceRange
}
