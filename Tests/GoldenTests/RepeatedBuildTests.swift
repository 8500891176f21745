import Foundation
import Testing

/// The same spec becomes the same bytes, whoever compiles it and however often.
struct RepeatedBuildTests {
  @Test(arguments: GoldenCase.all) func inOneProcess(_ golden: GoldenCase) throws {
    #expect(try golden.build() == golden.build())
  }

  /// Processes differ in the order of their dictionaries and sets; the command must also give what
  /// the library gives.
  @Test(arguments: GoldenCase.all) func inTwoProcesses(_ golden: GoldenCase) throws {
    let result = try golden.build()
    for _ in 0..<2 {
      let scratch = try ScratchFolder()
      // A copy: what is built from the spec's folder is named by the way there from the output.
      let folder = scratch.at("case")
      try FileManager.default.copyItem(at: golden.folder, to: folder)
      let out = folder.appending(path: "out")
      let run = try Tool.run(
        [Tool.mpc, "build", "-q", "spec.mp", "-o", "out"] + golden.arguments,
        in: folder
      )
      #expect(run.status == (result.isSuccess ? 0 : 1))
      #expect(run.output.isEmpty)
      var written = try GoldenResult(recordedIn: out)
      written.files = written.files.filter { !$0.key.hasPrefix(".mpc/") }
      if !run.error.isEmpty {
        written.files[GoldenResult.findings] = .init(bytes: run.error, isExecutable: false)
      }
      written.files[GoldenResult.tests] = result.files[GoldenResult.tests]
      let difference = written.difference(from: result)
      #expect(difference.isEmpty, "the command and the library differ\n\(difference)")
    }
  }
}
