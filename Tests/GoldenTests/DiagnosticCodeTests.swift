import Foundation
import MPCompiler
import MPDiagnostics
import Metaparticle
import Testing

@testable import mpc

/// Every code has a case that shows it and a text that explains it.
struct DiagnosticCodeTests {
  /// The codes that no text of a spec can lead to, or none that belongs into a repository.
  static let withoutCase: Set<DiagnosticCode> = [
    // The spec is not there, or not readable: the tests of the command show it.
    .unreadable,
    // A spec of more than 4 MiB.
    .fileTooLarge,
  ]

  @Test(arguments: DiagnosticCode.allCases.filter { !withoutCase.contains($0) })
  func hasACase(_ code: DiagnosticCode) {
    let cases = GoldenCase.all.filter { $0.code == code.rawValue }
    #expect(!cases.isEmpty, "golden/errors/\(code.rawValue)/spec.mp is missing")
  }

  /// One mistake, one message: a case shows its code and nothing that follows from it.
  @Test(arguments: GoldenCase.all.filter { $0.code != nil })
  func showsItsCodeAlone(_ golden: GoldenCase) throws {
    let name = try #require(golden.code)
    let code = try #require(DiagnosticCode(rawValue: name), "there is no such code")
    let bytes = Array(try Data(contentsOf: golden.spec))
    let files = ProjectFiles(spec: golden.spec.path, name: "spec.mp", root: nil)
    let found = withLargeStack {
      var compilation = Compilation(spec: bytes, name: "spec.mp", files: files)
      for target in Target.allCases { _ = compilation.artifacts(for: target) }
      return Set((compilation.findings + compilation.runTests().flatMap(\.findings)).map(\.code))
    }
    // What a target cannot give of a case that is about something else is no second mistake.
    #expect(found.filter { $0 == code || $0.severity != .lossy } == [code])
  }

  @Test func fileTooLargeIsFound() {
    let compilation = Compilation(
      spec: Array(repeating: UInt8(ascii: " "), count: Source.sizeLimit + 1),
      name: "spec.mp"
    )
    #expect(compilation.findings.map(\.code) == [.fileTooLarge])
  }

  // MARK: - Explanations

  @Test(arguments: DiagnosticCode.allCases) func isExplained(_ code: DiagnosticCode) {
    let text = code.explanation
    #expect(code.explained.meaning.count > 60)
    #expect(text.hasPrefix(code.explained.meaning) && !text.hasSuffix("\n"))
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  /// What is wrong with these files cannot be seen in a text, or takes too many lines to show.
  static let withoutExample: Set<DiagnosticCode> = [
    .unreadable, .notUTF8, .controlCharacter, .carriageReturn, .byteOrderMark, .fileTooLarge,
    .emptyFile, .nestedTooDeep, .chainTooLong, .fileTooLargeForKubernetes, .badImport,
    .missingDockerfile,
  ]

  @Test(arguments: DiagnosticCode.allCases.filter { !withoutExample.contains($0) })
  func examplesAreWhatTheySay(_ code: DiagnosticCode) throws {
    let wrong = Self.compile(try #require(code.explained.wrong), for: code)
    #expect(Set(findings(of: wrong).map(\.code)) == [code], "\(wrong.render(as: .human))")
    let right = Self.compile(try #require(code.explained.right), for: code)
    #expect(findings(of: right).isEmpty, "\(right.render(as: .human))")
  }

  private func findings(of example: Compilation) -> [Diagnostic] {
    example.findings + example.runTests().flatMap(\.findings)
  }

  private static func compile(_ example: String, for code: DiagnosticCode) -> Compilation {
    withLargeStack {
      var compilation = Compilation(spec: Array(example.utf8), name: "spec.mp")
      // An example without `app` is a part of a spec, unless that is what it shows.
      if compilation.program?.app != nil || code == .missingApp {
        for target in Target.allCases { _ = compilation.artifacts(for: target) }
      }
      return compilation
    }
  }
}
