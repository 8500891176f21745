import MPDiagnostics
import Testing

/// Line 9 of the example of the language page, and line 28 of a pattern it uses.
private func histogram() -> Fixture {
  var fixture = Fixture()
  fixture.add("histogram.mp", String(repeating: "\n", count: 8) + "  leaf {\n")
  fixture.add(
    "patterns/scatter_gather.mp",
    String(repeating: "\n", count: 27) + #"      MP_LEAVES      = join(leaf.http.addresses, ",")"#
      + "\n"
  )
  return fixture
}

private func portNeeded(_ fixture: Fixture) -> Diagnostic {
  Diagnostic(
    .portNeededByPattern,
    "`scatter_gather` needs a port named `http` on `leaf`",
    at: Diagnostic.Label(
      fixture.range(10, 14),
      "this service has only the port `grpc`"
    ),
    labels: [fixture.label("leaf.http", "used here")],
    help: ["add `ports { http = 8080 }` to `leaf`"]
  )
}

@Suite struct HumanRendererTests {
  @Test func showsEachFileWithItsLinesAndWhatToWriteInstead() {
    let fixture = histogram()
    #expect(
      fixture.human(portNeeded(fixture)) == """
        error[E0203]: `scatter_gather` needs a port named `http` on `leaf`
           ┌─ histogram.mp:9:3
           │
         9 │   leaf {
           │   ^^^^ this service has only the port `grpc`
           │
           ┌─ patterns/scatter_gather.mp:28:29
           │
        28 │       MP_LEAVES      = join(leaf.http.addresses, ",")
           │                             --------- used here
           = help: add `ports { http = 8080 }` to `leaf`

        """
    )
  }

  @Test func coloursWhenAsked() {
    let fixture = Fixture("leaf grpc\n")
    let shown = fixture.human(
      Diagnostic(
        .portNeededByPattern,
        "no port",
        at: fixture.label("leaf", "here"),
        labels: [fixture.label("grpc")],
        help: ["add one"]
      ),
      style: .ansi
    )
    let esc = "\u{1B}"
    #expect(
      shown == """
        \(esc)[1;31merror[E0203]\(esc)[0m\(esc)[1m: no port\(esc)[0m
        \(esc)[34m  ┌─ \(esc)[0mspec.mp:1:1
        \(esc)[34m  │\(esc)[0m
        \(esc)[34m1 │ \(esc)[0mleaf grpc
        \(esc)[34m  │ \(esc)[0m\(esc)[1;31m^^^^\(esc)[0m \(esc)[34m----\(esc)[0m
        \(esc)[34m  │ \(esc)[0m\(esc)[1;31m│\(esc)[0m
        \(esc)[34m  │ \(esc)[0m\(esc)[1;31mhere\(esc)[0m
        \(esc)[34m  = \(esc)[0m\(esc)[1mhelp:\(esc)[0m add one

        """
    )
  }

  @Test(arguments: [
    (Severity.error, "1;31"), (.warning, "1;33"), (.lossy, "1;35"), (.note, "1;36"),
  ])
  func eachSeverityHasItsColour(severity: Severity, sequence: String) {
    let fixture = Fixture("x")
    let shown = fixture.human(finding("m", severity, at: fixture.label("x")), style: .ansi)
    #expect(shown.hasPrefix("\u{1B}[\(sequence)m\(severity.rawValue)[E0203]\u{1B}[0m"))
    #expect(shown.contains("\u{1B}[\(sequence)m^\u{1B}[0m"))
  }

  @Test func notesHelpAndFixItsFollowInThisOrderEachOnce() {
    let fixture = Fixture("replica = 2\n")
    var unknown = finding("there is no `replica`", at: fixture.label("replica"))
    unknown.notes = ["a service has `replicas`"]
    unknown.help = ["replace with `replicas`", "or write:\nreplicas = 2\n  spread = \"zone\""]
    unknown.fixIts = [
      Diagnostic.FixIt("replace with `replicas`", []), Diagnostic.FixIt("remove it", []),
    ]
    #expect(
      fixture.human(unknown) == """
        error[E0203]: there is no `replica`
          ┌─ spec.mp:1:1
          │
        1 │ replica = 2
          │ ^^^^^^^
          = note: a service has `replicas`
          = help: replace with `replicas`
          = help: or write:
                  replicas = 2
                    spread = "zone"
          = help: remove it

        """
    )
  }

  @Test func severalFindingsAreCounted() {
    let fixture = Fixture("a b c\n")
    #expect(
      fixture.human(
        finding("first", at: fixture.label("a")),
        finding("second", .warning, at: fixture.label("b")),
        finding("third", .lossy, at: fixture.label("c"))
      ) == """
        error[E0203]: first
          ┌─ spec.mp:1:1
          │
        1 │ a b c
          │ ^

        warning[E0203]: second
          ┌─ spec.mp:1:3
          │
        1 │ a b c
          │   ^

        lossy[E0203]: third
          ┌─ spec.mp:1:5
          │
        1 │ a b c
          │     ^

        1 error, 1 lossy, 1 warning

        """
    )
    #expect(fixture.human() == "")
  }

  @Test func showsAHundredFindingsAndCountsTheRest() {
    let fixture = Fixture("a\n")
    let warnings = (0..<99).map { finding("warning \($0)", .warning, at: fixture.label("a")) }
    let errors = (0..<3).map { finding("error \($0)", at: fixture.label("a")) }
    let shown = FindingFormat.human.render(warnings + errors, sources: fixture.sources)
    #expect(shown.hasSuffix("\n\n…and 2 more warnings\n3 errors, 99 warnings\n"))
    #expect(shown.contains("warning 96\n"))
    #expect(!shown.contains("warning 97\n"))
    // However many warnings come before it, no error goes unseen.
    #expect(shown.contains("error 2\n"))

    let many = (0..<123).map { finding("error \($0)", at: fixture.label("a")) }
    #expect(
      FindingFormat.human.render(many, sources: fixture.sources)
        .hasSuffix("\n\n…and 23 more errors\n123 errors\n")
    )
  }

  @Test func traceGoesFromTheInnermostInstanceOutwards() {
    var fixture = Fixture("sharded users {\n}\n")
    fixture.add("patterns/sharded.mp", "ring inner {\n}\n")
    fixture.add("patterns/ring.mp", "join(leaf.http)\n")
    #expect(
      fixture.human(
        finding(
          at: fixture.label("leaf.http", "no such port"),
          trace: [
            fixture.label("ring inner", "in this instance of `ring`"),
            fixture.label("sharded users", "in this instance of `sharded`"),
          ]
        )
      ) == """
        error[E0203]: this is wrong
          ┌─ patterns/ring.mp:1:6
          │
        1 │ join(leaf.http)
          │      ^^^^^^^^^ no such port
          │
          ┌─ patterns/sharded.mp:1:1
          │
        1 │ ring inner {
          │ ---------- in this instance of `ring`
          │
          ┌─ spec.mp:1:1
          │
        1 │ sharded users {
          │ ------------- in this instance of `sharded`

        """
    )
  }

  @Test func aLongTraceKeepsItsTwoEnds() {
    let fixture = Fixture((1...20).map { "step\($0);\n" }.joined())
    let shown = fixture.human(
      finding(
        at: fixture.label("step1;"),
        trace: (2...20).map { fixture.label("step\($0);", "in step \($0)") }
      )
    )
    #expect(
      shown.contains(
        """
         8 │ step8;
           │ ------ in step 8
           │
           · …and 11 more in between
           │
           ┌─ spec.mp:20:1
           │
        20 │ step20;
           │ ------- in step 20

        """
      )
    )
    #expect(shown.split(separator: "\n").count { $0.contains("┌─") } == 9)
  }

  @Test func aPlaceOutsideEverySourceIsShownAtTheEnd() {
    let fixture = Fixture("ab")
    #expect(
      fixture.human(finding(at: Diagnostic.Label(fixture.range(7, 3)))) == """
        error[E0203]: this is wrong
          ┌─ spec.mp:1:3
          │
        1 │ ab
          │   ^

        """
    )
  }
}
