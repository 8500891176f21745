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
  let resolved: ResolvedSpec
  var program = Program()
  var diagnostics = Diagnostics()
  /// The patterns and traits that contain themselves.
  var circular: Set<DefinitionID> = []
  var bindings: [Binding: TypedExpr] = [:]
  /// The bindings that are being checked, to find circles, and where each stands among them.
  var openBindings: [Binding] = []
  var openPositions: [Binding: Int] = [:]
  var hasReportedDepth = false
  /// How many names may still be compared with misspelt ones.
  private var comparisonsLeft = 100_000
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
    checkProfiles()
    checkSettings()
    reportUnsetParams()
    program.clashes = resolved.clashes
  }

  mutating func report(_ finding: Diagnostic) { diagnostics.report(finding) }

  /// Whether the nearest of some names may be looked for: each time costs as much as there are
  /// names, and a file full of misspelt ones would take for ever.
  mutating func maySuggest(among count: Int) -> Bool {
    guard count <= comparisonsLeft else { return false }
    comparisonsLeft -= count
    return true
  }

  // MARK: - Modules

  private mutating func checkModule(_ id: ModuleID) {
    let module = resolved.modules[id.index]
    let scope = CheckScope(module: id, owner: .module)
    // The outermost one wins: what is imported may be a system of its own.
    if !module.isLibrary, program.app == nil, let app = module.app { checkApp(app, scope) }
    program.modules.append(
      ModuleProgram(
        source: module.source,
        isLibrary: module.isLibrary,
        params: checkParams(module.params, scope),
        lets: checkBindings(module.lets, scope, isOutput: false),
        blocks: checkBlocks(module.blocks, scope),
        tests: module.tests.indices.map { checkTest($0, id) }
      )
    )
  }

  private mutating func checkApp(_ app: AppSyntax, _ scope: CheckScope) {
    program.app = AppDefinition(
      name: app.name.text,
      nameRange: app.name.range,
      body: app.body.map { checkBody($0, Vocabulary.app, scope) }
    )
  }

  // MARK: - Patterns and traits

  private mutating func checkDefinition(_ id: DefinitionID) {
    let resolved = resolved.definitions[id.index]
    let syntax = resolved.syntax
    let scope = CheckScope(
      module: resolved.module,
      owner: .definition(id),
      selfType: syntax.kind == .trait ? .service : nil
    )
    var definition = Definition(
      kind: syntax.kind == .pattern ? .pattern : .trait,
      name: syntax.name.text,
      nameRange: syntax.name.range,
      module: resolved.module,
      doc: syntax.doc.lines
    )
    definition.params = checkParams(resolved.params, scope)
    definition.lets = checkBindings(resolved.lets, scope, isOutput: false)
    definition.requires = resolved.requires.map { require in
      RequireDefinition(
        condition: checkCondition(require.condition, scope),
        message: checkExpr(.string(require.message), scope, expecting: [.string]),
        range: require.range
      )
    }
    definition.slots = resolved.slots.map { slot in
      let kind = slot.blockKind
      return SlotDefinition(
        name: slot.name.text,
        nameRange: slot.name.range,
        kind: kind,
        isOptional: slot.count != .one,
        isList: slot.count == .any,
        body: slot.body.map { checkBody($0, kind, scope.within(kind)) },
        doc: slot.doc.lines
      )
    }
    definition.blocks = checkBlocks(resolved.blocks, scope)
    definition.outputs = checkBindings(resolved.outputs, scope, isOutput: true)
    if syntax.kind == .trait {
      let body = BodySyntax(
        items: resolved.entries,
        range: syntax.body.range,
        isBroken: syntax.body.isBroken
      )
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
    _ params: [ParamSyntax],
    _ scope: CheckScope
  ) -> [ParamDefinition] {
    params.indices.map { index in
      let param = params[index]
      let type = paramType(index, scope)
      return ParamDefinition(
        name: param.name.text,
        nameRange: param.name.range,
        type: type,
        value: param.value.map { checkValue($0, type.type, scope, of: "`\(param.name.text)`") },
        doc: param.doc.lines
      )
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
}

extension ParamSyntax {
  /// Whether it is `null` where it is left out. A type that could not be read may be that.
  var isOptional: Bool {
    switch type {
    case .optional, .missing: true
    default: false
    }
  }
}
