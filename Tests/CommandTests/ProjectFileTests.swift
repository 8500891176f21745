import Foundation
import Metaparticle
import Testing

@testable import mpc

/// Folders that a spec names: those that it mounts, and those that images are built from.
struct ProjectFileTests {
  static let folderSpec = """
    app shop
    service web {
      image = "nginx:1.28"
      file "/etc/web" { source = "conf" }
    }

    """

  @Test(arguments: ["compose", "shell"]) func aFolderIsMountedFileByFile(_ target: String) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let large = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try command.makeFolder("conf/sub")
    try command.write("a\n", to: "conf/a.conf")
    try command.write(large, to: "conf/sub/large.bin")
    try command.write(Self.folderSpec)
    let result = try command.run("build", "spec.mp", "-t", target, "-o", "out")
    #expect(result.status == 0, "\(result.errors)")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: command.folder.appending(path: "out/\(target)/files").path
    )
    let contents = try files.map {
      try Data(contentsOf: command.folder.appending(path: "out/\(target)/files/\($0)"))
    }
    #expect(contents.contains(Data(large)))
    #expect(contents.contains(Data("a\n".utf8)))
    let main = target == "compose" ? "compose.yaml" : "run.sh"
    let text = try command.text("out/\(target)/\(main)")
    #expect(text.contains("/etc/web/a.conf") && text.contains("/etc/web/sub/large.bin"))
  }

  @Test func aFolderHasLimits() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.folderSpec)
    try command.makeFolder("conf")
    for index in 0...1000 { try command.write("", to: "conf/\(index)") }
    #expect(
      try command.run("check", "spec.mp", "--format", "terse").errors
        .contains("4:30: error[E0405]: `conf` has more than 1000 files")
    )
    try command.delete("conf")
    try command.makeFolder("conf")
    for index in 0..<5 {
      try command.write([UInt8](repeating: 0, count: 1 << 20), to: "conf/\(index)")
    }
    #expect(
      try command.run("check", "spec.mp", "--format", "terse").errors
        .contains("`conf` is larger than 4194304 bytes")
    )
    try command.delete("conf")
    try command.makeFolder("conf/x/y")
    #expect(
      try command.run("check", "spec.mp", "--format", "terse").errors
        .contains("there is no file in the folder `conf`")
    )
  }

  @Test func whatIsInAFolderStaysBelowTheRoot() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.folderSpec)
    try command.makeFolder("conf")
    try command.write("x", to: "conf/x")
    try FileManager.default.createSymbolicLink(
      atPath: command.folder.appending(path: "conf/link").path,
      withDestinationPath: "/etc/passwd"
    )
    let result = try command.run("build", "spec.mp", "-o", "out")
    #expect(result.status == 1)
    #expect(result.errors.contains("`conf` is outside of the project"))
    #expect(!command.exists("out"))
  }

  // MARK: - From the output to the project

  /// The folders `a/b` and `a/c/d`, and `link`, which leads to the latter.
  private func withFolders(_ body: (String) throws -> Void) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    for folder in ["a/b", "a/c/d"] { try command.makeFolder(folder) }
    try FileManager.default.createSymbolicLink(
      atPath: command.folder.appending(path: "link").path,
      withDestinationPath: "a/c/d"
    )
    try body(command.folder.path)
  }

  @Test(
    arguments: [
      ("a/out", "a", "../.."), ("a/out/", "a/b", "../../b"), ("out", ".", "../.."),
      (".", ".", ".."),
      ("a/b", "a/b", ".."), ("a/c/d/new/er", "a", "../../../../.."),
      ("link/out", "a", "../../../.."),
      ("out", "link", "../../a/c/d"), ("a/../out", "a", "../../a"), ("none/../out", ".", "../.."),
      ("a//./out", "a", "../.."),
    ]
  )
  func theWayFromTheOutput(_ output: String, _ root: String, _ expected: String) throws {
    try withFolders { folder in
      let path = OutputPlace.folder("\(folder)/\(output)").path(to: "\(folder)/\(root)")
      #expect(path == expected)
      // It is a way that the system goes as well.
      let start = "\(folder)/\(output)/compose"
      guard !output.hasPrefix("none") else { return }
      try FileManager.default.createDirectory(atPath: start, withIntermediateDirectories: true)
      #expect(realPath("\(start)/\(expected)") == realPath("\(folder)/\(root)"))
    }
  }

  @Test func theWayFromWhereItRuns() {
    let here = FileManager.default.currentDirectoryPath
    #expect(OutputPlace.stream.path(to: here) == ".")
    #expect(OutputPlace.stream.path(to: here + "/..") == "..")
    #expect(OutputPlace.stream.path(to: here + "/Sources") == "Sources")
  }

  private func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

extension RunningCommand {
  fileprivate func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: path),
      withIntermediateDirectories: true
    )
  }
}
