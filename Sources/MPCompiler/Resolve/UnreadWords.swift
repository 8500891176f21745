import MPDiagnostics
import MPSyntax

/// The words in the parts of a file that the parser could not read, so that a name which is
/// declared there is not called undeclared as well.
struct UnreadWords {
  private let text: TokenizedSource
  private var words: Set<String> = []

  static func of(_ spec: SpecSyntax) -> Set<String> {
    var collection = UnreadWords(text: spec.text)
    collection.collect(spec.items)
    return collection.words
  }

  private init(text: TokenizedSource) { self.text = text }

  private mutating func collect(_ items: [ItemSyntax]) {
    for item in items {
      switch item {
      case .unexpected(let range): collect(range)
      case .definition(let definition): collect(definition.body.items)
      // Behind a `}` that is missing, what stands at the top seems to stand within.
      case .block(let block):
        guard let body = block.body, body.isBroken else { continue }
        for case .block(let inner) in body.items {
          if let name = inner.label?.name { words.insert(name.text) }
        }
        collect(body.items)
      default: break
      }
    }
  }

  private mutating func collect(_ range: SourceRange) {
    var index = firstToken(from: range.lower)
    while index < text.tokens.count, text.tokens[index].lower < range.upper {
      if text.tokens[index].kind == .name { words.insert(text.text(text.tokens[index])) }
      index += 1
    }
  }

  private func firstToken(from offset: Int32) -> Int {
    var (low, high) = (0, text.tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if text.tokens[middle].lower < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
