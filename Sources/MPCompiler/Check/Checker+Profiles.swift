import MPDiagnostics
import MPSyntax

/// What profiles and the command line say beside the spec. All profiles are checked; only the chosen
/// ones have an effect.
extension Checker {
  mutating func checkProfiles() {
    let module = ModuleID(index: 0)
    let profiles = resolved.modules[0].profiles
    let scope = CheckScope(module: module, owner: .module)
    var extensions = checkOwnExtensions()
    var overrides: [(rank: Int, override: ParamOverride)] = []
    for profile in profiles {
      var seen: [String: SourceRange] = [:]
      for assignment in profile.assignments {
        let key = assignment.key
        if let first = seen[key.text] {
          report(CheckFindings.setTwice(key.text, at: key.range, first: first))
          continue
        }
        seen[key.text] = key.range
        guard let override = checkOverride(assignment, scope) else { continue }
        if let rank = profile.rank { overrides.append((rank, override)) }
      }
      for block in profile.extensions {
        guard let content = checkExtension(block, scope, rank: profile.rank ?? 0) else { continue }
        if profile.rank != nil { extensions.append(content) }
      }
    }
    for (_, override) in overrides.sorted(by: { $0.rank < $1.rank }) { add(override) }
    program.extensions = extensions.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
  }

  /// What stands at the top of files, those first that are imported.
  private mutating func checkOwnExtensions() -> [BlockExtension] {
    resolved.modules.indices.reversed().flatMap { index in
      let module = resolved.modules[index]
      let scope = CheckScope(module: ModuleID(index: index), owner: .module)
      return module.extensions.compactMap {
        checkExtension($0, scope, rank: BlockExtension.ownRank)
      }
    }
  }

  private mutating func add(_ override: ParamOverride) {
    program.overrides.removeAll { $0.module == override.module && $0.param == override.param }
    program.overrides.append(override)
  }

  private mutating func checkOverride(
    _ assignment: AssignmentSyntax,
    _ scope: CheckScope
  ) -> ParamOverride? {
    guard !assignment.key.hasMissing, let (module, index) = findParam(assignment.key, scope) else {
      return nil
    }
    let type = paramType(index, CheckScope(module: module, owner: .module)).type
    return ParamOverride(
      module: module,
      param: index,
      value: checkValue(assignment.value, type, scope, of: "`\(assignment.key.text)`")
    )
  }

  /// A param of the spec, or of a file that it imports.
  ///
  /// - Returns: `nil` where there is none, which is reported.
  private mutating func findParam(
    _ path: PathSyntax,
    _ scope: CheckScope
  ) -> (ModuleID, Int)? {
    var (module, names) = (scope.module, path.names[...])
    if names.count == 2,
      case .module(let other)? = resolved.modules[module.index].values[names[0].text]?.target
    {
      (module, names) = (other, names.dropFirst())
    }
    let isOwn = module == scope.module
    for candidate in isOwn ? [module] + resolved.modules[module.index].imports : [module] {
      guard names.count == 1, let name = names.first,
        case .param(let index)? = resolved.modules[candidate.index].values[name.text]?.target
      else { continue }
      return (candidate, index)
    }
    if path.names.count == 1, isUnread(path.names[0].text, scope) { return nil }
    let known = resolved.modules[module.index].params.map(\.name.text)
    let first = path.names[0].text
    let block = path.names.count > 1 && isBlock(first, scope) ? first : nil
    report(CheckFindings.noSuchParam(path, among: known, of: block))
    return nil
  }

  private mutating func checkExtension(
    _ block: BlockSyntax,
    _ scope: CheckScope,
    rank: Int
  ) -> BlockExtension? {
    guard !block.head.hasMissing else { return nil }
    let target = checkExpr(block.head.expr, scope)
    guard let body = block.body else { return nil }
    switch target.type.unwrapped {
    case .invalid: return nil
    case .instance(let definition):
      let arguments = checkArguments(body, definition, scope)
      return BlockExtension(
        module: scope.module,
        target: target,
        content: .instance(definition, arguments),
        rank: rank
      )
    case let type:
      guard let kind = Vocabulary.topLevel.first(where: { $0.declares == type }) else {
        report(CheckFindings.cannotExtend(target))
        return nil
      }
      let checked = checkBody(body, kind, scope.within(kind))
      return BlockExtension(
        module: scope.module,
        target: target,
        content: .block(checked),
        rank: rank
      )
    }
  }

  // MARK: - The command line

  mutating func checkSettings() {
    let scope = CheckScope(module: ModuleID(index: 0), owner: .module)
    for setting in resolved.settings {
      guard let (module, index) = findParam(setting.name, scope) else { continue }
      let type = paramType(index, CheckScope(module: module, owner: .module)).type
      add(ParamOverride(module: module, param: index, value: value(of: setting, type, scope)))
    }
  }

  /// A string is taken as it stands; everything else is read as an expression.
  private mutating func value(
    of setting: ResolvedSetting,
    _ type: Type,
    _ scope: CheckScope
  ) -> TypedExpr {
    if setting.isUnreadable { return .invalid(at: setting.textRange) }
    switch type.unwrapped {
    case .string, .regex:
      return TypedExpr(
        kind: .constant(.text(setting.text)),
        type: type.unwrapped,
        range: setting.textRange
      )
    case .enumeration(let values):
      if !values.contains(setting.text) {
        report(CheckFindings.notOneOf(setting.text, values, at: setting.textRange))
        return .invalid(at: setting.textRange)
      }
      return TypedExpr(
        kind: .constant(.text(setting.text)),
        type: .enumeration([setting.text]),
        range: setting.textRange
      )
    default: break
    }
    if type.unwrapped == .bool, !["true", "false", "null"].contains(setting.text) {
      report(CheckFindings.notBool(setting.name.text, at: setting.textRange))
      return .invalid(at: setting.textRange)
    }
    guard setting.findings.isEmpty else {
      for finding in setting.findings { report(finding) }
      return .invalid(at: setting.textRange)
    }
    return checkValue(setting.value, type, scope, of: "`\(setting.name.text)`")
  }

  /// Params that have no value of their own and that nobody sets.
  mutating func reportUnsetParams() {
    for (index, module) in resolved.modules.enumerated() {
      for (position, param) in module.params.enumerated()
      where !param.isOptional && param.value == nil {
        let isSet = program.overrides.contains {
          $0.module == ModuleID(index: index) && $0.param == position
        }
        if !isSet { report(CheckFindings.paramWithoutValue(param)) }
      }
    }
  }
}
