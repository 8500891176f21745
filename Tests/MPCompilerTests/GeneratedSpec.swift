/// A random spec that means something: services that use each other, values, conditions, instances.
///
/// Its declarations are apart, so that they can be put into another order.
struct GeneratedSpec {
  private(set) var declarations: [String] = []
  private var random: SplitMix
  private var services: [(name: String, isStable: Bool, replicas: Int)] = []
  private var strings: [String] = []
  private var numbers: [String] = []

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    for index in 0..<number(0...3) { addParam(index) }
    for index in 0..<number(0...4) { addLet(index) }
    if chance(2) { addPattern() }
    let count = number(1...6)
    // Names first: services may use those that come later.
    services = (0..<count).map { index in
      ("s\(letter(index))", chance(3), number(1...3))
    }
    for index in 0..<count { addService(index) }
    for index in 0..<number(0...2) where chance(2) { addExposure(index) }
  }

  var text: String { (["app generated"] + declarations).joined(separator: "\n") + "\n" }

  /// The same declarations in another order.
  mutating func shuffled() -> String {
    (["app generated"] + declarations.shuffled(using: &random)).joined(separator: "\n") + "\n"
  }

  // MARK: - Declarations

  private mutating func addParam(_ index: Int) {
    if chance(2) {
      declarations.append("param p\(letter(index)): int(0..100) = \(number(0...9))")
      numbers.append("p\(letter(index))")
    } else {
      declarations.append("param p\(letter(index)): string = \"\(word())\"")
      strings.append("p\(letter(index))")
    }
  }

  private mutating func addLet(_ index: Int) {
    let name = "l\(letter(index))"
    if chance(2) {
      declarations.append("let \(name) = \(numberExpression())")
      numbers.append(name)
    } else {
      declarations.append("let \(name) = \(stringExpression())")
      strings.append(name)
    }
  }

  private mutating func addPattern() {
    declarations.append(
      """
      pattern pair {
        param n: int(1..5) = \(number(1...3))
        slot left { default env { N = n } }
        slot right?
        when right != null {
          service middle { image = "m:1", ports { http = 80 }, env { R = right.http, L = left.name } }
        }
        output http = if middle != null then middle.http else left.http
      }
      """
    )
    for index in 0..<number(1...2) {
      let right = chance(2) ? "right { image = \"r:1\", ports { http = 81 } }" : ""
      declarations.append(
        """
        pair i\(letter(index)) {
          left { image = "l:1", ports { http = 82 } }
          \(right)
        }
        """
      )
    }
  }

  private mutating func addService(_ index: Int) {
    let service = services[index]
    var entries = [
      "image = \"i\(letter(index)):\(number(1...9))\"", "ports { http = 8080, admin = 9090/udp }",
    ]
    if service.isStable { entries.append("identity = \"stable\"") }
    if service.replicas > 1 || chance(3) { entries.append("replicas = \(service.replicas)") }
    var variables = ["A = \(stringExpression())", "B = \(numberExpression())"]
    for link in 0..<number(0...3) {
      let other = services[number(0...(services.count - 1))]
      let port = chance(2) ? "http" : "admin"
      variables.append(
        other.isStable && other.replicas > 1
          ? "L\(link) = join(\(other.name).\(port).addresses, \",\")"
          : "L\(link) = \(other.name).\(port)"
      )
    }
    entries.append("env { \(variables.joined(separator: ", ")) }")
    if chance(3) { entries.append("when \(condition()) { labels { a = \"b\" } }") }
    if chance(3) { entries.append("args = [\(stringExpression()), \"x\"]") }
    if chance(3) { entries.append("ready { tcp = true, port = self.http }") }
    if chance(4) { entries.append("memory = \(number(64...128))Mi..\(number(128...256))Mi") }
    if chance(4) { entries.append("file \"/f\" { content = \(stringExpression()) }") }
    declarations.append("service \(service.name) {\n  \(entries.joined(separator: "\n  "))\n}")
  }

  private mutating func addExposure(_ index: Int) {
    let service = services[number(0...(services.count - 1))]
    guard service.replicas == 1 else { return }
    declarations.append(
      "expose \(service.name).http { port = \(9000 + index), local = \(chance(2)) }"
    )
  }

  // MARK: - Expressions

  private mutating func numberExpression() -> String {
    let operand = { (spec: inout Self) -> String in
      spec.numbers.isEmpty || spec.chance(2)
        ? "\(spec.number(1...50))" : spec.numbers[spec.number(0...(spec.numbers.count - 1))]
    }
    switch number(0...3) {
    case 0: return "\(operand(&self)) + \(operand(&self)) * \(number(1...4))"
    case 1: return "max(\(operand(&self)), \(operand(&self)))"
    case 2: return "if \(condition()) then \(operand(&self)) else \(operand(&self))"
    default: return operand(&self)
    }
  }

  private mutating func stringExpression() -> String {
    switch number(0...4) {
    case 0: return "\"\(word())-\\(\(numberExpression()))\""
    case 1: return "join([for i in range(\(number(0...4))): \"\\(i)\"], \",\")"
    case 2 where !strings.isEmpty:
      return "upper(\(strings[number(0...(strings.count - 1))])) + \"\(word())\""
    case 3: return "json({ a = \(numberExpression()), b = [\"\(word())\"] })"
    default: return "\"\(word())\""
    }
  }

  private mutating func condition() -> String {
    numbers.isEmpty
      ? "\(number(0...1)) == 0"
      : "\(numbers[number(0...(numbers.count - 1))]) \(chance(2) ? "<" : ">=") \(number(0...60))"
  }

  private mutating func word() -> String {
    ["a", "$x", "é", "yes", "0755", "it's", " b ", "{c}", "#d", ""][number(0...9)]
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func chance(_ oneIn: Int) -> Bool { number(1...oneIn) == 1 }

  private func letter(_ index: Int) -> String { String("abcdefgh".dropFirst(index).first ?? "z") }
}

/// SplitMix64: the same choices for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
