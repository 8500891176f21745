import MPSyntax

/// The names of patterns and traits that a file uses, in source order.
enum UsedNames {
  struct Use {
    var name: String
    var isTrait: Bool
  }

  static func of(_ items: [ItemSyntax]) -> [Use] {
    var uses: [Use] = []
    collect(items, isBlockPosition: true, &uses)
    return uses
  }

  /// Only at the top of a file and in patterns can the head of a block be a pattern.
  private static func collect(_ items: [ItemSyntax], isBlockPosition: Bool, _ uses: inout [Use]) {
    for item in items {
      switch item {
      case .block(let block):
        if isBlockPosition, let head = block.head.single,
          !BlockKind.topLevelWords.contains(head.text)
        {
          uses.append(Use(name: head.text, isTrait: false))
        }
        if let body = block.body { collect(body.items, isBlockPosition: false, &uses) }
      case .with(let with):
        if let trait = with.trait.single { uses.append(Use(name: trait.text, isTrait: true)) }
      case .definition(let definition):
        collect(definition.body.items, isBlockPosition: definition.kind == .pattern, &uses)
      case .slot(let slot):
        if let body = slot.body { collect(body.items, isBlockPosition: false, &uses) }
      case .when(let when):
        collect(when.body.items, isBlockPosition: isBlockPosition, &uses)
      default: break
      }
    }
  }
}

extension BlockKind {
  /// The words that begin a block at the top of a file or in a pattern.
  static let topLevelWords = Set(Vocabulary.topLevel.map(\.name))
}
