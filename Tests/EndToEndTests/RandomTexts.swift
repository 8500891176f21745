/// Texts that nobody would write, the same in every run.
enum RandomTexts {
  private static let alphabets: [[Unicode.Scalar]] = [
    "$${}()'\"\\`ab \n",
    "ab\n\t \r:#-?,[]{}&*!|>%@~=<;^",
    "-+.0123456789_eExXobTnyYN~ ",
    "\u{1}\u{7}\u{8}\u{B}\u{C}\u{1B}\u{1F}\u{7F}\u{80}\u{85}\u{A0}\u{AD}\u{2028}\u{202E}\u{FEFF}\u{FFFD}a ",
    "e\u{301}\u{e9}a\u{30A}\u{212B}日本\u{1F600}\u{1F468}\u{200D}\u{10FFFF}",
    "$(MP_INDEX)$${V1:-x}",
  ].map { Array($0.unicodeScalars) }

  /// What readers of YAML take for something other than a text.
  private static let words = [
    "yes", "No", "on", "OFF", "true", "False", "null", "Null", "~", "NaN", ".inf", "-.INF", "0x1F",
    "0o17", "017", "1e3", "1_000", "12:30:45", "2024-01-01", "<<", "=", "!!str", "&a", "*a", "- a",
    "a: b", "? a", "# a", "a #b", "%YAML", "---", "...", "|", ">", "{}", "[]", "\"\"", "''", "@a",
    "`a`",
  ]

  static func text(using random: inout SeededGenerator) -> String {
    let kind = Int.random(in: 0...(alphabets.count + 1), using: &random)
    if kind == alphabets.count + 1 {
      return words.randomElement(using: &random) ?? "yes"
    }
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...24, using: &random) {
      if kind < alphabets.count {
        text.append(alphabets[kind].randomElement(using: &random) ?? "a")
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &random)) {
        text.append(scalar)
      }
    }
    return String(text)
  }

  static func texts(_ count: Int, using random: inout SeededGenerator) -> [String] {
    (0..<count).map { _ in text(using: &random) }
  }

  /// Of what a path may be made of.
  ///
  /// - Returns: Something that no other number gives, without a `/`.
  static func pathName(_ number: Int, using random: inout SeededGenerator) -> String {
    let refused: Set<Unicode.Scalar> = ["/", ":", ",", "\u{7F}"]
    let scalars = text(using: &random).unicodeScalars.filter {
      $0.value >= 0x20 && !refused.contains($0)
    }
    return "\(number)" + String(String.UnicodeScalarView(scalars))
  }

  /// Of what the name of a variable may be made of, and only that: different for each number.
  static func variableName(_ number: Int, using random: inout SeededGenerator) -> String {
    let first = Array("-._AZaz"), rest = Array("-._AZaz0189")
    var name = String(first.randomElement(using: &random) ?? "a")
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      name.append(rest.randomElement(using: &random) ?? "a")
    }
    return "\(name)\(number)"
  }
}
