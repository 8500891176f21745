import MPDiagnostics
import MPSyntax

extension Resolver {
  /// How many files one spec may bring in, and how many may bring in one another.
  static let fileLimit = 256
  static let importDepthLimit = 16

  /// Brings in the files that a file names, and those that they name.
  mutating func loadImports(of spec: ModuleID) {
    imported[SourceName.of(lastPart(of: name(of: spec)), namedIn: name(of: spec))] = spec
    loadImports(of: spec, within: [spec])
  }

  /// - Parameter chain: The files that are being brought in, each named by the one before it.
  private mutating func loadImports(of id: ModuleID, within chain: [ModuleID]) {
    for case .import(let item) in resolved.modules[id.index].syntax.items {
      guard let path = item.path.plain,
        let other = load(item, SourceName.of(path, namedIn: name(of: id)), path, chain)
      else {
        if let alias = item.alias {
          resolved.modules[id.index].unreadWords.insert(alias.text)
        } else {
          resolved.modules[id.index].missesNames = true
        }
        continue
      }
      guard let alias = item.alias else {
        // Twice is once.
        if !resolved.modules[id.index].imports.contains(other) {
          addNames(of: other, to: id, at: item.range)
        }
        continue
      }
      var values = resolved.modules[id.index].values
      declare(alias, .module(other), &values)
      resolved.modules[id.index].values = values
    }
  }

  private mutating func load(
    _ item: ImportSyntax,
    _ name: String,
    _ path: String,
    _ chain: [ModuleID]
  ) -> ModuleID? {
    let range = item.path.range
    if let known = imported[name] {
      if let id = known, let start = chain.firstIndex(of: id) {
        reportCircle(Array(chain[start...]), at: range)
        return nil
      }
      return known
    }
    imported[name] = .some(nil)
    guard chain.count <= Self.importDepthLimit else {
      diagnostics.report(ResolveFindings.importsTooDeep(limit: Self.importDepthLimit, at: range))
      return nil
    }
    guard imported.count <= Self.fileLimit else {
      // Once: one file too many is enough to know.
      if imported.count == Self.fileLimit + 1 {
        diagnostics.report(ResolveFindings.tooManyFiles(limit: Self.fileLimit, at: range))
      }
      return nil
    }
    let bytes: [UInt8]
    switch files.bytes(of: path, beside: self.name(of: chain[chain.count - 1])) {
    case .success(let content): bytes = content
    case .failure(let problem):
      diagnostics.report(ResolveFindings.cannotImport(path, problem, at: range))
      return nil
    }
    let source = sources.add(name: name, bytes: bytes)
    guard checkText(source, in: sources, into: &diagnostics) else { return nil }
    let text = lex(source, in: sources, into: &diagnostics)
    let id = declare(parse(text, into: &diagnostics), isLibrary: false)
    imported[name] = id
    loadImports(of: id, within: chain + [id])
    return id
  }

  private func name(of id: ModuleID) -> String { sources[resolved.modules[id.index].source].name }

  private func lastPart(of name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }

  private mutating func reportCircle(_ circle: [ModuleID], at range: SourceRange) {
    diagnostics.report(
      ResolveFindings.circularImport(circle.map(name(of:)), at: range)
    )
  }

  // MARK: - Names

  /// Makes the names of one file visible in another. Two things of one name cannot both be meant.
  private mutating func addNames(of other: ModuleID, to id: ModuleID, at range: SourceRange) {
    let module = resolved.modules[id.index]
    let new = resolved.modules[other.index]
    for known in [id] + module.imports {
      let old = resolved.modules[known.index]
      for name in new.visibleNames {
        guard let first = declaration(of: name, in: old),
          let second = declaration(of: name, in: new)
        else { continue }
        let isBlock = new.blocks.contains { $0.syntax.label?.name?.range == second }
        diagnostics.report(
          ResolveFindings.importClash(
            name.text,
            at: range,
            declarations: [first, second],
            isDeployed: isBlock
          )
        )
        resolved.clashes.formUnion([first, second])
        return resolved.modules[id.index].imports.append(other)
      }
    }
    resolved.modules[id.index].imports.append(other)
  }

  private func declaration(of name: VisibleName, in module: ResolvedModule) -> SourceRange? {
    let definition: DefinitionID? =
      switch name.kind {
      case .value: nil
      case .pattern: module.patterns[name.text]
      case .trait: module.traits[name.text]
      }
    if let definition { return resolved.definitions[definition.index].syntax.name.range }
    return name.kind == .value ? module.values[name.text]?.range : nil
  }

  // MARK: - The command line

  /// Takes what a spec says under the names of profiles that were asked for.
  mutating func choose(_ names: [Source.ID]) {
    for (index, source) in names.enumerated() {
      let bytes = sources[source].bytes
      let name = String(decoding: bytes, as: UTF8.self)
      let profiles = resolved.modules[0].profiles
      if let position = profiles.firstIndex(where: { $0.syntax.name.text == name }) {
        resolved.modules[0].profiles[position].rank = BlockExtension.ownRank + 1 + index
      } else {
        diagnostics.report(
          ResolveFindings.unknownProfile(
            name,
            among: profiles.map(\.syntax.name.text),
            at: SourceRange(source: source, lower: 0, upper: bytes.count)
          )
        )
      }
    }
  }

  mutating func resolve(_ setting: ParamSetting) -> ResolvedSetting {
    let nameBytes = sources[setting.name].bytes
    let valueBytes = sources[setting.value].bytes
    let nameRange = SourceRange(source: setting.name, lower: 0, upper: nameBytes.count)
    let names = String(decoding: nameBytes, as: UTF8.self)
      .split(separator: ".", omittingEmptySubsequences: false)
      .map { NameSyntax(text: String($0), range: nameRange) }
    let valueRange = SourceRange(source: setting.value, lower: 0, upper: valueBytes.count)
    guard checkText(setting.value, in: sources, into: &diagnostics) else {
      return ResolvedSetting(
        name: PathSyntax(names: names),
        text: "",
        textRange: valueRange,
        value: .missing(valueRange),
        findings: [],
        isUnreadable: true
      )
    }
    var findings = Diagnostics()
    let text = lex(setting.value, in: sources, into: &findings)
    let value = parseExpression(text, into: &findings)
    return ResolvedSetting(
      name: PathSyntax(names: names),
      text: String(decoding: valueBytes, as: UTF8.self),
      textRange: valueRange,
      value: value,
      findings: findings.findings
    )
  }
}

/// A name that an import makes visible.
private struct VisibleName {
  enum Kind { case value, pattern, trait }

  var text: String
  var kind: Kind
}

extension ResolvedModule {
  /// What this file itself declares, in an order that does not change; what it imports is its own affair.
  fileprivate var visibleNames: [VisibleName] {
    values.filter { !$0.value.target.isModule }.keys.sorted().map { .init(text: $0, kind: .value) }
      + patterns.keys.sorted().map { .init(text: $0, kind: .pattern) }
      + traits.keys.sorted().map { .init(text: $0, kind: .trait) }
  }
}

extension Reference.Target {
  var isModule: Bool {
    if case .module = self { true } else { false }
  }
}
