/// The signals by which a program can be told to stop, the same on every engine.
enum StopSignal {
  private static let names = [
    "TERM", "INT", "QUIT", "HUP", "KILL", "ABRT", "ALRM", "PIPE", "PWR", "USR1", "USR2", "WINCH",
    "RTMIN+3",
  ]

  /// What the signals are called whose numbers are the same on every processor.
  private static let numbers: KeyValuePairs<String, String> = [
    "1": "HUP", "2": "INT", "3": "QUIT", "6": "ABRT", "9": "KILL", "13": "PIPE", "14": "ALRM",
    "15": "TERM",
  ]

  /// - Returns: `SIGQUIT` for `QUIT` and `SIGQUIT`; `nil` for what is none.
  static func name(_ text: String) -> String? {
    let name = text.hasPrefix("SIG") ? String(text.dropFirst(3)) : text
    return names.contains(name) ? "SIG" + name : nil
  }

  /// The signal that was meant.
  static func nearest(to text: String) -> String? {
    if let name = numbers.first(where: { $0.key == text })?.value { return name }
    let upper = String(decoding: text.utf8.map { $0.isLower ? $0 & 0xDF : $0 }, as: UTF8.self)
    let name = upper.hasPrefix("SIG") ? String(upper.dropFirst(3)) : upper
    return names.contains(name) ? name : nearestName(to: name, among: names)
  }

  static var list: String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
