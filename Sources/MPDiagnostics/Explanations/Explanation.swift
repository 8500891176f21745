/// The long form of a finding: what a code means, why specs that have it are refused, and an example.
package struct Explanation: Sendable {
  /// Paragraphs of Markdown.
  package let meaning: String
  /// A part of a spec that has the finding, and only that one.
  package let wrong: String?
  /// The same, mended.
  package let right: String?

  init(_ meaning: String, wrong: String, right: String) {
    self.meaning = meaning
    self.wrong = wrong
    self.right = right
  }

  /// For what cannot be seen in a text, or not in a short one.
  init(_ meaning: String) {
    self.meaning = meaning
    (wrong, right) = (nil, nil)
  }

  /// All of it as Markdown; it does not end in a newline.
  package var text: String {
    guard let wrong, let right else { return meaning }
    return "\(meaning)\n\nWrong:\n\n```mp\n\(wrong)\n```\n\nRight:\n\n```mp\n\(right)\n```"
  }
}
