import Foundation
import Testing

/// What `.env` may say, and what it means: the same as for Compose, or nothing.
struct EnvironmentFileTests {
  /// Each with what it says of V.
  static let understood: [(line: String, value: String)] = [
    ("V=plain", "plain"), ("V=a=b:c,d", "a=b:c,d"), ("export V=x", "x"), ("\texport\t V=x", "x"),
    ("V= x \t", "x"), ("V=x # c", "x"), ("V=x#c", "x#c"), ("V=x\t#c", "x\t#c"),
    ("V=a b  c", "a b  c"), ("V=a\\nb", "a\\nb"), ("V=\\", "\\"), ("V=a\"b'c`d", "a\"b'c`d"),
    ("V=x # $Y", "x"), ("V=*?[a]~!&|;<>(){}%", "*?[a]~!&|;<>(){}%"), ("V=aéb", "aéb"),
    ("V=x\r", "x"), ("V='x'\r", "x"),
    ("V='$X ${X} $(id) `id` \"x\" \\n'", "$X ${X} $(id) `id` \"x\" \\n"),
    ("V=' # é '", " # é "), ("V='x' # c", "x"), ("V='x'#c", "x"), ("V='a\\b'", "a\\b"),
    ("V=\"x\"", "x"), ("V=\"a\\nb\"", "a\nb"), ("V=\"\\\"\\\\\\$X\"", "\"\\$X"),
    ("V=\"\\\\n\"", "\\n"), ("V=\" ' # \"\t# c", " ' # "), ("V=\"ends\\n\\n\"", "ends\n\n"),
    ("V= \"x\"", "x"), ("V=first\nV=second", "second"), ("# V=comment\n\nV=x", "x"),
    ("OTHER='a'\nV=x", "x"), ("\u{FEFF}V=x", "x"), ("V='\u{1}\u{7F}'", "\u{1}\u{7F}"),
  ]

  static let refused: [(line: String, reason: String)] = [
    ("V=$X", "`$`"), ("V=a${X}", "`$`"), ("V=pa$$word", "`$`"), ("V=ends$", "`$`"),
    ("V=\"$X\"", "`$`"), ("V=\"a$b\"", "`$`"), ("V=\"\\t\"", "double quotes"),
    ("V=\"\\x\"", "double quotes"), ("V=\"two\nlines\"", "not closed"),
    ("V='two\nlines'", "not closed"),
    ("V=\"x\\\"", "not closed"), ("V='x\\'", "goes on"), ("V='x'y", "behind"),
    ("V=\"x\" y", "behind"),
    ("V=#x", "`#`"), ("V= # c", "`#`"), ("V", "NAME=value"), ("V: x", "NAME=value"),
    ("V =x", "NAME=value"), ("9V=x", "NAME=value"), ("=x", "NAME=value"), ("V-W=x", "NAME=value"),
    ("V=é", "ASCII"), ("V=x\u{A0}", "ASCII"), ("V=\u{B}x", "ASCII"), ("X=$Y\nV=x", "`$`"),
  ]

  private static let spec = """
    app shop
    secret v
    service a { image = "acme/a:1", env { V = v } }
    """

  @Test(arguments: Shell.all) func isUnderstood(_ shell: Shell) throws {
    let shop = try Deployment(Self.spec, in: shell)
    for (line, value) in Self.understood {
      for end in ["\n", ""] where !line.hasSuffix("\r") || end == "\n" {
        try shop.provide(".env", line + end)
        let run = try shop.run("up")
        #expect(run.status == 0, "\(line.debugDescription) \(run.error)")
        // The double's container has all but the mark between two variables.
        let held = shop.read("container/shop-a/environment").dropFirst().dropLast()
        #expect(held == "V=\(value)", "\(line.debugDescription)")
      }
    }
  }

  /// The place is named, and nothing of what is there.
  @Test(arguments: Shell.all) func isRefused(_ shell: Shell) throws {
    let shop = try Deployment(Self.spec, in: shell)
    for (line, reason) in Self.refused {
      try shop.provide(".env", "# A comment.\n" + line.replacing("x", with: "marker") + "\n")
      let run = try shop.run("up")
      #expect(run.status == 1, "\(line.debugDescription)")
      #expect(
        run.error.hasPrefix("error: SCRATCH/shell/.env:2: "),
        "\(line.debugDescription) \(run.error)"
      )
      #expect(run.error.contains(reason), "\(line.debugDescription) \(run.error)")
      #expect(!run.error.contains("marker"))
      #expect(run.output == "")
    }
    #expect(shop.summary == [])
  }

  @Test(.enabled(if: Tool.hasCompose), arguments: understood)
  func isTheSameForCompose(_ line: String, _ value: String) throws {
    let scratch = try ScratchFolder()
    try Data("services: { a: { image: x, environment: { V: \"${V-}\" } } }\n".utf8)
      .write(to: scratch.at("compose.yaml"))
    try Data("\(line)\n".utf8).write(to: scratch.at(".env"))
    let file = scratch.at("compose.yaml").path
    let run = try Tool.run(
      ["/usr/bin/env", "docker", "compose", "-f", file, "config", "--format", "json"]
    )
    let config = try JSONDecoder().decode(Config.self, from: Data(run.output))
    // What it prints is to be read by it again.
    #expect(config.services["a"]?.environment["V"]?.replacing("$$", with: "$") == value)
  }

  private struct Config: Decodable {
    struct Service: Decodable { var environment: [String: String] }
    var services: [String: Service]
  }
}

extension Tool {
  static let hasCompose: Bool = {
    let isThere = (try? run(["/usr/bin/env", "docker", "compose", "version"]))?.status == 0
    if !isThere { print("Compose is not there: what it reads in .env is not tested") }
    return isThere
  }()
}
