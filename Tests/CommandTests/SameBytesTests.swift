import Foundation
import Testing

/// The same spec gives the same files, whoever builds it, wherever and however.
struct SameBytesTests {
  static let specs = ["histogram", "strings", "stable", "patterns/scatter_gather"]

  /// The ways to build `case/spec.mp` to the folder that `$out` names; the command is `$0`.
  static let ways: KeyValuePairs<String, String> = [
    "again": "\"$0\" build -q case/spec.mp -o \"$out\"",
    "in C": "LC_ALL=C LANG=C exec \"$0\" build -q case/spec.mp -o \"$out\"",
    "in Turkish": """
    LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=tr TZ=Asia/Kathmandu \
      exec "$0" build -q case/spec.mp -o "$out"
    """,
    "in German": """
    LC_ALL=de_DE.UTF-8 LC_NUMERIC=de_DE.UTF-8 TZ=Pacific/Kiritimati USER=nobody \
      exec "$0" build -q case/spec.mp -o "$out"
    """,
    "in no time zone": "TZ=:nonsense exec \"$0\" build -q case/spec.mp -o \"$out\"",
    "in another home": "HOME=/nowhere exec \"$0\" build -q case/spec.mp -o \"$out\"",
    "without a home": "unset HOME; exec \"$0\" build -q case/spec.mp -o \"$out\"",
    "without an environment": "exec env -i \"$0\" build -q case/spec.mp -o \"$out\"",
    "by an absolute path": "at=$PWD; cd / && exec \"$0\" build -q \"$at/case/spec.mp\" -o \"$out\"",
    "in its folder": "cd case && exec \"$0\" build -q spec.mp -o \"$out\"",
    "from below": "mkdir case/x; cd case/x && exec \"$0\" build -q .././spec.mp -o \"$out\"",
    "with a root": "exec \"$0\" build -q --root . case/spec.mp -o \"$out\"",
    "open to all": "umask 000; exec \"$0\" build -q case/spec.mp -o \"$out\"",
    "closed to all": "umask 077; exec \"$0\" build -q case/spec.mp -o \"$out\"",
    "elsewhere": """
    mkdir -p 'a folder/ö' && "$0" build -q case/spec.mp -o 'a folder/ö/' && mv 'a folder/ö' "$out"
    """,
    "over another": """
    printf 'app x\\nservice a {\\n  image = "b"\\n}\\n' > x.mp
      "$0" build -q x.mp -o "$out" || exit
    "$0" build -q case/spec.mp -o "$out"
    """,
    "by many at once": """
    for i in 1 2 3 4 5 6 7 8; do "$0" build -q case/spec.mp -o "$out" & done
    for i in 1 2 3 4 5 6 7 8; do wait -n 2>/dev/null || wait; done
    """,
  ]

  @Test(arguments: specs) func everyWayGivesTheSame(_ name: String) throws {
    let command = try RunningCommand.inGolden(name)
    defer { command.remove() }
    let first = try command.run("build", "-q", "case/spec.mp", "-o", "first")
    #expect(first.status == 0, "\(first.errors)")
    let expected = try command.contents("first")
    #expect(expected.count > 3)
    for (index, way) in Self.ways.enumerated() {
      let result = try command.run(through: "out=$PWD/out\(index)\n" + way.value)
      #expect(result.status == 0, "\(way.key): \(result.errors)")
      #expect(try command.contents("out\(index)") == expected, "\(way.key)")
    }
  }

  @Test(arguments: specs) func theOrderOfTheEnvironmentIsNothing(_ name: String) throws {
    let command = try RunningCommand.inGolden(name)
    defer { command.remove() }
    _ = try command.run("build", "-q", "case/spec.mp", "-o", "first")
    let expected = try command.contents("first")
    let variables = (0..<40).map { "V\($0)=\($0)" } + ["HOME=/root", "TZ=UTC", "LANG=C", "PWD=/"]
    for round in 0..<4 {
      let environment = variables.shuffled().joined(separator: " ")
      let out = "out\(round)"
      let result = try command.run(
        through: "exec env -i \(environment) \"$0\" build -q case/spec.mp -o \(out)"
      )
      #expect(result.status == 0, "\(result.errors)")
      #expect(try command.contents(out) == expected, "\(environment)")
    }
  }

  @Test(arguments: specs) func processesAtOnceDoNotDisturbEachOther(_ name: String) throws {
    let command = try RunningCommand.inGolden(name)
    defer { command.remove() }
    let result = try command.run(
      through: "for i in 0 1 2 3 4 5 6 7; do \"$0\" build -q case/spec.mp -o out$i & done; wait"
    )
    #expect(result.errors == "")
    let all = try (0..<8).map { try command.contents("out\($0)") }
    #expect(all[0].count > 3)
    #expect(all.allSatisfy { $0 == all[0] })
  }
}

extension RunningCommand {
  /// A command in a folder that has a golden case in `case`.
  fileprivate static func inGolden(_ name: String) throws -> RunningCommand {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let command = try RunningCommand()
    try FileManager.default.copyItem(
      at: repository.appending(path: "golden").appending(path: name),
      to: command.folder.appending(path: "case")
    )
    return command
  }

  /// The bytes and modes of every file, the manifest too. Not of the lock, which is nobody's output,
  /// and not of folders, whose modes are the umask's.
  fileprivate func contents(_ path: String) throws -> [String: Entry] {
    try snapshot(path).filter { $0.value.bytes != nil && $0.key != ".mpc/lock" }
      .mapValues { Entry(bytes: $0.bytes, mode: $0.mode, changed: nil) }
  }
}
