import MPDiagnostics
import MPSyntax

/// The places that the nodes of a tree claim, read from its dump.
struct Outline {
  struct Node {
    var depth: Int
    var lines: ClosedRange<Place>
    var text: String
  }

  struct Place: Comparable {
    var line: Int
    var column: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  /// What is wrong with the places: a node that leaves the one around it, or stands before the one
  /// before it.
  static func misplacedNodes(of spec: SpecSyntax) -> [String] {
    var around: [Node] = []
    var wrong: [String] = []
    for line in dumpSyntax(spec, positions: true).split(separator: "\n") {
      guard let node = node(line) else { continue }
      var previous: Node?
      while let last = around.last, last.depth >= node.depth { previous = around.removeLast() }
      if let parent = around.last,
        node.lines.lowerBound < parent.lines.lowerBound
          || node.lines.upperBound > parent.lines.upperBound
      {
        wrong.append("\(node.text) is not within \(parent.text)")
      }
      if let previous, previous.depth == node.depth,
        node.lines.lowerBound < previous.lines.upperBound
      {
        wrong.append("\(node.text) is not behind \(previous.text)")
      }
      around.append(node)
    }
    return wrong
  }

  private static func node(_ line: Substring) -> Node? {
    guard let mark = line.lastIndex(of: "@") else { return nil }
    let numbers = line[mark...].dropFirst().split { ": -".contains($0) }.compactMap { Int($0) }
    guard numbers.count == 4 else { return nil }
    let start = Place(line: numbers[0], column: numbers[1])
    let end = Place(line: numbers[2], column: numbers[3])
    guard start <= end else { return nil }
    return Node(
      depth: line.prefix { $0 == " " }.count,
      lines: start...end,
      text: String(line.drop { $0 == " " })
    )
  }
}
