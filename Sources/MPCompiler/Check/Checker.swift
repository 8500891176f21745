package import MPDiagnostics
import MPSyntax

/// Resolves every name, gives every expression a type, and holds every body against the vocabulary.
///
/// In: declarations by name. Out: the program; what was wrong is `invalid` in it, and reported.
package func check(_ resolved: ResolvedSpec, into diagnostics: inout Diagnostics) -> Program {
  var checker = Checker(resolved)
  checker.run()
  diagnostics.report(checker.diagnostics.findings)
  return checker.program
}

struct Checker {
  /// A `let` or an output, whose type is that of its value.
  struct Binding: Hashable {
    var module: ModuleID
    var owner: CheckScope.Owner
    var isOutput = false
    var index: Int
  }

  let resolved: ResolvedSpec
  var program = Program()
  var diagnostics = Diagnostics()
  /// The patterns and traits that contain themselves.
  var circular: Set<DefinitionID> = []
  var bindings: [Binding: TypedExpr] = [:]
  /// The bindings that are being checked, to find circles.
  var openBindings: [Binding] = []
  /// The declared types of params, which may be asked for in any order.
  var paramTypes: [Binding: CheckedType] = [:]
  /// The names and lets of the test that is being checked.
  var testValues: [String: Declaration] = [:]
  var testLets: [LetSyntax] = []

  init(_ resolved: ResolvedSpec) { self.resolved = resolved }

  mutating func run() {
    findCircularDefinitions()
    for index in resolved.definitions.indices { checkDefinition(DefinitionID(index: index)) }
    for index in resolved.modules.indices { checkModule(ModuleID(index: index)) }
  }

  mutating func report(_ finding: Diagnostic) { diagnostics.report(finding) }

  // MARK: - Modules

  private mutating func checkModule(_ id: ModuleID) {
    let module = resolved.modules[id.index]
    let scope = CheckScope(module: id, owner: .module)
    if !module.isLibrary, let app = module.app { checkApp(app, scope) }
    program.modules.append(
      ModuleProgram(
        source: module.source,
        isBroken: module.syntax.isBroken,
        params: checkParams(module.params, scope),
        lets: checkBindings(module.lets, scope, isOutput: false),
        blocks: module.blocks.map { checkTopLevelBlock($0, scope) },
        tests: module.tests.indices.map { checkTest($0, id) }))
  }

  private mutating func checkApp(_ app: AppSyntax, _ scope: CheckScope) {
    program.app = AppDefinition(
      name: app.name.text, nameRange: app.name.range,
      body: app.body.map { checkBody($0, Vocabulary.app, scope) })
  }

  private mutating func checkTest(_ index: Int, _ module: ModuleID) -> TestDefinition {
    let test = resolved.modules[module.index].tests[index]
    let scope = CheckScope(module: module, owner: .test(index))
    testValues = [:]
    testLets = []
    for case .let(let binding) in test.body.items {
      if let first = testValues[binding.name.text] {
        report(
          ResolveFindings.declaredTwice(
            binding.name.text, at: binding.name.range, first: first.range))
      }
      testValues[binding.name.text] = Declaration(
        target: .let(testLets.count), range: binding.name.range)
      testLets.append(binding)
    }
    var expectations: [TypedExpr] = []
    for case .expect(let condition, _) in test.body.items {
      expectations.append(checkCondition(condition, scope))
    }
    return TestDefinition(
      name: test.name.plain ?? "", lets: checkBindings(testLets, scope, isOutput: false),
      expectations: expectations, range: test.range)
  }

  // MARK: - Patterns and traits

  private mutating func checkDefinition(_ id: DefinitionID) {
    let resolved = resolved.definitions[id.index]
    let syntax = resolved.syntax
    let scope = CheckScope(
      module: resolved.module, owner: .definition(id), hasSelf: syntax.kind == .trait)
    var definition = Definition(
      kind: syntax.kind == .pattern ? .pattern : .trait, name: syntax.name.text,
      nameRange: syntax.name.range, module: resolved.module, doc: syntax.doc.lines)
    definition.params = checkParams(resolved.params, scope)
    definition.lets = checkBindings(resolved.lets, scope, isOutput: false)
    definition.requires = resolved.requires.map { require in
      RequireDefinition(
        condition: checkCondition(require.condition, scope),
        message: checkExpr(.string(require.message), scope, expecting: [.string]),
        range: require.range)
    }
    definition.slots = resolved.slots.map { slot in
      SlotDefinition(
        name: slot.name.text, nameRange: slot.name.range, isOptional: slot.count == .optional,
        body: slot.body.map { checkBody($0, Vocabulary.service, scope.inService()) },
        doc: slot.doc.lines)
    }
    definition.blocks = resolved.blocks.map { checkTopLevelBlock($0, scope) }
    definition.outputs = checkBindings(resolved.outputs, scope, isOutput: true)
    if syntax.kind == .trait {
      let body = BodySyntax(
        items: resolved.entries, range: syntax.body.range, isBroken: syntax.body.isBroken)
      definition.body = checkBody(body, Vocabulary.service, scope)
    }
    program.definitions.append(definition)
  }

  /// Patterns use patterns and traits use traits, but none may contain itself.
  private mutating func findCircularDefinitions() {
    let uses = resolved.definitions.map { definition in
      UsedNames.of([.definition(definition.syntax)]).compactMap { use in
        use.isTrait
          ? findTrait(use.name, from: definition.module)
          : findPattern(use.name, from: definition.module)
      }
    }
    for circle in stronglyConnected(count: uses.count, successors: { uses[$0].map(\.index) })
    where circle.count > 1 || uses[circle[0]].contains(DefinitionID(index: circle[0])) {
      let members = circle.sorted().map { resolved.definitions[$0].syntax }
      circular.formUnion(circle.map { DefinitionID(index: $0) })
      report(CheckFindings.circularDefinition(members.map(\.name), members[0].kind))
    }
  }

  // MARK: - Params, lets and outputs

  private mutating func checkParams(
    _ params: [ParamSyntax], _ scope: CheckScope
  ) -> [ParamDefinition] {
    params.indices.map { index in
      let param = params[index]
      let type = paramType(index, scope)
      return ParamDefinition(
        name: param.name.text, nameRange: param.name.range, type: type,
        value: param.value.map { checkValue($0, type.type, scope, of: "`\(param.name.text)`") },
        doc: param.doc.lines)
    }
  }

  /// The declared type of a param.
  mutating func paramType(_ index: Int, _ scope: CheckScope) -> CheckedType {
    let binding = Binding(module: scope.module, owner: scope.owner, index: index)
    if let known = paramTypes[binding] { return known }
    let params =
      if case .definition(let id) = scope.owner { resolved.definitions[id.index].params } else {
        resolved.modules[scope.module.index].params
      }
    // Bounds may use params whose bounds use this one: they see a type without bounds.
    paramTypes[binding] = .plain(.invalid)
    let type = checkType(params[index].type, scope)
    paramTypes[binding] = type
    return type
  }

  private mutating func checkBindings(
    _ lets: [LetSyntax], _ scope: CheckScope, isOutput: Bool
  ) -> [LetDefinition] {
    lets.indices.map { index in
      LetDefinition(
        name: lets[index].name.text, nameRange: lets[index].name.range,
        value: bindingValue(index, scope, isOutput: isOutput), doc: lets[index].doc.lines)
    }
  }

  /// The value of a `let` or an output, checked when it is first needed.
  mutating func bindingValue(_ index: Int, _ scope: CheckScope, isOutput: Bool) -> TypedExpr {
    let binding = Binding(
      module: scope.module, owner: scope.owner, isOutput: isOutput, index: index)
    if let known = bindings[binding] { return known }
    let syntax = syntax(of: binding)
    if let start = openBindings.firstIndex(of: binding) {
      reportCircle(Array(openBindings[start...]))
      return .invalid(at: syntax.value.range)
    }
    openBindings.append(binding)
    var ownScope = CheckScope(module: scope.module, owner: scope.owner)
    ownScope.hasSelf = scope.hasSelf && isTrait(scope.owner)
    let value = checkExpr(syntax.value, ownScope)
    openBindings.removeLast()
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
}
