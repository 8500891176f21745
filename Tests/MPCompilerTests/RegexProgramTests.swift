import Foundation
import Testing

@testable import MPCompiler

/// What regular expressions match.
@Suite struct RegexProgramTests {
  @Test(
    arguments: [
      ("", "", true), ("", "a", true), ("b", "abc", true), ("^b", "ab", false), ("b$", "ab", true),
      ("^$", "", true), ("^$", "\n", false), ("a$", "a\n", false), ("a$\\n", "a\n", false),
      ("^b", "a\nb", false), ("a.b", "a\nb", false), ("a.b", "a\rb", true),
      ("a[^x]b", "a\nb", true),
      ("^(?:a|b)*$", "abba", true), ("^(?:a|b)*$", "abc", false), ("^(a||b)$", "", true),
      ("^a{2,3}$", "a", false), ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false),
      ("^a{2,}$", "a", false), ("^a{2,}$", "aaaaa", true), ("^a{0}$", "", true),
      ("^a{0}$", "a", false), ("^(ab){2}$", "abab", true), ("^(?:ab?){2}$", "aab", true),
      ("^a+?b??$", "aab", true), ("^(a*)*$", "aab", false), ("^(a*)+$", "aa", true),
      (#"^\d\D\w\W\s\S$"#, "1a_- .", true), (#"\w"#, "é", false), (#"\D"#, "٣", true),
      (#"\s"#, "\u{A0}", false), (#"\s"#, "\u{B}", true),
      (#"\bcat\b"#, "a cat.", true), (#"\bcat\b"#, "concat", false), (#"é\bb"#, "éb", true),
      (#"^[\w.\-]+$"#, "a.b-c", true), (#"^[^\d]$"#, "5", false), ("^[a-c-e]+$", "ab-e", true),
      ("^[a-c-e]+$", "d", false), (#"^[\]\[^]$"#, "^", true), (#"^[^^]$"#, "^", false),
      (#"^[\D\d]$"#, "\u{10FFFF}", true), (#"\.\\\/"#, #".\/"#, true),
      ("^.$", "é", true), ("^.$", "🇨🇿", false), ("^[ř-ž]?é{2}$", "éé", true),
      ("^é$", "e\u{301}", false),
      ("A", "a", false),
    ]
  )
  func matches(_ regex: String, _ text: String, _ expected: Bool) throws {
    let program = RegexProgram(try PortableRegex(regex))
    #expect(program.search(text).isMatch == expected)
  }

  /// Engines that go back and try again need two to the power of the text's length for these.
  @Test(.timeLimit(.minutes(1)), arguments: ["(a*)*b", "(a|a)*b", "(?:a|aa)+$b", "(a?){10}a{10}b"])
  func takesTimeByTheLength(_ regex: String) throws {
    let program = RegexProgram(try PortableRegex(regex))
    let length = 100_000
    let outcome = program.search(String(repeating: "a", count: length))
    #expect(!outcome.isMatch)
    #expect(outcome.steps <= program.instructions.count * (length + 1))
  }

  @Test func givesUpAtItsLimit() throws {
    let program = RegexProgram(try PortableRegex("(a?){100}b"))
    let outcome = program.search(String(repeating: "a", count: 1_000_000), limit: 5000)
    #expect(!outcome.isMatch)
    #expect(outcome.steps > 5000)
    #expect(outcome.steps <= 5000 + program.instructions.count)
  }

  /// What is long to search counts like a value that is large.
  @Test func searchesCountAsValues() {
    let spec = { (count: Int) in
      """
      app a
      let big = count([for n in range(1024): "\\(n)\(String(repeating: "x", count: 258_000))"])
      let long = "\(String(repeating: "a", count: 1500))"
      service s {
        image = "i"
        env { BIG = big, LONG = count([for n in range(\(count)): matches(long, "(a?){200}b")]) }
      }
      """
    }
    #expect(Compiled(spec(1)).findings == [])
    #expect(
      Compiled(spec(8)).findings.map { $0.drop { $0 != " " }.dropFirst() } == [
        "E0411 the values of this spec take more than 256 MiB"
      ]
    )
  }

  // MARK: - Beside another engine

  /// Made by the rules, and made of signs at random, of which few are regular expressions: what is
  /// taken has to be taken by Python's engine too, and to match the same.
  @Test(
    .enabled(if: Python.isThere, "needs python3"),
    arguments: [1, 2] as [UInt64]
  )
  func agreesWithPython(_ seed: UInt64) throws {
    var generated = GeneratedRegex(seed: seed)
    var cases = (0..<1500).map { _ in generated.regex() }
    cases += (0..<8000).map { _ in generated.soup() }.filter { PortableRegex.problem($0) == nil }
    #expect(cases.count > 1800, "few are taken")
    let questions = cases.map { [$0] + (0..<8).map { _ in generated.text() } }
    let answers = try Python.matches(questions)
    #expect(answers.count == questions.count)
    #expect(answers.count { $0 == nil } < 10)
    var matches = 0
    for (question, answer) in zip(questions, answers) {
      guard let answer else { continue }
      let regex = try? PortableRegex(question[0])
      let own = regex.map { regex -> String in
        let program = RegexProgram(regex)
        return question.dropFirst().map { program.search($0).isMatch ? "1" : "0" }.joined()
      }
      #expect(own == answer, "\(question)")
      matches += answer.utf8.count { $0 == UInt8(ascii: "1") }
    }
    let share = Double(matches) / Double(8 * cases.count)
    #expect((0.2...0.8).contains(share), "\(share) of the questions are matches")
  }
}

/// Regular expressions of the portable subset, and short texts that some of them match.
private struct GeneratedRegex {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  private mutating func one<Element>(of choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  mutating func regex(depth: Int = 0) -> String {
    let branches = (0..<one(of: [1, 1, 1, 2, 3])).map { _ in
      (0..<one(of: [0, 1, 1, 2, 3])).map { _ in piece(depth) }.joined()
    }
    return branches.joined(separator: "|")
  }

  private mutating func piece(_ depth: Int) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return one(of: ["^", "$", #"\b"#])
    case 1...4 where depth < 3:
      return one(of: ["(", "(?:"]) + regex(depth: depth + 1) + ")" + count()
    case 5: return characterClass() + count()
    default:
      return one(of: ["a", "a", "b", "b", "_", "-", ".", #"\."#, #"\n"#] + Self.sets) + count()
    }
  }

  private static let sets = [#"\d"#, #"\D"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#]

  private mutating func characterClass() -> String {
    let members =
      ["a", "b", "_", ".", "a-c", "0-9", "+--", #"\-"#, #"\]"#, #"\n"#, "$", "("] + Self.sets
    let inner = (0..<one(of: [1, 2, 3])).map { _ in one(of: members) }.joined()
    let whole = one(of: ["[", "[^"]) + inner + one(of: ["]", "]", "-]"])
    return PortableRegex.problem(whole) == nil ? whole : "[ab]"
  }

  private mutating func count() -> String {
    let counts = ["*", "+", "?", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}"]
    return one(of: ["", "", "", one(of: counts), one(of: counts) + "?"])
  }

  mutating func soup() -> String {
    let signs = [
      "a", "b", "c", "a-", "(", ")", "[", "]", "^", "$", ".", "|", "*", "+", "?", "{", "}",
    ]
    let more = ["\\", "-", ",", "1", "2", "d", "W", "n", ":", "(?:", "{1,2}", "[^", "&", "~"]
    return (0..<Int.random(in: 1...8, using: &random)).map { _ in one(of: signs + more) }.joined()
  }

  /// Python has `$` also before a newline at the end, so there is none.
  mutating func text() -> String {
    let letters = [
      "a", "a", "b", "b", "c", "1", "_", "-", ".", " ", "\n", "\r", "\u{B}", "é", "\\", "(",
    ]
    let text = (0..<Int.random(in: 0...7, using: &random)).map { _ in one(of: letters) }.joined()
    return text.unicodeScalars.last == "\n" ? text + "a" : text
  }
}

private enum Python {
  static let isThere =
    ProcessInfo.processInfo.environment["MPC_REQUIRE_TOOLS"] == "1"
    || (try? run("pass", input: Data())) != nil

  struct Failure: Error {
    let status: Int32
  }

  /// For each regular expression with its texts, a `1` for each text that it matches; or why Python
  /// does not take it. It goes back and tries again, and where that takes too long, there is no answer.
  static func matches(_ questions: [[String]]) throws -> [String?] {
    let script = """
      import json, re, signal, sys
      def give_up(*_):
          raise TimeoutError
      signal.signal(signal.SIGALRM, give_up)
      signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
      def answer(regex, *texts):
          signal.setitimer(signal.ITIMER_REAL, 0.5)
          try:
              program = re.compile(regex, re.ASCII)
              return "".join("1" if program.search(text) else "0" for text in texts)
          except re.error as error:
              return str(error)
          except TimeoutError:
              return None
          finally:
              signal.setitimer(signal.ITIMER_REAL, 0)
      json.dump([answer(*question) for question in json.load(sys.stdin.buffer)], sys.stdout)
      """
    let output = try run(script, input: JSONEncoder().encode(questions))
    return try JSONDecoder().decode([String?].self, from: output)
  }

  private static func run(_ script: String, input: Data) throws -> Data {
    // Files and not pipes: a full pipe on one side would stop both.
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "mpc-re-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (given, answer) = (folder.appending(path: "input"), folder.appending(path: "output"))
    try input.write(to: given)
    try Data().write(to: answer)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-c", script]
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: answer)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(status: process.terminationStatus)
    }
    return try Data(contentsOf: answer)
  }
}
