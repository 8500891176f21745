import MPDiagnostics
import MPSyntax

/// The places that the nodes of a tree claim, read from its dump.
struct Outline {
  struct Node {
    var depth: Int
    var place: ClosedRange<Int>
    var text: String
  }

  /// What is wrong with the places: a node that leaves the one around it, or stands before the one
  /// before it.
  static func misplacedNodes(of spec: SpecSyntax) -> [String] {
    var around: [Node] = []
    var wrong: [String] = []
    for line in dumpSyntax(spec, positions: .offsets).split(separator: "\n") {
      guard let node = node(line) else { continue }
      var previous: Node?
      while let last = around.last, last.depth >= node.depth { previous = around.removeLast() }
      if let parent = around.last,
        node.place.lowerBound < parent.place.lowerBound
          || node.place.upperBound > parent.place.upperBound
      {
        wrong.append("\(node.text) is not within \(parent.text)")
      }
      if let previous, previous.depth == node.depth,
        node.place.lowerBound < previous.place.upperBound
      {
        wrong.append("\(node.text) is not behind \(previous.text)")
      }
      around.append(node)
    }
    return wrong
  }

  private static func node(_ line: Substring) -> Node? {
    let bytes = line.utf8
    guard let mark = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let numbers = line[mark...].dropFirst(2).split(separator: "-").compactMap { Int($0) }
    guard numbers.count == 2, numbers[0] <= numbers[1] else { return nil }
    return Node(
      depth: bytes.prefix { $0 == UInt8(ascii: " ") }.count,
      place: numbers[0]...numbers[1],
      text: String(line)
    )
  }
}
