/// What went wrong without any place in a spec to blame: an option, the output folder.
package struct Problem: Hashable, Sendable {
  package let message: String
  /// What it consists of: the files that are in the way.
  package let notes: [String]
  /// What to do.
  package let help: [String]

  package init(_ message: String, notes: [String] = [], help: [String] = []) {
    self.message = message
    self.notes = notes
    self.help = help
  }
}
