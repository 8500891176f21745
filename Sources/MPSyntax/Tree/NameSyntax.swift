package import MPDiagnostics

/// A word as it stands in the text.
package struct NameSyntax: Sendable {
  /// Empty where the name is missing.
  package var text: String
  package var range: SourceRange

  package init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }

  package var isMissing: Bool { text.isEmpty }
}

/// `histogram.root`; never empty.
package struct PathSyntax: Sendable {
  package var names: [NameSyntax]

  package init(names: [NameSyntax]) { self.names = names }

  package var range: SourceRange { names[0].range.through(names[names.count - 1].range) }

  package var text: String { names.map(\.text).joined(separator: ".") }

  /// The name of a path that has only one.
  package var single: NameSyntax? { names.count == 1 ? names[0] : nil }
}
