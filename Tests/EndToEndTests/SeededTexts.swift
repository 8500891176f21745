/// Texts that nobody would write, the same in every run, in one service.
enum SeededTexts {
  static let count = 300
  /// Each is a mount of its own.
  static let fileCount = 100

  static let service: String = {
    var random = SeededGenerator(seed: 20_250_601)
    let values = (0..<count).map { _ in Spec.escapedLiteral(text(using: &random)) }
    let arguments = (0..<count).map { _ in Spec.escapedLiteral(text(using: &random)) }
    let files = (0..<fileCount).map { index in
      let name = Spec.escapedLiteral("/r/\(index)\(name(using: &random))")
      return "file \(name) { content = \(Spec.escapedLiteral(text(using: &random))) }"
    }
    return #"""
      service seeded {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 10000 & wait", "seeded"]
        args = [\#(arguments.joined(separator: ", "))]
        env {
          \#(values.enumerated().map { "R\($0.offset) = \($0.element)" }.joined(separator: "\n"))
        }
        \#(files.joined(separator: "\n"))
      }
      """#
  }()

  private static let alphabets: [[Unicode.Scalar]] = [
    "$${}()'\"\\`ab \n",
    "ab\n\t \r:#-?,[]{}&*!|>%@~=<;^",
    "-+.0123456789_eExXobTnyYN~ ",
    "\u{1}\u{7}\u{8}\u{B}\u{C}\u{1B}\u{7F}\u{80}\u{85}\u{A0}\u{AD}\u{2028}\u{202E}\u{FEFF}\u{FFFD}a ",
    "e\u{301}\u{e9}a\u{30A}\u{212B}日本\u{1F600}\u{1F468}\u{200D}\u{10FFFF}",
  ].map { Array($0.unicodeScalars) }

  private static func text(using random: inout SeededGenerator) -> String {
    let alphabet = Int.random(in: 0...alphabets.count, using: &random)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...24, using: &random) {
      if alphabet < alphabets.count {
        text.append(alphabets[alphabet].randomElement(using: &random) ?? "a")
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &random)) {
        text.append(scalar)
      }
    }
    return String(text)
  }

  /// Of what a path may be made of, without a `/`.
  private static func name(using random: inout SeededGenerator) -> String {
    let refused: Set<Unicode.Scalar> = ["/", ":", ",", "\u{7F}"]
    let scalars = text(using: &random).unicodeScalars.filter {
      $0.value >= 0x20 && !refused.contains($0)
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

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
