import Foundation
import MPDiagnostics
import Testing

@Suite struct TerseRendererTests {
  @Test func oneLineAFinding() {
    var fixture = Fixture("service web {}\n")
    fixture.add("b\u{1B}.mp", "x\ny\n")
    var first = finding("no port named `http`", at: fixture.label("web", "here"))
    first.help = ["add one"]
    #expect(
      FindingFormat.terse.render(
        [first, finding("two\nlines", .warning, at: fixture.label("y"))],
        sources: fixture.sources
      )
        == #"""
        spec.mp:1:9: error[E0203]: no port named `http`
        b\u{1b}.mp:2:1: warning[E0203]: two\nlines

        """#
    )
    #expect(FindingFormat.terse.render([], sources: fixture.sources) == "")
  }

  @Test func countsWhatItLeavesOut() {
    let fixture = Fixture("x")
    let many = (0..<102).map { finding("error \($0)", at: fixture.label("x")) }
    let lines = FindingFormat.terse.render(many, sources: fixture.sources).split(separator: "\n")
    #expect(lines.count == 101)
    #expect(lines.last == "…and 2 more errors")
  }
}

@Suite struct JSONRendererTests {
  private func full() -> (Fixture, Diagnostic) {
    var fixture = Fixture("a é\nreplica = 2\n")
    fixture.add("lib.mp", "slot leaf")
    var finding = finding(
      "there is no `replica`",
      .warning,
      at: fixture.label("replica", "not an attribute"),
      labels: [fixture.label("é\nrep", "since here")],
      trace: [fixture.label("slot", "in this slot")]
    )
    finding.notes = ["a note"]
    finding.help = ["some help"]
    finding.fixIts = [
      Diagnostic.FixIt("replace it", [.init(fixture.range("replica"), "replicas")])
    ]
    return (fixture, finding)
  }

  @Test func keysHaveAFixedOrder() {
    let (fixture, finding) = full()
    let place = { (line: Int, column: Int, byte: Int) in
      #"{"line":\#(line),"column":\#(column),"byte":\#(byte)}"#
    }
    let replica = #""span":{"start":\#(place(2, 1, 5)),"end":\#(place(2, 8, 12))}"#
    let since = #""span":{"start":\#(place(1, 3, 2)),"end":\#(place(2, 4, 8))}"#
    let slot = #""span":{"start":\#(place(1, 1, 0)),"end":\#(place(1, 5, 4))}"#
    let edit = #"{"file":"spec.mp",\#(replica),"replacement":"replicas"}"#
    let expected = [
      #"{"code":"E0203","severity":"warning","message":"there is no `replica`","file":"spec.mp","#,
      replica,
      #","label":"not an attribute","labels":[{"file":"spec.mp",\#(since),"text":"since here"}],"#,
      #""notes":["a note"],"help":["some help"],"#,
      #""fixIts":[{"message":"replace it","edits":[\#(edit)]}],"#,
      #""trace":[{"file":"lib.mp",\#(slot),"text":"in this slot"}],"#,
      #""targets":[],"deniedBy":null}"#,
      "\n",
    ]
    #expect(
      FindingFormat.json.render([finding], sources: fixture.sources) == expected.joined()
    )
  }

  @Test func everyScalarComesBackAsItWas() throws {
    let fixture = Fixture("x")
    let interesting =
      [0x00...0xFF, 0x2000...0x206F, 0xD7F0...0xD7FF, 0xE000...0xE010, 0xFFF0...0xFFFF]
      + [0x1F600...0x1F610, 0xE0000...0xE0080, 0x10FFF0...0x10FFFF]
    let message = String(
      String.UnicodeScalarView(interesting.joined().compactMap { Unicode.Scalar($0) })
    )
    let line = FindingFormat.json.render(
      [finding(message, at: fixture.label("x"))],
      sources: fixture.sources
    )
    let parsed = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let back = try #require(parsed?["message"] as? String)
    // Strings compare by what they mean; here every scalar counts.
    #expect(Array(back.unicodeScalars) == Array(message.unicodeScalars))
    #expect(line.unicodeScalars.dropLast().allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(!line.unicodeScalars.contains { (0x2028...0x202E).contains($0.value) })
  }

  @Test func oneObjectALineAndNoneLeftOut() throws {
    let fixture = Fixture("x\ny\n")
    let findings = (0..<250).map { finding("m\n\($0)", at: fixture.label("y")) }
    let lines = FindingFormat.json.render(findings, sources: fixture.sources)
      .split(separator: "\n")
    #expect(lines.count == 250)
    for (index, line) in lines.enumerated() {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["message"] as? String == "m\n\(index)")
    }
  }
}
