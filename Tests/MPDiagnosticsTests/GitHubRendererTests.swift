import MPDiagnostics
import Testing

@Suite struct GitHubRendererTests {
  private func github(_ finding: Diagnostic, _ fixture: Fixture) -> String {
    FindingFormat.github.render([finding], sources: fixture.sources)
  }

  @Test func aFindingIsACommand() {
    let fixture = Fixture("a\nservice web {}\n")
    var finding = finding("100% of `web`, or: none", at: fixture.label("web", "here"))
    finding.help = ["remove it\nor not"]
    #expect(
      github(finding, fixture)
        == "::error file=spec.mp,line=2,endLine=2,col=9,endColumn=12,title=E0203::100%25 of `web`, or: none%0Ahere%0Ahelp: remove it%0Aor not\n"
    )
  }

  @Test(arguments: [(Severity.lossy, "warning"), (.warning, "warning"), (.note, "notice")])
  func levels(_ severity: Severity, _ name: String) {
    let fixture = Fixture("x")
    #expect(
      github(finding("m", severity, at: fixture.label("x")), fixture)
        == "::\(name) file=spec.mp,line=1,endLine=1,col=1,endColumn=2,title=E0203::m\n"
    )
  }

  @Test func aRangeOfSeveralLinesHasNoColumns() {
    let fixture = Fixture("ab\ncd\n")
    #expect(
      github(finding("m", at: fixture.label("b\nc")), fixture)
        == "::error file=spec.mp,line=1,endLine=2,title=E0203::m\n"
    )
  }

  @Test func whatWouldEndAPropertyIsEscaped() {
    var fixture = Fixture("x")
    fixture.add("./a,b:c%\r\n\u{1B}.mp", "y")
    #expect(
      github(finding("m\r\n::error::forged", at: fixture.label("y")), fixture)
        == #"::error file=a%2Cb%3Ac%25\r\n\u{1b}.mp,line=1,endLine=1,col=1,endColumn=2,title=E0203::m\r\n::error::forged"#
        + "\n"
    )
  }
}
