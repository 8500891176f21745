/// One word of the vocabulary, with the blocks that it stands in: `service.ready.every`.
struct VocabularyEntry: Sendable {
  enum Content: Sendable {
    case block(BlockKind)
    case attribute(Attribute)
    case map(MapKind)
  }

  var path: [String]
  var content: Content

  var topic: String { path.joined(separator: ".") }

  /// The whole table, outer blocks before what stands in them.
  static var all: [VocabularyEntry] {
    ([Vocabulary.app] + Vocabulary.topLevel).flatMap { entries(of: $0, at: [$0.name]) }
  }

  private static func entries(of kind: BlockKind, at path: [String]) -> [VocabularyEntry] {
    let entry = { (name: String, content: Content) in
      VocabularyEntry(path: path + [name], content: content)
    }
    return [VocabularyEntry(path: path, content: .block(kind))]
      + kind.attributes.map { entry($0.name, .attribute($0)) }
      + kind.maps.map { entry($0.name, .map($0)) }
      + kind.blocks.flatMap { entries(of: $0, at: path + [$0.name]) }
  }

  /// Those that a topic may mean: the one of this path, and then all whose paths end with it, what
  /// stands further out before what stands within.
  static func found(by topic: String) -> [VocabularyEntry] {
    let words = topic.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let matches = all.filter { $0.path.suffix(words.count).elementsEqual(words) }
    let depths = Set(matches.map(\.path.count)).sorted()
    return depths.flatMap { depth in matches.filter { $0.path.count == depth } }
  }
}
