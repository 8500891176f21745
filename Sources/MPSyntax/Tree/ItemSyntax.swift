package import MPDiagnostics

/// Whatever may stand in a file or in a body. Which items may stand where is the parser's check.
package enum ItemSyntax: Sendable {
  case `import`(ImportSyntax)
  case app(AppSyntax)
  case param(ParamSyntax)
  case `let`(LetSyntax)
  /// `pattern` or `trait`
  case definition(DefinitionSyntax)
  case slot(SlotSyntax)
  case output(LetSyntax)
  case require(RequireSyntax)
  case profile(ProfileSyntax)
  /// `extend search.root { … }`
  case extend(BlockSyntax)
  case test(TestSyntax)
  case expect(ExprSyntax, SourceRange)
  case when(WhenSyntax)
  case with(WithSyntax)
  case assignment(AssignmentSyntax)
  case block(BlockSyntax)
  /// Text that the parser could not read; it has said so.
  case unexpected(SourceRange)
}

/// The lines of `///` above an item, without their slashes; empty where there are none.
package struct DocComment: Sendable, Equatable {
  package var lines: [String]
}

package struct BodySyntax: Sendable {
  package var items: [ItemSyntax]
  /// With its braces.
  package var range: SourceRange
  /// Set when the parser had to skip something in it: what seems to be missing may be there.
  package var isBroken: Bool

  package init(items: [ItemSyntax], range: SourceRange, isBroken: Bool) {
    self.items = items
    self.range = range
    self.isBroken = isBroken
  }
}

package struct ImportSyntax: Sendable {
  package var path: StringSyntax
  package var alias: NameSyntax?
  package var range: SourceRange
}

package struct AppSyntax: Sendable {
  package var name: NameSyntax
  package var body: BodySyntax?
  package var doc: DocComment
  package var range: SourceRange
}

package struct ParamSyntax: Sendable {
  package var name: NameSyntax
  package var type: TypeSyntax
  package var value: ExprSyntax?
  package var doc: DocComment
  package var range: SourceRange
}

/// `let name = value` and `output name = value`.
package struct LetSyntax: Sendable {
  package var name: NameSyntax
  package var value: ExprSyntax
  package var doc: DocComment
  package var range: SourceRange
}

package struct DefinitionSyntax: Sendable {
  package enum Kind: String, Sendable { case pattern, trait }

  package var kind: Kind
  package var name: NameSyntax
  package var body: BodySyntax
  package var doc: DocComment
  package var range: SourceRange
}

package struct SlotSyntax: Sendable {
  package enum Count: String, Sendable {
    case one = ""
    case optional = "?"
    case any = "*"
  }

  package var name: NameSyntax
  package var count: Count
  /// `service`, `job` or `cron`.
  package var kind: NameSyntax?
  package var body: BodySyntax?
  package var doc: DocComment
  package var range: SourceRange
}

package struct RequireSyntax: Sendable {
  package var condition: ExprSyntax
  package var message: StringSyntax
  package var range: SourceRange
}

package struct ProfileSyntax: Sendable {
  package var name: NameSyntax
  package var body: BodySyntax
  package var doc: DocComment
  package var range: SourceRange
}

package struct TestSyntax: Sendable {
  package var name: StringSyntax
  package var body: BodySyntax
  package var range: SourceRange
}

package struct WhenSyntax: Sendable {
  package var condition: ExprSyntax
  package var body: BodySyntax
  package var range: SourceRange
}

/// `with ambassador cache { … }`
package struct WithSyntax: Sendable {
  package var trait: PathSyntax
  package var label: NameSyntax?
  package var body: BodySyntax?
  package var range: SourceRange
}

/// `key = value`; in a profile the key may be a path.
package struct AssignmentSyntax: Sendable {
  package var isDefault: Bool
  package var key: PathSyntax
  package var value: ExprSyntax
  package var range: SourceRange
}

/// `service web { … }`, `leaf { … }`, `file "/etc/x" { … }`, `expose web.http`.
package struct BlockSyntax: Sendable {
  package enum Label: Sendable {
    case path(PathSyntax)
    case string(StringSyntax)

    package var range: SourceRange {
      switch self {
      case .path(let path): path.range
      case .string(let string): string.range
      }
    }

    package var path: PathSyntax? {
      if case .path(let path) = self { path } else { nil }
    }

    /// The label as a name, where it is one.
    package var name: NameSyntax? {
      if case .path(let path) = self { path.single } else { nil }
    }
  }

  package var isDefault: Bool
  package var head: PathSyntax
  package var label: Label?
  package var body: BodySyntax?
  package var doc: DocComment
  package var range: SourceRange
}
