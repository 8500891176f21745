/// The right side of a production, as it is written.
indirect enum EBNFExpression: CustomStringConvertible {
  case word(String)
  case name(String)
  case sequence([EBNFExpression])
  case choice([EBNFExpression])
  /// `[ a ]`
  case optional(EBNFExpression)
  /// `{ a }`
  case repeated(EBNFExpression)
  /// `a ~ b`: an `a` in which no `b` stands outside of brackets.
  case without(String, String)
  /// `a - b`
  case except(EBNFExpression, EBNFExpression)

  var description: String {
    switch self {
    case .word(let word): "\"\(word)\""
    case .name(let name): name
    case .sequence(let parts):
      parts.isEmpty ? "nothing" : parts.map(\.description).joined(separator: " ")
    case .choice(let choices): "( " + choices.map(\.description).joined(separator: " | ") + " )"
    case .optional(let content): "[ \(content) ]"
    case .repeated(let content): "{ \(content) }"
    case .without(let name, let excluded): "\(name) ~ \(excluded)"
    case .except(let base, let excluded): "\(base) - \(excluded)"
    }
  }

  /// Reads productions: each begins its line, and goes on in lines that are indented.
  static func productions(of text: String) throws -> [String: EBNFExpression] {
    var sources: [String] = []
    for line in text.split(separator: "\n") {
      if line.first != " " {
        sources.append(String(line))
      } else if !sources.isEmpty {
        sources[sources.count - 1] += line
      }
    }
    var result: [String: EBNFExpression] = [:]
    for source in sources {
      var reader = EBNFReader(tokens: source.split(separator: " ").map(String.init))
      let (name, expression) = try reader.production()
      guard result.updateValue(expression, forKey: name) == nil else {
        throw EBNFError("`\(name)` is defined twice")
      }
    }
    return result
  }
}

struct EBNFError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Reads one production, whose tokens have blanks between them.
private struct EBNFReader {
  var tokens: [String]

  mutating func production() throws -> (String, EBNFExpression) {
    guard tokens.count > 2, tokens[1] == "=" else { throw EBNFError("no production: \(tokens)") }
    let name = tokens[0]
    tokens.removeFirst(2)
    let expression = try choice()
    guard tokens.isEmpty else { throw EBNFError("`\(name)` goes on with `\(tokens[0])`") }
    return (name, expression)
  }

  private mutating func choice() throws -> EBNFExpression {
    var choices = [try sequence()]
    while tokens.first == "|" {
      tokens.removeFirst()
      choices.append(try sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws -> EBNFExpression {
    var parts: [EBNFExpression] = []
    while let next = tokens.first, !["|", ")", "]", "}"].contains(next) {
      parts.append(try part())
    }
    if parts.isEmpty { throw EBNFError("an empty alternative") }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func part() throws -> EBNFExpression {
    let first = try unit()
    guard let infix = tokens.first, ["~", "-"].contains(infix) else { return first }
    tokens.removeFirst()
    let second = try unit()
    if infix == "-" { return .except(first, second) }
    guard case .name(let name) = first, case .name(let excluded) = second else {
      throw EBNFError("`~` stands between two names")
    }
    return .without(name, excluded)
  }

  private mutating func unit() throws -> EBNFExpression {
    guard !tokens.isEmpty else { throw EBNFError("a production that does not end") }
    let token = tokens.removeFirst()
    switch token {
    case "(": return try choice(until: ")")
    case "[": return .optional(try choice(until: "]"))
    case "{": return .repeated(try choice(until: "}"))
    case _ where token.first == "\"" && token.last == "\"" && token.count > 2:
      return .word(String(token.dropFirst().dropLast()))
    case _ where token.allSatisfy(\.isLetter): return .name(token)
    default: throw EBNFError("`\(token)` is nothing in a grammar")
    }
  }

  private mutating func choice(until closer: String) throws -> EBNFExpression {
    let content = try choice()
    guard tokens.first == closer else { throw EBNFError("`\(closer)` is missing") }
    tokens.removeFirst()
    return content
  }
}
