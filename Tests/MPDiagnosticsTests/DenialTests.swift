import MPDiagnostics
import Testing

@Suite struct DenialTests {
  private func reported(_ severity: Severity, about target: String?, _ denials: [Denial])
    -> Diagnostics
  {
    let fixture = Fixture("x")
    var diagnostics = Diagnostics(denying: denials)
    let finding = finding("m", severity, at: fixture.label("x"))
    if let target {
      diagnostics.report([finding], about: target)
    } else {
      diagnostics.report(finding)
    }
    return diagnostics
  }

  @Test func isReadAsItIsWritten() {
    for text in ["warnings", "lossy", "lossy:kubernetes"] { #expect(Denial(text)?.text == text) }
    for text in ["", "Lossy", "lossy:", "warnings:compose", "lossy:a:b", "notes"] {
      #expect(Denial(text) == nil, "\(text)")
    }
  }

  @Test func makesErrorsOfWhatItNames() {
    for denials in [[Denial.lossy(target: nil)], [.warnings, .lossy(target: "kubernetes")]] {
      let denied = reported(.lossy, about: "kubernetes", denials)
      #expect(denied.hasErrors && !denied.hasMistakes)
      #expect(denied.findings[0].severity == .error)
      #expect(denied.findings[0].denial == denials.last)
      #expect(denied.findings[0].targets == ["kubernetes"])
    }
    #expect(reported(.warning, about: nil, [.warnings]).hasErrors)
    #expect(!reported(.lossy, about: "compose", [.lossy(target: "kubernetes")]).hasErrors)
    #expect(!reported(.lossy, about: "compose", [.warnings]).hasErrors)
    #expect(!reported(.note, about: nil, [.warnings, .lossy(target: nil)]).hasErrors)
    let mistake = reported(.error, about: nil, [.warnings])
    #expect(mistake.hasMistakes && mistake.findings[0].denial == nil)
  }

  @Test func everyFormatSaysWhy() throws {
    let fixture = Fixture("x")
    let found = reported(.lossy, about: "kubernetes", [.lossy(target: "kubernetes")]).findings
    let render = { (format: FindingFormat) in format.render(found, sources: fixture.sources) }
    #expect(render(.human).hasPrefix("error[E0203]: m\n"))
    #expect(
      render(.human).hasSuffix("  = note: it is an error because of `--deny lossy:kubernetes`\n")
    )
    #expect(render(.terse) == "spec.mp:1:1: error[E0203]: m (--deny lossy:kubernetes)\n")
    #expect(render(.json).contains(#""targets":["kubernetes"],"deniedBy":"lossy:kubernetes"}"#))
    #expect(render(.github).contains("because of `--deny lossy:kubernetes`"))
    let result = try SARIFLog(render(.sarif)).runs[0].results[0]
    #expect(result.level == "error")
    #expect(result.properties.deniedBy == "lossy:kubernetes")
    #expect(result.properties.targets == ["kubernetes"])
  }
}
