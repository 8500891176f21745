import Foundation
import MPCompiler
import MPDiagnostics
import Metaparticle
import Testing

/// The pages that are written from the compiler, and the examples in those that are not.
struct ReferenceTests {
  struct Page: Sendable, CustomTestStringConvertible {
    var path: String
    var text: @Sendable () -> String

    var testDescription: String { path }
    var url: URL { repository.appending(path: path) }
  }

  static let generated = [
    Page(path: "patterns/README.md") { patternPage(.shipped) },
    Page(path: "Sources/Metaparticle/Metaparticle.docc/Vocabulary.md") { vocabularyPage() },
  ]

  @Test(arguments: generated) func isCurrent(_ page: Page) throws {
    let text = page.text()
    if Recording.current == .on { try Data(text.utf8).write(to: page.url) }
    let recorded = try? String(contentsOf: page.url, encoding: .utf8)
    #expect(recorded == text, "run MPC_UPDATE_GOLDEN=1 swift test --filter ReferenceTests")
  }

  /// The specs of a page, and the files that they may import.
  struct Example: Sendable, CustomTestStringConvertible {
    var page: String
    var line: Int
    var spec: String
    var files: [String: String]

    var testDescription: String { "\(page):\(line)" }
  }

  static let language = "Sources/Metaparticle/Metaparticle.docc/Language.md"

  /// What stands between fences that name no language, and is no message; what names a file is one.
  static let examples: [Example] = ["README.md", language].flatMap { path in
    let blocks = ReferencePage(path).blocks
    let files = blocks.filter { $0.language.hasSuffix(".mp") }.map { ($0.language, $0.text) }
    return
      blocks
      .filter { $0.language.isEmpty && !$0.text.hasPrefix("$ ") && !$0.text.hasPrefix("error[") }
      .map { block in
        Example(
          page: path.split(separator: "/").last.map(String.init) ?? path,
          line: block.line,
          spec: block.text,
          files: Dictionary(uniqueKeysWithValues: files)
        )
      }
  }

  @Test func examplesAreFound() {
    #expect(Self.examples.filter { $0.page == "README.md" }.count >= 3)
    #expect(Self.examples.filter { $0.page == "Language.md" }.count >= 8)
  }

  @Test(arguments: examples) func exampleCompiles(_ example: Example) {
    let compilation = Compilation(
      spec: Array(example.spec.utf8),
      name: example.page,
      files: GivenFiles(files: example.files)
    )
    #expect(compilation.findings.isEmpty, "\(compilation.render(as: .human))")
  }

  /// Whatever can be chosen in the grammar, an example of the reference shows.
  @Test func examplesShowTheWholeGrammar() throws {
    let grammar = try GrammarTests.grammar()
    let recognizer = Recognizer(grammar)
    var shown: Set<Grammar.Alternative> = []
    for example in Self.examples where example.page == "Language.md" {
      for spec in [example.spec] + example.files.values {
        let tokens = try #require(GrammarToken.tokens(of: spec))
        shown.formUnion(try #require(recognizer.derivation(of: tokens), "\(example)"))
      }
    }
    let missing = grammar.alternatives.subtracting(shown)
      // No function takes nothing.
      .filter { $0.production != "call" }
    #expect(missing.map(\.description).sorted() == [])
  }

  @Test func examplesShowEveryFunction() {
    let text = Self.examples.filter { $0.page == "Language.md" }.map(\.spec).joined()
    for function in Function.allCases {
      #expect(text.contains("\(function.rawValue)("), "\(function.rawValue)")
    }
  }

  /// README's first example is the golden case, without its test.
  @Test func firstExampleIsTheGoldenCase() throws {
    let golden = try String(
      contentsOf: GoldenCase.root.appending(path: "histogram/spec.mp"),
      encoding: .utf8
    )
    let first = try #require(Self.examples.first)
    #expect(golden.hasPrefix(first.spec))
  }
}
