import Foundation
import Testing

@testable import mpc

struct OutputFolderInterruptionTests {
  let scratch = ScratchFolder()

  /// How far a build came before it was killed.
  enum Moment: CaseIterable {
    case planned, staging, staged, publishing, published, removed, recorded
  }

  @Test(arguments: Moment.allCases)
  func theNextBuildFinishesOneThatWasKilled(moment: Moment) throws {
    _ = try scratch.out.write(try files(["x/a": "a", "x/b": "b", "x/stale": "s"]))
    let second = try files(["x/a": "A", "x/b": "B", "y/c": "C"])
    try interrupt(second, at: moment)
    #expect(try scratch.out.compare(second) == .unfinished)
    let summary = try scratch.out.write(second)
    #expect(summary.written + summary.unchanged == 3)
    #expect(scratch.tree() == ["x/", "x/a", "x/b", "y/", "y/c"])
    #expect(try scratch.out.compare(second) == .same)
    // The folders that the killed build made are known for mpc's.
    _ = try scratch.out.write([])
    #expect(scratch.tree() == [])
  }

  @Test(arguments: Moment.allCases)
  func aBuildOfAnotherSpecAfterwardsTakesItsFilesToo(moment: Moment) throws {
    _ = try scratch.out.write(try files(["x/a": "a", "x/b": "b", "x/stale": "s"]))
    try interrupt(try files(["x/a": "A", "x/b": "B", "y/c": "C"]), at: moment)
    let third = try files(["x/b": "3"])
    // Killed as well, twice: each file may now be of any of the builds.
    try interrupt(third, at: .planned)
    try interrupt(try files(["x/a": "4"]), at: .planned)
    _ = try scratch.out.write(third)
    #expect(scratch.tree() == ["x/", "x/b"])
    #expect(try scratch.out.compare(third) == .same)
  }

  @Test func aHandEditIsToldFromACrash() throws {
    _ = try scratch.out.write(try files(["x/a": "a", "x/b": "b"]))
    let second = try files(["x/a": "A", "x/b": "B"])
    try interrupt(second, at: .publishing)
    try scratch.put("out/x/b", "by hand")
    #expect(throws: OutputError.blocked([.edited(try path("x/b"))])) {
      try scratch.out.write(second)
    }
    #expect(try scratch.out.compare(second) == .unfinished)
    #expect(try scratch.out.write(second, force: true).written == 1)
    #expect(try scratch.out.compare(second) == .same)
  }

  @Test func aFirstBuildThatWasKilledIsFinished() throws {
    let first = try files(["x/a": "a", "y/b": "b"])
    try scratch.makeFolder("out/.mpc")
    try interrupt(first, at: .publishing)
    #expect(try scratch.out.compare(first) == .unfinished)
    _ = try scratch.out.write(first)
    #expect(try scratch.out.compare(first) == .same)
  }

  @Test func aTargetDoesNotFinishTheOthers() throws {
    _ = try scratch.out.write(try files(["compose/a": "a", "shell/b": "b", "shell/c": "c"]))
    let second = try files(["compose/a": "A", "shell/b": "B", "shell/c": "C"])
    try interrupt(second, at: .publishing)
    let compose = OutputScope.targets(["compose"])
    let summary = try scratch.out.write(try files(["compose/a": "A"]), scope: compose)
    #expect(summary.isUnfinished)
    #expect(try scratch.out.compare(second) == .unfinished)
    #expect(!(try scratch.out.write(second).isUnfinished))
    #expect(try scratch.out.compare(second) == .same)
    #expect(scratch.tree() == ["compose/", "compose/a", "shell/", "shell/b", "shell/c"])
  }

  @Test func aTargetThatWasInterruptedIsFinishedByItself() throws {
    _ = try scratch.out.write(try files(["compose/a": "a", "shell/b": "b"]))
    let compose = OutputScope.targets(["compose"])
    let second = try files(["compose/a": "A"])
    try interrupt(second, at: .staging, scope: compose)
    #expect(!(try scratch.out.write(second, scope: compose).isUnfinished))
    #expect(try scratch.out.compare(second, scope: compose) == .same)
  }

  /// Leaves the folder as a build would that was killed at a moment.
  private func interrupt(
    _ wanted: [OutputFile],
    at moment: Moment,
    scope: OutputScope = .everything
  ) throws {
    let tree = try FolderTree(opening: scratch.at("out"))
    let records = try FolderRecords(making: tree)
    let history = try records.history()
    if let earlier = history.pending { try tree.removeTemporaries(of: earlier) }
    let newFolders = try tree.missingFolders(for: wanted.map(\.path))
    let pending = history.plan(
      wanted,
      newFolders,
      scope,
      compiler: "1.0",
      token: "0123456789abcdef"
    )
    try records.store(pending)
    if moment == .planned { return }

    for folder in newFolders { try scratch.makeFolder("out/" + folder.text) }
    let planned = pending.planned.files.map(\.path)
    for (count, file) in wanted.enumerated() {
      let name = pending.temporaryName(planned.firstIndex(of: file.path)!)
      let temporary = scratch.at("out/" + (file.path.parent.map { $0.text + "/" } ?? "") + name)
      let isHalf = moment == .staging && count == 1
      try Data(isHalf ? [] : file.bytes).write(to: URL(fileURLWithPath: temporary))
      if isHalf { return }
    }
    if moment == .staging || moment == .staged { return }

    for (count, file) in wanted.enumerated() where moment != .publishing || count < 1 {
      let name = pending.temporaryName(planned.firstIndex(of: file.path)!)
      try tree.folder(file.path.parent).rename(name, to: file.path.name)
    }
    if moment == .publishing || moment == .published { return }

    let wantedPaths = Set(wanted.map(\.path))
    for entry in history.manifest?.files ?? [] where !wantedPaths.contains(entry.path) {
      try tree.remove(entry.path)
    }
    if moment == .removed { return }
    try records.store(
      Manifest(compiler: "1.0", folders: pending.planned.folders, files: pending.planned.files)
    )
  }
}
