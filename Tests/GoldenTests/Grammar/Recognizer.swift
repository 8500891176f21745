/// Says whether tokens are what a grammar describes, by Earley's algorithm: it knows nothing of the
/// language but the grammar, and where a newline means nothing.
struct Recognizer {
  /// Terminals by their bits.
  typealias Terminals = UInt128

  let grammar: Grammar
  private let terminals: [Grammar.Terminal]
  /// The nonterminals that may be empty, each with a rule that makes it so.
  private(set) var emptyRules: [Int: Int] = [:]
  /// What each rule may begin with, and whether it may be nothing.
  private var first: [(terminals: Terminals, isEmpty: Bool)] = []
  /// Whether a nonterminal is a part of expressions.
  private var isOfExpression: [Bool]

  init(_ grammar: Grammar) {
    self.grammar = grammar
    var seen: Set<Grammar.Terminal> = []
    terminals = grammar.rules.flatMap(\.body).compactMap { symbol in
      guard case .terminal(let terminal) = symbol, seen.insert(terminal).inserted else {
        return nil
      }
      return terminal
    }
    precondition(terminals.count <= Terminals.bitWidth)
    isOfExpression = Array(repeating: false, count: grammar.rulesOfHead.count)
    findEmpty()
    findFirst()
    for rule in grammar.rules where rule.alternative.production == "expr" {
      markExpression(rule.head)
    }
  }

  /// - Returns: What was chosen in the grammar to derive the tokens; `nil` where they are none of it.
  func derivation(of tokens: [GrammarToken]) -> Set<Grammar.Alternative>? {
    var run = RecognizerRun(self, tokens)
    return run.derivation()
  }

  // MARK: - What is true of the grammar

  private mutating func findEmpty() {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (index, rule) in grammar.rules.enumerated() where emptyRules[rule.head] == nil {
        let isEmpty = rule.body.allSatisfy {
          if case .nonterminal(let number) = $0 { emptyRules[number] != nil } else { false }
        }
        if isEmpty {
          emptyRules[rule.head] = index
          hasChanged = true
        }
      }
    }
  }

  private mutating func findFirst() {
    var ofHead: [Terminals] = Array(repeating: 0, count: grammar.rulesOfHead.count)
    first = Array(repeating: (0, false), count: grammar.rules.count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (index, rule) in grammar.rules.enumerated() {
        first[index] = beginning(of: rule, ofHead)
        let joined = ofHead[rule.head] | first[index].terminals
        if joined != ofHead[rule.head] {
          ofHead[rule.head] = joined
          hasChanged = true
        }
      }
    }
  }

  private func beginning(
    of rule: Grammar.Rule,
    _ ofHead: [Terminals]
  ) -> (terminals: Terminals, isEmpty: Bool) {
    var result: Terminals = 0
    for symbol in rule.body {
      switch symbol {
      case .terminal(.here): continue
      case .terminal(let terminal):
        let bit = Terminals(1) << Terminals(terminals.firstIndex(of: terminal)!)
        return (result | bit, terminal == .end)
      case .nonterminal(let number):
        result |= ofHead[number]
        if emptyRules[number] == nil { return (result, false) }
      }
    }
    return (result, true)
  }

  private mutating func markExpression(_ number: Int) {
    guard !isOfExpression[number] else { return }
    isOfExpression[number] = true
    for rule in grammar.rulesOfHead[number] {
      for case .nonterminal(let next) in grammar.rules[rule].body { markExpression(next) }
    }
  }

  // MARK: - What a run asks

  /// Everything that a token could be.
  func terminals(matching token: GrammarToken) -> Terminals {
    var result: Terminals = 0
    for (index, terminal) in terminals.enumerated() where token.matches(terminal) {
      result |= 1 << Terminals(index)
    }
    return result
  }

  /// Whether a rule may begin with one of some terminals, or be nothing.
  func canBegin(_ rule: Int, with candidates: Terminals) -> Bool {
    first[rule].isEmpty || first[rule].terminals & candidates != 0
  }

  /// Whether a newline may stand before a terminal: before a value that has to follow, and before what
  /// goes on with an expression.
  func skipsNewline(
    before terminal: Grammar.Terminal,
    _ item: RecognizerRun.Item,
    behind token: GrammarToken
  )
    -> Bool
  {
    let rule = grammar.rules[item.rule]
    let isBetweenChoices = rule.alternative.production == "plain" && token.text == "|"
    guard isOfExpression[rule.head] || rule.alternative.production == "require" || isBetweenChoices
    else { return false }
    if GrammarToken.letsNewlinePrecede(terminal) { return true }
    return item.dot == 0 && rule.isWhole && token.letsNewlineFollow
  }
}
