/// A regular expression as an automaton: each instruction is a state that a match can be in.
///
/// A search is in all of its states at once (Thompson, 1968), so that it takes time by the length of the
/// text and the number of states, whatever the expression.
///
/// For texts in ASCII, it finds what PCRE, RE2 and JavaScript find, but where they differ among each
/// other: `$` is the end alone, where PCRE has it also before a newline there; `\s` takes a vertical tab,
/// which it does not in RE2; `.` takes a carriage return, which it does not in JavaScript. Beyond ASCII
/// it sees Unicode scalars, as RE2 does, and JavaScript with its flag `u`. There PCRE sees bytes, unless
/// it is asked for more: `^.$` does not match `é`, and a class with an `é` takes either of its bytes.
/// What is not ASCII is in none of `\d`, `\w` and `\s`.
struct RegexProgram {
  enum Instruction {
    /// On to the next one, with a scalar of this set.
    case take(ScalarSet)
    /// On to the next one, if it holds here.
    case assert(RegexNode.Assertion)
    /// On to the next one, and also to that one.
    case fork(Int)
    case jump(Int)
    case match
  }

  private(set) var instructions: [Instruction] = []

  init(_ regex: PortableRegex) {
    add(regex.root)
    instructions.append(.match)
  }

  private mutating func add(_ node: RegexNode) {
    switch node {
    case .one(let set): instructions.append(.take(set))
    case .assertion(let assertion): instructions.append(.assert(assertion))
    case .sequence(let nodes): for node in nodes { add(node) }
    case .choice(let branches):
      var ends: [Int] = []
      for branch in branches.dropLast() {
        let fork = reserve()
        add(branch)
        ends.append(reserve())
        instructions[fork] = .fork(instructions.count)
      }
      if let last = branches.last { add(last) }
      for end in ends { instructions[end] = .jump(instructions.count) }
    case .repeated(let node, let least, let most):
      for _ in 0..<least { add(node) }
      guard let most else {
        let fork = reserve()
        add(node)
        instructions.append(.jump(fork))
        instructions[fork] = .fork(instructions.count)
        return
      }
      let forks = (least..<most).map { _ in
        let fork = reserve()
        add(node)
        return fork
      }
      for fork in forks { instructions[fork] = .fork(instructions.count) }
    }
  }

  /// - Returns: The place of an instruction that is known later.
  private mutating func reserve() -> Int {
    instructions.append(.match)
    return instructions.count - 1
  }

  // MARK: - Search

  struct Outcome: Equatable {
    var isMatch: Bool
    /// How many states it was in, at all places together.
    var steps: Int
  }

  /// Whether a match is anywhere in a text.
  ///
  /// - Parameter limit: It gives up soon behind so many steps.
  func search(_ text: String, limit: Int = .max) -> Outcome {
    var scalars = text.unicodeScalars.makeIterator()
    var (previous, next) = (Unicode.Scalar?.none, scalars.next())
    var place = 0
    var steps = 0
    /// For each state, the last place where it was.
    var seen = Array(repeating: -1, count: instructions.count)
    /// The states of this place that have not been looked at.
    var states = [0]
    /// Those that go on with the next scalar.
    var taking: [(set: ScalarSet, state: Int)] = []
    while true {
      while let state = states.popLast() {
        if seen[state] == place { continue }
        seen[state] = place
        steps += 1
        switch instructions[state] {
        case .take(let set): taking.append((set, state))
        case .assert(let assertion):
          if assertion.holds(between: previous, next) { states.append(state + 1) }
        case .fork(let other):
          states.append(state + 1)
          states.append(other)
        case .jump(let other): states.append(other)
        case .match: return Outcome(isMatch: true, steps: steps)
        }
      }
      guard let scalar = next, steps <= limit else { return Outcome(isMatch: false, steps: steps) }
      for (set, state) in taking where set.contains(scalar) { states.append(state + 1) }
      taking.removeAll(keepingCapacity: true)
      // A match may begin at every place.
      states.append(0)
      (previous, next) = (scalar, scalars.next())
      place += 1
    }
  }
}

extension RegexNode.Assertion {
  fileprivate func holds(between previous: Unicode.Scalar?, _ next: Unicode.Scalar?) -> Bool {
    switch self {
    case .start: previous == nil
    case .end: next == nil
    case .wordBoundary:
      previous.map(ScalarSet.word.contains) ?? false != next.map(ScalarSet.word.contains) ?? false
    }
  }
}
