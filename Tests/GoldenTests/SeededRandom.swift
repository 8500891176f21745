/// Random choices that come back with the same seed.
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  private static let alphabets: [[Unicode.Scalar]] = [
    "$(){}VN0123$$ ", "a b\n\t:#-?,[]{}&*!|>'\"%@`\\~=<$\r", "yYnNoOtTeE01.-_/:@+= ",
    "a\u{1}\u{7}\u{1B}\u{7F}\u{85}\u{A0}\u{301}\u{2028}\u{FEFF}\u{FFFD}\u{1F600}é\n ",
  ].map { Array($0.unicodeScalars) }

  /// A text of what shells, YAML and the kubelet take for something else.
  mutating func text() -> String {
    let alphabet = Self.alphabets[Int.random(in: 0..<Self.alphabets.count, using: &self)]
    let length = Int.random(in: 0...16, using: &self)
    var text = String.UnicodeScalarView()
    for _ in 0..<length { text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &self)]) }
    return String(text)
  }
}

extension String {
  /// As it stands between the quotes of a literal.
  var escapedForSpec: String {
    unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      default:
        scalar.value < 0x20 || scalar.value >= 0x7F
          ? "\\u{\(String(scalar.value, radix: 16))}" : "\(scalar)"
      }
    }.joined()
  }
}
