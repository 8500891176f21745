import MPYAML
import Testing

@Suite struct RoundTripTests {
  private static let texts = HostileStrings.unique(
    HostileStrings.chosen + HostileStrings.random(6_000, seed: 1)
  )

  @Test func values() throws {
    let yaml = YAMLWriter()
    yaml.document { yaml.mapping { yaml.entry("key", Self.texts) } }
    let root = try #require(try YAMLReader.documents(in: yaml.finish()).first)
    try expect(root["key"]?.items ?? [], toBe: Self.texts)
  }

  @Test func keys() throws {
    let yaml = YAMLWriter()
    yaml.document {
      yaml.mapping {
        for (index, text) in Self.texts.enumerated() {
          switch index % 3 {
          case 0: yaml.entry(text, text)
          case 1: yaml.entry(text, [text])
          default: yaml.mapping(text) { yaml.entry(text, text) }
          }
        }
      }
    }
    let root = try #require(try YAMLReader.documents(in: yaml.finish()).first)
    let pairs = try #require(root.pairs)
    try expect(pairs.map { .scalar($0.key) }, toBe: Self.texts, style: ScalarStyle.init(key:))
    let values = pairs.map { $0.value.items?.first ?? $0.value.pairs?.first?.value ?? $0.value }
    try expect(values, toBe: Self.texts)
  }

  @Test func wholeDocuments() throws {
    let yaml = YAMLWriter()
    for text in Self.texts { yaml.document { yaml.string(text) } }
    try expect(YAMLReader.documents(in: yaml.finish()), toBe: Self.texts)
  }

  /// What a text editor or a checkout on another system could change is not in the output.
  @Test func outputHoldsNothingInvisible() {
    for text in Self.texts {
      let yaml = YAMLWriter()
      yaml.document { yaml.mapping { yaml.entry(text, [text]) } }
      let bytes = yaml.finish()
      #expect(!bytes.contains { $0 < 0x20 && $0 != UInt8(ascii: "\n") }, "\(text.debugDescription)")
      #expect(bytes.last == UInt8(ascii: "\n"), "\(text.debugDescription)")
      let lines = bytes.dropLast().split(
        separator: UInt8(ascii: "\n"),
        omittingEmptySubsequences: false
      )
      #expect(!lines.contains { $0.last == UInt8(ascii: " ") }, "\(text.debugDescription)")
      #expect(lines.last != [] && lines.last != Array("...".utf8)[...], "\(text.debugDescription)")
    }
  }

  /// Compares bytes, as `String` takes `é` and `e` with an accent for the same.
  private func expect(
    _ nodes: [YAMLNode],
    toBe texts: [String],
    style: (String) -> ScalarStyle = ScalarStyle.init(value:)
  ) throws {
    try #require(nodes.count == texts.count)
    for (node, text) in zip(nodes, texts) {
      let scalar = try #require(node.scalar)
      #expect(scalar.text.utf8.elementsEqual(text.utf8), "\(text.debugDescription)")
      #expect(scalar.style == style(text).read, "\(text.debugDescription)")
      #expect(scalar.tag == nil)
    }
  }
}

extension ScalarStyle {
  /// The style that a reader finds when this one was written.
  fileprivate var read: YAMLNode.Style {
    switch self {
    case .plain: .plain
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    }
  }
}
