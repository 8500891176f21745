import Foundation
import Testing

/// `mpc fmt`, as a shell sees it.
struct FormatCommandTests {
  static let canonical = """
    app shop

    service web {
      image = "nginx:1.28"
      ports { http = 80 }
    }

    """
  static let untidy = """
    app shop

    service web {
        image = "nginx:1.28"
      ports {http=80}
    }

    """
  static let broken = "app shop\nservice web {\n  image =\n}\n"

  private func withCommand(_ body: (RunningCommand) throws -> Void) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try body(command)
  }

  private func attributes(_ path: String, _ command: RunningCommand) throws
    -> [FileAttributeKey: Any]
  {
    try FileManager.default.attributesOfItem(atPath: command.folder.appending(path: path).path)
  }

  // MARK: - Files

  @Test func aFileIsRewrittenAndNamed() throws {
    try withCommand { command in
      try command.write(Self.untidy, to: "a.mp")
      try command.write(Self.canonical, to: "b.mp")
      let result = try command.run("fmt", "a.mp", "b.mp")
      #expect(result.status == 0)
      #expect(result.output == "")
      #expect(result.errors == "a.mp: formatted\n")
      #expect(try command.text("a.mp") == Self.canonical)
      let again = try command.run("fmt", "a.mp", "b.mp")
      #expect(again.errors == "")
      try command.write(Self.untidy, to: "a.mp")
      #expect(try command.run("fmt", "-q", "a.mp").errors == "")
      #expect(try command.text("a.mp") == Self.canonical)
    }
  }

  @Test func aFileThatIsCanonicalIsNotTouched() throws {
    try withCommand { command in
      try command.write(Self.canonical)
      let before = try attributes("spec.mp", command)[.systemFileNumber] as? Int
      #expect(try command.run("fmt", "spec.mp").status == 0)
      #expect(try attributes("spec.mp", command)[.systemFileNumber] as? Int == before)
    }
  }

  @Test func permissionsStayAndNothingIsLeftBehind() throws {
    try withCommand { command in
      try command.write(Self.untidy)
      let path = command.folder.appending(path: "spec.mp").path
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      #expect(try command.run("fmt", "spec.mp").status == 0)
      #expect(try attributes("spec.mp", command)[.posixPermissions] as? Int == 0o640)
      #expect(try FileManager.default.contentsOfDirectory(atPath: command.folder.path).count == 1)
    }
  }

  @Test func aLinkGoesOnPointingToItsFile() throws {
    try withCommand { command in
      try FileManager.default.createDirectory(
        at: command.folder.appending(path: "real"),
        withIntermediateDirectories: true
      )
      try command.write(Self.untidy, to: "real/spec.mp")
      let link = command.folder.appending(path: "link.mp").path
      try FileManager.default.createSymbolicLink(
        atPath: link,
        withDestinationPath: "real/spec.mp"
      )
      #expect(try command.run("fmt", "link.mp").status == 0)
      #expect(try command.text("real/spec.mp") == Self.canonical)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/spec.mp"
      )
    }
  }

  @Test func syntaxErrorsLeaveAFileAsItIs() throws {
    try withCommand { command in
      try command.write(Self.broken, to: "a.mp")
      try command.write(Self.untidy, to: "b.mp")
      let result = try command.run("fmt", "a.mp", "b.mp")
      #expect(result.status == 1)
      #expect(result.errors.contains("a.mp:3:10"))
      #expect(try command.text("a.mp") == Self.broken)
      #expect(try command.text("b.mp") == Self.canonical)
    }
  }

  @Test func onlyTheSyntaxMatters() throws {
    try withCommand { command in
      try command.write("service web{imag=nothing}\n")
      #expect(try command.run("fmt", "spec.mp").status == 0)
      #expect(try command.text("spec.mp") == "service web { imag = nothing }\n")
    }
  }

  // MARK: - Showing only

  @Test func checkListsAndWritesNothing() throws {
    try withCommand { command in
      try command.write(Self.untidy, to: "a.mp")
      try command.write(Self.canonical, to: "b.mp")
      let result = try command.run("fmt", "--check", "b.mp", "a.mp")
      #expect(result.status == 1)
      #expect(result.output == "a.mp\n")
      #expect(result.errors == "")
      #expect(try command.text("a.mp") == Self.untidy)
      #expect(try command.run("fmt", "--check", "b.mp").status == 0)
    }
  }

  @Test func diffShowsAndWritesNothing() throws {
    try withCommand { command in
      try command.write(Self.untidy, to: "a.mp")
      let result = try command.run("fmt", "--diff", "a.mp")
      #expect(result.status == 1)
      #expect(
        result.output == """
          --- a.mp
          +++ a.mp
          @@ -1,6 +1,6 @@
           app shop
          \(" ")
           service web {
          -    image = "nginx:1.28"
          -  ports {http=80}
          +  image = "nginx:1.28"
          +  ports { http = 80 }
           }

          """
      )
      #expect(try command.text("a.mp") == Self.untidy)
      try command.write(Self.canonical, to: "a.mp")
      #expect(try command.run("fmt", "--diff", "a.mp").status == 0)
      #expect(try command.run("fmt", "--diff", "--check", "a.mp").status == 64)
    }
  }

  @Test func aDiffCanBeApplied() throws {
    try withCommand { command in
      let long = "let x=\"\(String(repeating: "x", count: 1000))\"\n"
      try command.write(Self.untidy + long)
      let result = try command.run(
        through:
          "\"$0\" fmt --diff spec.mp >changes; patch -s <changes && \"$0\" fmt --check spec.mp"
      )
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  @Test func theStandardInputGoesToTheStandardOutput() throws {
    try withCommand { command in
      let result = try command.run("fmt", "-", input: Self.untidy)
      #expect(result.status == 0)
      #expect(result.output == Self.canonical)
      #expect(result.errors == "")
      #expect(try command.run("fmt", "-", input: Self.canonical).output == Self.canonical)
      let refused = try command.run("fmt", "-", input: Self.broken)
      #expect(refused.status == 1)
      #expect(refused.output == "")
      #expect(refused.errors.contains("<stdin>:3:10"))
      let listed = try command.run("fmt", "--check", "-", input: Self.untidy)
      #expect(listed.status == 1)
      #expect(listed.output == "<stdin>\n")
    }
  }

  // MARK: - Folders and failures

  @Test func aFolderIsFormattedWithItsFolders() throws {
    try withCommand { command in
      for folder in ["specs/inner", "specs/.hidden", "elsewhere"] {
        try FileManager.default.createDirectory(
          at: command.folder.appending(path: folder),
          withIntermediateDirectories: true
        )
      }
      let untouched = ["specs/.hidden/a.mp", "specs/.b.mp", "specs/c.txt", "elsewhere/d.mp"]
      for file in ["specs/a.mp", "specs/inner/b.mp"] + untouched {
        try command.write(Self.untidy, to: file)
      }
      for (name, target) in [("folder", "../elsewhere"), ("d.mp", "../elsewhere/d.mp")] {
        try FileManager.default.createSymbolicLink(
          atPath: command.folder.appending(path: "specs/\(name)").path,
          withDestinationPath: target
        )
      }
      #expect(
        try command.run("fmt", "--check", "specs").output == "specs/a.mp\nspecs/inner/b.mp\n"
      )
      let result = try command.run("fmt", "specs/")
      #expect(result.status == 0)
      #expect(result.errors == "specs/a.mp: formatted\nspecs/inner/b.mp: formatted\n")
      for file in untouched { #expect(try command.text(file) == Self.untidy) }
    }
  }

  @Test func whatIsMissingIsNamedAndTheRestIsFormatted() throws {
    try withCommand { command in
      try command.write(Self.untidy, to: "a.mp")
      try command.write(Self.broken, to: "b.mp")
      let result = try command.run("fmt", "missing.mp", "b.mp", "a.mp")
      #expect(result.status == 66)
      #expect(result.errors.contains("there is no such file"))
      #expect(try command.text("a.mp") == Self.canonical)
      #expect(try command.run("fmt").status == 64)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsSaid() throws {
    // The system lets root write everywhere.
    guard getuid() != 0 else { return }
    try withCommand { command in
      try command.write(Self.untidy)
      let path = command.folder.path
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
      let result = try command.run("fmt", "spec.mp")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      #expect(result.status == 73)
      #expect(result.errors.contains("cannot write spec.mp: Permission denied"))
      #expect(try command.text("spec.mp") == Self.untidy)
    }
  }
}
