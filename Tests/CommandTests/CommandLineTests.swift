import Foundation
import Testing

/// Streams and exit codes, as a shell sees them.
struct CommandLineTests {
  static let sound = """
    app shop
    service web {
      image = "nginx:1.28-alpine"
      ports { http = 80 }
    }

    """
  static let broken = """
    app shop
    service web {
      imag = "nginx:1.28-alpine"
    }

    """

  // MARK: - build

  @Test func buildWritesAFolderAndSaysSoOnStandardError() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    let result = try command.run("build", "spec.mp", "-t", "compose", "-o", "out")
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(result.errors == "out: 2 files written\n")
    #expect(try command.text("out/compose/compose.yaml").contains("nginx:1.28-alpine"))
    let again = try command.run("build", "spec.mp", "-t", "compose", "-o", "out")
    #expect(again.errors == "out: nothing to do, 2 files are current\n")
    #expect(try command.run("build", "-q", "spec.mp", "-o", "out").errors == "")
  }

  @Test func buildWritesNothingWhereThereIsAnError() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.broken)
    let result = try command.run("build", "spec.mp", "-o", "out")
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("error[E0209]: `service` has no `imag`\n  ┌─ spec.mp:3:3\n"))
    #expect(!command.exists("out"))
  }

  @Test func anErrorLeavesAnEarlierOutputAsItIs() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    _ = try command.run("build", "spec.mp", "-o", "out")
    let before = try command.text("out/compose/compose.yaml")
    try command.write(Self.broken)
    #expect(try command.run("build", "spec.mp", "-o", "out").status == 1)
    #expect(try command.text("out/compose/compose.yaml") == before)
  }

  @Test func buildWritesOneDocumentToStandardOutput() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    let stream = try command.run("build", "spec.mp", "-t", "compose", "-o", "-")
    #expect(stream.status == 0)
    #expect(stream.errors == "")
    _ = try command.run("build", "spec.mp", "-o", "out")
    #expect(stream.output == (try command.text("out/compose/compose.yaml")))
    #expect(try command.run("build", "spec.mp", "-o", "-").status == 64)
    let script = try command.run("build", "spec.mp", "-t", "shell", "-o", "-")
    #expect(script.status == 0)
    #expect(script.errors == "")
    #expect(script.output == (try command.text("out/shell/run.sh")))
  }

  @Test func manifestsAreOneStreamOfTheSameDocuments() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    // A file that is mounted is a document of its own there, and not a file beside.
    try command.write(
      Self.sound.replacing("ports", with: "file \"/x\" { content = \"y\" }\n  ports")
    )
    let stream = try command.run("build", "spec.mp", "-t", "kubernetes", "-o", "-")
    #expect(stream.status == 0)
    #expect(stream.errors == "")
    #expect(try command.run("build", "spec.mp", "-t", "kubernetes", "-o", "out").status == 0)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: command.folder.appending(path: "out/kubernetes").path
    )
    #expect(names.count > 1)
    let texts = try names.sorted().map { try command.text("out/kubernetes/" + $0) }
    #expect(stream.output == texts.joined(separator: "---\n"))
  }

  @Test func aDocumentWithFilesBesideItNeedsAFolder() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(
      Self.sound.replacing("ports", with: "file \"/x\" { content = \"y\" }\n  ports")
    )
    for target in ["compose", "shell"] {
      let result = try command.run("build", "spec.mp", "-t", target, "-o", "-")
      #expect(result.status == 73)
      #expect(result.output == "")
      #expect(result.errors.contains("is 2 files that stand beside each other"))
      #expect(result.errors.contains("write a folder"))
    }
  }

  @Test func aFolderOfOthersIsRefused() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    let result = try command.run("build", "spec.mp", "-o", ".")
    #expect(result.status == 73)
    #expect(result.errors.contains("was not written by mpc"))
    #expect(!command.exists("compose"))
  }

  @Test func foreignFilesStayAndEditedOnesAreNamed() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    _ = try command.run("build", "spec.mp", "-o", "out")
    try command.write("DB=1\n", to: "out/compose/.env")
    try command.write("mine\n", to: "out/compose/compose.yaml")
    let refused = try command.run("build", "spec.mp", "-o", "out")
    #expect(refused.status == 73)
    #expect(refused.errors.contains("compose/compose.yaml was changed by hand"))
    #expect(try command.text("out/compose/compose.yaml") == "mine\n")
    #expect(try command.run("build", "spec.mp", "-o", "out", "--force").status == 0)
    #expect(try command.text("out/compose/.env") == "DB=1\n")
  }

  @Test func theSpecMayComeFromStandardInput() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let result = try command.run("build", "-", "-t", "compose", "-o", "-", input: Self.sound)
    #expect(result.status == 0)
    #expect(result.output.contains("name: shop"))
    let refused = try command.run("check", "-", input: Self.broken)
    #expect(refused.errors.contains("<stdin>:3:3"))
  }

  @Test func whereTheCommandRunsMakesNoDifference() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    let here = try command.run("build", "spec.mp", "-t", "compose", "-o", "-")
    let there = try command.run(
      "build",
      command.folder.appending(path: "spec.mp").path,
      "-t",
      "compose",
      "-o",
      "-"
    )
    #expect(here.output == there.output)
    var elsewhere = command
    elsewhere.environment = [
      "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "HOME": "/nowhere", "LANG": "ja_JP",
    ]
    #expect(
      try elsewhere.run("build", "spec.mp", "-t", "compose", "-o", "-").output == here.output
    )
  }

  // MARK: - Files that a spec names

  @Test func filesBesideTheSpecAreMounted() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("hello\n", to: "motd")
    try command.write(
      Self.sound.replacing("ports", with: "file \"/motd\" { source = \"motd\" }\n  ports")
    )
    let path = command.folder.appending(path: "spec.mp").path
    #expect(try command.run("build", path, "-o", "out").status == 0)
    let files = try FileManager.default.contentsOfDirectory(
      atPath: command.folder.appending(path: "out/compose/files").path
    )
    #expect(files.count == 1)
    #expect(try command.text("out/compose/files/\(files[0])") == "hello\n")
  }

  @Test(arguments: ["/etc/passwd", "../outside", "link"])
  func filesOutsideOfTheRootAreNotRead(_ path: String) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try FileManager.default.createSymbolicLink(
      atPath: command.folder.appending(path: "link").path,
      withDestinationPath: "/etc/passwd"
    )
    try command.write(
      Self.sound.replacing("ports", with: "file \"/x\" { source = \"\(path)\" }\n  ports")
    )
    let result = try command.run("build", "spec.mp", "-o", "out")
    #expect(result.status == 1)
    #expect(result.errors.contains("error[E0405]"))
    #expect(result.errors.contains("outside of the project"))
    #expect(!command.exists("out"))
  }

  // MARK: - check

  @Test func checkWritesJSONToStandardOutput() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.broken)
    let human = try command.run("check", "spec.mp")
    #expect(human.status == 1)
    #expect(human.output == "")
    #expect(human.errors.contains("error[E0209]"))
    let json = try command.run("check", "--format", "json", "spec.mp")
    #expect(json.status == 1)
    #expect(json.errors == "")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["code"] as? String == "E0209")
    let terse = try command.run("check", "--format", "terse", "spec.mp")
    #expect(terse.errors.hasPrefix("spec.mp:3:3: error[E0209]: "))
  }

  /// One document, whatever is found in however many specs, and on the stream that was asked for.
  @Test func checkWritesOneSARIFDocument() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound, to: "sound.mp")
    try command.write(Self.broken, to: "broken.mp")
    func results(_ arguments: String...) throws -> [[String: Any]] {
      let result = try command.run(["check", "--format", "sarif"] + arguments)
      #expect(result.errors == "")
      let log = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      #expect(log?["version"] as? String == "2.1.0")
      let runs = try #require(log?["runs"] as? [[String: Any]])
      #expect(runs.count == 1)
      return try #require(runs[0]["results"] as? [[String: Any]])
    }
    #expect(try results("sound.mp").isEmpty)
    let found = try results("sound.mp", "broken.mp", "./missing.mp", "sound.mp")
    #expect(found.map { $0["ruleId"] as? String } == ["E0209", "E0001"])
  }

  @Test func checkWritesCommandsForGitHub() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.broken)
    let result = try command.run("check", "--format", "github", "./spec.mp")
    #expect(result.status == 1)
    #expect(result.errors == "")
    #expect(
      result.output.hasPrefix(
        "::error file=spec.mp,line=3,endLine=3,col=3,endColumn=7,title=E0209::`service` has no"
      )
    )
  }

  /// What a program reads is findings only.
  @Test func buildKeepsToTheFormat() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    #expect(try command.run("build", "spec.mp", "-o", "out", "--format", "json").errors == "")
    let sarif = try command.run("build", "spec.mp", "-o", "out", "--format", "sarif")
    #expect(sarif.status == 0)
    #expect(sarif.output == "")
    _ = try JSONSerialization.jsonObject(with: Data(sarif.errors.utf8))
  }

  // MARK: - The rest

  @Test func whatIsNoUseIsRefusedWith64() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    #expect(try command.run("build").status == 64)
    #expect(try command.run("frobnicate").status == 64)
    #expect(try command.run("build", "spec.mp", "-o", "").status == 64)
    #expect(try command.run("build", "spec.mp", "-o", "out", "-t", "swarm").status == 64)
    #expect(try command.run("--help").status == 0)
    #expect(try command.run("build", "--help").output.contains("Exit codes: 0 fine, 1"))
  }

  @Test(arguments: ["tokens", "syntax", "program", "ir"])
  func everyStageCanBeDumped(_ stage: String) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    let result = try command.run("dump", stage, "spec.mp")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.output.contains("nginx:1.28-alpine"))
    try command.write(Self.broken)
    #expect(try command.run("dump", stage, "spec.mp").status == 1)
  }

  @Test func coloursAreForTerminalsAndWhoAsksForThem() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.broken)
    #expect(!(try command.run("check", "spec.mp").errors.contains("\u{1B}")))
    #expect(try command.run("check", "spec.mp", "--color", "always").errors.contains("\u{1B}["))
  }
}
