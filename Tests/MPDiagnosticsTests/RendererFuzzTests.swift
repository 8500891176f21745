import Foundation
import MPDiagnostics
import Testing

/// SplitMix64: the same numbers on every machine, so that a failure can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// What hurts: line ends, tabs, escapes, pieces of UTF-8, marks that combine, wide and bidi signs.
private let fragments: [[UInt8]] = [
  [0x0A], [0x0D, 0x0A], [0x0D], [0x09], [0x1B], [0x00], [0x20], [0x61], [0x80], [0xC3], [0xE2],
  [0xF0, 0x9F], [0xFF], Array("\u{301}".utf8), Array("\u{202E}".utf8), Array("\u{9B}".utf8),
  Array("名".utf8), Array("🚀".utf8), Array("name = 1".utf8), Array("\u{2028}".utf8),
]

extension SeededGenerator {
  fileprivate mutating func bytes() -> [UInt8] {
    let count = Int.random(in: 0...60, using: &self)
    let isNoise = Bool.random(using: &self)
    return (0..<count).flatMap { _ in
      isNoise
        ? [UInt8.random(in: 0...255, using: &self)] : fragments.randomElement(using: &self)!
    }
  }

  fileprivate mutating func text() -> String {
    String(decoding: bytes(), as: UTF8.self)
  }

  fileprivate mutating func label(_ sources: SourceMap) -> Diagnostic.Label {
    let index = Int.random(in: sources.sources.indices, using: &self)
    let count = sources.sources[index].bytes.count
    let range = SourceRange(
      source: Source.ID(index: index),
      lower: Int.random(in: -2...count + 2, using: &self),
      upper: Int.random(in: -2...count + 2, using: &self)
    )
    return Diagnostic.Label(range, Bool.random(using: &self) ? text() : "")
  }

  fileprivate mutating func labels(_ sources: SourceMap, _ most: Int) -> [Diagnostic.Label] {
    (0..<Int.random(in: 0...most, using: &self)).map { _ in label(sources) }
  }
}

@Suite struct RendererFuzzTests {
  @Test(arguments: 0..<8) func noSourceAndNoPlaceDisturbsTheTerminal(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for round in 0..<60 {
      var sources = SourceMap()
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let long = round % 10 == 0 ? 8 : 1
        let bytes = (0..<long).flatMap { _ in random.bytes() }
        _ = sources.add(name: random.text(), bytes: bytes)
      }
      var finding = finding(
        random.text(),
        Severity.allCases.randomElement(using: &random)!,
        at: random.label(sources),
        labels: random.labels(sources, 8),
        trace: random.labels(sources, 12)
      )
      finding.notes = [random.text()]
      finding.fixIts = [Diagnostic.FixIt(random.text(), [])]

      let human = FindingFormat.human.render([finding], sources: sources)
      let terse = FindingFormat.terse.render([finding], sources: sources)
      let json = FindingFormat.json.render([finding], sources: sources)
      let sarif = FindingFormat.sarif.render([finding], sources: sources)
      let github = FindingFormat.github.render([finding], sources: sources)
      for text in [human, terse, json, sarif, github] {
        let unsafe = text.unicodeScalars.filter { $0 != "\n" && isUnsafe($0) }
        #expect(unsafe.isEmpty, "seed \(seed), round \(round)")
      }
      for text in [terse, json, sarif, github] {
        #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
      }
      try SARIFLog(sarif).expectToBeValid()
      _ = try JSONSerialization.jsonObject(with: Data(json.utf8))

      let coloured = FindingFormat.human.render([finding], sources: sources, style: .ansi)
      #expect(
        withoutColours(coloured) == Array(human.unicodeScalars),
        "seed \(seed), round \(round)"
      )
    }
  }

  private func withoutColours(_ text: String) -> [Unicode.Scalar] {
    var isInSequence = false
    return text.unicodeScalars.filter { scalar in
      if scalar == "\u{1B}" { isInSequence = true }
      defer { if scalar == "m" { isInSequence = false } }
      return !isInSequence
    }
  }

  /// By what terminals do, not by what the renderer looks for.
  private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
      true
    default: false
    }
  }
}
