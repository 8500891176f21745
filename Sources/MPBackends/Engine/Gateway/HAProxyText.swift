/// A text for HAProxy: sections of lines of words.
struct HAProxyText {
  private(set) var text = ""

  var bytes: [UInt8] { Array(text.utf8) }

  mutating func section(_ words: String...) {
    if !text.isEmpty { text += "\n" }
    text += words.map(Self.quoted).joined(separator: " ") + "\n"
  }

  mutating func line(_ words: String...) { line(words) }

  mutating func line(_ words: [String]) {
    text += "  " + words.map(Self.quoted).joined(separator: " ") + "\n"
  }

  /// A word that means what it says. Nothing means anything else between single quotes, where neither
  /// of these two can stand.
  static func quoted(_ word: String) -> String {
    guard word.isEmpty || !word.utf8.allSatisfy(isPlain) else { return word }
    var result = ""
    var isOpen = false
    func turn(_ opens: Bool) {
      if isOpen != opens { result += "'" }
      isOpen = opens
    }
    // By scalars: an accent behind a quote makes one character of both.
    for scalar in word.unicodeScalars {
      turn(scalar != "'" && scalar != "\n")
      switch scalar {
      case "'": result += #"\'"#
      case "\n": result += #"\n"#
      default: result.unicodeScalars.append(scalar)
      }
    }
    turn(false)
    return result.isEmpty ? "''" : result
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !"'\"\\#$".utf8.contains(byte)
  }
}
