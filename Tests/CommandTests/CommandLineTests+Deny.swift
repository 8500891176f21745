import Foundation
import Testing

/// `--deny`: what counts as an error.
extension CommandLineTests {
  static let lossy = sound.replacing("ports", with: "user  = \"nobody\"\n  ports")

  @Test func checkTellsWhatTargetsCannotGive() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.lossy)
    let result = try command.run("check", "spec.mp", "--format", "terse")
    #expect(result.status == 0)
    #expect(result.errors.hasPrefix("spec.mp:4:"))
    #expect(result.errors.contains(": lossy[L0501]: "))
    try command.write(Self.lossy.replacing("app shop\n", with: ""), to: "part.mp")
    #expect(try command.run("check", "part.mp", "--format", "terse").errors == "")
  }

  @Test(arguments: [["--deny", "lossy"], ["--deny", "warnings", "--deny", "lossy:kubernetes"]])
  func whatIsDeniedIsAnError(_ denials: [String]) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.lossy)
    for arguments in [["check", "spec.mp"], ["build", "spec.mp", "-o", "out"]] {
      let result = try command.run(arguments + denials)
      #expect(result.status == 1)
      #expect(result.errors.hasPrefix("error[L0501]: on Kubernetes, "))
      #expect(result.errors.contains("  = note: it is an error because of `--deny lossy"))
    }
    #expect(!command.exists("out"))
  }

  @Test func whatIsNotDeniedIsNoError() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.lossy)
    for denial in ["warnings", "lossy:compose"] {
      #expect(try command.run("check", "spec.mp", "--deny", denial).status == 0)
    }
    let compose = try command.run(
      "build",
      "spec.mp",
      "-t",
      "compose",
      "-o",
      "out",
      "--deny",
      "lossy"
    )
    #expect(compose.status == 0)
    #expect(try command.run("check", "spec.mp", "--deny", "lossy:swarm").status == 64)
    #expect(try command.run("check", "spec.mp", "--deny", "notes").status == 64)
  }

  /// Each by itself, and what is wrong without it is said once.
  @Test func profilesThatAreNotChosenAreChecked() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let spec =
      Self.sound + """
        param url: string = "/"
        profile small { extend web { replicas = 0 } }
        profile fine { url = "/x" }
        profile broken { extend web { image = "A B" } }

        """
    try command.write(spec)
    let result = try command.run("check", "spec.mp", "--format", "terse")
    #expect(result.status == 1)
    let codes = result.errors.matches(of: /error\[(E[0-9]+)\]/).map { String($0.1) }
    #expect(codes == ["E0311", "E0403"], "\(result)")
    let human = try command.run("check", "spec.mp")
    #expect(human.errors.contains("  = note: only with `--profile broken`\n"))
    #expect(try command.run("build", "spec.mp", "-o", "out").status == 0)
    let chosen = try command.run("check", "spec.mp", "--profile", "fine", "--profile", "broken")
    #expect(chosen.errors.contains("E0403") && !chosen.errors.contains("--profile broken"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreWritten(_ shell: String) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let script = try command.run("--generate-completion-script", shell)
    #expect(script.status == 0)
    #expect(script.errors == "")
    for word in ["explain", "patterns", "scatter_gather", "warnings", "sarif"] {
      #expect(script.output.contains(word), "\(word)")
    }
  }

  @Test func checkTakesSeveralSpecsAndNeedsNoApp() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("service a { image = \"x\" }\n", to: "a.mp")
    try command.write(Self.broken, to: "b.mp")
    #expect(try command.run("check", "a.mp").status == 0)
    let both = try command.run("check", "a.mp", "b.mp")
    #expect(both.status == 1)
    #expect(both.errors.contains("b.mp:3:3"))
    #expect(try command.run("build", "a.mp", "-o", "out").errors.contains("error[E0402]"))
  }

  @Test func findingsThatCannotBeDeliveredAreNoSuccess() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("app x\nservice a { imag = \"x\" }\n", to: "a.mp")
    let full = try command.run(through: "exec \"$0\" check --format json a.mp > /dev/full")
    #expect(full.status == 74)
  }

  @Test func anEmptyFileIsNoSpecForAnyCommand() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("  \n\n")
    #expect(try command.run("check", "spec.mp").errors.contains("error[E0007]"))
    #expect(try command.run("build", "spec.mp", "-o", "out").status == 1)
  }

  @Test func theHeaderOfAStreamNamesTheStream() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let result = try command.run("build", "-", "-t", "compose", "-o", "-", input: Self.sound)
    #expect(result.output.contains("mpc build - -o DIR < SPEC"))
  }

  /// The first line of a file names a command that writes it again.
  @Test(arguments: ["spec.mp", "it's my spec.mp", "-x.mp", "$(touch oops).mp"])
  func theHeaderIsACommand(_ name: String) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.sound, to: name)
    #expect(try command.run("build", "./" + name, "-o", "out").status == 0)
    let text = try command.text("out/compose/compose.yaml")
    let line = try #require(text.firstMatch(of: #/mpc build .*/#)).0
    let again = try command.run(through: "mpc() { \"$0\" \"$@\"; }; \(line)")
    #expect(again.status == 0, "\(line): \(again.errors)")
    #expect(try command.text("DIR/compose/compose.yaml") == text)
    #expect(!command.exists("oops"))
  }

  @Test func aSpecFromStandardInputNamesFilesOfTheWorkingFolder() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("hello\n", to: "motd")
    let spec = Self.sound.replacing("ports", with: "file \"/motd\" { source = \"motd\" }\n  ports")
    let words = ["build", "-", "-t", "compose", "-o", "out"]
    #expect(try command.run(words, input: spec).status == 0)
    let current = try command.run(words + ["--check"], input: spec)
    #expect(current.status == 0)
    try command.write("goodbye\n", to: "motd")
    let changed = try command.run(words + ["--check"], input: spec)
    #expect(changed.status == 1)
    #expect(changed.output.contains("\tas the spec says\n"))
    #expect(changed.output.contains("\n+goodbye\n"))
    #expect(changed.errors == "out: 3 files differ: mpc build - -t compose -o out < SPEC\n")
    let broken = try command.run("build", "-", "-o", "out", "--check", input: Self.broken)
    #expect(broken.status == 2)
    #expect(broken.errors.contains("<stdin>:3:3"))
    // From elsewhere, with a root.
    try command.write(spec)
    let root = try command.run(
      through: "mkdir sub; cd sub; \"$0\" build - -o ../out --root .. < ../spec.mp"
    )
    #expect(root.status == 0, "\(root.errors)")
    let outside = Self.sound.replacing(
      "ports",
      with: "file \"/motd\" { source = \"../motd\" }\n  ports"
    )
    #expect(
      try command.run("build", "-", "-o", "out", input: outside).errors.contains("error[E0405]")
    )
  }
}
