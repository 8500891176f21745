import MPDiagnostics
import MPSyntax
import Testing

/// A text in which `«…»` marks the places of its findings, in order; the marks are no part of it.
@dynamicMemberLookup
struct Marked {
  let reading: Reading
  let marked: [Range<Int>]

  init(_ text: String) {
    var bytes: [UInt8] = []
    var open: [Int] = []
    var marked: [Range<Int>] = []
    for character in text {
      switch character {
      case "«": open.append(bytes.count)
      case "»": marked.append(open.removeLast()..<bytes.count)
      default: bytes += Array(String(character).utf8)
      }
    }
    reading = Reading(bytes: bytes)
    self.marked = marked.sorted { $0.lowerBound < $1.lowerBound }
  }

  subscript<Value>(dynamicMember path: KeyPath<Reading, Value>) -> Value {
    reading[keyPath: path]
  }

  func expectFindings(_ messages: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(reading.messages == messages, "\(reading.rendered)", sourceLocation: sourceLocation)
    expectPlaces(sourceLocation: sourceLocation)
  }

  func expectPlaces(sourceLocation: SourceLocation = #_sourceLocation) {
    let places = reading.findings.map {
      Int($0.primary.range.lower)..<Int($0.primary.range.upper)
    }
    #expect(places == marked, "\(reading.rendered)", sourceLocation: sourceLocation)
  }
}
