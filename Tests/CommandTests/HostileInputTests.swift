import Foundation
import Testing

/// What is no spec gets a finding with a position, soon, and nothing is written.
struct HostileInputTests {
  struct Input: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    var bytes: @Sendable () -> [UInt8]

    init(_ name: String, _ code: String, _ bytes: @escaping @Sendable () -> [UInt8]) {
      testDescription = name
      self.code = code
      self.bytes = bytes
    }
  }

  private static func repeated(_ text: String, _ count: Int, after start: String = "") -> [UInt8] {
    Array((start + String(repeating: text, count: count)).utf8)
  }

  static let inputs = [
    Input("invalid UTF-8", "E0002") { Array("app x\n".utf8) + [0xFF] },
    Input("a NUL", "E0003") { Array("app x\0\n".utf8) },
    Input("CR LF", "E0004") { Array("app x\r\nservice a { image = \"a\" }\r\n".utf8) },
    Input("a byte-order mark", "E0005") { [0xEF, 0xBB, 0xBF] + Array("app x\n".utf8) },
    Input("more than 4 MiB", "E0006") { repeated(" ", 5 << 20) },
    Input("an empty file", "E0007") { [] },
    Input("a million of (", "E0103") { repeated("(", 1 << 20) },
    Input("a million of ( as a value", "E0008") { repeated("(", 1 << 20, after: "let a = ") },
    Input("a million lists", "E0008") { repeated("[", 1_000_000, after: "let a = ") },
    Input("a quarter of a million bodies", "E0008") { repeated("a {\n", 250_000) },
    Input("a million strings in strings", "E0102") {
      repeated("\"\\(", 1_000_000, after: "let a = ")
    },
    Input("a million signs", "E0008") { repeated("-", 1_000_000, after: "let a = ") },
    Input("a million summands", "E0009") { repeated("+1", 1_000_000, after: "let a = 1") },
    Input("100,000 lets, each from the next", "E0008") {
      let lets = (0..<100_000).map { "let a\($0) = a\($0 + 1) + 1\n" }.joined()
      return Array(("app x\n" + lets + "let a100000 = 1\n").utf8)
    },
    Input("a billion replicas", "E0411") {
      Array("app x\nservice s { image = \"a\", replicas = 1000000000 }\n".utf8)
    },
  ]

  @Test(arguments: inputs) func isRefusedSoon(_ input: Input) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(input.bytes(), to: "spec.mp")
    // The limit is that of a debug build on a busy machine: a hang or a crash fails, a slow run not.
    let result = try command.run("build", "spec.mp", "-o", "out", "--format", "terse", limit: 60)
    #expect(result.status == 1)
    #expect(result.errors.contains("error[\(input.code)]"), "\(result.errors.prefix(1000))")
    #expect(result.errors.hasPrefix("spec.mp:"))
    #expect(result.output == "")
    #expect(!command.exists("out"))
  }

  @Test func whatIsNotThereOrNoFileEndsWith66() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try FileManager.default.createDirectory(
      at: command.folder.appending(path: "folder.mp"),
      withIntermediateDirectories: true
    )
    #expect(mkfifo(command.folder.appending(path: "pipe.mp").path, 0o644) == 0)
    for path in ["missing.mp", "folder.mp", "pipe.mp", "/dev/zero", ""] {
      let result = try command.run("build", path, "-o", "out", "--format", "terse")
      #expect(result.status == 66, "\(path)")
      #expect(result.errors.hasPrefix("\(path):1:1: error[E0001]: "), "\(result.errors)")
      #expect(!command.exists("out"))
    }
  }
}
