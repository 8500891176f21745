import MPDiagnostics

/// Sources whose places are found by the words that stand there.
struct Fixture {
  private(set) var sources = SourceMap()

  init() {}

  /// With one source called `spec.mp`.
  init(_ text: String) { add("spec.mp", text) }

  @discardableResult
  mutating func add(_ name: String, _ text: String) -> Source.ID {
    sources.add(name: name, bytes: Array(text.utf8))
  }

  /// The first occurrence of the words, in the only source that has them.
  func range(_ words: String) -> SourceRange {
    let words = Array(words.utf8)
    for index in sources.sources.indices {
      let bytes = sources.sources[index].bytes
      for start in 0...max(0, bytes.count - words.count)
      where bytes[start...].starts(with: words) {
        return SourceRange(
          source: Source.ID(index: index),
          lower: start,
          upper: start + words.count
        )
      }
    }
    preconditionFailure("no source has these words")
  }

  func range(_ lower: Int, _ upper: Int, in index: Int = 0) -> SourceRange {
    SourceRange(source: Source.ID(index: index), lower: lower, upper: upper)
  }

  func label(_ words: String, _ text: String = "") -> Diagnostic.Label {
    Diagnostic.Label(range(words), text)
  }

  func human(_ findings: Diagnostic..., style: FindingStyle = .plain) -> String {
    FindingFormat.human.render(findings, sources: sources, style: style)
  }
}

func finding(
  _ message: String = "this is wrong",
  _ severity: Severity = .error,
  at primary: Diagnostic.Label,
  labels: [Diagnostic.Label] = [],
  trace: [Diagnostic.Label] = []
) -> Diagnostic {
  var finding = Diagnostic(
    .portNeededByPattern,
    message,
    at: primary,
    labels: labels,
    trace: trace
  )
  finding.severity = severity
  return finding
}
