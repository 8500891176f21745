import MPSyntax

/// One reading of tokens by a grammar.
struct RecognizerRun {
  /// A rule of which the part before the dot has been read, from a place on.
  struct Item: Hashable {
    var rule: Int
    var dot: Int
    var origin: Int
  }

  /// How an item came to be, the first time: from one with the dot further left, by what was then read.
  private struct Entry {
    var item: Item
    var previous: (place: Int, index: Int)?
    var child: Child?
  }

  private enum Child {
    case entry(place: Int, index: Int)
    case empty(Int)
  }

  private let recognizer: Recognizer
  private let tokens: [GrammarToken]
  private var chart: [[Entry]]
  private var seen: [Set<Item>]
  /// The items of a place that wait for a nonterminal.
  private var waiting: [[Int: [Int]]]
  /// What stands at a place, behind a newline too.
  private let candidates: [Recognizer.Terminals]

  init(_ recognizer: Recognizer, _ tokens: [GrammarToken]) {
    self.recognizer = recognizer
    self.tokens = tokens
    chart = Array(repeating: [], count: tokens.count + 1)
    seen = Array(repeating: [], count: tokens.count + 1)
    waiting = Array(repeating: [:], count: tokens.count + 1)
    let matching = tokens.map { recognizer.terminals(matching: $0) } + [0]
    candidates = matching.indices.map { place in
      place < tokens.count && tokens[place].kind == nil
        ? matching[place] | matching[place + 1] : matching[place]
    }
  }

  mutating func derivation() -> Set<Grammar.Alternative>? {
    predict(recognizer.grammar.start, at: 0)
    for place in 0...tokens.count {
      var index = 0
      while index < chart[place].count {
        advance(place, index)
        index += 1
      }
      if chart[place].isEmpty, place + 1 <= tokens.count, chart[place + 1].isEmpty { return nil }
    }
    let accepted = chart[tokens.count].indices.first { index in
      let item = chart[tokens.count][index].item
      let rule = recognizer.grammar.rules[item.rule]
      return item.origin == 0 && rule.head == recognizer.grammar.start
        && item.dot == rule.body.count
    }
    return accepted.map { alternatives(of: ($0, tokens.count)) }
  }

  // MARK: - The three steps

  private mutating func advance(_ place: Int, _ index: Int) {
    let item = chart[place][index].item
    let rule = recognizer.grammar.rules[item.rule]
    guard item.dot < rule.body.count else { return complete(place, index, rule.head) }
    switch rule.body[item.dot] {
    case .terminal(let terminal): scan(terminal, place, index)
    case .nonterminal(let number):
      waiting[place][number, default: []].append(index)
      predict(number, at: place)
      // What is empty has been read already, also where it was before this item came.
      if let empty = recognizer.emptyRules[number] {
        add(item, from: (place, index), to: place, .empty(empty))
      }
    }
  }

  private mutating func predict(_ number: Int, at place: Int) {
    for rule in recognizer.grammar.rulesOfHead[number]
    where recognizer.canBegin(rule, with: candidates[place]) {
      let item = Item(rule: rule, dot: 0, origin: place)
      if seen[place].insert(item).inserted { chart[place].append(Entry(item: item)) }
    }
  }

  private mutating func scan(_ terminal: Grammar.Terminal, _ place: Int, _ index: Int) {
    let item = chart[place][index].item
    let next = place < tokens.count ? tokens[place] : nil
    switch terminal {
    case .here:
      if let next, !next.beginsLine, next.kind != nil { add(item, from: (place, index), to: place) }
      return
    case .end:
      if next == nil || next?.kind == .rightBrace { add(item, from: (place, index), to: place) }
    default: break
    }
    guard let next else { return }
    if next.matches(terminal) {
      add(item, from: (place, index), to: place + 1)
    } else if next.kind == nil, place > 0, tokens[place + 1].matches(terminal),
      recognizer.skipsNewline(before: terminal, item, behind: tokens[place - 1])
    {
      add(item, from: (place, index), to: place + 2)
    }
  }

  private mutating func complete(_ place: Int, _ index: Int, _ head: Int) {
    let origin = chart[place][index].item.origin
    for waiter in waiting[origin][head] ?? [] {
      let item = chart[origin][waiter].item
      add(item, from: (origin, waiter), to: place, .entry(place: place, index: index))
    }
  }

  private mutating func add(
    _ item: Item,
    from previous: (place: Int, index: Int),
    to place: Int,
    _ child: Child? = nil
  ) {
    let moved = Item(rule: item.rule, dot: item.dot + 1, origin: item.origin)
    guard seen[place].insert(moved).inserted else { return }
    chart[place].append(Entry(item: moved, previous: previous, child: child))
  }

  // MARK: - What was chosen

  private func alternatives(of accepted: (index: Int, place: Int)) -> Set<Grammar.Alternative> {
    var result: Set<Grammar.Alternative> = []
    var open = [accepted]
    while let (index, place) = open.popLast() {
      var entry = chart[place][index]
      result.insert(recognizer.grammar.rules[entry.item.rule].alternative)
      while let previous = entry.previous {
        switch entry.child {
        case nil: break
        case .entry(let place, let index): open.append((index, place))
        case .empty(let rule): result.formUnion(emptyAlternatives(rule))
        }
        entry = chart[previous.place][previous.index]
      }
    }
    return result
  }

  private func emptyAlternatives(_ rule: Int) -> Set<Grammar.Alternative> {
    var result: Set<Grammar.Alternative> = [recognizer.grammar.rules[rule].alternative]
    for case .nonterminal(let number) in recognizer.grammar.rules[rule].body {
      if let empty = recognizer.emptyRules[number] { result.formUnion(emptyAlternatives(empty)) }
    }
    return result
  }
}
