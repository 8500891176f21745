import Foundation
import Testing

/// What has no place in a spec.
extension CommandLineTests {
  @Test func aRootThatIsNoneIsSaidOnce() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("hello\n", to: "motd")
    try command.write(
      Self.sound.replacing("ports", with: "file \"/x\" { source = \"motd\" }\n  ports")
    )
    let missing = try command.run("build", "spec.mp", "-o", "out", "--root", "nope")
    #expect(missing.status == 66)
    #expect(missing.errors == "error: --root nope: there is no such folder\n")
    try command.write("x", to: "file")
    #expect(try command.run("check", "spec.mp", "--root", "file").status == 66)
    _ = try command.run(through: "mkdir sub")
    let outside = try command.run("check", "spec.mp", "--root", "sub")
    #expect(outside.status == 66)
    #expect(outside.errors.hasPrefix("error: spec.mp is outside of --root sub\n"))
    #expect(try command.run("check", "spec.mp", "--root", ".").status == 0)
    let json = try command.run("check", "spec.mp", "--root", "nope", "--format", "json")
    #expect(json.errors == "")
    #expect(json.output.hasPrefix("{\"severity\":\"error\",\"message\":\"--root nope: "))
  }

  @Test func aLinkToNowhereIsNoFolder() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    _ = try command.run(through: "ln -s gone out")
    let result = try command.run("build", "spec.mp", "-o", "out")
    #expect(result.status == 73)
    #expect(
      result.errors == """
        error: out is a link to a folder that does not exist
          = help: make that folder, or remove the link

        """
    )
    #expect(!command.exists("gone"))
  }

  @Test func problemsOfTheFolderAreInTheFormatThatWasAskedFor() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    _ = try command.run("build", "spec.mp", "-o", "out")
    try command.write("mine\n", to: "out/compose/compose.yaml")
    try command.write("mine\n", to: "out/compose/.gitignore")
    let json = try command.run("build", "spec.mp", "-o", "out", "--format", "json")
    #expect(json.status == 73)
    let object = try JSONSerialization.jsonObject(with: Data(json.errors.utf8)) as? [String: Any]
    #expect(object?["severity"] as? String == "error")
    #expect(object?["message"] as? String == "nothing was written, since 2 files cannot be")
    #expect(
      object?["notes"] as? [String] == [
        "compose/.gitignore was changed by hand", "compose/compose.yaml was changed by hand",
      ]
    )
    #expect((object?["help"] as? [String])?.count == 1)
    let forced = try command.run(
      "build",
      "spec.mp",
      "-o",
      "out",
      "--force",
      "--format",
      "json"
    )
    #expect(forced.status == 0)
    #expect(forced.errors == "")
    try command.write("mine\n", to: "out/compose/compose.yaml")
    try command.write("mine\n", to: "out/compose/.gitignore")
    let terse = try command.run("build", "spec.mp", "-o", "out", "--format", "terse")
    #expect(
      terse.errors == """
        error: nothing was written, since 2 files cannot be: compose/.gitignore was changed by hand; \
        compose/compose.yaml was changed by hand

        """
    )
  }

  @Test func aSystemWithoutServicesIsNotBuilt() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("app x\n")
    let result = try command.run("build", "spec.mp", "-o", "out")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("error[E0413]: this system has no service"))
    #expect(!command.exists("out"))
    // What `check` passes, `build` builds.
    #expect(try command.run("check", "spec.mp").status == 1)
    try command.write("let x = 1\n")
    #expect(try command.run("check", "spec.mp").status == 0)
  }

  /// There is no line to be shown of a file that is not there.
  @Test func aMissingSpecIsOneSentence() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let result = try command.run("build", "nowhere.mp", "-o", "out")
    #expect(result.status == 66)
    #expect(
      result.errors
        == "error[E0001]: cannot read the spec: there is no such file\n  ┌─ nowhere.mp\n"
    )
  }

  @Test func aStageAsJSONIsOneDocument() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound)
    for stage in ["tokens", "syntax", "program", "ir"] {
      let result = try command.run("dump", stage, "spec.mp", "--format", "json")
      #expect(result.status == 0 && result.errors == "")
      let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      #expect((document as? [String: Any])?[stage] != nil)
    }
    try command.write(Self.broken)
    let result = try command.run("dump", "ir", "spec.mp", "--format", "json")
    #expect(result.status == 1 && result.output == "" && result.errors.hasPrefix("{\"code\":"))
  }
}
