/// The regular expressions that every engine reads alike: PCRE (nginx, HAProxy), RE2 (Go, Envoy) and
/// JavaScript. A pattern's proxy may be any of them.
///
/// In: a regular expression. Out: its tree, or what an engine would refuse, or read differently from
/// another.
struct PortableRegex {
  struct Problem: Error, Equatable {
    /// What is wrong, as a sentence.
    var message: String
    /// In bytes of the text.
    var offset: Int
    /// What to write, where the message does not say it.
    var help: String?
  }

  let root: RegexNode
  /// How many groups catch what they match.
  let groupCount: Int

  init(_ text: String) throws(Problem) {
    var parser = RegexParser(text)
    root = try parser.parse()
    groupCount = parser.groupCount
  }

  /// - Returns: `nil` for one that is fine.
  static func problem(_ text: String) -> Problem? {
    do {
      _ = try PortableRegex(text)
      return nil
    } catch { return error }
  }
}

/// What a regular expression is made of. That a group catches what it matches, and that a repetition is
/// lazy, does not decide whether there is a match, and is not kept.
indirect enum RegexNode {
  enum Assertion {
    case start, end, wordBoundary
  }

  case one(ScalarSet)
  case assertion(Assertion)
  case sequence([RegexNode])
  case choice([RegexNode])
  /// - most: `nil` for as often as there is.
  case repeated(RegexNode, least: Int, most: Int?)
}
