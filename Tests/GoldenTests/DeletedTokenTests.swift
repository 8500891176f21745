import Foundation
import MPCompiler
import MPSyntax
import Metaparticle
import Testing

@testable import mpc

/// A spec with a token too few is what the compiler sees while its author types.
struct DeletedTokenTests {
  @Test(arguments: GoldenCase.all.filter { $0.name == "histogram" })
  func ofASpec(_ golden: GoldenCase) throws {
    for text in try mutations(of: golden.spec) { expectTotal(text.bytes, .shipped, text.deleted) }
  }

  @Test(arguments: ["function", "js_function", "scatter_gather"])
  func ofAPattern(_ name: String) throws {
    let user = Array(try Data(contentsOf: GoldenCase.root.appending(path: "histogram/spec.mp")))
    let file = repository.appending(path: "patterns/\(name).mp")
    for text in try mutations(of: file) {
      // The pattern as a spec of its own, and as a library's that another spec uses.
      expectTotal(text.bytes, .shipped, text.deleted)
      let files = PatternLibrary.shipped.files.map { file in
        var file = file
        if file.name == name + ".mp" { file.bytes = { text.bytes } }
        return file
      }
      expectTotal(user, PatternLibrary(files: files), text.deleted)
    }
  }

  private func expectTotal(_ bytes: [UInt8], _ library: PatternLibrary, _ deleted: String) {
    withLargeStack {
      var compilation = Compilation(
        spec: bytes,
        name: "spec.mp",
        files: NoFiles(),
        library: library
      )
      let artifacts = Target.allCases.flatMap { compilation.artifacts(for: $0) }
      #expect(artifacts.isEmpty == compilation.hasErrors, "without \(deleted)")
      #expect(
        !compilation.hasErrors || !compilation.render(as: .human).isEmpty,
        "without \(deleted)"
      )
    }
  }

  private struct Mutation {
    var bytes: [UInt8]
    var deleted: String
  }

  private func mutations(of file: URL) throws -> [Mutation] {
    let bytes = Array(try Data(contentsOf: file))
    let compilation = Compilation(spec: bytes, name: "spec.mp")
    let text = try #require(compilation.tokens)
    let tokens = text.tokens.filter {
      ![.whitespace, .comment, .docComment, .end].contains($0.kind)
    }
    return tokens.map { token in
      var mutated = bytes
      mutated.removeSubrange(Int(token.lower)..<Int(token.upper))
      return Mutation(
        bytes: mutated,
        deleted: "\(text.text(token).prefix(20).debugDescription) at \(token.lower)"
      )
    }
  }
}

/// The patterns name no files of the user's.
private struct NoFiles: SourceProvider {
  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem> {
    .failure(.notFound)
  }

  func contents(of path: String, beside source: String) -> Result<SourceContents, SourceProblem> {
    .failure(.notFound)
  }

  func place(of path: String, beside source: String) -> Result<String, SourceProblem> {
    .success(path)
  }
}
