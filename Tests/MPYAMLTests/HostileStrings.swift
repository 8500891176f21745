/// Strings that some reader of YAML takes for something else when they are written carelessly.
enum HostileStrings {
  /// Chosen by hand, each once.
  static let chosen: [String] = unique(
    words + numbers + syntax + spacing + characters + inContext + long
  )

  /// `count` strings, the same for a seed on every machine.
  static func random(_ count: Int, seed: UInt64) -> [String] {
    var generator = SplitMix(state: seed)
    return (0..<count).map { _ in random(using: &generator) }
  }

  /// Without those that are another's bytes; `Set<String>` would also merge `é` and `e` + accent.
  static func unique(_ texts: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return texts.filter { seen.insert(Array($0.utf8)).inserted }
  }

  private static let words: [String] =
    "y n yes no on off true false null nil none nan inf".split(separator: " ").flatMap {
      [$0 + "", $0.uppercased(), $0.prefix(1).uppercased() + $0.dropFirst(), $0 + " ", $0 + ":"]
    } + split("~ = << .inf -.inf +.INF .NaN .nan yEs nULL !!null")

  private static let numbers: [String] =
    split(
      """
      0 -0 +0 00 012 -012 0o12 0O17 08 09 0644 0x1F 0X1f -0x1 0xZZ 0b101 0B1 1_000 _1 1_ 1__0 1,000
      1e3 1E3 1e+3 12e03 1.e3 .5e3 1e 1e400 1.5 1. .5 -.5 1.10 1:30 22:22 190:20:30 1:60 -1:30 1:30.5
      18446744073709551616 9223372036854775808 1.2.3 0.0.0.0:80 123abc 10s 1d 5m 100Mi e3 + -
      2024-01-01 2024-1-1 2001-12-14t21:59:43.10-05:00 10:00:00 ١٢٣ 1٢
      """
    ) + ["2001-12-14 21:59:43", "2001-12-14 21:59:43.10 -5"]

  private static let syntax: [String] =
    split(
      """
      -- --- ... ? : :a a: a:b a::b # #a a#b -a [ ] [] [a a] { } {} , * *a &a ! !a !! | |- |2 > >- %
      @ @a ` `a` ' '' 'a' it's " "" "a" a"b \\ \\n a\\ \\" $ $$ ${A} ${A:-b} $(A) #{a} {{.A}} a=b a;b
      a&b a|b a>b C:\\dir http://a:80/b?c=d#e /
      """
    ) + [
      "", "--- a", "... a", ". .", "? a", "? ", ": a", "a: b", "a :b", "a #b", "a# b", "# a", "- a",
      "-\ta", "a - b", "- ", "{a: b}", "a, b", "& a", "%YAML 1.1", "%TAG ! a", "{{ .Values.a }}",
      "k: v\nk2: v", "- a\n- b", "---\na", "a\n---\nb", "a\n...\n", "|\n a", "a: |\n b", "# a\nb",
      "!!str a", "!!binary aGVsbG8=", "<<: *a", "key: &anchor value",
    ]

  private static let spacing: [String] = [
    " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\n\r", " a", "a ", "  a  ", "\ta", "a\t", "a\tb",
    "a  b", "\na", "\n a", "a\n", "a\n\n", "a\n\n\n", "a\nb", "a\n\nb", "a\n\n\nb\n", "a\n b",
    "a\n  b\nc", " a\nb", "  a\nb\n", "\ta\nb", "a\n\tb", "a \nb", "a\t\nb", "a\nb ", "a\nb\t",
    "a\n \nb", "a\n\t\nb", "a\r\nb", "a\rb", "a\r\n", "a\n\r", "a\n ", "a\n  \n", " \n", " \na",
    "\t\n", "a\\\nb", "a\n#b", "a\n- b: c", "a\u{85}b", "a\n\u{85}b", "a\u{2028}b", "a\n\u{2029}",
    "\u{A0}a", "a\n\u{A0}b", "\u{3000}a\nb", "a\u{200B}\nb",
  ]

  private static let characters: [String] =
    (Array<UInt32>(0...0xFF) + [
      0x301, 0x2028, 0x2029, 0x202E, 0xD7FF, 0xE000, 0xFDD0, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF,
      0x10000, 0x1F600, 0x1FFFE, 0x10FFFF,
    ]).map { String(Unicode.Scalar($0)!) } + ["👩‍👩‍👧‍👦", "é", "e\u{301}", "漢字", "a\u{FEFF}b"]

  private static let inContext: [String] =
    (UInt8(0)...0x7F).map { String(Unicode.Scalar($0)) }.flatMap {
      ["a\($0)b", "\($0) a", "a \($0)", "a\n\($0)b\n"]
    }

  private static let long: [String] = [127, 128, 129, 1023, 1024, 1025, 5000].flatMap {
    [
      String(repeating: "k", count: $0), String(repeating: "é", count: $0),
      String(repeating: "a b ", count: $0 / 4) + "#", String(repeating: "\u{1}", count: $0),
    ]
  }

  private static func split(_ texts: String) -> [String] {
    texts.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

extension HostileStrings {
  private static let alphabets: [[Unicode.Scalar]] = [
    "abyYnNoOtTeEfFlLsSuU01.-_/:@+= ",
    "0123456789+-._:eExXobTZ ",
    "a b\n\t:#-?,[]{}&*!|>'\"%@`\\~=<$\r",
    "ab \n",
    "a\n \u{0}\u{7}\u{1B}\u{7F}\u{80}\u{85}\u{A0}\u{2028}\u{2029}\u{FEFF}\u{FFFD}\u{1F600}é",
  ].map { Array($0.unicodeScalars) }

  private static func random(using generator: inout SplitMix) -> String {
    let length = Int.random(in: 0...12, using: &generator)
    let alphabet = Int.random(in: 0...alphabets.count, using: &generator)
    var text = String.UnicodeScalarView()
    while text.count < length {
      if alphabet < alphabets.count {
        text.append(alphabets[alphabet].randomElement(using: &generator)!)
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

/// A small generator with a seed, so that a failure comes back.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
