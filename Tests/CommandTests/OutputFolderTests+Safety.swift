import Foundation
import Testing

@testable import mpc

struct OutputFolderSafetyTests {
  let scratch = ScratchFolder()

  // MARK: What others wrote

  @Test(arguments: ["notes.txt", ".git/HEAD", ".DS_Store", "compose/compose.yaml"])
  func aFolderThatIsNotOursIsRefusedUntouched(name: String) throws {
    try scratch.put("out/" + name, "mine")
    let before = scratch.tree()
    let example = String(name.split(separator: "/")[0])
    #expect(throws: OutputError.notOurs(folder: scratch.at("out"), example: example)) {
      try scratch.out.write(try files(["compose/compose.yaml": "a"]))
    }
    #expect(scratch.tree() == before)
    #expect(!scratch.exists("out/.mpc"))
    #expect(scratch.text("out/" + name) == "mine")
  }

  @Test func forceWritesIntoAFolderThatIsNotOurs() throws {
    try scratch.put("out/notes.txt", "mine")
    try scratch.put("out/compose/compose.yaml", "mine")
    _ = try scratch.out.write(try files(["compose/compose.yaml": "a"]), force: true)
    #expect(scratch.text("out/compose/compose.yaml") == "a")
    // What was there and is not wanted stays somebody else's, the folder as well.
    _ = try scratch.out.write([])
    #expect(scratch.tree() == ["compose/", "notes.txt"])
  }

  @Test func anEmptyFolderOrAnAbandonedLockIsFine() throws {
    try scratch.makeFolder("out/.mpc")
    try scratch.put("out/.mpc/lock", "")
    try scratch.put("out/.mpc/pending.new", "{\"half")
    #expect(try scratch.out.write(try files(["a": "a"])).written == 1)
    #expect(!scratch.exists("out/.mpc/pending.new"))
  }

  @Test func foreignFilesInTheWayAreNamedAndStay() throws {
    _ = try scratch.out.write(try files(["compose/a": "a"]))
    try scratch.put("out/compose/b", "mine")
    try scratch.put("out/compose/other", "mine too")
    let wanted = try files(["compose/a": "A", "compose/b": "b", "compose/c": "c"])
    #expect(throws: OutputError.blocked([.foreign(try path("compose/b"))])) {
      try scratch.out.write(wanted)
    }
    #expect(scratch.text("out/compose/a") == "a")
    #expect(!scratch.exists("out/compose/c"))
    _ = try scratch.out.write(wanted, force: true)
    #expect(scratch.text("out/compose/b") == "b")
    #expect(scratch.text("out/compose/other") == "mine too")
  }

  @Test func editedFilesAreNeitherOverwrittenNorRemovedAndAllNamed() throws {
    _ = try scratch.out.write(try files(["x/a": "a", "x/b": "b", "x/c": "c", "x/d": "d"]))
    try scratch.put("out/x/b", "edited")
    try scratch.put("out/x/d", "edited too")
    let wanted = try files(["x/a": "A", "x/b": "B", "x/c": "C"])
    let expected = OutputError.blocked([.edited(try path("x/b")), .edited(try path("x/d"))])
    #expect(throws: expected) { try scratch.out.write(wanted) }
    #expect(expected.exitCode == 73)
    #expect(scratch.text("out/x/a") == "a")
    #expect(scratch.text("out/x/b") == "edited")
    #expect(scratch.text("out/x/d") == "edited too")
    let summary = try scratch.out.write(wanted, force: true)
    #expect(summary == OutputFolder.Summary(written: 3, removed: 1))
    #expect(scratch.tree() == ["x/", "x/a", "x/b", "x/c"])
    #expect(scratch.text("out/x/b") == "B")
  }

  @Test func anEditThatIsWhatIsWantedIsNoEdit() throws {
    _ = try scratch.out.write(try files(["x/a": "a"]))
    try scratch.put("out/x/a", "better")
    #expect(try scratch.out.write(try files(["x/a": "better"])).unchanged == 1)
    #expect(try scratch.out.write(try files(["x/a": "best"])).written == 1)
  }

  @Test func theOutputFolderMustBeAFolder() throws {
    try scratch.put("out", "a file")
    #expect(throws: OutputError.notFolder(scratch.at("out"))) {
      try scratch.out.write(try files(["a": "a"]))
    }
  }

  // MARK: Links and other things

  @Test func theOutputFolderItselfMayBeALink() throws {
    try scratch.makeFolder("elsewhere")
    try scratch.link("out", to: "elsewhere")
    _ = try scratch.out.write(try files(["compose/a": "a"]))
    #expect(scratch.text("elsewhere/compose/a") == "a")
  }

  @Test func aLinkedFolderInsideIsNotFollowed() throws {
    try scratch.put("outside/a", "precious")
    _ = try scratch.out.write(try files(["x": "x"]))
    try scratch.link("out/compose", to: "../outside")
    for force in [false, true] {
      #expect(throws: OutputError.blocked([.notFolder(try path("compose"))])) {
        try scratch.out.write(
          try files(["x": "x", "compose/a": "a", "compose/b": "b"]),
          force: force
        )
      }
    }
    #expect(scratch.tree("outside") == ["a"])
    #expect(scratch.text("outside/a") == "precious")
  }

  @Test func staleFilesBehindALinkedFolderStay() throws {
    _ = try scratch.out.write(try files(["compose/sub/a": "a"]))
    try FileManager.default.removeItem(atPath: scratch.at("out/compose/sub"))
    try scratch.put("outside/a", "a")
    try scratch.link("out/compose/sub", to: "../../outside")
    #expect(try scratch.out.write([]).removed == 0)
    #expect(scratch.text("outside/a") == "a")
    #expect(scratch.exists("out/compose/sub"))
  }

  @Test func aLinkInTheFilesPlaceIsRefused() throws {
    try scratch.put("outside", "precious")
    _ = try scratch.out.write(try files(["x": "x", "y": "y"]))
    try FileManager.default.removeItem(atPath: scratch.at("out/x"))
    try scratch.link("out/x", to: "../outside")
    for force in [false, true] {
      #expect(throws: OutputError.blocked([.notRegular(try path("x"))])) {
        try scratch.out.write(try files(["x": "new", "y": "y"]), force: force)
      }
    }
    #expect(scratch.text("outside") == "precious")
    // Wanted no more, it is left to whoever put it there.
    #expect(try scratch.out.write(try files(["y": "y"])).removed == 0)
    #expect(scratch.exists("out/x"))
  }

  @Test func aFifoOrAFolderInTheFilesPlaceIsRefusedAtOnce() throws {
    _ = try scratch.out.write(try files(["x": "x"]))
    try FileManager.default.removeItem(atPath: scratch.at("out/x"))
    mkfifo(scratch.at("out/x"), 0o644)
    try scratch.makeFolder("out/y/z")
    #expect(throws: OutputError.blocked([.notRegular(try path("x")), .notRegular(try path("y"))])) {
      try scratch.out.write(try files(["x": "1", "y": "2"]), force: true)
    }
  }

  @Test func aFolderWithSomethingOfSomebodysDoesNotBecomeAFile() throws {
    _ = try scratch.out.write(try files(["x/y/z": "deep"]))
    try scratch.put("out/x/y/a\u{7}b", "mine")
    #expect(throws: OutputError.blocked([.notRegular(try path("x"))])) {
      try scratch.out.write(try files(["x": "file"]), force: true)
    }
    #expect(scratch.text("out/x/y/z") == "deep")
  }

  @Test func linkedRecordsAreNotFollowed() throws {
    try scratch.makeFolder("elsewhere")
    try scratch.makeFolder("out")
    try scratch.link("out/.mpc", to: "../elsewhere")
    #expect(throws: OutputError.self) { try scratch.out.write(try files(["x": "x"])) }
    #expect(scratch.tree("elsewhere") == [])
    try FileManager.default.removeItem(atPath: scratch.at("out/.mpc"))
    try scratch.makeFolder("out/.mpc")
    try scratch.link("out/.mpc/lock", to: "../../elsewhere/made")
    #expect(throws: OutputError.self) { try scratch.out.write(try files(["x": "x"])) }
    #expect(scratch.tree("elsewhere") == [])
  }

  // MARK: Hostile names and records

  @Test(arguments: [
    ("", OutputPath.Flaw.empty), ("/etc/passwd", .absolute), ("../x", .dots), ("a/../../x", .dots),
    ("a/..", .dots), (".", .dots), ("a/./b", .dots), ("a//b", .emptyName), ("a/", .emptyName),
    ("a\0b", .controlCharacter), ("a\nb", .controlCharacter), ("a\u{1B}[2Jb", .controlCharacter),
    (".mpc/manifest.json", .reserved), (".MPC/x", .reserved), (".mpc", .reserved),
    (String(repeating: "n", count: 256), .tooLong),
    (String(repeating: "n/", count: 2000) + "n", .tooLong),
  ])
  func namesThatCouldLeaveTheFolderAreNoPaths(text: String, flaw: OutputPath.Flaw) {
    #expect(throws: OutputError.invalidPath(text, flaw)) { try OutputPath(text) }
  }

  @Test(arguments: [
    "a", "..a", "a..", ".mpcx", "a/.mpc", "ä/…", String(repeating: "n", count: 255),
  ])
  func otherNamesAre(text: String) throws {
    let path = try OutputPath(text)
    #expect(path.text == text)
    _ = try scratch.out.write([OutputFile(path: text, bytes: [1])])
    #expect(try scratch.out.compare([OutputFile(path: text, bytes: [1])]) == .same)
  }

  @Test func twoSpellingsOfOneTextAreTwoNames() throws {
    let (composed, decomposed) = (try path("\u{E9}"), try path("e\u{301}"))
    #expect(composed != decomposed)
    #expect(decomposed < composed)
  }

  @Test func eachPathOnceAndNoneBelowAnother() throws {
    #expect(throws: OutputError.conflict(try path("a/b"))) {
      try scratch.out.write(try files(["a/b": "1", "a/b": "2"]))
    }
    #expect(throws: OutputError.conflict(try path("a"))) {
      try scratch.out.write(try files(["a": "1", "a-b": "2", "a/b": "3"]))
    }
  }

  @Test(arguments: [
    "", "no json", "{}", #"{"compiler":"1","files":[],"folders":[],"format":2}"#,
    #"{"compiler":"1","files":[],"folders":["../outside"],"format":1}"#,
    #"{"compiler":"1","files":[{"path":"../outside/a","sha256":"","mode":""}],"folders":[],"format":1}"#,
  ])
  func damagedRecordsStopABuild(manifest: String) throws {
    try scratch.put("outside/a", "")
    try scratch.put("out/x", "x")
    try scratch.put("out/.mpc/manifest.json", manifest)
    let expected = OutputError.damagedRecords(scratch.at("out/.mpc/manifest.json"))
    #expect(throws: expected) { try scratch.out.write(try files(["x": "y"])) }
    #expect(throws: expected) { try scratch.out.compare(try files(["x": "y"])) }
    #expect(try scratch.out.write(try files(["x": "y"]), force: true).written == 1)
    #expect(scratch.text("out/x") == "y")
    #expect(scratch.exists("outside/a"))
  }
}
