import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `mpc test` as a shell and CI see it.
struct TestCommandTests {
  static let spec = """
    service web {
      image    = "nginx:1.28-alpine"
      replicas = 2
    }
    test "two replicas" { expect count(containers) == 2 }
    test "a & b <c> \\"d\\"\\n\\u{1}" { expect web.image == "]]>&\\u{2}" }

    """
  static let sound = """
    service web { image = "nginx:1.28-alpine" }
    test "one" { expect count(containers) == 1 }

    """

  private func withCommand(_ body: (RunningCommand) throws -> Void) throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(Self.spec)
    try command.write(Self.sound, to: "sound.mp")
    try body(command)
  }

  @Test func saysOfEachTestWhetherItPassed() throws {
    try withCommand { command in
      let result = try command.run("test", "sound.mp")
      #expect(result.status == 0)
      #expect(result.output == "ok      one (line 2)\n1 test passed\n")
      #expect(result.errors == "")
      let quiet = try command.run("test", "-q", "sound.mp")
      #expect(quiet.status == 0 && quiet.output == "" && quiet.errors == "")
      let stream = try command.run("test", "-", input: Self.sound)
      #expect(stream.status == 0 && stream.output == result.output)
    }
  }

  @Test func saysOnStandardErrorWhyATestFailed() throws {
    try withCommand { command in
      let result = try command.run("test", "spec.mp", "--format", "terse")
      #expect(result.status == 1)
      #expect(
        result.output == #"""
          ok      two replicas (line 5)
          FAILED  a & b <c> "d"\n\u{1} (line 6)
          1 of 2 tests failed

          """#
      )
      #expect(
        result.errors == #"""
          spec.mp:6:40: error[E0601]: expectation failed: `"nginx:1.28-alpine"` is not equal to `"]]>&\u{2}"`

          """#
      )
    }
  }

  @Test func namesTheFilesOfSeveralSpecs() throws {
    try withCommand { command in
      try command.write("service web { image = \"i\" }\n", to: "none.mp")
      try command.write("service web { imag = \"i\" }\n", to: "broken.mp")
      let result = try command.run("test", "sound.mp", "none.mp", "broken.mp", "spec.mp", "no.mp")
      #expect(result.status == 1)
      #expect(
        result.output == #"""
          ok      one (sound.mp:2)
          ok      two replicas (spec.mp:5)
          FAILED  a & b <c> "d"\n\u{1} (spec.mp:6)
          1 of 3 tests failed

          """#
      )
      #expect(result.errors.hasPrefix("none.mp has no tests\nerror[E0209]: "))
      #expect(result.errors.contains("there is no such file"))
    }
  }

  @Test func aSpecWithoutTestsSucceedsAndOneWithErrorsDoesNot() throws {
    try withCommand { command in
      try command.write("service web { image = \"i\" }\n", to: "none.mp")
      let none = try command.run("test", "none.mp")
      #expect(none.status == 0 && none.output == "" && none.errors == "none.mp has no tests\n")
      try command.write(Self.sound + "service x {}\n", to: "broken.mp")
      let broken = try command.run("test", "broken.mp")
      #expect(broken.status == 1 && broken.output == "")
      #expect(broken.errors.hasPrefix("error[E0401]"))
      #expect(try command.run("test", "no.mp").status == 66)
      #expect(try command.run("test").status == 64)
    }
  }

  // MARK: - --filter

  @Test func runsTheTestsWhoseNameMatches() throws {
    try withCommand { command in
      let result = try command.run("test", "spec.mp", "--filter", "^two|nothing$")
      #expect(result.status == 0)
      #expect(result.output == "ok      two replicas (line 5)\n1 test passed\n")
    }
  }

  @Test func aFilterThatMatchesNothingIsAnError() throws {
    try withCommand { command in
      let result = try command.run("test", "spec.mp", "sound.mp", "--filter", "tow")
      #expect(result.status == 1 && result.output == "")
      #expect(
        result.errors == #"""
          error: no test has a name that matches `tow`
            the tests are
              two replicas
              a & b <c> "d"\n\u{1}
              one

          """#
      )
    }
  }

  @Test func aWrongFilterIsShown() throws {
    try withCommand { command in
      let result = try command.run("test", "spec.mp", "--filter", "two (replicas")
      #expect(result.status == 64)
      #expect(
        result.errors.hasPrefix(
          """
          Error: the regular expression of --filter is wrong: expected ')'
            two (replicas
                         ^

          """
        )
      )
    }
  }

  // MARK: - --junit

  @Test func writesJUnit() throws {
    try withCommand { command in
      try command.write("service web { imag = \"i\" }\n", to: "broken.mp")
      let result = try command.run(
        "test",
        "spec.mp",
        "sound.mp",
        "broken.mp",
        "--junit",
        "out.xml"
      )
      #expect(result.status == 1)
      let text = try command.text("out.xml")
      #expect(
        text.hasPrefix(
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <testsuites name="mpc" tests="4" failures="1" errors="1">
            <testsuite name="spec.mp" tests="2" failures="1" errors="0" skipped="0">
              <testcase name="two replicas" classname="spec.mp" file="spec.mp" line="5"/>
              <testcase name="a &amp; b &lt;c&gt; &quot;d&quot;&#10;\u{FFFD}" classname="spec.mp" file="spec.mp" line="6">
                <failure message="expectation failed: `&quot;nginx:1.28-alpine&quot;` is not equal to `&quot;]]&gt;&amp;\u{FFFD}&quot;`">error[E0601]: expectation failed
          """
        )
      )
      let reader = JUnitReader()
      #expect(reader.read(text))
      #expect(
        reader.counts == ["testsuites": 1, "testsuite": 3, "testcase": 4, "failure": 1, "error": 1]
      )
      let again = try command.run("test", "spec.mp", "sound.mp", "broken.mp", "--junit", "2.xml")
      #expect(again.status == 1)
      #expect(try command.text("2.xml") == text)
    }
  }

  @Test func leavesNothingWhereJUnitCannotBeWritten() throws {
    try withCommand { command in
      let result = try command.run("test", "sound.mp", "--junit", "no/such/out.xml")
      #expect(result.status == 73)
      #expect(result.errors == "error: cannot write no/such/out.xml: No such file or directory\n")
      #expect(try command.run("test", "sound.mp", "--junit", ".").status == 73)
      _ = try command.run("test", "sound.mp", "--junit", "out.xml")
      let names = try FileManager.default.contentsOfDirectory(atPath: command.folder.path).sorted()
      #expect(names == ["out.xml", "sound.mp", "spec.mp"])
    }
  }
}

/// Counts the elements of a document, if it is well-formed.
private final class JUnitReader: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]

  func read(_ text: String) -> Bool {
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    return parser.parse()
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
  }
}
