import Foundation
import Testing

@testable import MPBackends

/// Text comes to a program as it is, whatever a shell would make of it.
struct QuotingTests {
  /// The same ones in each run.
  private struct Random: RandomNumberGenerator {
    var state: UInt64 = 42
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  static let hostile: [String] = {
    var random = Random()
    let pieces =
      [
        "'", "\"", "\\", "$", "`", "$(id)", "${IFS}", "\n", "\r", "\t", " ", ";", "&", "|", "<",
        ">",
      ]
      + ["*", "?", "[", "]", "{a,b}", "~", "!", "#", "%", "=", "-", "--", "'\\''", "$'", "\\n"]
      + ["é", "\u{301}", "😀", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{81}", "\u{88}", "a", "0"]
      + (1...127).map { String(UnicodeScalar(UInt8($0))) }
    return ["", " ", "-n", "~/x", "a=b"]
      + (0..<3000).map { _ in
        (0..<Int.random(in: 1...12, using: &random))
          .map { _ in pieces.randomElement(using: &random)! }.joined()
      }
  }()

  @Test(arguments: Shell.all) func arrives(_ shell: Shell) throws {
    let scratch = try ScratchFolder()
    var lines = ["set -eu", "folder='/a b'"]
    for batch in stride(from: 0, to: Self.hostile.count, by: 100) {
      let texts = Self.hostile[batch..<min(batch + 100, Self.hostile.count)]
      lines.append("printf '%s\\0' " + texts.map { ShellWord($0).text }.joined(separator: " "))
    }
    for text in Self.hostile.prefix(200) {
      let mixed: ShellWord = "\(text)\(variable: "folder")\(text)"
      lines.append("value=\(ShellWord(text).value)")
      lines.append("printf '%s\\0' \"$value\" \(mixed.text)")
    }
    let script = scratch.at("script.sh")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: script)
    let run = try Tool.run(shell.command + [script.path], environment: ["LC_ALL": "C"])
    #expect(run.status == 0, "\(run.errorText)")
    let expected =
      Self.hostile + Self.hostile.prefix(200).flatMap { [$0, $0 + "/a b" + $0] }
    let arrived = run.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    #expect(arrived.count == expected.count)
    for (text, bytes) in zip(expected, arrived) where Array(text.utf8) != Array(bytes) {
      Issue.record(
        "\(text.debugDescription) came as \(String(decoding: bytes, as: UTF8.self).debugDescription)"
      )
    }
  }

  /// The same through a whole script, from the spec to what the engine is told.
  @Test(arguments: Shell.all) func arrivesAtTheEngine(_ shell: Shell) throws {
    let texts = [
      "'; touch \"$DOUBLE/broken\"; '", "$(touch \"$DOUBLE/broken\")", "`touch $DOUBLE/broken`",
      "a\nb'\nc\n", "-rf", "", "*", "\u{1}\u{7F}\u{85}", "\\", "'", "\"", "#", "~",
    ]
    let literals = texts.map(\.literal)
    let spec = """
      app shop
      service echo {
        image = "acme/echo:1"
        command = [\(literals.joined(separator: ", "))]
        args = [\(literals.reversed().joined(separator: ", "))]
        env { \(literals.enumerated().map { "V\($0) = \($1)" }.joined(separator: ", ")) }
        file "/etc/a '\\"$(id)`id`" { content = "x" }
      }
      """
    let shop = try Deployment(spec, in: shell)
    #expect(try shop.run("up").status == 0)
    let creation = try #require(shop.arguments.first { $0.prefix(2) == ["container", "create"] })
    let image = try #require(creation.firstIndex(of: "docker.io/acme/echo:1"))
    #expect(Array(creation[(image + 1)...]) == Array(texts.dropFirst()) + texts.reversed())
    #expect(creation[image - 1] == texts[0])
    for (index, text) in texts.enumerated() { #expect(creation.contains("V\(index)=\(text)")) }
    #expect(creation.contains { $0.hasSuffix(",\"target=/etc/a '\"\"$(id)`id`\",ro") })
    #expect(!FileManager.default.fileExists(atPath: shop.scratch.at("double/broken").path))
  }
}

extension String {
  /// As a spec has it.
  fileprivate var literal: String {
    "\"" + unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined() + "\""
  }
}
