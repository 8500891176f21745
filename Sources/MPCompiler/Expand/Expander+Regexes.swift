import MPDiagnostics

/// What regular expressions say of texts.
extension Expander {
  mutating func matches(
    _ text: String,
    _ regex: PortableRegex,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let program = RegexProgram(regex)
    guard spend(program.instructions.count, at: range, environment) else {
      return Value(kind: .invalid)
    }
    let outcome = program.search(text, limit: ExpansionLimit.maximumSize - spent)
    guard spend(outcome.steps, at: range, environment) else { return Value(kind: .invalid) }
    return Value(kind: .bool(outcome.isMatch))
  }

  /// What a param was given has been checked; a text that stands in the call itself has not.
  mutating func regex(
    _ value: Value,
    _ range: SourceRange,
    _ environment: Environment
  ) -> PortableRegex? {
    guard case .text(let text) = value.kind, spend(text.utf8.count, at: range, environment) else {
      return nil
    }
    do { return try PortableRegex(text) } catch {
      report(ExpandFindings.badRegex(text, error, at: range), environment)
      return nil
    }
  }
}
