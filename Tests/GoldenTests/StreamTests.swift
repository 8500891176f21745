import Metaparticle
import Testing

/// What `-o -` writes.
struct StreamTests {
  private func artifact(_ path: String, _ text: String) -> Artifact {
    Artifact(path: path, bytes: Array(text.utf8))
  }

  @Test func oneFileIsAStreamAndSeveralAreNot() {
    let file = artifact("compose/compose.yaml", "name: x\n")
    let ignored = artifact("compose/.gitignore", ".env\n")
    #expect(Target.compose.stream(of: [ignored, file]) == file.bytes)
    let mounted = artifact("compose/files/a", "a\n")
    #expect(Target.compose.stream(of: [ignored, file, mounted]) == nil)
    let script = artifact("shell/run.sh", "#!/bin/sh\n")
    #expect(Target.shell.stream(of: [script]) == script.bytes)
    #expect(Target.shell.stream(of: [artifact("shell/files/a", "a\n"), script]) == nil)
  }

  /// Every manifest can be part of a stream: none has a marker of its own at its end or its beginning.
  @Test(arguments: GoldenCase.all) func manifestsOfTheCases(_ golden: GoldenCase) throws {
    let manifests = try golden.build().files.filter { $0.key.hasPrefix("kubernetes/") }
      .sorted { $0.key < $1.key }
    let stream = Target.kubernetes.stream(
      of: manifests.map { Artifact(path: $0.key, bytes: $0.value.bytes) }
    )
    let texts = manifests.map { String(decoding: $0.value.bytes, as: UTF8.self) }
    #expect(stream == Array(texts.joined(separator: "---\n").utf8))
    for text in texts {
      #expect(text.hasSuffix("\n") && !text.hasSuffix("\n---\n") && !text.hasPrefix("---"))
    }
  }

  @Test func documentsAreJoinedInTheOrderOfTheirPaths() {
    let stream = Target.documents(of: [
      artifact("kubernetes/20-web.yaml", "# b\na: 1\n---\na: |+\n  text\n\n"),
      artifact("kubernetes/00-namespace.yaml", "# a\nb: 2\n"),
      artifact("kubernetes/30-web.yaml", "c: 3"),
    ])
    #expect(
      String(decoding: stream, as: UTF8.self) == """
        # a
        b: 2
        ---
        # b
        a: 1
        ---
        a: |+
          text

        ---
        c: 3

        """
    )
    #expect(Target.documents(of: [artifact("kubernetes/a.yaml", "a: 1\n")]) == Array("a: 1\n".utf8))
  }
}
