import Foundation
import Testing

@testable import mpc

struct OutputFolderTests {
  let scratch = ScratchFolder()

  /// In a process of its own, since all tests share the umask.
  @Test func writesFilesWithTheirModesWhateverTheUmask() async throws {
    let path = scratch.at("out")
    await #expect(processExitsWith: .success) { [path = path as String] in
      umask(0o077)
      let script = try OutputFile(path: "shell/run.sh", bytes: Array("sh".utf8), mode: 0o755)
      let wanted = try files(["compose/files/a": "a\n"]) + [script]
      let summary = try OutputFolder(path: path, compiler: "1.0").write(wanted)
      #expect(summary == OutputFolder.Summary(written: 2))
    }
    #expect(
      scratch.tree() == [
        "compose/", "compose/files/", "compose/files/a", "shell/", "shell/run.sh",
      ]
    )
    #expect(scratch.text("out/compose/files/a") == "a\n")
    #expect(try scratch.mode("out/compose/files/a") == 0o644)
    #expect(try scratch.mode("out/shell/run.sh") == 0o755)
  }

  @Test func makesTheFoldersAboveTheOutputFolder() throws {
    let deep = OutputFolder(path: scratch.at("a/b//c/"), compiler: "1.0")
    _ = try deep.write(try files(["x": "1"]))
    #expect(scratch.text("a/b/c/x") == "1")
  }

  @Test func theManifestIsSortedAndSaysNothingOfTheMachine() throws {
    _ = try scratch.out.write(try files(["compose/b": "2", "compose/a": "1"]))
    #expect(
      scratch.text("out/.mpc/manifest.json") == """
        {
          "compiler" : "1.0",
          "files" : [
            {
              "mode" : "0644",
              "path" : "compose/a",
              "sha256" : "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
            },
            {
              "mode" : "0644",
              "path" : "compose/b",
              "sha256" : "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"
            }
          ],
          "folders" : [
            "compose"
          ],
          "format" : 1
        }

        """
    )
    #expect(!scratch.exists("out/.mpc/pending"))
  }

  @Test func unchangedFilesKeepTheirTimes() throws {
    let first = try files(["compose/a": "a", "compose/b": "b"])
    _ = try scratch.out.write(first)
    let past = Date(timeIntervalSince1970: 1_000_000_000)
    for name in ["compose/a", "compose/b", ".mpc/manifest.json"] {
      try FileManager.default.setAttributes(
        [.modificationDate: past],
        ofItemAtPath: scratch.at("out/" + name)
      )
    }
    func date(_ name: String) throws -> Date? {
      let attributes = try FileManager.default.attributesOfItem(atPath: scratch.at("out/" + name))
      return attributes[.modificationDate] as? Date
    }
    #expect(try scratch.out.write(first) == OutputFolder.Summary(unchanged: 2))
    #expect(try date("compose/a") == past)
    #expect(try date(".mpc/manifest.json") == past)
    let second = try files(["compose/a": "a", "compose/b": "B"])
    #expect(try scratch.out.write(second) == OutputFolder.Summary(written: 1, unchanged: 1))
    #expect(try date("compose/a") == past)
    #expect(try date("compose/b") != past)
  }

  @Test func aWrongModeIsMended() throws {
    _ = try scratch.out.write(try files(["compose/a": "a"]))
    chmod(scratch.at("out/compose/a"), 0o600)
    #expect(try scratch.out.write(try files(["compose/a": "a"])).written == 1)
    #expect(try scratch.mode("out/compose/a") == 0o644)
  }

  // MARK: What is wanted no more

  @Test func staleFilesAndTheFoldersMadeForThemGo() throws {
    _ = try scratch.out.write(try files(["compose/files/sub/x": "x", "compose/a": "a"]))
    let summary = try scratch.out.write(try files(["compose/a": "a"]))
    #expect(summary == OutputFolder.Summary(unchanged: 1, removed: 1))
    #expect(scratch.tree() == ["compose/", "compose/a"])
  }

  @Test func foldersThatOthersMadeOrUseStay() throws {
    _ = try scratch.out.write(try files(["a": "a"]))
    try scratch.makeFolder("out/compose")
    _ = try scratch.out.write(try files(["a": "a", "compose/x": "x", "shell/y": "y"]))
    try scratch.put("out/shell/notes", "mine")
    _ = try scratch.out.write(try files(["a": "a"]))
    #expect(scratch.tree() == ["a", "compose/", "shell/", "shell/notes"])
    // Still mpc's once nothing of anybody's stands in it.
    try FileManager.default.removeItem(atPath: scratch.at("out/shell/notes"))
    _ = try scratch.out.write(try files(["a": "a"]))
    #expect(scratch.tree() == ["a", "compose/"])
  }

  @Test func filesThatTheUserRemovedComeBackOrAreForgotten() throws {
    _ = try scratch.out.write(try files(["compose/a": "a", "compose/b": "b"]))
    try FileManager.default.removeItem(atPath: scratch.at("out/compose"))
    #expect(try scratch.out.write(try files(["compose/a": "a"])).written == 1)
    #expect(scratch.tree() == ["compose/", "compose/a"])
  }

  @Test func aFileMayBecomeAFolderAndAFolderAFile() throws {
    _ = try scratch.out.write(try files(["x": "file", "y/z/w": "deep"]))
    let swapped = try files(["x/a/b": "deep", "y": "file"])
    #expect(try scratch.out.write(swapped) == OutputFolder.Summary(written: 2, removed: 2))
    #expect(scratch.tree() == ["x/", "x/a/", "x/a/b", "y"])
    #expect(try scratch.out.compare(swapped) == .same)
  }

  // MARK: Targets

  @Test func aTargetTouchesItsOwnFilesOnly() throws {
    _ = try scratch.out.write(
      try files(["compose/a": "a", "compose/old": "o", "kubernetes/k": "k", "kubernetes/l": "l"])
    )
    try scratch.put("out/kubernetes/k", "edited")
    let compose = OutputScope.targets(["compose"])
    let summary = try scratch.out.write(try files(["compose/a": "b"]), scope: compose)
    #expect(summary == OutputFolder.Summary(written: 1, removed: 1))
    #expect(scratch.text("out/kubernetes/k") == "edited")
    // The manifest still knows the others: they can be seen to be edited, and go when stale.
    #expect(throws: OutputError.blocked([.edited(try path("kubernetes/k"))])) {
      try scratch.out.write(try files(["compose/a": "b", "kubernetes/k": "new"]))
    }
    _ = try scratch.out.write(try files(["compose/a": "b"]), force: true)
    #expect(scratch.tree() == ["compose/", "compose/a"])
  }

  @Test func aFileOutsideOfTheTargetsIsRefused() throws {
    #expect(throws: OutputError.outOfScope(try path("shell/run.sh"))) {
      try scratch.out.write(
        try files(["shell/run.sh": ""]),
        scope: .targets(["compose", "kubernetes"])
      )
    }
    #expect(!scratch.exists("out"))
  }

  @Test func manyFilesAtOnce() throws {
    let many = try (0..<300).map {
      try OutputFile(path: "kubernetes/\($0 % 7)/\($0).yaml", bytes: Array("n: \($0)\n".utf8))
    }
    #expect(try scratch.out.write(many.shuffled()).written == 300)
    #expect(try scratch.out.write(many.shuffled()).unchanged == 300)
    #expect(try scratch.out.write([]).removed == 300)
    #expect(scratch.tree() == [])
  }
}
