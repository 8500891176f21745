package import MPDiagnostics
package import MPSyntax

/// Collects what a spec declares, and brings in the files that it imports and those of the shipped
/// library that it uses.
///
/// In: the tree of a spec. Out: its declarations by name, and those of the other files.
package func resolve(
  _ spec: SpecSyntax,
  settings: CompilationSettings,
  files: some SourceProvider,
  library: PatternLibrary,
  sources: inout SourceMap,
  into diagnostics: inout Diagnostics
) -> ResolvedSpec {
  var resolver = Resolver(files: files, library: library, sources: sources)
  let id = resolver.declare(spec, isLibrary: false)
  resolver.loadImports(of: id)
  resolver.choose(settings.profiles)
  resolver.resolved.settings = settings.params.map { resolver.resolve($0) }
  resolver.loadUsedFiles()
  sources = resolver.sources
  diagnostics.report(resolver.diagnostics)
  return resolver.resolved
}

struct Resolver {
  let files: any SourceProvider
  let library: PatternLibrary
  var sources: SourceMap
  var resolved = ResolvedSpec()
  var diagnostics = Diagnostics()
  /// The library files that are in, or are no files.
  private var loaded: Set<String> = []
  /// The files that were imported, by name; `nil` for one that could not be.
  var imported: [String: ModuleID?] = [:]

  init(files: any SourceProvider, library: PatternLibrary, sources: SourceMap) {
    self.files = files
    self.library = library
    self.sources = sources
  }

  // MARK: - Library files

  /// Brings in the file of every pattern and trait that is used and not declared, until none is left.
  mutating func loadUsedFiles() {
    var next = 0
    while next < resolved.modules.count {
      let module = resolved.modules[next]
      next += 1
      for use in UsedNames.of(module.syntax.items) where !isDeclared(use, in: module) {
        if library.bytes(use.name + ".mp") != nil {
          load(use.name)
        } else if let other = nearestName(to: use.name, among: library.names) {
          // To be able to suggest it.
          load(other)
        }
      }
    }
  }

  private func isDeclared(_ use: UsedNames.Use, in module: ResolvedModule) -> Bool {
    ([module] + module.imports.map { resolved.modules[$0.index] }).contains { module in
      use.isTrait ? module.traits[use.name] != nil : module.patterns[use.name] != nil
    }
  }

  private mutating func load(_ name: String) {
    guard loaded.insert(name).inserted, let bytes = library.bytes(name + ".mp") else { return }
    let source = sources.add(
      name: PatternLibrary.displayName(name + ".mp"),
      bytes: bytes,
      isShipped: true
    )
    let text = lex(source, in: sources, into: &diagnostics)
    declare(parse(text, into: &diagnostics), isLibrary: true)
  }

  // MARK: - Declarations

  @discardableResult
  mutating func declare(_ spec: SpecSyntax, isLibrary: Bool) -> ModuleID {
    let id = ModuleID(index: resolved.modules.count)
    resolved.modules.append(ResolvedModule(syntax: spec, isLibrary: isLibrary))
    var module = resolved.modules[id.index]
    for item in spec.items {
      switch item {
      case .app(let app): declare(app, in: &module)
      case .param(let param):
        declare(param.name, .param(module.params.count), &module.values)
        module.params.append(param)
      case .let(let binding):
        declare(binding.name, .let(module.lets.count), &module.values)
        module.lets.append(binding)
      case .block(let block): declare(block, [], &module.blocks, &module.values)
      case .extend(let block): module.extensions.append(block)
      case .test(let test): declare(test, in: &module)
      case .definition(let definition): declare(definition, of: id, in: &module)
      case .profile(let profile): declare(profile, in: &module)
      case .when(let when): declareBlocks(of: when, [], &module.blocks, &module.values)
      default: break
      }
    }
    module.unreadWords = UnreadWords.of(spec)
    resolved.modules[id.index] = module
    return id
  }

  private mutating func declare(_ app: AppSyntax, in module: inout ResolvedModule) {
    checkDeployedName(app.name)
    if let first = module.app {
      diagnostics.report(
        ResolveFindings.declaredTwice("app", at: app.name.range, first: first.name.range)
      )
    } else {
      module.app = app
    }
  }

  private mutating func declare(
    _ syntax: DefinitionSyntax,
    of id: ModuleID,
    in module: inout ResolvedModule
  ) {
    let name = syntax.name.text
    let definition = DefinitionID(index: resolved.definitions.count)
    let isPattern = syntax.kind == .pattern
    if isPattern, BlockKind.topLevelWords.contains(name) {
      diagnostics.report(ResolveFindings.patternIsVocabulary(syntax.name))
    } else if let other = isPattern ? module.patterns[name] : module.traits[name] {
      diagnostics.report(
        ResolveFindings.declaredTwice(
          name,
          at: syntax.name.range,
          first: resolved.definitions[other.index].syntax.name.range
        )
      )
    } else if !syntax.name.isMissing {
      checkReserved(syntax.name)
      if isPattern { module.patterns[name] = definition } else { module.traits[name] = definition }
    }
    resolved.definitions.append(collect(syntax, of: id))
  }

  private mutating func collect(
    _ syntax: DefinitionSyntax,
    of module: ModuleID
  ) -> ResolvedDefinition {
    var definition = ResolvedDefinition(module: module, syntax: syntax)
    for item in syntax.body.items {
      switch item {
      case .param(let param):
        declare(param.name, .param(definition.params.count), &definition.values)
        definition.params.append(param)
      case .let(let binding):
        declare(binding.name, .let(definition.lets.count), &definition.values)
        definition.lets.append(binding)
      case .require(let require): definition.requires.append(require)
      case .slot(let slot):
        declareSlot(slot, definition.slots.count, &definition.values)
        definition.slots.append(slot)
      case .output(let output):
        declare(output.name, .output(definition.outputs.count), &definition.values)
        definition.outputs.append(output)
      case .block(let block) where syntax.kind == .pattern:
        declare(block, [], &definition.blocks, &definition.values)
      case .when(let when) where syntax.kind == .pattern:
        declareBlocks(of: when, [], &definition.blocks, &definition.values)
      case .unexpected: break
      default: definition.entries.append(item)
      }
    }
    return definition
  }

  private mutating func declareSlot(
    _ slot: SlotSyntax,
    _ index: Int,
    _ values: inout [String: Declaration]
  ) {
    if values[slot.name.text] == nil { checkDeployedName(slot.name) }
    declare(slot.name, .slot(index), &values)
  }

  private mutating func declareBlocks(
    of when: WhenSyntax,
    _ outer: [ExprSyntax],
    _ blocks: inout [ResolvedBlock],
    _ values: inout [String: Declaration]
  ) {
    let conditions = outer + [when.condition]
    for item in when.body.items {
      switch item {
      case .block(let block): declare(block, conditions, &blocks, &values)
      case .when(let inner): declareBlocks(of: inner, conditions, &blocks, &values)
      default: break
      }
    }
  }

  /// Blocks whose label is a name declare it; `expose web.http` does not.
  private mutating func declare(
    _ block: BlockSyntax,
    _ conditions: [ExprSyntax],
    profile: Int? = nil,
    _ blocks: inout [ResolvedBlock],
    _ values: inout [String: Declaration]
  ) {
    let index = blocks.count
    blocks.append(ResolvedBlock(syntax: block, conditions: conditions, profile: profile))
    guard let name = block.label?.name, block.head.single?.text != Vocabulary.expose.name else {
      return
    }
    // What is declared twice has been looked at once.
    if values[name.text] == nil {
      checkDeployedName(name, mayHaveUnderscores: block.head.single?.text == Vocabulary.secret.name)
    }
    if case .block(let first)? = values[name.text]?.target, blocks[index].isConditional,
      blocks[first].isConditional
    {
      blocks[first].alternatives.append(index)
    } else {
      declare(name, .block(index), &values)
    }
  }

  private mutating func declare(_ syntax: ProfileSyntax, in module: inout ResolvedModule) {
    let other = module.profiles.first { $0.syntax.name.text == syntax.name.text }
    if let other, !syntax.name.isMissing {
      diagnostics.report(
        ResolveFindings.declaredTwice(
          syntax.name.text,
          at: syntax.name.range,
          first: other.syntax.name.range
        )
      )
    }
    var profile = ResolvedProfile(syntax: syntax)
    for item in syntax.body.items {
      switch item {
      case .assignment(let assignment): profile.assignments.append(assignment)
      case .extend(let block): profile.extensions.append(block)
      case .block(let block):
        declare(block, [], profile: module.profiles.count, &module.blocks, &module.values)
      default: break
      }
    }
    module.profiles.append(profile)
  }

  mutating func declare(
    _ name: NameSyntax,
    _ target: Reference.Target,
    _ values: inout [String: Declaration]
  ) {
    guard !name.isMissing else { return }
    checkReserved(name)
    if let first = values[name.text] {
      diagnostics.report(
        ResolveFindings.declaredTwice(name.text, at: name.range, first: first.range)
      )
    } else {
      values[name.text] = Declaration(target: target, range: name.range)
    }
  }

  // MARK: - Names

  private mutating func checkReserved(_ name: NameSyntax) {
    if Vocabulary.reserved.contains(name.text) {
      diagnostics.report(ResolveFindings.reservedName(name))
    }
  }

  /// What is deployed under its own name must be a name for every target.
  private mutating func checkDeployedName(_ name: NameSyntax, mayHaveUnderscores: Bool = false) {
    guard !name.isMissing, !Vocabulary.reserved.contains(name.text) else { return }
    let deployed = mayHaveUnderscores ? DeployedName.dashed(name.text) : name.text
    if let problem = DeployedName.problem(deployed) {
      diagnostics.report(ResolveFindings.badDeployedName(name, problem))
    }
  }
}
