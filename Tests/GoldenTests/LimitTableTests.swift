import Foundation
import MPDiagnostics
import Metaparticle
import Testing

@testable import mpc

/// What the reference says of limits is so: what a row names passes at its number, and one more is a
/// finding that says the number.
struct LimitTableTests {
  /// A way to reach the limit of a row.
  struct Limit: Sendable, CustomTestStringConvertible {
    /// As the reference names it.
    let row: String
    let code: String
    /// How the finding says the number, where it does not stand there as it is.
    var unit = 1
    let spec: @Sendable (Int) -> String
    /// The files that the spec names.
    var files: @Sendable (Int) -> [String: String] = { _ in [:] }

    var testDescription: String { row }
  }

  static let limits: [Limit] = [
    Limit(row: "a spec", code: "E0006", unit: 1 << 20) { size in
      let spec = "app a\n// "
      return spec + String(repeating: "x", count: size - spec.utf8.count)
    },
    Limit(row: "files of a spec, itself among them", code: "E0227") { count in
      (1..<count).map { "import \"./f\($0).mp\"" }.joined(separator: "\n")
    } files: { count in
      Dictionary(uniqueKeysWithValues: (1..<count).map { ("f\($0).mp", "let x\($0) = 1\n") })
    },
    Limit(row: "imports within each other", code: "E0227") { _ in
      "import \"./f1.mp\"\n"
    } files: { depth in
      Dictionary(
        uniqueKeysWithValues: (1...depth).map { index in
          ("f\(index).mp", index == depth ? "" : "import \"./f\(index + 1).mp\"\n")
        }
      )
    },
    Limit(row: "brackets, bodies, `if`s and prefix operators within each other", code: "E0008") {
      "let x = " + String(repeating: "(", count: $0) + "1" + String(repeating: ")", count: $0)
    },
    Limit(row: "operators, or members, in a row", code: "E0009") {
      "let x = 1" + String(repeating: " + 1", count: $0)
    },
    Limit(row: "lists and maps within each other", code: "E0008") {
      "let x = " + String(repeating: "[", count: $0) + "1" + String(repeating: "]", count: $0)
    },
    Limit(row: "`let`s that need each other", code: "E0008") { count in
      ((1..<count).map { "let a\($0) = a\($0 + 1)" } + ["let a\(count) = 0"])
        .joined(separator: "\n")
    },
    Limit(row: "numbers of a `range`", code: "E0311") {
      service("env { X = count(range(\($0))) }")
    },
    Limit(row: "instances and traits within each other", code: "E0008") { depth in
      let chain = (1..<depth).map { "trait t\($0) { with t\($0 - 1) }" }
      return (["trait t0 { }"] + chain + [service("with t\(depth - 1)")]).joined(separator: "\n")
    },
    Limit(row: "instances and traits in all", code: "E0411") { count in
      // An instance of `pK` makes 2^(K+1) - 1 of them.
      var specs = ["pattern p0 { }"]
      specs += (1..<16).map { "pattern p\($0) {\n  p\($0 - 1) a { }\n  p\($0 - 1) b { }\n}" }
      var left = count
      for size in (0..<16).reversed() {
        while left >= 2 << size - 1 {
          left -= 2 << size - 1
          specs.append("p\(size) i\(left) { }")
        }
      }
      return specs.joined(separator: "\n")
    },
    Limit(row: "containers", code: "E0411") {
      "app a\nservice s { image = \"i\", replicas = \($0) }\n"
    },
    Limit(row: "links", code: "E0411") { count in
      let ports = 500
      let names = (0..<ports).map { "p\($0) = \($0 + 1)" }.joined(separator: ", ")
      let all = "[" + (0..<ports).map { "s.p\($0)" }.joined(separator: ", ") + "]"
      let some = "[" + (0..<(count % ports)).map { "s.p\($0)" }.joined(separator: ", ") + "]"
      let users = (0..<(count / ports)).map { "service u\($0) { image = \"i\", links = all }" }
      return """
        app a
        let all = \(all)
        service s { image = "i", ports { \(names) } }
        \(users.joined(separator: "\n"))
        \(count % ports == 0 ? "" : "service rest { image = \"i\", links = \(some) }")
        """
    },
    Limit(row: "the name of what is deployed", code: "E0204") {
      "app a\nservice \(String(repeating: "s", count: $0)) { image = \"i\" }\n"
    },
    Limit(row: "the name of a member, `instance-member`", code: "E0410") {
      member("service", "image = \"i\"", length: $0)
    },
    Limit(row: "the name of a member that is stable, or a cron", code: "E0410") {
      member("service", "image = \"i\", identity = \"stable\"", length: $0)
    },
    Limit(row: "the name of a member that is a job", code: "E0410") {
      member("job", "image = \"i\"", length: $0)
    },
    Limit(row: "the name of a port", code: "E0217") {
      service("ports { \(String(repeating: "p", count: $0)) = 80 }")
    },
    Limit(row: "the value of a label", code: "E0404") {
      service("labels { a = \"\(String(repeating: "v", count: $0))\" }")
    },
    Limit(row: "the path of a file", code: "E0404") {
      service("file \"/\(String(repeating: "f", count: $0 - 1))\" { content = \"x\" }")
    },
    Limit(row: "the number of a port", code: "E0311") { service("ports { http = \($0) }") },
    Limit(row: "`failures` of a probe", code: "E0311") {
      service("ports { http = 80 }\nready { tcp = true, failures = \($0) }")
    },
    Limit(row: "a time of a probe", code: "E0311", unit: 86_400) {
      service("ports { http = 80 }\nready { tcp = true, every = \($0)s }")
    },
    Limit(row: "`retries` of a job", code: "E0311") {
      "app a\njob j { image = \"i\", retries = \($0) }\n"
    },
    Limit(row: "repetitions in a `regex`, those within each other multiplied", code: "E0319") {
      regex("a{\($0)}")
    },
    Limit(row: "groups of a `regex` within each other", code: "E0319") {
      regex(String(repeating: "(", count: $0) + String(repeating: ")", count: $0))
    },
    Limit(row: "characters of a `regex`, with its repetitions written out", code: "E0319") {
      regex(String(repeating: "a", count: $0))
    },
  ]

  private static func regex(_ text: String) -> String {
    "app a\npattern p { param key: regex }\np i { key = \"\(text)\" }\n"
  }

  private static func member(_ kind: String, _ body: String, length: Int) -> String {
    let name = String(repeating: "m", count: 30)
    let instance = String(repeating: "i", count: length - 31)
    return "app a\npattern p { \(kind) \(name) { \(body) } }\np \(instance) { }\n"
  }

  private static func service(_ body: String) -> String {
    "app a\nservice s { image = \"i\"\n\(body) }\n"
  }

  @Test(arguments: limits) func isWhatTheReferenceSays(_ limit: Limit) throws {
    let number = try #require(Self.table[limit.row], "the reference has no `\(limit.row)`")
    let within = Self.findings(limit, number)
    #expect(within.isEmpty, "\(within.map(\.message))")
    let beyond = Self.findings(limit, number + 1)
    #expect(beyond.map(\.code.rawValue) == [limit.code], "\(beyond.map(\.message))")
    let said = "\(number / limit.unit)"
    #expect(
      beyond.allSatisfy { ([$0.message] + $0.notes + $0.help).contains { $0.contains(said) } },
      "\(beyond)"
    )
  }

  /// Those that take a form of their own to be tested, below and elsewhere.
  static let others: Set<String> = [
    "a file that a container mounts", "a folder that a container mounts",
    "files of a folder that a container mounts", "findings that are shown",
    "all values together",
  ]

  @Test func everyRowIsTested() {
    #expect(Set(Self.table.keys) == Set(Self.limits.map(\.row)).union(Self.others))
  }

  @Test func findingsThatAreShown() throws {
    let number = try #require(Self.table["findings that are shown"])
    let render = { (count: Int) in
      let lets = (0..<count).map { "let x\($0) = nowhere\($0)\n" }.joined()
      return Compilation(spec: Array(lets.utf8), name: "spec.mp").render(as: .terse)
    }
    #expect(!render(number).contains("more"))
    #expect(render(number).split(separator: "\n").count == number)
    #expect(render(number + 1).hasSuffix("…and 1 more error\n"))
    #expect(render(number + 1).split(separator: "\n").count == number + 1)
  }

  @Test func mountedFiles() throws {
    let size = try #require(Self.table["a file that a container mounts"])
    let folderSize = try #require(Self.table["a folder that a container mounts"])
    let count = try #require(Self.table["files of a folder that a container mounts"])
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "d"),
      withIntermediateDirectories: true
    )
    defer { try? FileManager.default.removeItem(at: folder) }
    let write = { (path: String, size: Int) in
      try Data(repeating: 0x78, count: size).write(to: folder.appending(path: path))
    }
    let codes = { (source: String) -> [String] in
      let text = Self.service("file \"/f\" { source = \"./\(source)\" }")
      let spec = folder.appending(path: "spec.mp").path
      try Data(text.utf8).write(to: URL(filePath: spec))
      let files = ProjectFiles(spec: spec, name: "spec.mp", root: nil)
      return Compilation(spec: Array(text.utf8), name: "spec.mp", files: files).findings
        .map(\.code.rawValue)
    }
    let tooLarge = ["E0405"]
    try write("f", size)
    #expect(try codes("f") == [])
    try write("f", size + 1)
    #expect(try codes("f") == tooLarge)

    try write("d/0", folderSize)
    #expect(try codes("d") == [])
    try write("d/1", 1)
    #expect(try codes("d") == tooLarge)

    try write("d/0", 1)
    for index in 2..<count { try write("d/\(index)", 1) }
    #expect(try codes("d") == [])
    try write("d/\(count)", 1)
    #expect(try codes("d") == tooLarge)
  }

  /// The sum of what is evaluated is known only about.
  @Test func allValuesTogether() throws {
    let number = try #require(Self.table["all values together"])
    for (share, isRefused) in [(0.4, false), (1.1, true)] {
      let length = Int(Double(number) * share) / 1024
      let spec = """
        let a = "\(String(repeating: "x", count: length))"
        service s { image = "i", env { X = count([for n in range(1024): a + "y"]) } }
        """
      let findings = Self.compile(spec, [:])
      #expect(findings.map(\.code.rawValue) == (isRefused ? ["E0411"] : []))
    }
  }

  /// What is refused by its number is never made.
  @Test func aBillionReplicasFailAtOnce() {
    let time = ContinuousClock().measure {
      let findings = Self.compile(Self.service("replicas = 1000000000"), [:])
      #expect(findings.map(\.code.rawValue) == ["E0411"])
    }
    #expect(time < .seconds(1), "\(time)")
  }

  // MARK: - Compiling

  private static func findings(_ limit: Limit, _ number: Int) -> [Diagnostic] {
    compile(limit.spec(number), limit.files(number))
  }

  private static func compile(_ spec: String, _ files: [String: String]) -> [Diagnostic] {
    withLargeStack {
      Compilation(spec: Array(spec.utf8), name: "spec.mp", files: GivenFiles(files: files)).findings
    }
  }

  /// The rows of the reference's table, in their smallest unit.
  static let table: [String: Int] = {
    let page = ReferencePage("Sources/Metaparticle/Metaparticle.docc/Language.md").text
    guard let start = page.range(of: "\n## Limits\n") else { return [:] }
    var result: [String: Int] = [:]
    for line in page[start.upperBound...].split(separator: "\n") {
      if line.hasPrefix("## ") { break }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2 else { continue }
      let words = cells[1].replacing(",", with: "").split(separator: " ")
      guard let first = words.first, let number = Int(first) else { continue }
      let unit = words.contains("MiB") ? 1 << 20 : words.contains("day") ? 86_400 : 1
      result[cells[0]] = number * unit
    }
    return result
  }()
}
