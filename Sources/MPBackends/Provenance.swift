/// Where a file comes from, for its first line: it names the command that writes it again.
///
/// - Parameter spec: The file name of the spec; `-` is the standard input.
func provenance(_ spec: String) -> String {
  guard spec != "-" else {
    return "Written by mpc from its standard input. Edit that, not this: mpc build - -o DIR < SPEC"
  }
  let word = (spec.hasPrefix("-") ? "./" + spec : spec).shellWord
  return "Written by mpc from \(spec). Edit that, not this: mpc build \(word) -o DIR"
}

extension String {
  /// The text as one word of a command: as it stands, or in single quotes.
  package var shellWord: String { ShellWord(self).text }
}
