import MPSyntax

/// An example with one token changed.
struct Mutation {
  enum Kind: CaseIterable { case deleted, doubled, swapped }

  var kind: Kind
  var token: TokenKind
  /// What was done, for the message of a test that fails.
  var description: String
  var bytes: [UInt8]

  /// Every change of every token but blanks.
  static func all(of example: Example, _ kinds: [Kind] = Kind.allCases) -> [Mutation] {
    let bytes = Array(example.text.utf8)
    let tokens = Reading(example.text).text.tokens
    return tokens.indices.flatMap { index -> [Mutation] in
      let token = tokens[index]
      if token.kind == .whitespace || token.kind == .end { return [] }
      let next = tokens[(index + 1)...].first { !$0.kind.isTrivia && $0.kind != .end }
      return kinds.compactMap { kind in
        guard let changed = change(bytes, kind, token, next) else { return nil }
        let line = bytes[..<Int(token.lower)].count { $0 == UInt8(ascii: "\n") } + 1
        return Mutation(
          kind: kind,
          token: token.kind,
          description: "\(token.kind) of line \(line) \(kind)",
          bytes: changed
        )
      }
    }
  }

  private static func change(
    _ bytes: [UInt8],
    _ kind: Kind,
    _ token: Token,
    _ next: Token?
  ) -> [UInt8]? {
    let before = bytes[..<Int(token.lower)]
    let text = bytes[Int(token.lower)..<Int(token.upper)]
    let after = bytes[Int(token.upper)...]
    switch kind {
    case .deleted: return Array(before + after)
    case .doubled: return Array(before + text + text + after)
    case .swapped:
      guard let next else { return nil }
      let between = bytes[Int(token.upper)..<Int(next.lower)]
      let other = bytes[Int(next.lower)..<Int(next.upper)]
      return Array(before + other + between + text) + bytes[Int(next.upper)...]
    }
  }
}
