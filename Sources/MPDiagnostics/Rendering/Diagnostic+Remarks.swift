extension Diagnostic {
  /// What else is known, with what made it an error.
  var remarks: [String] {
    notes + (denial.map { ["it is an error because of `--deny \($0.text)`"] } ?? [])
  }

  /// What to do, each once: a fix-it often says what the help says.
  var suggestions: [String] {
    var seen: Set<String> = []
    return (help + fixIts.map(\.message)).filter { seen.insert($0).inserted }
  }

  /// All that it says without its places, for formats that take one text.
  ///
  /// - Parameter prepare: Makes a line fit for the format.
  func text(prepare: (String) -> String = { $0 }) -> String {
    var lines = [message]
    if !primary.text.isEmpty { lines.append(primary.text) }
    lines += remarks.map { "note: \($0)" }
    lines += suggestions.map { "help: \($0)" }
    return lines.map { text in
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { prepare(String($0)) }
        .joined(separator: "\n")
    }
    .joined(separator: "\n")
  }
}
