import MPDiagnostics
import MPSyntax

extension Checker {
  /// A `let` or an output, whose type is that of its value.
  struct Binding: Hashable {
    var module: ModuleID
    var owner: CheckScope.Owner
    var isOutput = false
    var index: Int
  }

  /// How many values may wait for each other. Reading one that stands further up needs no depth.
  static let dependencyLimit = 500

  mutating func checkBindings(
    _ lets: [LetSyntax],
    _ scope: CheckScope,
    isOutput: Bool
  ) -> [LetDefinition] {
    lets.indices.map { index in
      LetDefinition(
        name: lets[index].name.text,
        nameRange: lets[index].name.range,
        value: bindingValue(index, scope, isOutput: isOutput),
        doc: lets[index].doc.lines
      )
    }
  }

  /// The value of a `let` or an output, checked when it is first needed.
  mutating func bindingValue(_ index: Int, _ scope: CheckScope, isOutput: Bool) -> TypedExpr {
    let binding = Binding(
      module: scope.module,
      owner: scope.owner,
      isOutput: isOutput,
      index: index
    )
    if let known = bindings[binding] { return known }
    let syntax = syntax(of: binding)
    if let start = openPositions[binding] {
      reportCircle(Array(openBindings[start...]))
      return .invalid(at: syntax.value.range)
    }
    guard openBindings.count < Self.dependencyLimit else {
      reportTooDeep(at: syntax.name.range)
      return .invalid(at: syntax.value.range)
    }
    openPositions[binding] = openBindings.count
    openBindings.append(binding)
    var ownScope = CheckScope(module: scope.module, owner: scope.owner)
    ownScope.selfType = isTrait(scope.owner) ? .service : nil
    let value = checkExpr(syntax.value, ownScope)
    openBindings.removeLast()
    openPositions[binding] = nil
    // A circle may have been closed, and reported, while it was open.
    let result = bindings[binding] ?? value
    bindings[binding] = result
    return result
  }

  private func isTrait(_ owner: CheckScope.Owner) -> Bool {
    guard case .definition(let id) = owner else { return false }
    return resolved.definitions[id.index].syntax.kind == .trait
  }

  private func syntax(of binding: Binding) -> LetSyntax {
    switch binding.owner {
    case .module: resolved.modules[binding.module.index].lets[binding.index]
    case .test: testLets[binding.index]
    case .definition(let id):
      binding.isOutput
        ? resolved.definitions[id.index].outputs[binding.index]
        : resolved.definitions[id.index].lets[binding.index]
    }
  }

  private mutating func reportCircle(_ circle: [Binding]) {
    let members = circle.map(syntax(of:)).map(\.name).sorted { $0.range.lower < $1.range.lower }
    for binding in circle { bindings[binding] = .invalid(at: members[0].range) }
    report(CheckFindings.circularValue(members))
  }

  /// Once: what waits for one that is too deep is too deep itself.
  private mutating func reportTooDeep(at range: SourceRange) {
    if !hasReportedDepth {
      report(ExpandFindings.evaluationTooDeep(limit: Self.dependencyLimit, at: range))
    }
    hasReportedDepth = true
  }
}
