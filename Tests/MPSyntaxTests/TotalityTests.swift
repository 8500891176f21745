import MPDiagnostics
import MPSyntax
import Testing

/// Whatever the bytes are, there are tokens and a tree.
struct TotalityTests {
  @Test(arguments: Example.allCases)
  func examplesAreRight(_ example: Example) {
    let reading = Reading(example.text)
    #expect(reading.findings.isEmpty, "\(reading.rendered)")
    #expect(!reading.spec.isBroken)
    check(reading, Array(example.text.utf8))
  }

  @Test(arguments: 0..<50)
  func randomBytes(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for length in [1, 2, 3, 10, 100, 1000] {
      let bytes = RandomSource.bytes(length, &random)
      check(Reading(bytes: bytes), bytes)
    }
  }

  @Test(arguments: 0..<100)
  func randomTokens(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for length in [1, 2, 3, 5, 8, 13, 21, 34, 200] {
      let tokens = RandomSource.tokens(length, &random)
      for head in ["", "x {\n  y = ", "pattern p {\n  ", "let x = \"\\("] {
        let bytes = Array(head.utf8) + tokens
        check(Reading(bytes: bytes), bytes)
      }
    }
  }

  /// Each token that is no blank deleted, doubled, and swapped with the one behind it.
  @Test(arguments: Example.allCases, Mutation.Kind.allCases)
  func mutatedExamples(_ example: Example, _ kind: Mutation.Kind) {
    for mutation in Mutation.all(of: example, [kind]) {
      check(Reading(bytes: mutation.bytes), mutation.bytes)
    }
  }

  /// Every byte belongs to one token, every node to the one around it, every finding to the text.
  private func check(_ reading: Reading, _ bytes: [UInt8]) {
    let text: Comment = "\(quotedForComment(bytes))"
    let joined = reading.text.tokens.flatMap { bytes[Int($0.lower)..<Int($0.upper)] }
    #expect(joined == bytes, text)
    #expect(
      reading.text.tokens.map(\.lower).dropFirst().elementsEqual(
        reading.text.tokens.map(\.upper).dropLast()
      ),
      text
    )
    #expect(reading.text.tokens.last?.kind == .end, text)
    #expect(Outline.misplacedNodes(of: reading.spec) == [], text)
    for finding in reading.findings {
      let labels = [finding.primary] + finding.labels
      #expect(labels.allSatisfy { $0.range.lower <= $0.range.upper }, text)
      #expect(labels.allSatisfy { Int($0.range.upper) <= bytes.count }, text)
    }
    #expect(reading.spec.isBroken == false || !reading.findings.isEmpty, text)
  }

  private func quotedForComment(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).debugDescription
  }
}
