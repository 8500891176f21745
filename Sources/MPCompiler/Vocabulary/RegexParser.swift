/// Reads a regular expression of the portable subset.
struct RegexParser {
  typealias Problem = PortableRegex.Problem

  /// Go has it for counts, and for those within each other multiplied.
  static let maximumCount = 1000
  /// PCRE has it, unless it was built otherwise.
  static let maximumDepth = 250
  /// Of characters, classes, groups and their like, with counts written out. PCRE has 64 KiB for what it
  /// makes of them, and two bytes and more for each.
  static let maximumSize = 30_000

  /// A group that is open. The first one is the whole expression.
  private struct Group {
    /// Of its `(`.
    var start: Int
    var branches: [[RegexNode]] = [[]]
    var extent = Extent()
    /// Of what stands last in it.
    var last = Extent()

    var node: RegexNode {
      let sequences = branches.map { $0.count == 1 ? $0[0] : RegexNode.sequence($0) }
      return sequences.count == 1 ? sequences[0] : .choice(sequences)
    }
  }

  private struct Extent {
    var size = 1
    /// The product of the counts within each other, where it is largest.
    var repetitions = 1
  }

  let scalars: [Unicode.Scalar]
  var position = 0
  private(set) var groupCount = 0
  private var groups = [Group(start: 0, extent: Extent(size: 0))]
  /// Whether something stands before that can be repeated.
  private var canRepeat = false

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() throws(Problem) -> RegexNode {
    if let index = scalars.firstIndex(where: \.isControl) { throw controlCharacter(at: index) }
    while position < scalars.count { try parseNext() }
    if groups.count > 1 {
      throw problem("this `(` is not closed", at: groups[groups.count - 1].start)
    }
    return groups[0].node
  }

  private mutating func parseNext() throws(Problem) {
    let start = position
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "(": try openGroup(start)
    case ")": try closeGroup(start)
    case "|":
      groups[groups.count - 1].branches.append([])
      groups[groups.count - 1].extent.size += 1
      canRepeat = false
    case "^": try append(.assertion(.start), at: start, canRepeat: false)
    case "$": try append(.assertion(.end), at: start, canRepeat: false)
    case ".": try append(.one(.newline.inverted), at: start)
    case "*": try repeatLast(0, nil, start)
    case "+": try repeatLast(1, nil, start)
    case "?": try repeatLast(0, 1, start)
    case "{":
      let (least, most) = try parseCount(start)
      try repeatLast(least, most, start)
    case "}", "]": throw problem("`\\\(scalar)` is meant: some engines refuse it bare", at: start)
    case "[": try append(.one(parseClass(start)), at: start)
    case "\\":
      switch try parseEscape(start, inClass: false) {
      case .scalar(let scalar): try append(.one(ScalarSet(scalar)), at: start)
      case .set(let set): try append(.one(set), at: start)
      case .wordBoundary: try append(.assertion(.wordBoundary), at: start, canRepeat: false)
      }
    default: try append(.one(ScalarSet(scalar)), at: start)
    }
  }

  func at(_ text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

  /// - Parameter index: The scalar where it is.
  func problem(_ message: String, at index: Int) -> Problem {
    Problem(message: message, offset: scalars[..<index].reduce(0) { $0 + UTF8.width($1) })
  }

  private func controlCharacter(at index: Int) -> Problem {
    let hex = String(scalars[index].value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
    let message = "a control character breaks the configuration that it is written into: \(name)"
    var problem = problem(message, at: index)
    let escapes: [Unicode.Scalar: String] = ["\n": "\\n", "\r": "\\r", "\t": "\\t"]
    problem.help = escapes[scalars[index]].map {
      "write `\\\($0)` for it, or `\($0)` between `#\"` and `\"#`"
    }
    return problem
  }

  // MARK: - Groups

  private mutating func openGroup(_ start: Int) throws(Problem) {
    if at("?"), !at("?:") {
      throw problem(
        "`(?` begins a group that not every engine has; there are `(…)` and `(?:…)`",
        at: start
      )
    }
    if at("?:") { position += 2 } else { groupCount += 1 }
    guard groups.count <= Self.maximumDepth else {
      throw problem("engines take at most \(Self.maximumDepth) groups within each other", at: start)
    }
    groups.append(Group(start: start))
    canRepeat = false
  }

  private mutating func closeGroup(_ start: Int) throws(Problem) {
    guard groups.count > 1 else { throw problem("there is no `(` for this `)`", at: start) }
    let group = groups.removeLast()
    try append(group.node, group.extent, at: start)
  }

  private mutating func append(
    _ node: RegexNode,
    _ extent: Extent = Extent(),
    at start: Int,
    canRepeat: Bool = true
  ) throws(Problem) {
    let index = groups.count - 1
    groups[index].branches[groups[index].branches.count - 1].append(node)
    groups[index].last = extent
    groups[index].extent.size += extent.size
    groups[index].extent.repetitions = max(groups[index].extent.repetitions, extent.repetitions)
    guard groups[index].extent.size <= Self.maximumSize else {
      throw problem(
        "with its counts written out, this has more than \(Self.maximumSize) characters: PCRE refuses it",
        at: start
      )
    }
    self.canRepeat = canRepeat
  }

  // MARK: - Repetition

  private mutating func repeatLast(_ least: Int, _ most: Int?, _ start: Int) throws(Problem) {
    let index = groups.count - 1
    guard canRepeat, let node = groups[index].branches[groups[index].branches.count - 1].popLast()
    else { throw problem("there is nothing to repeat before this", at: start) }
    // Lazy. A `+` there would be possessive, which few engines have.
    if at("?") { position += 1 }
    var extent = groups[index].last
    groups[index].extent.size -= extent.size
    extent.size = (extent.size + 1) * max(1, most ?? least + 1)
    extent.repetitions *= max(1, most ?? least)
    guard extent.repetitions <= Self.maximumCount else {
      throw problem(
        "engines repeat at most \(Self.maximumCount) times, counts within each other multiplied",
        at: start
      )
    }
    try append(.repeated(node, least: least, most: most), extent, at: start, canRepeat: false)
  }

  /// `{2}`, `{2,}`, `{2,5}`
  private mutating func parseCount(_ start: Int) throws(Problem) -> (least: Int, most: Int?) {
    let bad = problem("`\\{` is meant, or a number of times such as `{2,5}`", at: start)
    guard let least = parseNumber() else { throw bad }
    var most: Int? = least
    if at(",") {
      position += 1
      most = parseNumber()
    }
    guard at("}") else { throw bad }
    position += 1
    if least > Self.maximumCount || most ?? 0 > Self.maximumCount {
      throw problem("engines repeat at most \(Self.maximumCount) times", at: start)
    }
    if let most, most < least {
      throw problem("the second number is less than the first", at: start)
    }
    return (least, most)
  }

  /// - Returns: The number, or one that is too large like it.
  private mutating func parseNumber() -> Int? {
    var number: Int?
    while position < scalars.count, ("0"..."9").contains(scalars[position]) {
      let digit = Int(scalars[position].value - 0x30)
      number = min((number ?? 0) * 10 + digit, Self.maximumCount + 1)
      position += 1
    }
    return number
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character of ASCII.
  var isControl: Bool { value < 0x20 || value == 0x7F }
}
