import Foundation
import MPDiagnostics
import Testing

@Suite struct SARIFTests {
  private func log(_ findings: [Diagnostic], _ sources: SourceMap) throws -> SARIFLog {
    let text = FindingFormat.sarif.render(findings, sources: sources)
    #expect(text.hasSuffix("}\n"))
    let log = try SARIFLog(text)
    try log.expectToBeValid()
    return log
  }

  @Test func aFindingIsAResultWithItsPlacesAndChanges() throws {
    var fixture = Fixture("a é😀 replica = 2\n")
    fixture.add("./sub folder/lib:1.mp", "slot leaf\nx")
    var finding = finding(
      "there is no `replica`",
      .lossy,
      at: fixture.label("replica", "not an attribute"),
      labels: [fixture.label("leaf\nx", "since here")],
      trace: [fixture.label("slot")]
    )
    finding.notes = ["a note"]
    finding.help = ["some help"]
    finding.fixIts = [
      Diagnostic.FixIt("replace it", [.init(fixture.range("replica"), "replicas")]),
      Diagnostic.FixIt("think", []),
    ]
    let log = try log([finding], fixture.sources)
    let result = try #require(log.runs[0].results.first)
    #expect(result.ruleId == "E0203")
    #expect(result.level == "warning")
    #expect(result.properties == SARIFLog.Properties(severity: "lossy"))
    #expect(
      result.message.text
        == "there is no `replica`\nnot an attribute\nnote: a note\nhelp: some help\nhelp: replace it\nhelp: think"
    )
    let place = result.locations[0].physicalLocation
    #expect(place.artifactLocation.uri == "spec.mp")
    #expect(place.region == .init(startLine: 1, startColumn: 6, endLine: 1, endColumn: 13))
    let related = try #require(result.relatedLocations)
    #expect(related.map(\.message?.text) == ["since here", nil])
    #expect(related[0].physicalLocation.artifactLocation.uri == "sub%20folder/lib%3A1.mp")
    #expect(
      related[0].physicalLocation.region
        == .init(startLine: 1, startColumn: 6, endLine: 2, endColumn: 2)
    )
    let fixes = try #require(result.fixes)
    #expect(fixes.map(\.description.text) == ["replace it"])
    #expect(fixes[0].artifactChanges[0].replacements[0].insertedContent.text == "replicas")
    let rule = try #require(log.runs[0].tool.driver.rules.first)
    #expect(rule.name == "PortNeededByPattern")
    #expect(rule.shortDescription.text == "port needed by pattern")
    #expect(rule.help.text == DiagnosticCode.portNeededByPattern.explanation)
  }

  @Test func isOneDocumentForAnyNumberOfSpecs() throws {
    #expect(try log([], SourceMap()).runs[0].results.isEmpty)
    let reports = ["a", "b"].map { text in
      let fixture = Fixture(text)
      return FindingReport([finding("about \(text)", at: fixture.label(text))], in: fixture.sources)
    }
    let log = try SARIFLog(FindingFormat.sarif.render(reports))
    try log.expectToBeValid()
    #expect(log.runs[0].results.map(\.message.text) == ["about a", "about b"])
  }

  @Test func filesOfTheLibraryAreInNoRepository() throws {
    var sources = SourceMap()
    let spec = sources.add(name: "/srv/spec.mp", bytes: [0x61])
    let library = sources.add(name: "patterns/x.mp", bytes: [0x61], isShipped: true)
    let place = { SourceRange(source: $0, lower: 0, upper: 1) }
    let log = try log([finding(at: .init(place(spec)), trace: [.init(place(library))])], sources)
    let result = log.runs[0].results[0]
    #expect(result.locations[0].physicalLocation.artifactLocation.uri == "file:///srv/spec.mp")
    let artifact = try #require(result.relatedLocations?[0].physicalLocation.artifactLocation)
    #expect(artifact.uri == "patterns/x.mp")
    #expect(artifact.uriBaseId != nil)
  }

  @Test func noTextOfASpecBecomesALink() throws {
    let fixture = Fixture("x")
    let log = try log(
      [finding("see [this](https://example.com)", at: fixture.label("x"))],
      fixture.sources
    )
    #expect(log.runs[0].results[0].message.text == #"see \[this\](https://example.com)"#)
  }
}
