package import MPDiagnostics

/// One file as a tree, with every token of its text.
package struct SpecSyntax: Sendable {
  package var text: TokenizedSource
  package var items: [ItemSyntax]
  /// Set when the parser had to skip something at the top level.
  package var isBroken: Bool

  package var source: Source.ID { text.source }
}
