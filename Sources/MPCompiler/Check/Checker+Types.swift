import MPDiagnostics
import MPSyntax

extension Checker {
  mutating func checkType(_ syntax: TypeSyntax, _ scope: CheckScope) -> CheckedType {
    switch syntax {
    case .missing: return .plain(.invalid)
    case .primitive(let name, let bounds):
      let type = primitive(name)
      guard let bounds else { return .plain(type) }
      guard type.isOrdered else {
        report(CheckFindings.unorderedBounds(type, at: bounds.range))
        return .plain(type)
      }
      return .bounded(type, checkValue(bounds, .range(type), scope, of: "the bounds"))
    case .range(let lower, let bounds, let upper):
      let type = primitive(lower)
      let other = primitive(upper)
      if type != other || !type.isOrdered {
        if !type.isInvalid, !other.isInvalid {
          report(CheckFindings.badRangeType(type, other, at: syntax.range))
        }
        return .plain(.invalid)
      }
      guard let bounds else { return .plain(.range(type)) }
      return .bounded(
        .range(type),
        checkValue(bounds, .range(type), scope, of: "the bounds")
      )
    case .enumeration(let values):
      var seen: [String] = []
      for value in values {
        let text = value.plain ?? ""
        if seen.contains(text) {
          report(CheckFindings.repeatedValue(text, at: value.range))
        } else {
          seen.append(text)
        }
      }
      return .plain(.enumeration(seen))
    case .list(let element, _): return .list(checkType(element, scope))
    case .map(let value, _): return .map(checkType(value, scope))
    case .record(let fields, _):
      var seen: Set<String> = []
      for field in fields where !seen.insert(field.name.text).inserted {
        report(CheckFindings.repeatedValue(field.name.text, at: field.name.range))
      }
      return .record(fields.map { ($0.name.text, checkType($0.type, scope)) })
    case .optional(let wrapped, _): return .optional(checkType(wrapped, scope))
    }
  }

  private mutating func primitive(_ name: NameSyntax) -> Type {
    guard !name.isMissing else { return .invalid }
    if let type = Type.named.first(where: { $0.key == name.text })?.value { return type }
    report(CheckFindings.unknownType(name))
    return .invalid
  }
}
