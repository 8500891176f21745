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
    #expect(size > 0 && size < 100_000)
  }

  @Test(arguments: PatternLibrary.shipped.names) func checksByItself(_ name: String) throws {
    let bytes = try #require(PatternLibrary.shipped.bytes(name + ".mp"))
    let compilation = Compilation(spec: bytes, name: name + ".mp")
    #expect(compilation.findings.isEmpty, "\(compilation.render(as: .human))")
  }
}
