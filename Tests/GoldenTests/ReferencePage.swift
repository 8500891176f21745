import Foundation

/// A page of Markdown, for what stands between its fences.
struct ReferencePage {
  struct Block {
    /// What stands behind the fence: `sh`, `house.mp`; empty for a spec.
    var language: String
    var text: String
    /// That of its first line, from 1.
    var line: Int
  }

  let path: String
  let text: String
  let blocks: [Block]

  /// - Parameter path: From the top of the repository; a page that is not there is empty.
  init(_ path: String) {
    self.path = path
    text = (try? String(contentsOf: repository.appending(path: path), encoding: .utf8)) ?? ""
    var blocks: [Block] = []
    var isInside = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isInside.toggle()
        if isInside {
          blocks.append(Block(language: String(line.dropFirst(3)), text: "", line: index + 2))
        }
      } else if isInside {
        blocks[blocks.count - 1].text += line + "\n"
      }
    }
    self.blocks = blocks
  }
}
