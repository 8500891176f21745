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

  /// The blocks of a page between ``` lines that name no language and are specs.
  static let examples: [(page: String, spec: String)] = [
    "README.md", "Sources/Metaparticle/Metaparticle.docc/Language.md",
  ].flatMap { page in
    let text = (try? String(contentsOf: repository.appending(path: page), encoding: .utf8)) ?? ""
    var blocks: [String] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside.toggle()
        if isInside { blocks.append(line == "```" ? "" : "$") }
      } else if isInside {
        blocks[blocks.count - 1] += line + "\n"
      }
    }
    return blocks.filter { !$0.hasPrefix("$") && !$0.hasPrefix("error[") }.map { (page, $0) }
  }

  @Test func examplesAreFound() {
    #expect(Self.examples.count >= 3)
  }

  @Test(arguments: examples.map(\.spec)) func exampleCompiles(_ spec: String) {
    let compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
    #expect(compilation.findings.isEmpty, "\(compilation.render(as: .human))")
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
