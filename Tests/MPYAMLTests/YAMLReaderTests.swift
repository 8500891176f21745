import MPYAML
import Testing

@Suite struct YAMLReaderTests {
  @Test func treeOfADocument() throws {
    let root = try #require(
      try read("a: 1\nb:\n- 'x'\n- !!str y\nc: {d: \"e\\n\"}\nf: |\n  g\n").first
    )
    #expect(root.pairs?.map(\.key.text) == ["a", "b", "c", "f"])
    #expect(root["a"]?.text == "1")
    #expect(root["b"]?.items?.map(\.text) == ["x", "y"])
    #expect(root["c"]?["d"]?.text == "e\n")
    #expect(root["f"]?.text == "g\n")
    #expect(root["none"] == nil)
    #expect(root["c"]?.mark == YAMLMark(line: 5, column: 4))

    let scalars =
      try #require(root["b"]?.items).compactMap(\.scalar) + [root["f"]?.scalar]
    #expect(scalars.map(\.?.style) == [.singleQuoted, .plain, .literal])
    #expect(scalars.map(\.?.tag) == [nil, "tag:yaml.org,2002:str", nil])
  }

  @Test func documentsOfAStream() throws {
    #expect(try read("").isEmpty)
    #expect(try read("# nothing\n").isEmpty)
    #expect(try read("a\n---\nb\n...\n---\n").map(\.text) == ["a", "b", ""])
  }

  @Test(arguments: [
    ("a: b: c", YAMLError.Reason.syntax("mapping values are not allowed in this context"), 1, 5),
    ("a:\n  - b\n c", .syntax("did not find expected key"), 3, 2),
    ("é: ]", .syntax("did not find expected node content"), 1, 4),
    ("a: &x 1", .anchorOrAlias, 1, 4),
    ("- &x [1]", .anchorOrAlias, 1, 3),
    ("- &x {}", .anchorOrAlias, 1, 3),
    ("- a\n- *x", .anchorOrAlias, 2, 3),
    ("a: 1\nb: 2\n'a': 3", .duplicateKey("a"), 3, 1),
    ("x:\n  ? [a]\n  : b", .collectionAsKey, 2, 5),
    ("{? {a: b} : c}", .collectionAsKey, 1, 4),
    ("a: \"\\uD83D\\uDE00\"", .syntax("found invalid Unicode character escape code"), 1, 7),
  ])
  func refusals(text: String, reason: YAMLError.Reason, line: Int, column: Int) {
    #expect(throws: YAMLError(reason: reason, mark: YAMLMark(line: line, column: column))) {
      try read(text)
    }
  }

  @Test(arguments: [[0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x00], [0x07]] as [[UInt8]])
  func bytesThatAreNoText(_ bytes: [UInt8]) throws {
    let error = #expect(throws: YAMLError.self) {
      try YAMLReader.documents(in: Array("a: b\né: ".utf8) + bytes)
    }
    #expect(error?.mark == YAMLMark(line: 2, column: 4))
  }

  @Test func keysThatLookTheSameAreTwo() throws {
    let root = try #require(try read("\u{E9}: 1\ne\u{301}: 2").first)
    #expect(root["\u{E9}"]?.text == "1")
    #expect(root["e\u{301}"]?.text == "2")
  }

  @Test(arguments: ["[", "- ", "? ", "{a: "])
  func depthIsLimited(_ opening: String) {
    let limit = YAMLReader.maximumDepth
    #expect(throws: YAMLError.self) { try read(String(repeating: opening, count: 100_000)) }
    let deep = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(throws: Never.self) { try read(deep) }
    #expect(throws: YAMLError(reason: .tooDeep, mark: YAMLMark(line: 1, column: limit + 1))) {
      try read("[" + deep + "]")
    }
  }
}

private func read(_ text: String) throws(YAMLError) -> [YAMLNode] {
  try YAMLReader.documents(in: Array(text.utf8))
}
