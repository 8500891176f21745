import Foundation
import MPSyntax
import Metaparticle
import Testing

@testable import mpc

/// What people read to learn the language is in canonical form, and formatting changes no meaning.
struct FormatTests {
  static let patterns = PatternFile.all
  static let sound = GoldenCase.all.filter { $0.code == nil }

  private func expectCanonical(_ bytes: [UInt8], _ name: String) {
    let formatted = FormattedSpec(of: bytes, name: name)
    let text = formatted.text ?? []
    #expect(formatted.findings.isEmpty)
    #expect(
      text == bytes,
      "run mpc fmt:\n\(LineDiff(from: bytes, to: text).unified(name, name))"
    )
  }

  @Test(arguments: sound) func goldensAreCanonical(_ golden: GoldenCase) throws {
    expectCanonical(Array(try Data(contentsOf: golden.spec)), golden.name)
  }

  @Test(arguments: patterns) func patternsAreCanonical(_ pattern: PatternFile) throws {
    expectCanonical(Array(try Data(contentsOf: pattern.url)), pattern.name)
  }

  @Test(arguments: ReferenceTests.examples.map(\.spec))
  func examplesAreCanonical(_ spec: String) {
    expectCanonical(Array(spec.utf8), "README.md")
  }

  /// Also the specs with errors, where those are none of the syntax.
  @Test(arguments: GoldenCase.all) func goldensKeepTheirTree(_ golden: GoldenCase) throws {
    let bytes = Array(try Data(contentsOf: golden.spec))
    guard let text = withLargeStack({ FormattedSpec(of: bytes, name: "spec.mp").text }) else {
      return
    }
    let trees = withLargeStack {
      [bytes, text].map { Compilation(spec: $0, name: "spec.mp").syntax.map { dumpSyntax($0) } }
    }
    #expect(trees[0] == trees[1])
    #expect(withLargeStack { FormattedSpec(of: text, name: "spec.mp").text } == text)
  }
}

/// One of the patterns that come with the compiler.
struct PatternFile: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }
  var url: URL { repository.appending(path: "patterns/\(name)") }

  static let all: [PatternFile] =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: repository.appending(path: "patterns").path
    )) ?? []).filter { $0.hasSuffix(".mp") }.sorted().map { PatternFile(name: $0) }
}
