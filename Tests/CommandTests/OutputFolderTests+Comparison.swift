import Foundation
import Testing

@testable import mpc

struct OutputFolderComparisonTests {
  let scratch = ScratchFolder()

  @Test func aFolderWithoutRecordsCannotBeCompared() throws {
    #expect(try scratch.out.compare([]) == .missing)
    #expect(!scratch.exists("out"))
    try scratch.makeFolder("out")
    #expect(try scratch.out.compare([]) == .notAnOutputFolder)
    try scratch.put("out/.mpc/lock", "")
    #expect(try scratch.out.compare([]) == .notAnOutputFolder)
    try scratch.put("file", "")
    #expect(throws: OutputError.notFolder(scratch.at("file"))) {
      try OutputFolder(path: scratch.at("file"), compiler: "1.0").compare([])
    }
  }

  @Test func theSameIsTheSameUnderAnyVersionAndUmask() throws {
    let wanted = try files(["compose/a": "a"])
    _ = try scratch.out.write(wanted)
    chmod(scratch.at("out/compose/a"), 0o600)
    let newer = OutputFolder(path: scratch.at("out"), compiler: "2.0")
    #expect(try newer.compare(wanted) == .same)
    chmod(scratch.at("out/compose/a"), 0o755)
    #expect(try kinds(wanted) == ["compose/a": .changed])
  }

  @Test func everyKindOfDifferenceIsNamed() throws {
    _ = try scratch.out.write(
      try files([
        "x/changed": "old", "x/edited": "old", "x/gone": "g", "x/link": "l", "x/same": "s",
        "x/stale": "t", "x/staleEdited": "t",
      ])
    )
    try scratch.put("out/x/edited", "by hand")
    try scratch.put("out/x/staleEdited", "by hand")
    try scratch.put("out/x/foreign", "mine")
    try scratch.put("out/x/unrelated", "mine")
    for name in ["link", "gone"] {
      try FileManager.default.removeItem(atPath: scratch.at("out/x/" + name))
    }
    try scratch.link("out/x/link", to: "same")
    let wanted = try files(
      [
        "x/changed": "new", "x/edited": "new", "x/foreign": "mine", "x/gone": "g", "x/link": "l",
        "x/new": "n", "x/same": "s",
      ]
    )
    #expect(
      try kinds(wanted) == [
        "x/changed": .changed, "x/edited": .edited, "x/foreign": .foreign, "x/gone": .added,
        "x/link": .obstructed(by: try path("x/link")), "x/new": .added, "x/stale": .removed,
        "x/staleEdited": .edited,
      ]
    )
  }

  /// Writing and comparing agree on what is in the way.
  @Test func whatABuildClearsIsNotInTheWay() throws {
    _ = try scratch.out.write(try files(["x": "file", "y/z/w": "deep", "u": "u"]))
    let swapped = try files(["x/a/b": "deep", "y": "file", "u/v": "v"])
    #expect(
      try kinds(swapped) == [
        "u": .removed, "u/v": .added, "x": .removed, "x/a/b": .added, "y": .added,
        "y/z/w": .removed,
      ]
    )
    try scratch.put("out/y/mine", "mine")
    try scratch.put("out/u", "mine")
    #expect(
      try kinds(swapped) == [
        "u": .edited, "u/v": .obstructed(by: try path("u")), "x": .removed, "x/a/b": .added,
        "y": .obstructed(by: try path("y")), "y/z/w": .removed,
      ]
    )
  }

  @Test func aDifferenceHoldsBothSides() throws {
    _ = try scratch.out.write(try files(["x/a": "old\n", "x/b": "b\n"]))
    let wanted = try files(["x/a": "new\n", "x/c": "c\n"])
    let contents = { (text: String) in
      FolderDifference.Contents(bytes: Array(text.utf8), mode: 0o644)
    }
    #expect(
      try scratch.out.compare(wanted)
        == .differs([
          FolderDifference(
            path: try path("x/a"),
            kind: .changed,
            before: contents("old\n"),
            after: contents("new\n")
          ),
          FolderDifference(
            path: try path("x/b"),
            kind: .removed,
            before: contents("b\n"),
            after: nil
          ),
          FolderDifference(
            path: try path("x/c"),
            kind: .added,
            before: nil,
            after: contents("c\n")
          ),
        ])
    )
  }

  @Test func onlyTheTargetsAreCompared() throws {
    _ = try scratch.out.write(try files(["compose/a": "a", "shell/b": "b"]))
    let compose = OutputScope.targets(["compose"])
    #expect(try scratch.out.compare(try files(["compose/a": "a"]), scope: compose) == .same)
  }

  @Test func nothingIsWritten() throws {
    let wanted = try files(["compose/a": "a"])
    _ = try scratch.out.write(wanted)
    try FileManager.default.removeItem(atPath: scratch.at("out/.mpc/lock"))
    #expect(try scratch.out.compare(wanted) == .same)
    #expect(try kinds(try files(["compose/a": "b", "compose/c": "c"])).count == 2)
    #expect(!scratch.exists("out/.mpc/lock"))
    #expect(scratch.text("out/compose/a") == "a")
  }

  private func kinds(_ wanted: [OutputFile]) throws -> [String: FolderDifference.Kind] {
    guard case .differs(let differences) = try scratch.out.compare(wanted) else { return [:] }
    #expect(differences.map(\.path) == differences.map(\.path).sorted())
    return Dictionary(uniqueKeysWithValues: differences.map { ($0.path.text, $0.kind) })
  }
}
