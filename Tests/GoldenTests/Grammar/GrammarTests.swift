import Foundation
import MPDiagnostics
import MPSyntax
import Metaparticle
import Testing

@testable import mpc

/// The grammar of the reference and the parser know the same language.
struct GrammarTests {
  static let page = ReferencePage("Sources/Metaparticle/Metaparticle.docc/Language.md")

  static func grammar() throws -> Grammar {
    try Grammar(try #require(page.blocks.first { $0.language == "ebnf" }).text)
  }

  @Test(arguments: 1...4) func parserReadsWhatTheGrammarDerives(_ seed: UInt64) throws {
    let grammar = try Self.grammar()
    let recognizer = Recognizer(grammar)
    var generator = GrammarGenerator(grammar, seed: seed)
    var round = 0
    while round < 1000 || !generator.unused.isEmpty && round < 10_000 {
      round += 1
      let text = generator.spec(size: 10 + round % 60).text
      let findings = parse(text)
      #expect(findings.isEmpty, "\(text)\n\(messages(findings))")
      if round % 10 == 0 { #expect(isAccepted(text, recognizer) == true, "\(text)") }
    }
    #expect(generator.unused == [])
  }

  @Test(arguments: 1...4) func parserRefusesWhatTheGrammarDoesNot(_ seed: UInt64) throws {
    let grammar = try Self.grammar()
    let recognizer = Recognizer(grammar)
    var generator = GrammarGenerator(grammar, seed: seed &+ 100)
    var random = SeededRandom(state: seed)
    var counts = (accepted: 0, refused: 0)
    for _ in 0..<1000 {
      let spec = generator.spec(size: 30)
      for _ in 0..<3 {
        let text = spec.mutated(&random).text
        let findings = parse(text)
        // What is no sequence of tokens, the grammar cannot speak of.
        guard let isAccepted = isAccepted(text, recognizer), !findings.contains(where: \.isOfString)
        else {
          #expect(!findings.isEmpty)
          continue
        }
        if isAccepted { counts.accepted += 1 } else { counts.refused += 1 }
        #expect(
          findings.isEmpty == isAccepted,
          "\(text)\n\(isAccepted ? messages(findings) : "not in the grammar")"
        )
      }
    }
    #expect(counts.accepted > 20 && counts.refused > 200, "\(counts)")
  }

  private func isAccepted(_ text: String, _ recognizer: Recognizer) -> Bool? {
    GrammarToken.tokens(of: text).map { recognizer.derivation(of: $0) != nil }
  }

  private func messages(_ findings: [Diagnostic]) -> String {
    findings.map(\.message).joined(separator: "\n")
  }

  private func parse(_ text: String) -> [Diagnostic] {
    var sources = SourceMap()
    let source = sources.add(name: "spec.mp", bytes: Array(text.utf8))
    var diagnostics = Diagnostics()
    let tokens = lex(source, in: sources, into: &diagnostics)
    _ = MPSyntax.parse(tokens, into: &diagnostics)
    return diagnostics.inSourceOrder
  }
}

extension Diagnostic {
  /// Whether it is about the inside of a string, which is one token to the grammar.
  fileprivate var isOfString: Bool { code == .multilineLayout || code == .unknownEscape }
}

extension GrammarSpec {
  /// With one mistake, which need not be one.
  func mutated(_ random: inout SeededRandom) -> GrammarSpec {
    guard let index = pieces.indices.randomElement(using: &random) else { return self }
    var result = self
    switch Int.random(in: 0..<6, using: &random) {
    case 0: result.pieces[index].text = ""
    case 1: result.pieces.insert(pieces[index], at: index)
    case 2: result.pieces[index].text = pieces.randomElement(using: &random)!.text
    case 3: result.pieces[index].text = Self.words.randomElement(using: &random)!
    case 4:
      result.pieces[index].before = pieces[index].before.contains("\n") ? " " : "\n"
    default:
      let other = pieces.indices.randomElement(using: &random)!
      result.pieces.swapAt(index, other)
    }
    return result
  }

  private static let words = [
    "{", "}", "(", ")", "[", "]", ",", ":", "?", "|", ".", "..", "=", "==", "!=", "<", "+", "-",
    "*",
    "/", "\"s\"", "a", "default", "when", "with", "extend", "let", "if", "then", "else", "and",
    "in",
    "not", "for", "true", "null", "8080", "0.5", "70%", "53/udp",
  ]
}
