/// The lines of a doc comment as its parts.
struct DocText {
  enum Part: Equatable {
    /// On one line.
    case paragraph(String)
    /// The lines of a fenced or an indented block.
    case code([String])
  }

  private(set) var parts: [Part] = []

  init(_ lines: [String]) {
    var paragraph: [String] = []
    var code: [String]?
    // What a page in Markdown draws is nothing to read, nor to paste.
    var isPicture = false
    func endParagraph() {
      if !paragraph.isEmpty { parts.append(.paragraph(paragraph.joined(separator: " "))) }
      paragraph = []
    }
    for line in lines {
      let trimmed = String(line.drop { $0 == " " })
      if trimmed.hasPrefix("```") {
        endParagraph()
        if let lines = code, !isPicture { parts.append(.code(lines)) }
        isPicture = code == nil && trimmed.hasPrefix("```mermaid")
        code = code == nil ? [] : nil
      } else if code != nil {
        code?.append(line)
      } else if trimmed.isEmpty {
        endParagraph()
      } else if line.hasPrefix("    "), paragraph.isEmpty {
        if case .code(let lines)? = parts.last {
          parts[parts.count - 1] = .code(lines + [String(line.dropFirst(4))])
        } else {
          parts.append(.code([String(line.dropFirst(4))]))
        }
      } else {
        if trimmed.hasPrefix("- ") || trimmed.hasPrefix("* ") { endParagraph() }
        paragraph.append(trimmed)
      }
    }
    endParagraph()
    if let code, !code.isEmpty, !isPicture { parts.append(.code(code)) }
  }

  /// The first paragraph: what a list shows.
  var summary: String {
    for case .paragraph(let text) in parts { return text }
    return ""
  }

  /// The first block of code.
  var example: [String]? {
    for case .code(let lines) in parts { return lines }
    return nil
  }

  var withoutExample: [Part] {
    guard let index = parts.firstIndex(where: { if case .code = $0 { true } else { false } }) else {
      return parts
    }
    var rest = parts
    rest.remove(at: index)
    // The sentence before it that announces it.
    if index > 0, case .paragraph(let text) = rest[index - 1], text.hasSuffix(":"),
      text.utf8.count < 40
    {
      rest.remove(at: index - 1)
    }
    return rest
  }
}
