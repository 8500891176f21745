import MPDiagnostics
import MPSyntax

extension Checker {
  /// The inside of a block, held against the vocabulary.
  mutating func checkBody(
    _ body: BodySyntax,
    _ kind: BlockKind,
    _ scope: CheckScope
  ) -> CheckedBody {
    var checked = CheckedBody(range: body.range, isBroken: body.isBroken)
    var seen: [ExactText: SourceRange] = [:]
    for item in body.items {
      guard let entry = checkEntry(item, of: body, kind, scope) else {
        // What was refused may have been meant for what seems to be missing: `imge = "nginx"`.
        checked.isBroken = true
        continue
      }
      if let (key, range) = entry.uniqueKey {
        if let first = seen[key] {
          report(CheckFindings.setTwice(name(of: entry), at: range, first: first))
          // Applied again, a trait would set everything twice that it sets.
          if case .with = entry { continue }
        } else {
          seen[key] = range
        }
      }
      checked.entries.append(entry)
    }
    return checked
  }

  private func name(of entry: CheckedEntry) -> String {
    guard case .with(let application) = entry else { return entry.name }
    let name = resolved.definitions[application.definition.index].syntax.name.text
    return "with \(name)" + (application.label.map { " \($0)" } ?? "")
  }

  private mutating func checkEntry(
    _ item: ItemSyntax,
    of body: BodySyntax,
    _ kind: BlockKind,
    _ scope: CheckScope
  ) -> CheckedEntry? {
    switch item {
    case .assignment(let assignment):
      return checkAssignment(assignment, of: body, kind, scope)
    case .block(let block):
      return checkBlock(block, of: body, kind, scope).map { .block($0) }
    case .when(let when):
      let condition = checkCondition(when.condition, scope)
      return .when(
        condition,
        checkBody(when.body, kind, scope.assuming(condition.givenWhenTrue))
      )
    case .with(let with):
      guard kind.takesTraits else {
        report(CheckFindings.traitOutsideService(at: with.headRange))
        return nil
      }
      return checkTrait(with, scope).map { .with($0) }
    default: return nil
    }
  }

  // MARK: - Attributes

  private mutating func checkAssignment(
    _ assignment: AssignmentSyntax,
    of body: BodySyntax,
    _ kind: BlockKind,
    _ scope: CheckScope
  ) -> CheckedEntry? {
    guard let key = assignment.key.single, !key.isMissing else { return nil }
    let attribute: (TypedExpr) -> CheckedEntry = { value in
      .attribute(
        CheckedAttribute(
          name: key.text,
          keyRange: key.range,
          isDefault: assignment.isDefault,
          value: value
        )
      )
    }
    if let row = kind.attribute(key.text) {
      return attribute(checkAttribute(assignment.value, row, scope))
    }
    if let map = kind.map(key.text) {
      return attribute(checkWholeMap(assignment.value, map, scope))
    }
    if let block = kind.block(key.text) {
      if let shorthand = block.shorthand {
        return checkShorthand(assignment, key, block, shorthand, scope)
      }
      report(CheckFindings.isBlock(key, in: kind, value: assignment.value))
    } else {
      report(
        CheckFindings.unknownWord(key, in: kind, asBlock: false, besides: body.setWords(of: kind))
      )
    }
    return nil
  }

  /// `build = "."`, which is `build { context = "." }`.
  private mutating func checkShorthand(
    _ assignment: AssignmentSyntax,
    _ key: NameSyntax,
    _ kind: BlockKind,
    _ shorthand: String,
    _ scope: CheckScope
  ) -> CheckedEntry? {
    guard let row = kind.attribute(shorthand) else { return nil }
    let attribute = CheckedAttribute(
      name: shorthand,
      keyRange: key.range,
      isDefault: false,
      value: checkAttribute(assignment.value, row, scope)
    )
    return .block(
      CheckedBlock(
        name: key.text,
        headRange: key.range,
        isDefault: assignment.isDefault,
        body: CheckedBody(
          entries: [.attribute(attribute)],
          range: assignment.value.range,
          isBroken: false
        )
      )
    )
  }

  private mutating func checkAttribute(
    _ value: ExprSyntax,
    _ row: Attribute,
    _ scope: CheckScope
  ) -> TypedExpr {
    checkAttributeValue(value, row.accepts, scope, of: "`\(row.name)`")
  }

  /// `null` takes an attribute back, whatever its type; so what may be `null` fits everywhere.
  mutating func checkAttributeValue(
    _ value: ExprSyntax,
    _ accepted: Accepted,
    _ scope: CheckScope,
    of place: String
  ) -> TypedExpr {
    if case .literal(let literal) = value, literal.kind == .null {
      return checkLiteral(literal, [])
    }
    return checkOptionalValue(value, accepted, scope, of: place)
  }

  // MARK: - Blocks

  /// - Parameter body: What it stands in. Behind a `}` that is missing, what stands at the top of the
  ///   file seems to stand within.
  private mutating func checkBlock(
    _ block: BlockSyntax,
    of body: BodySyntax,
    _ kind: BlockKind,
    _ scope: CheckScope
  ) -> CheckedBlock? {
    guard let head = block.head.single else {
      if !block.head.hasMissing { report(CheckFindings.unknownWord(block.head, in: kind)) }
      return nil
    }
    if let map = kind.map(head.text) { return checkMapBlock(block, head, map, scope) }
    guard let inner = kind.block(head.text) else {
      if kind.attribute(head.text) != nil {
        if !(block.body?.isBroken ?? false) { report(CheckFindings.isAttribute(head)) }
      } else if !(body.isBroken && BlockKind.topLevelWords.contains(head.text)) {
        report(
          CheckFindings.unknownWord(head, in: kind, asBlock: true, besides: body.setWords(of: kind))
        )
      }
      return nil
    }
    if case .reference = inner.label { return checkOwnExpose(block, head, inner, scope) }
    let label = checkLabel(block, inner)
    guard let innerBody = block.body else {
      if label != nil || inner.label.isNone { report(CheckFindings.needsBody(head)) }
      return nil
    }
    // A label that is missing or wrong has been reported.
    if !inner.label.isNone, label == nil { return nil }
    return CheckedBlock(
      name: head.text,
      headRange: head.range,
      label: label,
      labelRange: block.label?.range,
      isDefault: block.isDefault,
      body: checkBody(innerBody, inner, scope)
    )
  }

  /// `expose self.http { … }`
  private mutating func checkOwnExpose(
    _ block: BlockSyntax,
    _ head: NameSyntax,
    _ kind: BlockKind,
    _ scope: CheckScope
  ) -> CheckedBlock? {
    guard case .path(let path)? = block.label, path.names.first?.text == "self" else {
      if !(block.body?.isBroken ?? false), !(block.label?.path?.hasMissing ?? false) {
        report(CheckFindings.exposesAnother(at: block.label?.range ?? head.range))
      }
      return nil
    }
    let reference = checkExpr(path.expr, scope)
    guard reference.type.isAssignable(to: .endpoint) else {
      report(CheckFindings.exposesNoPort(reference))
      return nil
    }
    return CheckedBlock(
      name: head.text,
      headRange: head.range,
      labelRange: path.range,
      isDefault: block.isDefault,
      body: block.body.map { checkBody($0, kind, scope) }
        ?? CheckedBody(entries: [], range: block.range, isBroken: false),
      reference: reference
    )
  }

  private mutating func checkLabel(_ block: BlockSyntax, _ kind: BlockKind) -> String? {
    switch (kind.label, block.label) {
    case (.none, .none): return nil
    case (.none, .some(let label)):
      report(CheckFindings.unneededLabel(kind, at: label.range))
      return nil
    case (.text, .some(.string(let string))):
      if let text = string.plain { return text }
      report(CheckFindings.interpolatedLabel(at: string.range))
      return nil
    case (.text, _):
      report(CheckFindings.needsTextLabel(kind, at: block.head.range))
      return nil
    case (.name, _): return checkNameLabel(block)
    default: return block.label?.name?.text
    }
  }

  /// `sidecar proxy { … }`: a name that is deployed.
  private mutating func checkNameLabel(_ block: BlockSyntax) -> String? {
    guard let label = block.label?.name else {
      if !(block.label?.path?.hasMissing ?? false), let head = block.head.single {
        report(
          block.label.map { CheckFindings.labelIsNoName(head, $0) } ?? CheckFindings.needsName(head)
        )
      }
      return nil
    }
    guard !label.isMissing else { return nil }
    if let problem = DeployedName.problem(label.text) {
      report(ResolveFindings.badDeployedName(label, problem))
      return nil
    }
    return label.text
  }
}

extension BodySyntax {
  /// The words in it that may stand there once, and so are no suggestions for another.
  fileprivate func setWords(of kind: BlockKind) -> Set<String> {
    Set(
      items.words.filter { word in
        kind.map(word) == nil && kind.block(word).map(\.label.isNone) ?? true
      }
    )
  }
}

extension [ItemSyntax] {
  /// What is set or begun here, but for what stands under a condition.
  var words: [String] {
    compactMap { item in
      switch item {
      case .assignment(let assignment): assignment.key.single?.text
      case .block(let block): block.head.single?.text
      default: nil
      }
    }
  }
}

extension BlockKind.Label {
  fileprivate var isNone: Bool {
    if case .none = self { true } else { false }
  }
}

extension CheckedEntry {
  /// What may stand only once in a body, and where it stands.
  fileprivate var uniqueKey: (ExactText, SourceRange)? {
    switch self {
    case .attribute(let attribute): (ExactText(attribute.name), attribute.keyRange)
    case .block(let block) where !block.isMap && block.reference == nil:
      (block.key, block.headRange)
    case .with(let application):
      (
        ExactText("with \(application.definition.index) \(application.label ?? "")"),
        application.range
      )
    default: nil
    }
  }

  fileprivate var name: String {
    switch self {
    case .attribute(let attribute): attribute.name
    case .block(let block): block.form
    default: ""
    }
  }
}
