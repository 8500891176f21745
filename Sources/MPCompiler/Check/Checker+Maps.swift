import MPDiagnostics
import MPSyntax

/// Blocks whose keys the user chooses.
extension Checker {
  /// `env = settings`
  mutating func checkWholeMap(
    _ value: ExprSyntax,
    _ map: MapKind,
    _ scope: CheckScope
  ) -> TypedExpr {
    let expected = map.accepts.expected.map { Type.map($0) }
    let checked = checkExpr(value, scope, expecting: expected)
    guard map.takes(checked.type) else {
      report(CheckFindings.wrongMap(checked, map))
      return .invalid(at: checked.range)
    }
    if case .map(let entries, _) = value {
      for entry in entries { checkKey(entry.key, map) }
    }
    return checked
  }

  /// `env { KEY = value }`
  mutating func checkMapBlock(
    _ block: BlockSyntax,
    _ head: NameSyntax,
    _ map: MapKind,
    _ scope: CheckScope
  ) -> CheckedBlock? {
    if let label = block.label {
      report(CheckFindings.unneededLabel(map.name, at: label.range))
    }
    guard let body = block.body else { return nil }
    return CheckedBlock(
      name: head.text,
      headRange: head.range,
      isDefault: block.isDefault,
      body: checkMapBody(body, map, scope),
      isMap: true
    )
  }

  private mutating func checkMapBody(
    _ body: BodySyntax,
    _ map: MapKind,
    _ scope: CheckScope
  ) -> CheckedBody {
    var checked = CheckedBody(range: body.range, isBroken: body.isBroken)
    var seen: [ExactText: SourceRange] = [:]
    for item in body.items {
      switch item {
      case .assignment(let assignment):
        guard let key = assignment.key.single, !key.isMissing else { continue }
        checkKey(key, map)
        if let first = seen[ExactText(key.text)] {
          report(CheckFindings.setTwice(key.text, at: key.range, first: first))
          continue
        }
        seen[ExactText(key.text)] = key.range
        let value = checkAttributeValue(assignment.value, map.accepts, scope, of: "`\(key.text)`")
        checked.entries.append(
          .attribute(
            CheckedAttribute(
              name: key.text,
              keyRange: key.range,
              isDefault: assignment.isDefault,
              value: value
            )
          )
        )
      case .when(let when):
        let condition = checkCondition(when.condition, scope)
        checked.entries.append(
          .when(
            condition,
            checkMapBody(when.body, map, scope.assuming(condition.givenWhenTrue))
          )
        )
      case .block(let block): report(CheckFindings.blockInMap(block.head.range, map))
      case .with(let with): report(CheckFindings.traitOutsideService(at: with.headRange))
      default: break
      }
    }
    return checked
  }

  private mutating func checkKey(_ key: NameSyntax, _ map: MapKind) {
    if let problem = map.keys.problem(key.text) {
      report(CheckFindings.badKey(key, problem))
    }
  }
}

extension MapKind {
  /// Whether a map with values of a type may be given as a whole.
  fileprivate func takes(_ type: Type) -> Bool {
    switch type {
    case .invalid: true
    case .map(let element): accepts.accepts(element.unwrapped)
    case .record(let fields): fields.allSatisfy { accepts.accepts($0.type.unwrapped) }
    default: false
    }
  }
}
