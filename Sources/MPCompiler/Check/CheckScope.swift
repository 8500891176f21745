import MPDiagnostics
import MPSyntax

/// What an expression sees.
struct CheckScope {
  /// Around whose names the expression stands.
  enum Owner: Hashable {
    case module
    case definition(DefinitionID)
    case test(Int)
  }

  struct Local {
    var name: String
    var type: Type
  }

  var module: ModuleID
  var owner: Owner
  /// Whether `self` means something: inside a service, slot or trait.
  var hasSelf = false
  /// Loop variables, the outermost first.
  var locals: [Local] = []
  /// Optional values that a condition has shown to be given.
  var given: Set<Reference> = []

  var isTest: Bool {
    if case .test = owner { true } else { false }
  }

  func assuming(_ facts: Set<Reference>) -> CheckScope {
    var scope = self
    scope.given.formUnion(facts)
    return scope
  }

  func inService() -> CheckScope {
    var scope = self
    scope.hasSelf = true
    return scope
  }
}

extension TypedExpr {
  /// The optional values that are given when this condition is true.
  var givenWhenTrue: Set<Reference> { given(when: true) }

  /// The optional values that are given when this condition is false.
  var givenWhenFalse: Set<Reference> { given(when: false) }

  private func given(when outcome: Bool) -> Set<Reference> {
    switch kind {
    case .comparison(let infix, let left, let right):
      guard infix == (outcome ? .notEqual : .equal) else { return [] }
      switch (left.kind, right.kind) {
      case (.reference(let reference), .constant(.null)),
        (.constant(.null), .reference(let reference)):
        return [reference]
      default: return []
      }
    case .not(let operand): return operand.given(when: !outcome)
    case .logical(let infix, let operands):
      // All of an `and` are true when it is; all of an `or` are false when it is.
      guard infix == (outcome ? .and : .or) else { return [] }
      return operands.reduce(into: []) { $0.formUnion($1.given(when: outcome)) }
    default: return []
    }
  }
}
