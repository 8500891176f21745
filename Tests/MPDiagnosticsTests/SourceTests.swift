import MPDiagnostics
import Testing

@Suite struct SourceTests {
  @Test func positionsCountLinesAndScalars() {
    var sources = SourceMap()
    let unit = "aé名🚀\n" + String(repeating: "é=", count: 1000)
    let text = String(repeating: unit, count: 3)
    let id = sources.add(name: "x.mp", bytes: Array(text.utf8))
    let source = sources[id]
    var line = 1
    var column = 1
    var offset = 0
    for scalar in text.unicodeScalars {
      let position = source.position(of: offset)
      #expect(position.line == line && position.column == column && position.offset == offset)
      offset += scalar.utf8.count
      column += 1
      if scalar == "\n" { (line, column) = (line + 1, 1) }
    }
    #expect(source.position(of: offset).column == column)
  }

  @Test(arguments: [0, 1, 1023, 1024, 1025, 2048])
  func theEndIsAPlaceAndWhatIsBehindItIsTheEnd(length: Int) {
    var sources = SourceMap()
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
    let id = sources.add(name: "x.mp", bytes: bytes)
    let source = sources[id]
    #expect(source.position(of: length).column == length + 1)
    #expect(source.position(of: length + 5) == source.position(of: length))
    #expect(source.position(of: -1).column == 1)
  }
}
