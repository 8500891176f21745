import MPDiagnostics
import MPSyntax

/// What is said of words that a block does not have, or has in another form.
extension CheckFindings {
  /// - Parameters:
  ///   - isBlock: Whether it is written as a block, and not as a value.
  ///   - set: The words of the body that are set once, and there already.
  static func unknownWord(
    _ name: NameSyntax,
    in kind: BlockKind,
    asBlock isBlock: Bool,
    besides set: Set<String>
  ) -> Diagnostic {
    if let help = kind.elsewhere.first(where: { $0.key == name.text })?.value {
      return Diagnostic(
        .unknownAttribute,
        "`\(kind.name)` has no `\(name.text)` here",
        at: .init(name.range),
        help: [help]
      )
    }
    let foreign = kind.meaning(of: name.text)
    let candidates = kind.words.filter { !set.contains($0) }
    let other = foreign?.word ?? nearestName(to: name.text, among: candidates)
    // A word of the other form cannot simply be put there.
    let form =
      foreign?.form
      ?? other.flatMap { kind.fits($0, asBlock: isBlock) ? nil : kind.form(of: $0) }
    return Diagnostic(
      .unknownAttribute,
      "`\(kind.name)` has no `\(name.text)`",
      at: .init(name.range),
      notes: other == nil ? ["it has " + kind.words.map { "`\($0)`" }.joined(separator: ", ")] : [],
      help: form.map { ["write `\($0)`"] } ?? [],
      fixIts: replacement(name.range, by: form == nil ? other : nil)
    )
  }

  static func unknownWord(_ path: PathSyntax, in kind: BlockKind) -> Diagnostic {
    Diagnostic(
      .unknownAttribute,
      "`\(kind.name)` has no `\(path.text)`",
      at: .init(path.range)
    )
  }

  /// - Parameter value: What it is set to, which may be what something in the block takes.
  static func isBlock(_ key: NameSyntax, in kind: BlockKind, value: ExprSyntax) -> Diagnostic {
    var form = kind.form(of: key.text)
    if case .string(let string) = value, let text = string.plain,
      let attribute = kind.block(key.text)?.attributes.first(where: { $0.hasChoice(text) })
    {
      form = "\(key.text) { \(attribute.name) = \"\(text)\" }"
    }
    return Diagnostic(
      .blockOrValue,
      "`\(key.text)` is a block, not a value",
      at: .init(key.range),
      help: ["write `\(form)`"]
    )
  }

  static func isAttribute(_ head: NameSyntax) -> Diagnostic {
    Diagnostic(
      .blockOrValue,
      "`\(head.text)` is a value, not a block",
      at: .init(head.range),
      help: ["write `\(head.text) = …`"]
    )
  }
}

extension BlockKind {
  /// What a word of another tool is here, where the block has that.
  fileprivate func meaning(of word: String) -> ForeignWord? {
    if takesTraits, ForeignWord.traitWords.contains(word) {
      return ForeignWord("with", "with TRAIT")
    }
    return ForeignWord.table.first { $0.key == word && words.contains($0.value.word) }?.value
  }
}

extension Attribute {
  /// Whether a text is one of several that it may be.
  fileprivate func hasChoice(_ text: String) -> Bool {
    accepts.expected.contains { type in
      if case .enumeration(let values) = type { values.contains(text) } else { false }
    }
  }
}
