package import MPDiagnostics
import MPSyntax

/// A position in one of the program's arrays.
package struct ModuleID: Hashable, Sendable { package let index: Int }
package struct DefinitionID: Hashable, Sendable { package let index: Int }

/// A checked system description: every name resolved, every expression typed. What a pattern makes of
/// it is not yet known.
package struct Program: Sendable {
  /// The spec first, then the files of the shipped library that it uses, in the order of first use.
  package var modules: [ModuleProgram] = []
  /// Patterns and traits of all modules.
  package var definitions: [Definition] = []
  package var app: AppDefinition?
  /// What profiles and the command line set, each param once.
  package var overrides: [ParamOverride] = []
  /// What the chosen profiles add to blocks, the weaker before the stronger.
  package var extensions: [BlockExtension] = []
  /// Where names stand that two files have, which was reported.
  package var clashes: Set<SourceRange> = []
}

package struct ParamOverride: Sendable {
  package var module: ModuleID
  package var param: Int
  package var value: TypedExpr
}

/// `extend search.root { … }`
package struct BlockExtension: Sendable {
  package enum Content: Sendable {
    case block(CheckedBody)
    case instance(DefinitionID, CheckedArguments)
  }

  /// Where it stands.
  package var module: ModuleID
  package var target: TypedExpr
  package var content: Content
  /// A higher one wins; what a block says itself has 0.
  package var rank: Int

  /// Of one that stands at the top of a file. Those of profiles have higher ones.
  package static let ownRank = 1
}

package struct ModuleProgram: Sendable {
  package var source: Source.ID
  package var isLibrary: Bool
  package var params: [ParamDefinition] = []
  package var lets: [LetDefinition] = []
  package var blocks: [BlockDefinition] = []
  package var tests: [TestDefinition] = []
}

package struct AppDefinition: Sendable {
  package var name: String
  package var nameRange: SourceRange
  package var body: CheckedBody?
}

package struct ParamDefinition: Sendable {
  package var name: String
  package var nameRange: SourceRange
  package var type: CheckedType
  package var value: TypedExpr?
  package var doc: [String]
}

package struct LetDefinition: Sendable {
  package var name: String
  package var nameRange: SourceRange
  package var value: TypedExpr
  package var doc: [String]
}

package struct RequireDefinition: Sendable {
  package var condition: TypedExpr
  package var message: TypedExpr
  package var range: SourceRange
}

/// A pattern or a trait.
package struct Definition: Sendable {
  package enum Kind: String, Sendable { case pattern, trait }

  package var kind: Kind
  package var name: String
  package var nameRange: SourceRange
  package var module: ModuleID
  package var params: [ParamDefinition] = []
  package var lets: [LetDefinition] = []
  package var requires: [RequireDefinition] = []
  package var doc: [String]
  /// Of a pattern.
  package var slots: [SlotDefinition] = []
  package var blocks: [BlockDefinition] = []
  package var outputs: [LetDefinition] = []
  /// Of a trait: what it adds.
  package var body: CheckedBody?
}

package struct SlotDefinition: Sendable {
  package var name: String
  package var nameRange: SourceRange
  /// What is put into it.
  package var kind: BlockKind
  package var isOptional: Bool
  /// Whether it takes any number of blocks, each with a label.
  package var isList: Bool
  package var body: CheckedBody?
  package var doc: [String]
}

/// A block at the top of a file or in a pattern.
package struct BlockDefinition: Sendable {
  package enum Kind: Sendable {
    /// Of the vocabulary: a service, a job, a secret, …
    case block(BlockKind, CheckedBody)
    case expose(TypedExpr, CheckedBody?)
    case instance(DefinitionID, CheckedArguments)
    /// It could not be understood, and has been reported.
    case invalid
  }

  package var kind: Kind
  /// Empty for blocks without a name.
  package var name: String
  package var nameRange: SourceRange
  package var range: SourceRange
  /// What has to be true for it to be there.
  package var conditions: [TypedExpr] = []
  /// The later blocks of the same name, of which at most one is there.
  package var alternatives: [Int] = []
}

/// What an instance or a `with` gives to a definition.
package struct CheckedArguments: Sendable {
  package struct Argument: Sendable {
    package var param: Int
    package var value: TypedExpr
    package var keyRange: SourceRange
    /// Of the `when`s around it, in the instance.
    package var conditions: [TypedExpr]
  }

  package struct SlotBody: Sendable {
    package var slot: Int
    /// Of one of any number: the name that it goes by.
    package var label: String?
    package var body: CheckedBody
    package var headRange: SourceRange
    package var conditions: [TypedExpr]
  }

  package var arguments: [Argument] = []
  package var slots: [SlotBody] = []
  /// Set when something in it could not be read: what seems to be missing may be there.
  package var isBroken = false
}

package struct TestDefinition: Sendable {
  package var name: String
  package var nameRange: SourceRange
  package var lets: [LetDefinition]
  package var expectations: [TypedExpr]
  package var range: SourceRange
}

/// The inside of a service, of a trait, or of a block within.
package struct CheckedBody: Sendable {
  package var entries: [CheckedEntry] = []
  package var range: SourceRange
  package var isBroken: Bool
}

package indirect enum CheckedEntry: Sendable {
  case attribute(CheckedAttribute)
  case block(CheckedBlock)
  case when(TypedExpr, CheckedBody)
  case with(TraitApplication)
}

/// `name = value`, also in maps.
package struct CheckedAttribute: Sendable {
  package var name: String
  package var keyRange: SourceRange
  package var isDefault: Bool
  package var value: TypedExpr
}

package struct CheckedBlock: Sendable {
  package var name: String
  package var headRange: SourceRange
  package var label: String?
  package var labelRange: SourceRange?
  package var isDefault: Bool
  package var body: CheckedBody
  /// Whether its keys are the user's: entries of several merge.
  package var isMap = false
  /// What it is about, where that is no name: several may be about the same.
  package var reference: TypedExpr?

  /// What may stand only once in a service.
  var key: ExactText { ExactText(name + "\0" + (label ?? "")) }

  /// For messages: `file "/etc/x"`, `sidecar proxy`.
  var form: String { Self.form(name, label) }

  static func form(_ name: String, _ label: String?) -> String {
    guard let label else { return name }
    return label.utf8.allSatisfy(\.isNameByte) ? "\(name) \(label)" : "\(name) \"\(label)\""
  }
}

package struct TraitApplication: Sendable {
  package var definition: DefinitionID
  /// Prefixes the ports that it adds.
  package var label: String?
  package var arguments: CheckedArguments
  package var range: SourceRange
}

/// A declared type with its bounds.
package indirect enum CheckedType: Sendable {
  case plain(Type)
  case bounded(Type, TypedExpr)
  case list(CheckedType)
  case map(CheckedType)
  case record([(name: String, type: CheckedType)])
  case optional(CheckedType)

  package var type: Type {
    switch self {
    case .plain(let type), .bounded(let type, _): type
    case .list(let element): .list(element.type)
    case .map(let value): .map(value.type)
    case .record(let fields): .record(fields.map { .init(name: $0.name, type: $0.type.type) })
    case .optional(let wrapped): .optional(wrapped.type)
    }
  }
}
