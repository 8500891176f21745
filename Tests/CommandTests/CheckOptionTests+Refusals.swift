import Foundation
import Testing

/// What `--check` cannot compare, and what it does not go with.
extension CheckOptionTests {
  // MARK: - 2: it cannot be compared

  @Test func aSpecWithErrorsCannotBeCompared() throws {
    let command = try built()
    defer { command.remove() }
    for (text, code) in [
      (Self.spec.replacing("image", with: "imag"), "E0209"), ("app shop\n", "E0413"),
      (String(repeating: " ", count: 5 << 20), "E0006"),
    ] {
      try command.write(text)
      let result = try check(command)
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(result.errors.contains("error[\(code)]"))
    }
    try command.delete("spec.mp")
    #expect(try check(command).status == 66)
  }

  @Test func aFolderThatIsNotThereIsNotMade() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.spec)
    let result = try check(command)
    #expect(result.status == 2)
    #expect(
      result.errors == """
        error: out cannot be compared: there is no such folder
          = help: write it: mpc build spec.mp -t compose -o out

        """
    )
    #expect(!command.exists("out"))
  }

  @Test func aFolderOfOthersOrAFileCannotBeCompared() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.spec)
    let folder = try command.run("build", "spec.mp", "-o", ".", "--check")
    #expect(folder.status == 2)
    #expect(folder.errors.contains("mpc has not written it"))
    let file = try command.run("build", "spec.mp", "-o", "spec.mp", "--check")
    #expect(file.status == 2)
    #expect(file.errors.contains("spec.mp is no folder"))
    #expect(!command.exists(".mpc"))
  }

  @Test func damagedRecordsCannotBeCompared() throws {
    let command = try built()
    defer { command.remove() }
    try command.write("{", to: "out/.mpc/manifest.json")
    let result = try check(command)
    #expect(result.status == 2)
    #expect(result.errors.contains("out/.mpc/manifest.json cannot be understood"))
  }

  /// A build is killed again and again until one leaves its plan behind.
  @Test func anUnfinishedFolderCannotBeCompared() throws {
    let command = try built()
    defer { command.remove() }
    let services = (0..<100).map {
      "service s\($0) {\n  image = \"x\"\n  file \"/f\" { content = \"VERSION\($0)\" }\n}\n"
    }
    var isUnfinished = false
    for attempt in 0..<200 where !isUnfinished {
      try command.write(
        Self.spec + services.joined().replacing("VERSION", with: "\(attempt) ")
      )
      let delay = String(format: "%.3f", 0.01 + Double(attempt % 60) * 0.003)
      _ = try command.run(
        through:
          "\"$0\" build spec.mp -t compose -o out -q & sleep \(delay); kill -9 $!; wait; exit 0"
      )
      isUnfinished = command.exists("out/.mpc/pending")
    }
    try #require(isUnfinished, "no build was killed in the middle")
    let result = try check(command)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors == """
        error: out cannot be compared: a build of it was interrupted, or is at work
          = help: finish it: mpc build spec.mp -o out

        """
    )
    #expect(try command.run("build", "spec.mp", "-t", "compose", "-o", "out").status == 0)
    #expect(try check(command).status == 0)
  }

  // MARK: - 64: usage

  @Test func whatMakesNoSenseWithCheckIsRefused() throws {
    let command = try built()
    defer { command.remove() }
    let force = try command.run(
      "build",
      "spec.mp",
      "-t",
      "compose",
      "-o",
      "out",
      "--check",
      "--force"
    )
    #expect(force.status == 64)
    #expect(force.errors.contains("nothing to --force"))
    let stream = try command.run("build", "spec.mp", "-o", "-", "--check")
    #expect(stream.status == 64)
    #expect(stream.errors.contains("--check compares a folder"))
    let help = try command.run("build", "--help").output.replacing("\n", with: " ")
    for words in ["0 the folder is as", "1 it differs", "2 it cannot be compared"] {
      #expect(help.contains(words))
    }
  }
}
