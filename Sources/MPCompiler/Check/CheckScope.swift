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
  /// What `self` is, inside a service, job, slot or trait.
  var selfType: Type?
  /// Loop variables, the outermost first.
  var locals: [Local] = []
  /// Optional values that a condition has shown to be given.
  var given: Set<Place> = []

  var isTest: Bool {
    if case .test = owner { true } else { false }
  }

  func assuming(_ facts: Set<Place>) -> CheckScope {
    var scope = self
    scope.given.formUnion(facts)
    return scope
  }

  /// Inside a block of a kind.
  func within(_ kind: BlockKind) -> CheckScope {
    var scope = self
    scope.selfType = kind.declares.flatMap { $0.isWorkload ? $0 : nil }
    return scope
  }
}

/// What a condition can ask about: a name, or something within.
indirect enum Place: Hashable {
  case name(Reference)
  case member(Place, Reference.Target)
  case field(Place, String)
}

extension TypedExpr {
  var place: Place? {
    switch kind {
    case .reference(let reference): .name(reference)
    case .instanceMember(let base, let target): base.place.map { .member($0, target) }
    case .field(let base, let name): base.place.map { .field($0, name) }
    default: nil
    }
  }

  /// With the type that it has where the conditions around it are true.
  func narrowed(in scope: CheckScope) -> TypedExpr {
    guard type.isOptional, let place, scope.given.contains(place) else { return self }
    return TypedExpr(kind: kind, type: type.unwrapped, range: range)
  }

  /// The optional values that are given when this condition is true.
  var givenWhenTrue: Set<Place> { given(when: true) }

  /// The optional values that are given when this condition is false.
  var givenWhenFalse: Set<Place> { given(when: false) }

  private func given(when outcome: Bool) -> Set<Place> {
    switch kind {
    case .comparison(let infix, let left, let right):
      guard infix == (outcome ? .notEqual : .equal) else { return [] }
      if case .constant(.null) = right.kind { return left.place.map { [$0] } ?? [] }
      if case .constant(.null) = left.kind { return right.place.map { [$0] } ?? [] }
      return []
    case .not(let operand): return operand.given(when: !outcome)
    case .logical(let infix, let operands):
      // All of an `and` are true when it is; all of an `or` are false when it is.
      guard infix == (outcome ? .and : .or) else { return [] }
      return operands.reduce(into: []) { $0.formUnion($1.given(when: outcome)) }
    default: return []
    }
  }
}
