/// The same random numbers in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Texts that nobody would write.
enum RandomSource {
  static func bytes(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// Tokens of every kind in any order.
  static func tokens(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    Array((0..<count).map { _ in soup.randomElement(using: &random)! }.joined().utf8)
  }

  private static let soup = [
    " ", " ", " ", " ", "\n", "\n", "\n  ", "\n    ", "{", "}", "{ ", " }\n", "(", ")", "[", "]",
    ",",
    ":", "?", "|", ".", "..", "=", " = ", " = ", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*",
    "/",
    "\"", "\"", "\"\"\"", "#\"", "\"#", "#\"\"\"\n", "\n\"\"\"#", "\\(", "\\#(", "\\n", "\\u{41}",
    "\\d",
    "// c\n", "/// doc\n", "////\n", "a", "b-c", "x_1", "8080", "0.5", "512Mi", "1h30m", "70%",
    "53/udp", "9zz", "99999999999999999999", "import ", "as ", "app ", "param ", "let ", "when ",
    "profile ", "test ", "pattern ", "trait ", "slot ", "output ", "require ", "expect ", "extend ",
    "with ", "default ", "if ", "then ", "else ", "for ", "in ", "and ", "or ", "not ", "true",
    "false", "null", "self", "service ", "env ", "string", "int", "é", "🦆", ";", "'", "#", "/*",
    "*/",
    "||", "&&", "\t", "\u{0}", "\r",
  ]
}
