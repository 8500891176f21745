import MPSyntax
import Testing

/// What is true of every text that is formatted: it means the same, nothing is lost, and formatting it
/// again changes nothing.
struct FormatPropertyTests {
  @Test(arguments: Example.allCases) func ofExamples(_ example: Example) throws {
    let formatting = try #require(Formatting(Array(example.text.utf8)))
    #expect(formatting.mistakes.isEmpty, "\(formatting.mistakes.joined(separator: "\n---\n"))")
  }

  @Test(arguments: Example.allCases) func ofMutations(_ example: Example) {
    var count = 0
    for mutation in Mutation.all(of: example) {
      guard let formatting = Formatting(mutation.bytes) else { continue }
      count += 1
      let mistakes = formatting.mistakes
      #expect(mistakes.isEmpty, "\(mutation.description)\n\(mistakes.joined(separator: "\n---\n"))")
    }
    #expect(count > 50)
  }

  @Test func ofRandomSpecs() {
    var count = 0
    for seed in 0..<600 as Range<UInt64> {
      var random = RandomSpec(seed: seed)
      let text = random.file()
      guard let formatting = Formatting(Array(text.utf8)) else { continue }
      count += 1
      let mistakes = formatting.mistakes
      #expect(mistakes.isEmpty, "seed \(seed)\n\(mistakes.joined(separator: "\n---\n"))")
    }
    // The rest has been written wrongly.
    #expect(count > 500, "\(count)")
  }

  /// How many blanks stand between two tokens, and how lines are indented, makes no difference.
  @Test func blanksAreOfNoConsequence() {
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomSpec(seed: seed)
      let text = random.file()
      guard let formatting = Formatting(Array(text.utf8)) else { continue }
      var depth = 0
      let wide = formatting.source.text.tokens.map { token in
        if token.kind == .stringOpen { depth += 1 }
        if token.kind == .stringClose { depth -= 1 }
        let isBetween = token.kind == .whitespace && depth == 0
        return isBetween ? "   " : formatting.source.text.text(token)
      }
      guard let other = Formatting(Array(wide.joined().utf8)),
        dumpSyntax(other.source.spec) == dumpSyntax(formatting.source.spec)
      else { continue }
      #expect(
        other.result.text.bytes == formatting.result.text.bytes,
        "seed \(seed)\n\(text)"
      )
    }
  }
}
