import ArgumentParser
import Metaparticle

/// Selects names by a regular expression.
struct NameFilter {
  let text: String
  private let regex: Regex<AnyRegexOutput>

  /// - Throws: A usage error that shows where the expression is wrong.
  init(_ text: String) throws {
    self.text = text
    do {
      regex = try Regex(text)
    } catch {
      throw ValidationError(
        "the regular expression of --filter is wrong: \(error)"
          + Self.pointer(into: text, Self.range(of: error))
      )
    }
  }

  func matches(_ name: String) -> Bool { (try? regex.firstMatch(in: name)) != nil }

  /// What to say when nothing has a matching name.
  func matchesNothing(_ names: [String]) -> String {
    let list = names.prefix(20).map { "    \($0.oneLine)\n" }.joined()
    let rest = names.count > 20 ? "    and \(names.count - 20) more\n" : ""
    return "error: no test has a name that matches `\(text.oneLine)`\n"
      + (names.isEmpty ? "  there are no tests\n" : "  the tests are\n\(list)\(rest)")
  }

  /// The parser's errors have the place in them, and no public way to ask for it.
  private static func range(of error: any Error) -> Range<String.Index>? {
    for child in Mirror(reflecting: error).children where child.label == "location" {
      for part in Mirror(reflecting: child.value).children {
        if let range = part.value as? Range<String.Index> { return range }
      }
    }
    return nil
  }

  private static func pointer(into text: String, _ range: Range<String.Index>?) -> String {
    guard let range, range.upperBound <= text.endIndex,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
    else { return "" }
    let before = text[..<range.lowerBound].count
    let marks = max(1, text[range].count)
    return "\n  \(text)\n  " + String(repeating: " ", count: before)
      + String(repeating: "^", count: marks)
  }
}
