import MPDiagnostics
import Testing

/// What a finding shows below its heading and the line that names the file.
private func body(_ fixture: Fixture, _ finding: Diagnostic) -> String {
  let lines = fixture.human(finding).split(separator: "\n", omittingEmptySubsequences: false)
  return lines.dropFirst(3).joined(separator: "\n")
}

@Suite struct SnippetTests {
  @Test func labelsOfAFileShareASnippetInLineOrder() {
    let fixture = Fixture((1...12).map { "line\($0).\n" }.joined())
    #expect(
      body(
        fixture,
        finding(
          at: fixture.label("line10.", "second"),
          labels: [
            fixture.label("line1.", "first"), fixture.label("line3.", "near"),
            fixture.label("line9.", "next"),
          ]
        )
      )
        == """
         1 │ line1.
           │ ------ first
         2 │ line2.
         3 │ line3.
           │ ------ near
           ·
         9 │ line9.
           │ ------ next
        10 │ line10.
           │ ^^^^^^^ second

        """
    )
  }

  @Test func textsOfOneLineHangBelowTheirMarks() {
    let fixture = Fixture("expose web.http { port = 80 }\n")
    #expect(
      body(
        fixture,
        finding(
          at: fixture.label("http", "no such port"),
          labels: [fixture.label("80", "so"), fixture.label("web", "this service")]
        )
      )
        == """
        1 │ expose web.http { port = 80 }
          │        --- ^^^^          -- so
          │        │   │
          │        │   no such port
          │        this service

        """
    )
  }

  @Test func thePrimaryMarkLiesOnTopOfWhatItOverlaps() {
    let fixture = Fixture("expose web.http\n")
    #expect(
      body(
        fixture,
        finding(
          at: fixture.label("web", "inner"),
          labels: [fixture.label("expose web.http", "outer"), fixture.label("web", "again")]
        )
      )
        == """
        1 │ expose web.http
          │ -------^^^----- outer
          │        │
          │        inner
          │        again

        """
    )
    #expect(
      body(
        fixture,
        finding(at: fixture.label("web"), labels: [fixture.label("expose", "alone")])
      )
        == """
        1 │ expose web.http
          │ ------ ^^^
          │ │
          │ alone

        """
    )
  }

  @Test func aRangeOfSeveralLinesHasARail() {
    let fixture = Fixture("service a {\n  image = 1\n  args = 2\n  env = 3\n}\nrest\n")
    #expect(
      body(
        fixture,
        finding(at: fixture.label("service a {\n  image = 1\n  args = 2\n  env = 3\n}", "whole"))
      )
        == """
        1 │ ╭ service a {
          · │
        5 │ │ }
          │ ╰─^ whole

        """
    )
    #expect(
      body(
        fixture,
        finding(
          at: fixture.label("= 2\n  env", "both"),
          labels: [fixture.label("env", "this")]
        )
      )
        == """
        3 │     args = 2
          │ ╭────────^
        4 │ │   env = 3
          │ │   --- this
          │ ╰─────^ both

        """
    )
  }

  @Test func railsStandSideBySideTheOuterLeft() {
    let fixture = Fixture("a {\n  b {\n    c\n  }\n}\nd {\n}\n")
    #expect(
      body(
        fixture,
        finding(
          at: fixture.label("b {\n    c\n  }", "inner"),
          labels: [
            fixture.label("d {\n}", "later"), fixture.label("a {\n  b {\n    c\n  }\n}", "outer"),
          ]
        )
      )
        == """
        1 │ ╭   a {
        2 │ │ ╭   b {
        3 │ │ │     c
        4 │ │ │   }
          │ │ ╰───^ inner
        5 │ │   }
          │ ╰───- outer
        6 │ ╭   d {
        7 │ │   }
          │ ╰───- later

        """
    )
  }

  @Test func rangesThatCrossKeepTheirRailsApart() {
    let fixture = Fixture("a b\nc d\ne f\n")
    #expect(
      body(
        fixture,
        finding(at: fixture.label("b\nc", "one"), labels: [fixture.label("c d\ne", "two")])
      )
        == """
        1 │     a b
          │ ╭─────^
        2 │ │ ╭ c d
          │ ╰─│─^ one
        3 │   │ e f
          │   ╰─- two

        """
    )
  }

  @Test func moreThanFourRailsAreMarkedOnTheirFirstLineOnly() {
    let fixture = Fixture("abcdef\nxxxxxx\n")
    let shown = body(
      fixture,
      finding(
        at: Diagnostic.Label(fixture.range(0, 13)),
        labels: (1...5).map { Diagnostic.Label(fixture.range($0, 13 - $0)) }
      )
    )
    #expect(
      shown == """
        1 │ ╭       abcdef
          │ │           --
          │ │ ╭──────-
          │ │ │ ╭─────-
          │ │ │ │ ╭────-
        2 │ │ │ │ │ xxxxxx
          │ │ │ │ ╰───-
          │ │ │ ╰──────-
          │ │ ╰─────────-
          │ ╰────────────^

        """
    )
  }

  @Test func aNewlineAtTheEndOfARangeIsNotAnotherLine() {
    let fixture = Fixture("one\ntwo\n")
    #expect(
      body(fixture, finding(at: fixture.label("one\n", "line"))) == """
        1 │ one
          │ ^^^^ line

        """
    )
  }

  @Test(arguments: [
    (0, "1:1", "1 │ ab\n  │ ^"), (1, "1:2", "1 │ ab\n  │  ^"), (2, "1:3", "1 │ ab\n  │   ^"),
    (3, "2:1", "2 │ cd\n  │ ^"), (5, "2:3", "2 │ cd\n  │   ^"), (6, "3:1", "3 │\n  │ ^"),
  ])
  func aPlaceBetweenTwoBytesHasOneCaret(offset: Int, place: String, lines: String) {
    let fixture = Fixture("ab\ncd\n")
    #expect(
      fixture.human(finding(at: Diagnostic.Label(fixture.range(offset, offset), "here")))
        == "error[E0203]: this is wrong\n  ┌─ spec.mp:\(place)\n  │\n\(lines) here\n"
    )
  }

  @Test func anEmptySourceHasOneEmptyLine() {
    var fixture = Fixture()
    fixture.add("<--set>", "")
    #expect(
      fixture.human(finding(at: Diagnostic.Label(fixture.range(0, 0), "a name is missing"))) == """
        error[E0203]: this is wrong
          ┌─ <--set>:1:1
          │
        1 │
          │ ^ a name is missing

        """
    )
  }
}
