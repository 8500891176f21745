import MPSyntax

/// A grammar as rules without brackets, each a nonterminal and what it may consist of.
struct Grammar {
  /// What one token, or the place between two, must be.
  enum Terminal: Hashable {
    /// `"when"`, `"{"`
    case word(String)
    case name(but: Set<String>)
    case kind(TokenKind)
    /// Any of the quotes, opening or closing.
    case quote
    /// A newline, a comma, or nothing before `}` and at the end of the file.
    case end
    /// Nothing, where no newline stands.
    case here
  }

  enum Symbol: Hashable {
    case terminal(Terminal)
    case nonterminal(Int)
  }

  struct Rule {
    let head: Int
    let body: [Symbol]
    /// What it was written as: the production, and which of its alternatives, choices and
    /// repetitions. `expr ~ map` is made of the same ones as `expr`.
    let alternative: Alternative
    /// Whether it is one of its production, and not of a bracket in it.
    let isWhole: Bool
  }

  struct Alternative: Hashable, CustomStringConvertible {
    let production: String
    let ordinal: Int
    let text: String

    var description: String { "\(production) #\(ordinal): \(text)" }
  }

  private(set) var rules: [Rule] = []
  /// The rules of each nonterminal.
  private(set) var rulesOfHead: [[Int]] = []
  private(set) var start = 0
  private let productions: [String: EBNFExpression]
  /// The nonterminals that productions have become: by `expr`, or `expr ~ map`.
  private var numbers: [Name: Int] = [:]

  private struct Name: Hashable {
    let production: String
    let without: String?
  }

  /// Where in a production a part of it stands.
  private struct Place {
    let name: Name
    var ordinal = 0
  }

  init(_ text: String) throws {
    productions = try EBNFExpression.productions(of: text)
    start = try number(of: Name(production: "file", without: nil))
  }

  /// Everything that can be chosen in it.
  var alternatives: Set<Alternative> { Set(rules.map(\.alternative)) }

  // MARK: - From brackets to rules

  private mutating func number(of name: Name) throws -> Int {
    if let number = numbers[name] { return number }
    guard let expression = productions[name.production] else {
      throw EBNFError("`\(name.production)` is not in the grammar")
    }
    let number = newNonterminal()
    numbers[name] = number
    var place = Place(name: name)
    try addRules(for: expression, head: number, isWhole: true, name.without, &place)
    return number
  }

  private mutating func newNonterminal() -> Int {
    rulesOfHead.append([])
    return rulesOfHead.count - 1
  }

  /// - Parameter without: What may not stand here; within brackets, everything may.
  private mutating func addRules(
    for expression: EBNFExpression,
    head: Int,
    isWhole: Bool,
    _ without: String?,
    _ place: inout Place
  ) throws {
    var alternatives: [EBNFExpression] = []
    var again: [Symbol] = []
    switch expression {
    case .choice(let choices): alternatives = choices
    case .optional(let content): alternatives = [.sequence([]), content]
    case .repeated(let content):
      alternatives = [.sequence([]), content]
      again = [.nonterminal(head)]
    default: alternatives = [expression]
    }
    for content in alternatives {
      let alternative = Alternative(
        production: place.name.production,
        ordinal: place.ordinal,
        text: "\(content)"
      )
      place.ordinal += 1
      if let without, case .name(without) = content { continue }
      var body = try symbols(of: content, without, &place)
      if !body.isEmpty { body += again }
      rulesOfHead[head].append(rules.count)
      rules.append(Rule(head: head, body: body, alternative: alternative, isWhole: isWhole))
    }
  }

  private mutating func symbols(
    of expression: EBNFExpression,
    _ without: String?,
    _ place: inout Place
  ) throws -> [Symbol] {
    switch expression {
    case .word(let text): return [.terminal(.word(text))]
    case .name(let name):
      if let terminal = try terminal(name) { return [.terminal(terminal)] }
      return [.nonterminal(try number(of: Name(production: name, without: without)))]
    case .without(let name, let excluded):
      return [.nonterminal(try number(of: Name(production: name, without: excluded)))]
    case .sequence(let parts):
      var depth = 0
      var result: [Symbol] = []
      for part in parts {
        result += try symbols(of: part, depth > 0 ? nil : without, &place)
        if case .word(let text) = part {
          if ["(", "[", "{", "\\("].contains(text) { depth += 1 }
          if [")", "]", "}"].contains(text) { depth -= 1 }
        }
      }
      return result
    case .choice, .optional, .repeated:
      let head = newNonterminal()
      try addRules(for: expression, head: head, isWhole: false, without, &place)
      return [.nonterminal(head)]
    case .except: throw EBNFError("`-` stands in the definitions of tokens alone")
    }
  }

  /// The token that a name in capitals stands for.
  private func terminal(_ name: String) throws -> Terminal? {
    switch name {
    case "NAME": return .name(but: [])
    case "INTEGER": return .kind(.integer)
    case "DECIMAL": return .kind(.decimal)
    case "QUANTITY": return .kind(.quantity)
    case "PORT": return .kind(.portNumber)
    case "QUOTE": return .quote
    case "TEXT": return .kind(.stringText)
    case "END": return .end
    case "HERE": return .here
    default: break
    }
    guard name == name.uppercased() else { return nil }
    guard case .except(.name("NAME"), let excluded)? = productions[name] else {
      throw EBNFError("`\(name)` is no token")
    }
    return .name(but: try words(excluded))
  }

  private func words(_ expression: EBNFExpression) throws -> Set<String> {
    switch expression {
    case .word(let word): return [word]
    case .name(let name): return try productions[name].map(words) ?? []
    case .choice(let choices): return try choices.reduce(into: []) { $0.formUnion(try words($1)) }
    default: throw EBNFError("`-` takes words")
    }
  }
}
