/// A text that a grammar derives, in pieces that can be exchanged.
struct GrammarSpec {
  struct Piece {
    /// Blanks and newlines.
    var before: String
    var text: String
  }

  var pieces: [Piece] = []

  var text: String { pieces.map { $0.before + $0.text }.joined() }
}

/// Derives texts from a grammar, by chance.
struct GrammarGenerator {
  private let grammar: Grammar
  /// How deep the shallowest tree of each rule is.
  private let heights: [Int]
  private var random: SeededRandom
  /// How often everything that can be chosen has been.
  private var uses: [Grammar.Alternative: Int]

  var unused: [Grammar.Alternative] { uses.filter { $0.value == 0 }.map(\.key) }

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    heights = Self.heights(grammar)
    random = SeededRandom(state: seed)
    uses = Dictionary(uniqueKeysWithValues: grammar.alternatives.map { ($0, 0) })
  }

  /// - Parameter size: About how many tokens it has at most.
  mutating func spec(size: Int) -> GrammarSpec {
    var terminals: [Grammar.Terminal] = []
    var open: [Grammar.Symbol] = [.nonterminal(grammar.start)]
    while let symbol = open.popLast() {
      switch symbol {
      case .terminal(let terminal): terminals.append(terminal)
      case .nonterminal(let number):
        let isFull = terminals.count + open.count > size
        let rule = grammar.rules[choose(grammar.rulesOfHead[number], isFull: isFull)]
        uses[rule.alternative, default: 0] += 1
        open += rule.body.reversed()
      }
    }
    var layout = GrammarLayout(random: random)
    defer { random = layout.random }
    return layout.spec(of: terminals)
  }

  /// Where the text is long enough, the shortest; otherwise now and then what was chosen least.
  private mutating func choose(_ rules: [Int], isFull: Bool) -> Int {
    if isFull { return rules.min { heights[$0] < heights[$1] }! }
    if Bool.random(using: &random) { return rules.randomElement(using: &random)! }
    return rules.min {
      uses[grammar.rules[$0].alternative]! < uses[grammar.rules[$1].alternative]!
    }!
  }

  private static func heights(_ grammar: Grammar) -> [Int] {
    var heights = Array(repeating: Int.max, count: grammar.rules.count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (index, rule) in grammar.rules.enumerated() {
        let below =
          rule.body.map { symbol in
            if case .nonterminal(let number) = symbol {
              grammar.rulesOfHead[number].map { heights[$0] }.min()!
            } else {
              0
            }
          }.max() ?? 0
        if below < Int.max - 1, below + 1 < heights[index] {
          heights[index] = below + 1
          hasChanged = true
        }
      }
    }
    return heights
  }
}
