import Foundation
import Testing

@testable import mpc

struct InputTests {
  let scratch = ScratchFolder()

  private func expect(
    _ reason: InputError.Reason,
    _ name: String,
    limit: Int = 1000,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let path = scratch.at(name)
    #expect(throws: InputError(path, reason), sourceLocation: sourceLocation) {
      try SpecReader.read(path, limit: limit)
    }
  }

  @Test func readsAFileUpToTheLimit() throws {
    try scratch.put("a.mp", "12345678")
    #expect(try SpecReader.read(scratch.at("a.mp"), limit: 8) == Array("12345678".utf8))
    expect(.tooLarge(limit: 7), "a.mp", limit: 7)
    try scratch.put("empty.mp", "")
    #expect(try SpecReader.read(scratch.at("empty.mp"), limit: 8) == [])
  }

  @Test func readsThroughALink() throws {
    try scratch.put("a.mp", "a")
    try scratch.link("b.mp", to: "a.mp")
    #expect(try SpecReader.read(scratch.at("b.mp"), limit: 8) == Array("a".utf8))
  }

  @Test func refusesAHugeFileAtOnce() throws {
    try scratch.put("huge", "")
    truncate(scratch.at("huge"), 100_000_000)
    // The best of a few, since other tests run at the same time.
    let durations = (0..<5).map { _ in
      ContinuousClock().measure { expect(.tooLarge(limit: 4 << 20), "huge", limit: 4 << 20) }
    }
    #expect(try #require(durations.min()) < .milliseconds(50))
  }

  @Test func refusesWhatIsNoFile() throws {
    try scratch.makeFolder("folder")
    mkfifo(scratch.at("fifo"), 0o644)
    try scratch.put("a.mp", "")
    try scratch.link("dangling", to: "nowhere")
    try scratch.link("zero", to: "/dev/zero")
    expect(.notFound, "missing")
    expect(.notFound, "dangling")
    expect(.notFound, "a.mp/below")
    expect(.isFolder, "folder")
    expect(.notRegular, "fifo")
    expect(.notRegular, "zero")
    #expect(throws: InputError("", .invalidPath)) { try SpecReader.read("", limit: 1) }
    #expect(throws: InputError("a\0b", .invalidPath)) { try SpecReader.read("a\0b", limit: 1) }
  }

  /// In a process of its own, since root may read everything.
  @Test func saysWhenAFileMayNotBeRead() async throws {
    let path = scratch.at("secret.mp")
    try scratch.put("secret.mp", "")
    chmod(path, 0)
    await #expect(processExitsWith: .exitCode(66)) { [path = path as String] in
      if geteuid() == 0 { try #require(seteuid(65534) == 0) }
      do {
        _ = try SpecReader.read(path, limit: 1)
      } catch let error as InputError where error.reason == .permission {
        exit(error.exitCode)
      }
    }
  }

  @Test(arguments: [(8, true), (7, false)])
  func readsThePipeOnTheStandardInputUpToTheLimit(limit: Int, isEnough: Bool) async {
    await #expect(processExitsWith: .exitCode(isEnough ? 8 : 1)) { [limit = limit as Int] in
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      dup2(ends[0], 0)
      // In two pieces, of which the second comes late.
      write(ends[1], "1234", 4)
      Thread.detachNewThread { [end = ends[1]] in
        usleep(10_000)
        write(end, "5678", 4)
        close(end)
      }
      do {
        exit(Int32(try SpecReader.read("-", limit: limit).count))
      } catch let error as InputError where error == InputError("-", .tooLarge(limit: limit)) {
        exit(error.exitCode)
      }
    }
  }

  @Test func exitCodesAreThoseOfTheManual() {
    #expect(InputError("x", .notFound).exitCode == 66)
    #expect(InputError("x", .isFolder).exitCode == 66)
    #expect(InputError("x", .tooLarge(limit: 1)).exitCode == 1)
    #expect(InputError("x", .system(errno: EIO)).exitCode == 74)
  }
}
