import Foundation
import Testing

/// `mpc build --check`: what a build would change, and that it changes nothing.
struct CheckOptionTests {
  static let spec = """
    app shop
    service web {
      image = "nginx:1.28-alpine"
      ports { http = 80 }
      file "/motd" { content = "hello\\n" }
    }

    """

  /// A folder that was built from the spec, for one platform: what others write is not the point.
  func built() throws -> RunningCommand {
    let command = try RunningCommand()
    try command.write(Self.spec)
    #expect(try command.run("build", "spec.mp", "-t", "compose", "-o", "out").status == 0)
    return command
  }

  func check(_ command: RunningCommand) throws -> RunningCommand.Result {
    let before = try command.snapshot()
    let result = try command.run("build", "spec.mp", "-t", "compose", "-o", "out", "--check")
    #expect(try command.snapshot() == before, "--check has written something")
    return result
  }

  func onlyFile(_ command: RunningCommand) throws -> String {
    let folder = command.folder.appending(path: "out/compose/files").path
    return "out/compose/files/"
      + (try #require(FileManager.default.contentsOfDirectory(atPath: folder).first))
  }

  // MARK: - 0: the same

  @Test func theSameIsZeroWithoutALock() throws {
    let command = try built()
    defer { command.remove() }
    try command.delete("out/.mpc/lock")
    let result = try check(command)
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(result.errors == "out: nothing to do, 3 files are current\n")
    #expect(
      try command.run("build", "spec.mp", "-t", "compose", "-o", "out", "--check", "-q").errors
        == ""
    )
  }

  @Test func whatOthersPutThereDoesNotCount() throws {
    let command = try built()
    defer { command.remove() }
    try command.write("DB=1\n", to: "out/compose/.env")
    #expect(try check(command).status == 0)
  }

  @Test func aFolderThatCannotBeWrittenIsCompared() throws {
    let command = try built()
    defer { command.remove() }
    let result = try command.run(
      through:
        "chmod -R a-w out; \"$0\" build spec.mp -t compose -o out --check; s=$?; chmod -R u+w out; exit $s"
    )
    #expect(result.status == 0)
  }

  // MARK: - 1: it differs

  @Test func aChangedSpecIsADiffFromTheFolderToTheSpec() throws {
    let command = try built()
    defer { command.remove() }
    try command.write(Self.spec.replacing("1.28", with: "1.29"))
    let result = try check(command)
    #expect(result.status == 1)
    #expect(result.errors == "out: 1 file differs: mpc build spec.mp -t compose -o out\n")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(3) == [
        "out/compose/compose.yaml: changed",
        "--- out/compose/compose.yaml",
        "+++ out/compose/compose.yaml\tas spec.mp says",
      ]
    )
    #expect(lines[3].hasPrefix("@@ -"))
    #expect(lines.contains("-    image: nginx:1.28-alpine"))
    #expect(lines.contains("+    image: nginx:1.29-alpine"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(try command.run("build", "spec.mp", "-t", "compose", "-o", "out").status == 0)
    #expect(try check(command).status == 0)
  }

  @Test func addedAndRemovedFilesAreSaidAndShown() throws {
    let command = try built()
    defer { command.remove() }
    let old = try onlyFile(command)
    try command.write(Self.spec.replacing("hello", with: "goodbye"))
    let result = try check(command)
    #expect(result.status == 1)
    #expect(result.output.contains("\(old): removed\n--- \(old)\n+++ /dev/null\n"))
    #expect(result.output.contains("\n-hello\n"))
    let added = #/(out/compose/files/\S+): added\n--- /dev/null\n\+\+\+ \S+\tas spec.mp says\n/#
    #expect(result.output.contains(added))
    #expect(result.output.contains("\n+goodbye\n"))
  }

  @Test func anEditByHandIsNamed() throws {
    let command = try built()
    defer { command.remove() }
    let file = try onlyFile(command)
    try command.write("by hand\n", to: file)
    let result = try check(command)
    #expect(result.status == 1)
    #expect(
      result.output == """
        \(file): edited by hand
        --- \(file)
        +++ \(file)\tas spec.mp says
        @@ -1 +1 @@
        -by hand
        +hello

        """
    )
    #expect(
      result.errors
        == "out: 1 file differs (1 edited by hand): mpc build spec.mp -t compose -o out\n"
    )
    try command.write(Self.spec.replacing("file \"/motd\" { content = \"hello\\n\" }", with: ""))
    #expect(try check(command).output.contains("\(file): edited by hand, and wanted no more\n"))
  }

  @Test func whatIsInTheWayIsSaid() throws {
    let command = try built()
    defer { command.remove() }
    let file = try onlyFile(command)
    try command.delete(file)
    try FileManager.default.createDirectory(
      at: command.folder.appending(path: file),
      withIntermediateDirectories: true
    )
    let folder = try check(command)
    #expect(folder.status == 1)
    #expect(folder.output.hasPrefix("\(file): in the way, no regular file\n--- /dev/null\n"))
    try command.delete("out/compose/files")
    try FileManager.default.createSymbolicLink(
      atPath: command.folder.appending(path: "out/compose/files").path,
      withDestinationPath: "/tmp"
    )
    let link = try check(command)
    #expect(link.output.hasPrefix("\(file): cannot be added, out/compose/files is no folder\n"))
    #expect(link.errors.contains("(1 where others are in the way)"))
  }

  @Test func aFileThatMpcDidNotWriteIsSaid() throws {
    let command = try built()
    defer { command.remove() }
    try command.write(Self.spec.replacing("hello", with: "goodbye"))
    let diff = try check(command).output
    let added = try #require(diff.firstMatch(of: #/(\S+): added/#)).1
    try command.write("mine\n", to: String(added))
    #expect(try check(command).output.contains("\(added): in the way, not mpc's\n"))
    try command.write("goodbye\n", to: String(added))
    #expect(
      try check(command).output.contains("\(added): not mpc's, though the contents are the same\n")
    )
  }

  @Test func aFileThatMayBeRunIsADifference() throws {
    let command = try built()
    defer { command.remove() }
    let file = try onlyFile(command)
    #expect(chmod(command.folder.appending(path: file).path, 0o755) == 0)
    #expect(try check(command).output == "\(file): changed, mode 0755 becomes 0644\n")
  }

  @Test func whatIsNoTextOrTooLongIsMeasured() throws {
    let command = try built()
    defer { command.remove() }
    let file = try onlyFile(command)
    try command.write([0, 1, 2], to: file)
    #expect(
      try check(command).output == "\(file): edited by hand, binary, 3 bytes become 6 bytes\n"
    )
    try command.write(Array(repeating: UInt8(ascii: "a"), count: 5 << 20), to: file)
    #expect(
      try check(command).output
        == "\(file): edited by hand, too large to show, 5242880 bytes become 6 bytes\n"
    )
    let sparse = try FileHandle(forWritingTo: command.folder.appending(path: file))
    try sparse.truncate(atOffset: 65 << 20)
    let huge = try command.run("build", "spec.mp", "-t", "compose", "-o", "out", "--check")
    #expect(huge.output == "\(file): edited by hand, too large to show, 6 bytes\n")
    // A terminal would obey this.
    try command.write("\u{1B}[2J\n", to: file)
    #expect(try check(command).output.contains("-\\u{1B}[2J\n"))
  }

  // MARK: - Several platforms

  @Test func onePlatformIsComparedByItself() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.spec)
    #expect(try command.run("build", "spec.mp", "-o", "out").status == 0)
    let name = "out/kubernetes/00-namespace.yaml"
    try command.write(try command.text(name) + "# by hand\n", to: name)
    #expect(
      try command.run("build", "spec.mp", "-o", "out", "--check", "-t", "compose").status == 0
    )
    for words in [[], ["-t", "kubernetes"]] {
      let result = try command.run(["build", "spec.mp", "-o", "out", "--check"] + words)
      #expect(result.status == 1)
      #expect(result.output.hasPrefix("\(name): edited by hand\n"))
      let options = words.map { $0 + " " }.joined()
      #expect(result.errors.hasSuffix("by hand): mpc build spec.mp \(options)-o out\n"))
    }
    // A build blocks where that platform is written, and only there.
    try command.write(Self.spec.replacing("1.28", with: "1.29"))
    #expect(try command.run("build", "spec.mp", "-o", "out", "-t", "compose").status == 0)
    #expect(try command.run("build", "spec.mp", "-o", "out", "-t", "kubernetes").status == 73)
    #expect(try command.run("build", "spec.mp", "-o", "out").status == 73)
    #expect(
      try command.run("build", "spec.mp", "-o", "out", "--check", "-t", "compose").status == 0
    )
    #expect(try command.run("build", "spec.mp", "-o", "out", "--force").status == 0)
    let result = try command.run("build", "spec.mp", "-o", "out", "--check")
    #expect(result.status == 0)
  }

  /// Of a folder that was built for one platform, another is missing.
  @Test func aPlatformThatWasNeverWrittenIsADifference() throws {
    let command = try built()
    defer { command.remove() }
    let result = try command.run("build", "spec.mp", "-o", "out", "--check")
    #expect(result.status == 1)
    #expect(result.output.contains("out/kubernetes/00-namespace.yaml: added\n"))
    #expect(!result.output.contains("out/compose/"))
  }

  // MARK: - What to run, and where it goes

  @Test func theCommandToRunCanBePasted() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.spec, to: "it's.mp")
    #expect(try command.run("build", "it's.mp", "-t", "compose", "-o", "my out").status == 0)
    try command.write(Self.spec.replacing("1.28", with: "1.29"), to: "it's.mp")
    let result = try command.run(
      "build",
      "it's.mp",
      "-t",
      "compose",
      "-o",
      "my out",
      "--check",
      "--root",
      "."
    )
    let line = try #require(result.errors.split(separator: "\n").last)
    let words = try #require(line.firstMatch(of: #/: (mpc build .*)$/#)).1
    #expect(words == #"mpc build 'it'\''s.mp' --root . -t compose -o 'my out'"#)
    #expect(try command.run(through: "mpc() { \"$0\" \"$@\"; }; \(words)").status == 0)
    #expect(
      try command.run("build", "it's.mp", "-t", "compose", "-o", "my out", "--check").status == 0
    )
  }

  @Test func theCommandToRunHasTheParams() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(
      "param tag: string = \"1.28\"\n" + Self.spec.replacing("1.28-alpine", with: "\\(tag)")
    )
    #expect(try command.run("build", "spec.mp", "-t", "compose", "-o", "out").status == 0)
    let result = try command.run(
      "build",
      "spec.mp",
      "--set",
      "tag=my_tag",
      "-t",
      "compose",
      "-o",
      "out",
      "--check"
    )
    #expect(result.status == 1, "\(result.errors)")
    #expect(
      result.errors.hasSuffix(": mpc build spec.mp --set tag=my_tag -t compose -o out\n"),
      "\(result.errors)"
    )
  }

  @Test func aDiffThatCannotBeDeliveredIsNoResult() throws {
    let command = try built()
    defer { command.remove() }
    try command.write(Self.spec.replacing("1.28", with: "1.29"))
    let line = "\"$0\" build spec.mp -t compose -o out --check > /dev/full"
    #expect(try command.run(through: line).status == 74)
  }
}
