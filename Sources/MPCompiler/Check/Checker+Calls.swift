import MPDiagnostics
import MPSyntax

extension Checker {
  mutating func checkCall(
    _ name: NameSyntax,
    _ arguments: [ExprSyntax],
    _ range: SourceRange,
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> TypedExpr {
    guard let function = Function(rawValue: name.text) else {
      let known = Function.allCases.filter { scope.isTest || !$0.isTestsOnly }.map(\.rawValue)
      report(CheckFindings.unknownFunction(name, among: known))
      return .invalid(at: range)
    }
    if function.isTestsOnly, !scope.isTest {
      report(CheckFindings.testsOnly(function, at: name.range))
      return .invalid(at: range)
    }
    guard function.argumentCount.contains(arguments.count) else {
      report(CheckFindings.argumentCount(function, arguments.count, at: range))
      return .invalid(at: range)
    }
    let (checked, type) = checkArguments(function, arguments, scope, expected)
    if checked.contains(where: { $0.type.isInvalid && $0.type != .nothing }) {
      return .invalid(at: range)
    }
    return TypedExpr(kind: .call(function, checked), type: type, range: range)
  }

  private mutating func checkArguments(
    _ function: Function,
    _ arguments: [ExprSyntax],
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> ([TypedExpr], Type) {
    let place = "`\(function.rawValue)`"
    switch function {
    case .join:
      let list = given(checkExpr(arguments[0], scope, expecting: [.list(.string)]), scope)
      let separator = checkValue(arguments[1], .string, scope, of: place)
      guard case .list(let element) = list.type, element.isPrintable else {
        return ([refused(list, "a list of what prints", by: function), separator], .string)
      }
      return ([list, separator], .string)
    case .count:
      let value = given(checkExpr(arguments[0], scope), scope)
      switch value.type {
      case .list, .map, .invalid: return ([value], .int)
      default: return ([refused(value, "a list or a map", by: function)], .int)
      }
    case .range: return ([checkValue(arguments[0], .int, scope, of: place)], .list(.int))
    case .min, .max: return checkExtremum(function, arguments, scope, expected)
    case .contains: return checkContains(arguments, scope)
    case .startsWith, .endsWith:
      return (arguments.map { checkValue($0, .string, scope, of: place) }, .bool)
    case .matches:
      let text = checkValue(arguments[0], .string, scope, of: place)
      return ([text, checkValue(arguments[1], .regex, scope, of: place)], .bool)
    case .groups: return ([checkValue(arguments[0], .regex, scope, of: place)], .int)
    case .replace:
      return (arguments.map { checkValue($0, .string, scope, of: place) }, .string)
    case .lower, .upper:
      return ([checkValue(arguments[0], .string, scope, of: place)], .string)
    case .json: return checkJSON(arguments[0], scope)
    case .reaches, .links, .isPublic:
      return (arguments.map { checkDeployed($0, function, scope) }, .bool)
    }
  }

  private mutating func refused(
    _ value: TypedExpr,
    _ needed: String,
    by function: Function
  ) -> TypedExpr {
    if !value.type.isInvalid {
      report(CheckFindings.wrongArgument(value, needed, of: function))
    }
    return .invalid(at: value.range)
  }

  private mutating func checkExtremum(
    _ function: Function,
    _ arguments: [ExprSyntax],
    _ scope: CheckScope,
    _ expected: [Type]
  ) -> ([TypedExpr], Type) {
    if arguments.count == 1 {
      let value = checkExpr(arguments[0], scope, expecting: expected.map { Type.list($0) })
      let values = [given(value, scope)]
      switch values[0].type {
      case .list(let element) where element.isOrdered || element.isInvalid:
        return (values, element)
      case .range(let bound): return (values, bound)
      default:
        return ([refused(values[0], "a list of numbers or quantities", by: function)], .invalid)
      }
    }
    // An argument whose suffix has two meanings takes that of the others.
    let order =
      arguments.indices.filter { !arguments[$0].isAmbiguous }
      + arguments.indices.filter { arguments[$0].isAmbiguous }
    var type = Type.nothing
    var values = arguments.map { TypedExpr.invalid(at: $0.range) }
    for index in order {
      let hints = type == .nothing ? expected : [type] + expected
      values[index] = given(checkExpr(arguments[index], scope, expecting: hints), scope)
      guard let joined = type.joined(with: values[index].type), joined.isOrdered else {
        let needed = "numbers or quantities of one kind"
        return ([refused(values[index], needed, by: function)], .invalid)
      }
      type = joined
    }
    return (values.map { converted($0, to: type) }, type)
  }

  private mutating func checkContains(
    _ arguments: [ExprSyntax],
    _ scope: CheckScope
  ) -> ([TypedExpr], Type) {
    let container = given(checkExpr(arguments[0], scope), scope)
    switch container.type {
    case .list(let element):
      return ([container, checkValue(arguments[1], element, scope, of: "`contains`")], .bool)
    case .map, .string, .enumeration, .invalid:
      return ([container, checkValue(arguments[1], .string, scope, of: "`contains`")], .bool)
    default:
      return ([refused(container, "a list, a map or a text", by: .contains)], .bool)
    }
  }

  private mutating func checkJSON(
    _ argument: ExprSyntax,
    _ scope: CheckScope
  ) -> ([TypedExpr], Type) {
    let value = checkExpr(argument, scope)
    guard value.type.isData else {
      return ([refused(value, "strings, numbers, bools, lists and maps", by: .json)], .string)
    }
    return ([value], .string)
  }

  /// What tests ask about: a service or an instance, or a port of one.
  private mutating func checkDeployed(
    _ argument: ExprSyntax,
    _ function: Function,
    _ scope: CheckScope
  ) -> TypedExpr {
    let value = given(checkExpr(argument, scope), scope)
    switch value.type {
    case .service, .job, .cron, .external, .instance, .endpoint, .invalid: return value
    default:
      return refused(value, "a service, an instance, an external or a port", by: function)
    }
  }
}

extension Type {
  /// Whether JSON has it.
  fileprivate var isData: Bool {
    switch self {
    case .list(let element): element.isData
    case .map(let value): value.isData
    case .record(let fields): fields.allSatisfy(\.type.isData)
    case .optional(let wrapped): wrapped.isData
    case .null: true
    default: isPrintable
    }
  }
}
