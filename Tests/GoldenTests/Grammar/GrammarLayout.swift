import MPSyntax

/// Spells terminals as a text: with blanks, and newlines where the language has or allows them.
struct GrammarLayout {
  var random: SeededRandom
  private var pieces: [GrammarSpec.Piece] = []
  /// What the next piece stands in, the innermost last.
  private var open: [Opener] = []
  private var beforeNext = ""

  private enum Opener: Equatable {
    case brace, bracket
    case interpolation
    case string(Quotes)
  }

  private struct Quotes: Equatable {
    var hash: String
    var isMultiline: Bool
  }

  init(random: SeededRandom) { self.random = random }

  mutating func spec(of terminals: [Grammar.Terminal]) -> GrammarSpec {
    for (index, terminal) in terminals.enumerated() {
      let next = index + 1 < terminals.count ? terminals[index + 1] : nil
      switch terminal {
      case .end: end(before: next)
      case .here: beforeNext = " "
      case .quote: quote()
      case .kind(.stringText): add(text(), before: "")
      case .word(let word): add(word: word)
      case .name(let excluded): add(name(but: excluded))
      case .kind(.integer): add(pick(["0", "8080", "1_000"]))
      case .kind(.decimal): add(pick(["0.5", "12.25"]))
      case .kind(.quantity): add(pick(["512Mi", "1.5G", "250ms", "1h30m", "70%", "250m"]))
      case .kind: add(pick(["53/udp", "80/tcp"]))
      }
      if beforeNext.isEmpty, mayBreak(behind: terminal, before: next) { beforeNext = "\n  " }
    }
    return GrammarSpec(pieces: pieces)
  }

  // MARK: - Chance

  private mutating func pick(_ choices: [String]) -> String {
    choices.randomElement(using: &random)!
  }

  private mutating func name(but excluded: Set<String>) -> String {
    let words = [
      "import", "with", "when", "default", "if", "then", "in", "or", "not", "null", "as", "for",
      "service", "self", "let",
    ]
    let name = pick(["a", "web", "db-main", "_x", "max_body"] + [pick(words)])
    return excluded.contains(name) ? "b" : name
  }

  // MARK: - Pieces

  private mutating func add(_ text: String, before: String? = nil) {
    pieces.append(.init(before: before ?? (beforeNext.isEmpty ? " " : beforeNext), text: text))
    beforeNext = ""
  }

  private mutating func add(word: String) {
    switch word {
    case "\\(":
      guard case .string(let quotes)? = open.last else { return }
      add("\\\(quotes.hash)(", before: "")
      open.append(.interpolation)
      return
    case "{": open.append(.brace)
    case "(", "[": open.append(.bracket)
    case "}", ")", "]": open.removeLast()
    default: break
    }
    add(word)
  }

  private mutating func quote() {
    if case .string(let quotes)? = open.last {
      open.removeLast()
      add(quotes.isMultiline ? "\n\"\"\"" + quotes.hash : "\"" + quotes.hash, before: "")
    } else {
      let quotes = Quotes(
        hash: pick(["", "#"]),
        isMultiline: Int.random(in: 0..<4, using: &random) == 0
      )
      open.append(.string(quotes))
      // Text of its own, so that no text is empty, whatever else is taken away.
      add(quotes.hash + (quotes.isMultiline ? "\"\"\"\ntext " : "\""))
    }
  }

  private mutating func text() -> String { pick(["x", "a.b", "./c.mp", "two words", "$é"]) }

  // MARK: - Newlines

  private mutating func end(before next: Grammar.Terminal?) {
    let isLast = next == nil || next == .word("}")
    let onLine = isLast ? ["", " ,"] : [", "]
    let broken = ["\n", "\n\n  ", ",\n", " // c\n", "\n/// d\n  "]
    beforeNext += pick(isOnOneLine ? onLine : broken + onLine)
    // A comma is a token of its own.
    if let comma = beforeNext.firstIndex(of: ",") {
      let rest = String(beforeNext[beforeNext.index(after: comma)...])
      add(",", before: String(beforeNext[..<comma]))
      beforeNext = rest
    }
  }

  /// Whether a string of one line is around.
  private var isOnOneLine: Bool {
    for opener in open.reversed() {
      if case .string(let quotes) = opener { return !quotes.isMultiline }
    }
    return false
  }

  /// Whether a newline that means nothing should stand here.
  private mutating func mayBreak(
    behind terminal: Grammar.Terminal,
    before next: Grammar.Terminal?
  ) -> Bool {
    guard let next, next != .here, !isOnOneLine, Int.random(in: 0..<8, using: &random) == 0 else {
      return false
    }
    switch open.last {
    case .string: return false
    case .bracket, .interpolation: return terminal != .here
    case .brace, nil: return Self.breakable.contains(terminal) || Self.breaking.contains(next)
    }
  }

  /// Behind these a newline means nothing wherever they stand; `..` and `*` are in types and slots too.
  private static let breakable: Set<Grammar.Terminal> = breaking.union(
    [.word("="), .word("-"), .word("|")]
  )

  /// Before these it does not.
  private static let breaking: Set<Grammar.Terminal> = Set(
    ["==", "!=", "<", "<=", ">", ">=", "+", "/", "and", "or", "then", "else"].map { .word($0) }
  )
}
