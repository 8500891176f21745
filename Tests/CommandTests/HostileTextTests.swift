import Foundation
import Testing

/// What a spec, a file name or an argument says never steers the terminal, and is never invisible on
/// it.
struct HostileTextTests {
  /// By what terminals do, not by what the command looks for.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x115F, 0x1160, 0x180E, 0x200B...0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB,
      0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  private static func expectHarmless(_ result: RunningCommand.Result, _ hint: String) {
    for text in [result.output, result.errors] {
      let unsafe = text.unicodeScalars.filter(isUnsafe)
      #expect(unsafe.isEmpty, "\(hint): \(unsafe.map { String($0.value, radix: 16) })")
    }
  }

  /// An escape sequence, bidi controls, a C1 control, what has no width, tags.
  private static let invisible =
    "\u{202E}\u{2066}\u{9B}\u{200B}\u{AD}\u{FEFF}\u{E0041}\u{3164}\u{2028}"
  private static let hostileName = "a\u{1B}[31m\u{202E}\n::error::x.mp"

  private static let specs = [
    "app x\u{1B}[2J\n",
    "app x\nservice a { imag\(invisible) = \"a\" }\n",
    "app x\nservice a { image = \"\(invisible)\", user = \"\(invisible)\", \(invisible)b = 1 }\n",
    "app x\nservice a { image = \"a\", env { \"\(invisible)\" = nothing } }\n",
    "app x\nservice a { image = \"a\", user = \"\(invisible)\" }\n",
    "app x\n/// \(invisible)\npattern p {\n/// \(invisible)\nparam q: \"\(invisible)\" | 1\n}\np i {\n  q = \"\(invisible)\"\n}\n",
  ]

  @Test(arguments: ["human", "terse", "json", "sarif", "github"])
  func findings(_ format: String) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    for (index, spec) in Self.specs.enumerated() {
      try command.write(spec, to: Self.hostileName)
      let check = try command.run("check", "--format", format, "--deny", "lossy", Self.hostileName)
      #expect(check.status == 1)
      #expect(!(check.output + check.errors).isEmpty)
      Self.expectHarmless(check, "check \(format) of spec \(index)")
      let build = try command.run("build", "--format", format, Self.hostileName, "-o", "out")
      Self.expectHarmless(build, "build \(format) of spec \(index)")
    }
    let missing = try command.run("check", "--format", format, "no\(Self.hostileName)")
    #expect(missing.status == 66)
    Self.expectHarmless(missing, "a missing file as \(format)")
  }

  /// Whatever a workflow of GitHub takes for a command begins a line.
  @Test func noTextForgesACommandOfAWorkflow() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("app x\nservice a { imag = \"\" }\n", to: Self.hostileName)
    let result = try command.run("check", "--format", "github", Self.hostileName)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 1)
    #expect(
      lines[0].hasPrefix("::error file=a\\u{1b}[31m\\u{202e}\\n%3A%3Aerror%3A%3Ax.mp,line=2,")
    )
  }

  @Test func otherOutput() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    for spec in Self.specs {
      try command.write(spec, to: "spec.mp")
      for stage in ["tokens", "syntax", "program", "ir"] {
        Self.expectHarmless(try command.run("dump", stage, "spec.mp"), "dump \(stage)")
      }
      for topic in ["p", "p.q", "p\(Self.invisible)", "\u{1B}[31m"] {
        Self.expectHarmless(try command.run("explain", "--spec", "spec.mp", topic), "explain")
      }
    }
    Self.expectHarmless(try command.run("explain", "--spec", "\u{1B}[31m"), "explain --spec")
    Self.expectHarmless(try command.run("patterns", "\u{1B}[31m\(Self.invisible)"), "patterns")
    try command.write("app x\nservice a { image = \"a\" }\n", to: "sound.mp")
    Self.expectHarmless(try command.run("build", "sound.mp", "-o", "o\u{1B}[31m"), "build -o")
    Self.expectHarmless(
      try command.run("build", "sound.mp", "-o", "none\u{1B}[31m/\u{202E}\0x"),
      "build -o"
    )
    try command.write("", to: "file\u{1B}[31m")
    let blocked = try command.run("build", "sound.mp", "-o", "file\u{1B}[31m")
    #expect(blocked.status == 73)
    Self.expectHarmless(blocked, "build -o FILE")
  }

  /// Findings point into what is set on the command line.
  @Test(arguments: ["human", "terse", "json", "sarif", "github"])
  func settings(_ format: String) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("app x\nparam n: int = 1\nservice a { image = \"a\" }\n")
    let bad = "\u{1B}[31m\(Self.invisible)"
    for arguments in [["--set", "\(bad)=1"], ["--set", "n=\(bad)"], ["--profile", bad]] {
      let result = try command.run(["check", "spec.mp", "--format", format] + arguments)
      #expect(result.status == 1)
      Self.expectHarmless(result, "\(arguments)")
    }
  }

  @Test func arguments() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let bad = "\u{1B}[31m\(Self.invisible)"
    for arguments in [
      ["check", "--format", bad], ["check", "--deny", bad], ["build", "-t", bad], [bad],
      ["check", "x", "--\(bad)"], ["dump", bad, "spec.mp"],
    ] {
      let result = try command.run(arguments)
      #expect(result.status == 64, "\(arguments)")
      #expect(result.errors.contains("\\u{1b}"))
      Self.expectHarmless(result, "\(arguments)")
    }
  }
}
