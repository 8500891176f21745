import Foundation
import Synchronization
import Testing

@testable import mpc

/// What several builds, kills and full disks do to one folder.
struct OutputFolderProcessTests {
  let scratch = ScratchFolder()

  /// A state of the folder in which every file says which one it is, from its first byte to its last.
  static func generation(_ number: Int) -> [OutputFile] {
    // Each has one file that the one before had not, and lacks one that it had.
    (0..<12).map { index in
      try! OutputFile(path: "x/\(index % 3)/f\(index)", bytes: contents(number, index))
    } + [try! OutputFile(path: "y/\(number % 5)/g", bytes: contents(number, 99))]
  }

  static func contents(_ number: Int, _ index: Int) -> [UInt8] {
    Array(String(repeating: "\(number) \(index)\n", count: 2000).utf8)
  }

  @Test func killedAtAnyMomentEveryFileIsWholeAndTheNextBuildFinishes() async throws {
    let path = scratch.at("out")
    for round in 0..<8 {
      let delay = UInt32.random(in: 500..<20_000)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, delay = delay as UInt32, round = round as Int] in
        let folder = OutputFolder(path: path, compiler: "1.0")
        Thread.detachNewThread {
          usleep(delay)
          kill(getpid(), SIGKILL)
        }
        for number in 0..<10_000 {
          _ = try folder.write(OutputFolderProcessTests.generation(round * 10_000 + number))
        }
      }
      for name in scratch.tree() where name.contains("/f") && !name.contains(".mpc-") {
        let text = try #require(scratch.text("out/" + name))
        let number = try #require(Int(text.prefix { $0 != " " }))
        let index = try #require(Int(name.drop { $0 != "f" }.dropFirst()))
        #expect(text.utf8.elementsEqual(Self.contents(number, index)))
      }
      let final = Self.generation(round)
      _ = try scratch.out.write(final)
      #expect(try scratch.out.compare(final) == .same)
      let files = scratch.tree().filter { !$0.hasSuffix("/") }
      #expect(files == final.map(\.path.text).sorted())
    }
  }

  @Test func buildsAtOnceNeverMix() throws {
    let folder = scratch.out
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      for round in 0..<10 {
        do {
          _ = try folder.write(Self.generation(writer * 100 + round))
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let text = try #require(scratch.text("out/x/0/f0"))
    let number = try #require(Int(text.prefix { $0 != " " }))
    #expect(try scratch.out.compare(Self.generation(number)) == .same)
    let files = scratch.tree().filter { !$0.hasSuffix("/") }
    #expect(files == Self.generation(number).map(\.path.text).sorted())
  }

  @Test func waitingForAnotherBuildHasAnEnd() throws {
    var folder = scratch.out
    _ = try folder.write(try files(["a": "a"]))
    let records = try FolderRecords(making: try FolderTree(opening: folder.path))
    // Not at once: a process that another test is about to start holds the files of this one for a moment.
    let lock = try records.lock(patience: .seconds(10))
    folder.patience = .milliseconds(50)
    let expected = OutputError.busy(folder: folder.path, waited: .milliseconds(50))
    #expect(throws: expected) { try folder.write(try files(["a": "b"])) }
    withExtendedLifetime(lock) {}
  }

  // MARK: What the system refuses

  /// A limit on the size of files is a disk that gets full in the middle of one.
  @Test func aFileThatDoesNotFitChangesNothing() async throws {
    let path = scratch.at("out")
    _ = try scratch.out.write(try files(["x/a": "a", "x/stale": "s"]))
    await #expect(processExitsWith: .exitCode(EXIT_SUCCESS)) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let big = try OutputFile(path: "z/deep/big", bytes: Array(repeating: 65, count: 200_000))
      let wanted = try files(["x/a": "A", "x/b": "B"]) + [big]
      do {
        _ = try OutputFolder(path: path, compiler: "1.0").write(wanted)
        exit(1)
      } catch OutputError.system(.write, path: path + "/z/deep/big", errno: EFBIG) {
        exit(EXIT_SUCCESS)
      }
    }
    #expect(scratch.tree() == ["x/", "x/a", "x/stale"])
    #expect(!scratch.exists("out/.mpc/pending"))
    #expect(try scratch.out.compare(try files(["x/a": "a", "x/stale": "s"])) == .same)
  }

  @Test(.enabled(if: TemporaryDisk.isPossible, "needs the right to mount a tmpfs"))
  func aFullDiskChangesNothing() throws {
    let disk = try TemporaryDisk(at: scratch.at("disk"), size: "256k")
    let folder = OutputFolder(path: disk.path + "/out", compiler: "1.0")
    let first = try files(["x/a": "a", "x/b": "b"])
    _ = try folder.write(first)
    let big = Array(repeating: UInt8(ascii: "A"), count: 100_000)
    let wanted = try (0..<5).map { try OutputFile(path: "z/big\($0)", bytes: big) }
    let error = #expect(throws: OutputError.self) { try folder.write(wanted) }
    guard case .system(.write, path: _, errno: ENOSPC) = error else {
      Issue.record("expected ENOSPC, not \(String(describing: error))")
      return
    }
    #expect(error?.exitCode == 73)
    #expect(scratch.tree("disk/out") == ["x/", "x/a", "x/b"])
    #expect(try folder.compare(first) == .same)
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let path = "/sys/mpc-test/out"
    let error = #expect(throws: OutputError.self) {
      try OutputFolder(path: path, compiler: "1.0").write(try files(["a": "a"]))
    }
    guard case .system(.create, path: path, errno: let number) = error else {
      Issue.record("expected a system error, not \(String(describing: error))")
      return
    }
    #expect([EPERM, EACCES, EROFS].contains(number))
    #expect(error?.exitCode == 73)
  }

  @Test func aDiskThatFailsIsAnotherError() {
    #expect(OutputError.system(.write, path: "x", errno: EIO).exitCode == 74)
    #expect(OutputError.system(.read, path: "x", errno: EACCES).exitCode == 74)
  }
}

/// A small file system of its own.
final class TemporaryDisk {
  let path: String

  static let isPossible: Bool = {
    let scratch = ScratchFolder()
    return (try? TemporaryDisk(at: scratch.at("disk"), size: "64k")) != nil
  }()

  init(at path: String, size: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path) == 0 else {
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  deinit { _ = Self.run("umount", path) }

  private static func run(_ arguments: String...) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
