import MPDiagnostics
import Testing

/// The line shown and the marks below it.
private func shown(_ fixture: Fixture, _ range: SourceRange) -> [String] {
  fixture.human(finding(at: Diagnostic.Label(range)))
    .split(separator: "\n").dropFirst(3).map { String($0.dropFirst(4)) }
}

private func shown(_ text: String, _ words: String) -> [String] {
  let fixture = Fixture(text)
  return shown(fixture, fixture.range(words))
}

@Suite struct DisplayedLineTests {
  @Test func marksStandBelowWhatTheyMark() {
    #expect(shown("\ta\tb = 1\n", "b") == ["    a    b = 1", "         ^"])
    #expect(shown("\ta\tb = 1\n", "\ta") == ["    a    b = 1", "^^^^^"])
    #expect(shown("名前 = x\n", "x") == ["名前 = x", "       ^"])
    #expect(shown("名前 = x\n", "前") == ["名前 = x", "  ^^"])
    #expect(shown("a 🚀 b\n", "b") == ["a 🚀 b", "     ^"])
    #expect(shown("cafe\u{301} b\n", "b") == ["cafe\u{301} b", "     ^"])
    #expect(shown("cafe\u{301} b\n", "\u{301}") == ["cafe\u{301} b", "   ^"])
    #expect(shown("\u{301}b\n", "\u{301}").last == "^")
    #expect(shown("한국 b\n", "b") == ["한국 b", "     ^"])
    #expect(shown("é b\n", "b") == ["é b", "  ^"])
  }

  @Test func aPlaceInsideAScalarMarksTheScalar() {
    let fixture = Fixture("a 🚀 b\n")
    #expect(shown(fixture, fixture.range(4, 5)) == ["a 🚀 b", "  ^^"])
  }

  @Test func lineEndsAreNotShown() {
    #expect(shown("one\r\ntwo\r\n", "one") == ["one", "^^^"])
    #expect(shown("one\r\ntwo\r\n", "one\r\n") == ["one", "^^^^"])
    #expect(shown("one\r\ntwo", "two") == ["two", "^^^"])
  }

  @Test func whatIsInvisibleIsWrittenOut() {
    #expect(shown("a\u{1B}[31mb", "b") == [#"a\u{1b}[31mb"#, "           ^"])
    #expect(shown("a\u{202E}b", "\u{202E}") == [#"a\u{202e}b"#, " ^^^^^^^^"])
    #expect(shown("a\u{0}\u{7F}\u{9B}b", "b") == [#"a\u{0}\u{7f}\u{9b}b"#, "                  ^"])
    #expect(shown("a\rb", "b") == [#"a\rb"#, "   ^"])
    #expect(shown("\u{FEFF}a\u{200B}\u{2028}b", "b").first == #"\u{feff}a\u{200b}\u{2028}b"#)
    #expect(shown("\u{FFF9}b", "b").first == #"\u{fff9}b"#)
    #expect(shown("\u{E0041}\u{3164}", "\u{3164}").first == #"\u{e0041}\u{3164}"#)
  }

  @Test func bytesThatAreNotUTF8AreReplaced() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0x62]
    var sources = SourceMap()
    let id = sources.add(name: "x.mp", bytes: bytes)
    let text = FindingFormat.human.render(
      [finding(at: Diagnostic.Label(SourceRange(source: id, lower: 7, upper: 8)))],
      sources: sources
    )
    #expect(
      text.hasSuffix(
        """
        1 │ a\u{FFFD}\u{FFFD}(\u{FFFD}\u{FFFD}\u{FFFD}b
          │        ^

        """
      )
    )
  }

  @Test func namesMessagesAndTextsAreWrittenOutToo() {
    var fixture = Fixture()
    fixture.add("a\u{1B}b\n.mp", "x")
    var unsafe = finding("no \u{202E}\n\"x\u{7}\"", at: fixture.label("x", "\u{9B}1m\t"))
    unsafe.notes = ["bell \u{7}"]
    #expect(
      fixture.human(unsafe) == #"""
        error[E0203]: no \u{202e}\n"x\u{7}"
          ┌─ a\u{1b}b\n.mp:1:1
          │
        1 │ x
          │ ^ \u{9b}1m\t
          = note: bell \u{7}

        """#
    )
  }

  @Test func aLongLineIsCutRoundThePrimaryPlace() {
    let digits = String(repeating: "0123456789", count: 30)
    let fixture = Fixture("first" + digits + "middle" + digits + "last")

    let middle = shown(fixture, fixture.range("middle"))
    let before = String(digits.suffix(38))
    #expect(middle[0] == "…" + before + "middle" + digits.prefix(114) + "…")
    #expect(middle[1] == String(repeating: " ", count: 39) + "^^^^^^")

    #expect(shown(fixture, fixture.range("first"))[0] == "first" + digits.prefix(153) + "…")
    let last = shown(fixture, fixture.range("last"))
    #expect(last[0] == "…" + digits.suffix(154) + "last")
    #expect(last[1] == String(repeating: " ", count: 155) + "^^^^")
  }

  @Test func placesOutOfSightAreMarkedAtTheEnds() {
    let filling = String(repeating: ".", count: 300)
    let fixture = Fixture("first" + filling + "middle" + filling + "last")
    let lines = fixture.human(
      finding(
        at: fixture.label("middle", "here"),
        labels: [fixture.label("first", "before"), fixture.label("last", "behind")]
      )
    ).split(separator: "\n").dropFirst(4).map { String($0.dropFirst(4)) }
    let left = String(repeating: " ", count: 38)
    let right = String(repeating: " ", count: 114)
    #expect(lines == ["-\(left)^^^^^^\(right)- behind", "│\(left)│", "│\(left)here", "before"])
  }

  @Test func aLineOfMegabytesCostsNoMoreThanAShortOne() {
    let fixture = Fixture(String(repeating: "é=1,", count: 1 << 20))
    let last = fixture.sources.sources[0].bytes.count
    let findings = (0..<100).map { index in
      finding(at: Diagnostic.Label(fixture.range(last - index * 5 - 2, last - index * 5 - 1)))
    }
    let clock = ContinuousClock()
    let time = clock.measure {
      for format in FindingFormat.allCases {
        _ = format.render(findings, sources: fixture.sources)
      }
    }
    // To walk the line once for each finding would take minutes without optimisation.
    #expect(time < .seconds(5))
  }
}
