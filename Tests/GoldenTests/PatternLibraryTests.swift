import Foundation
import MPCompiler
import Metaparticle
import Testing

/// What is in the binary is what is in the folder.
struct PatternLibraryTests {
  static let folder = repository.appending(path: "patterns")

  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0 != "README.md" }.sorted()
  }()

  @Test func listsTheFilesOfTheFolder() throws {
    #expect(PatternLibrary.shipped.files.map(\.name) == Self.names)
    for file in PatternLibrary.shipped.files {
      let bytes = Array(try Data(contentsOf: Self.folder.appending(path: file.name)))
      #expect(file.bytes() == bytes, "\(file.name) has changed since the build")
    }
  }

  /// Beyond it, embedding makes the compiler's own build slow.
  @Test func staysSmall() {
    let size = PatternLibrary.shipped.files.map { $0.bytes().count }.reduce(0, +)
    #expect(size > 0 && size < 150_000)
  }

  @Test(arguments: PatternLibrary.shipped.names) func checksByItself(_ name: String) throws {
    let bytes = try #require(PatternLibrary.shipped.bytes(name + ".mp"))
    let compilation = Compilation(spec: bytes, name: name + ".mp")
    #expect(compilation.findings.isEmpty, "\(compilation.render(as: .human))")
  }

  /// What `mpc patterns NAME` offers to paste.
  @Test(arguments: Reference().patternNames) func exampleCompiles(_ name: String) throws {
    let page = try #require(Reference().patternPage(for: name))
    let example = try #require(page.split(separator: "\nExample\n").last)
    var compilation = Compilation(spec: Array("app example\n\(example)".utf8), name: "example.mp")
    compilation.checkTargets()
    #expect(compilation.findings.isEmpty, "\(compilation.render(as: .human))")
    #expect(example.contains(name))
  }

  /// What a pattern without an example in its doc comment gets.
  @Test(arguments: [
    """
    pattern p {
      param a: int(2..4)
      param bc: string
      param d: [endpoint]
      param e: duration?
      param f: { x: "u" | "v", y: bytes..bytes }
      param g: regex = "x"
      slot one { image = "x" }
      slot two { env { TWO = one.http, ALL = join(d, ",") } }
      slot three?
      service own { image = bc, env { TWO = two.grpc } }
    }
    """,
    "pattern p {\n  service own { image = \"x\" }\n}",
    "trait p { image = \"x\" }",
    "trait p {\n  param n: int\n  env { URL = self.http.url }\n}",
    "trait p {\n  image = \"x\"\n  ports { http = 80 }\n  ready { port = self.http, tcp = true }\n}",
  ])
  func aGeneratedExampleCompiles(_ definition: String) throws {
    let page = try #require(
      Reference(spec: Array(definition.utf8), name: "own.mp").patternPage(for: "p")
    )
    let example = try #require(page.split(separator: "\nExample\n").last)
    let compilation = Compilation(
      spec: Array("app example\n\(definition)\n\(example)".utf8),
      name: "example.mp"
    )
    #expect(compilation.findings.isEmpty, "\(example)\n\(compilation.render(as: .human))")
  }
}
