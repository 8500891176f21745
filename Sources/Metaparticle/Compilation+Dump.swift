import MPCompiler
import MPIR
import MPSyntax

extension Compilation {
  /// A stage of the compilation that can be looked at.
  public enum Stage: String, Sendable, CaseIterable {
    case tokens, syntax, program, ir
  }

  /// A stage as text, for people; its form may change.
  ///
  /// - Returns: `nil` where the spec did not get that far.
  public func dump(_ stage: Stage) -> String? {
    switch stage {
    case .tokens: tokens.map { dumpTokens($0) }
    case .syntax: syntax.map { dumpSyntax($0) }
    case .program: program?.dump(sources)
    // A system with errors is not whole, and what it lacks would mislead.
    case .ir: hasErrors ? nil : system?.dump(sources)
    }
  }
}
