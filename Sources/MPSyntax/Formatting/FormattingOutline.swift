import MPDiagnostics

/// What a formatter must know of the tree that tokens alone do not tell: what each bracket encloses,
/// where entries begin, and which signs belong to the word beside them. Places are byte offsets.
struct FormattingOutline {
  /// What an opening bracket begins; a `(` or `[` that is not among these encloses one expression.
  enum Bracket {
    case body, map, record, mapType
    case list, comprehension, index
  }

  /// How an entry is aligned with its neighbours.
  enum Entry {
    case plain
    /// By its first `=`.
    case assignment
    /// By its `{`, with blocks that begin with the same word; with assignments where there is none.
    case block(word: String, brace: Int32)
  }

  private(set) var brackets: [Int32: Bracket] = [:]
  private(set) var entries: [Int32: Entry] = [:]
  /// Words and signs behind which there is no blank: called names, signs of numbers.
  private(set) var joinsNext: Set<Int32> = []

  init(_ spec: SpecSyntax) {
    for item in spec.items { visit(item) }
  }

  // MARK: - Items

  private mutating func visit(_ item: ItemSyntax) {
    switch item {
    case .import(let item): begin(item.range.lower)
    case .app(let item):
      begin(item.range.lower)
      visit(item.body)
    case .param(let item):
      begin(item.range.lower)
      visit(item.type)
      if let value = item.value { visit(value) }
    case .let(let item), .output(let item):
      begin(item.range.lower)
      visit(item.value)
    case .definition(let item):
      begin(item.range.lower)
      visit(item.body)
    case .slot(let item):
      begin(item.range.lower)
      if item.count != .one { joinsNext.insert(item.name.range.lower) }
      visit(item.body)
    case .require(let item):
      begin(item.range.lower)
      visit(item.condition)
    case .profile(let item):
      begin(item.range.lower)
      visit(item.body)
    case .extend(let item): visit(item, as: "extend")
    case .test(let item):
      begin(item.range.lower)
      visit(item.body)
    case .expect(let condition, let range):
      begin(range.lower)
      visit(condition)
    case .when(let item):
      begin(item.range.lower, .block(word: "when", brace: item.body.range.lower))
      visit(item.condition)
      visit(item.body)
    case .with(let item):
      begin(item.range.lower, item.body.map { .block(word: "with", brace: $0.range.lower) })
      visit(item.body)
    case .assignment(let item):
      begin(item.range.lower, .assignment)
      visit(item.value)
    case .block(let item): visit(item, as: item.label == nil ? "" : item.head.text)
    case .unexpected(let range): begin(range.lower)
    }
  }

  private mutating func visit(_ block: BlockSyntax, as word: String) {
    begin(block.range.lower, block.body.map { .block(word: word, brace: $0.range.lower) })
    visit(block.body)
  }

  private mutating func visit(_ body: BodySyntax?) {
    guard let body else { return }
    brackets[body.range.lower] = .body
    for item in body.items { visit(item) }
  }

  private mutating func begin(_ place: Int32, _ entry: Entry? = nil) {
    entries[place] = entry ?? .plain
  }

  // MARK: - Expressions

  private mutating func visit(_ expr: ExprSyntax) {
    switch expr {
    // Strings are kept as they are, with what is in them.
    case .missing, .name, .literal, .string: break
    case .list(let elements, let range):
      brackets[range.lower] = .list
      for element in elements { visit(element) }
    case .map(let entries, let range):
      brackets[range.lower] = .map
      for entry in entries {
        begin(entry.key.range.lower, .assignment)
        visit(entry.value)
      }
    case .comprehension(let comprehension):
      brackets[comprehension.range.lower] = .comprehension
      visit(comprehension.sequence)
      if let condition = comprehension.condition { visit(condition) }
      visit(comprehension.element)
    case .postfix(let base, let suffixes):
      visit(base)
      for case .index(let index, let range) in suffixes {
        brackets[range.lower] = .index
        visit(index)
      }
    case .call(let name, let arguments, _):
      joinsNext.insert(name.range.lower)
      for argument in arguments { visit(argument) }
    case .negation(let operand, let range):
      joinsNext.insert(range.lower)
      visit(operand)
    case .not(let operand, _): visit(operand)
    case .arithmetic(let first, let rest):
      visit(first)
      for operand in rest { visit(operand.operand) }
    case .rangeTo(let lower, let upper):
      visit(lower)
      visit(upper)
    case .comparison(let left, let right):
      visit(left)
      visit(right.operand)
    case .logical(_, let operands):
      for operand in operands { visit(operand) }
    case .conditional(let conditional):
      visit(conditional.condition)
      visit(conditional.then)
      visit(conditional.otherwise)
    }
  }

  private mutating func visit(_ type: TypeSyntax) {
    switch type {
    case .missing, .enumeration: break
    case .primitive(let name, let bounds), .range(let name, let bounds, _):
      guard let bounds else { break }
      joinsNext.insert(name.range.lower)
      visit(bounds)
    case .list(let element, _): visit(element)
    case .map(let value, let range):
      brackets[range.lower] = .mapType
      visit(value)
    case .record(let fields, let range):
      brackets[range.lower] = .record
      for field in fields {
        begin(field.name.range.lower)
        visit(field.type)
      }
    case .optional(let wrapped, _): visit(wrapped)
    }
  }
}
