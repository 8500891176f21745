import MPDiagnostics
import MPIR

extension Expander {
  mutating func call(
    _ function: Function,
    _ arguments: [TypedExpr],
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let values = arguments.map { evaluate($0, environment) }
    if values.contains(where: { $0.kind == .invalid }) { return Value(kind: .invalid) }
    guard
      function.takesHoles
        || areKnown(zip(values, arguments.map(\.range)).map { ($0, $1) }, environment)
    else { return Value(kind: .invalid) }
    switch function {
    case .join: return join(values[0], values[1], range, environment)
    case .count:
      switch values[0].kind {
      case .list(let elements): return Value(kind: .int(elements.count))
      case .map(let fields): return Value(kind: .int(fields.count))
      default: return Value(kind: .invalid)
      }
    case .range: return numbers(values[0], range, environment)
    case .min, .max: return extremum(function, values, range, environment)
    case .contains: return Value(kind: .bool(contains(values[0], values[1])))
    case .startsWith, .endsWith:
      guard case .text(let text) = values[0].kind, case .text(let part) = values[1].kind else {
        return Value(kind: .invalid)
      }
      let isThere =
        function == .startsWith
        ? text.utf8.starts(with: part.utf8)
        : text.utf8.reversed().starts(with: part.utf8.reversed())
      return Value(kind: .bool(isThere))
    case .matches:
      guard case .text(let text) = values[0].kind,
        let regex = regex(values[1], arguments[1].range, environment)
      else { return Value(kind: .invalid) }
      return matches(text, regex, range, environment)
    case .groups:
      guard let regex = regex(values[0], arguments[0].range, environment) else {
        return Value(kind: .invalid)
      }
      return Value(kind: .int(regex.groupCount))
    case .replace:
      guard case .text(let text) = values[0].kind, case .text(let old) = values[1].kind,
        case .text(let new) = values[2].kind
      else { return Value(kind: .invalid) }
      return replace(text, old, new, values.provenance, range, environment)
    case .lower, .upper:
      guard case .text(let text) = values[0].kind else { return Value(kind: .invalid) }
      return made(text.asciiCased(function == .upper), of: values, range, environment)
    case .json:
      var parts: [Value] = []
      guard let text = json(values[0], range, environment, &parts) else {
        return Value(kind: .invalid)
      }
      return made(text, of: parts, range, environment)
    case .reaches, .links, .isPublic:
      return answer(function, values).map { Value(kind: .bool($0.isTrue)) } ?? Value(kind: .invalid)
    }
  }

  private mutating func made(
    _ text: String,
    of parts: [Value],
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    guard spend(text.utf8.count, at: range, environment) else { return Value(kind: .invalid) }
    return Value(kind: .text(text), provenance: parts.provenance)
  }

  private mutating func numbers(
    _ count: Value,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    guard case .int(let count) = count.kind else { return Value(kind: .invalid) }
    guard (0...ExpansionLimit.maximumWorkloads).contains(count) else {
      report(
        ExpandFindings.rangeTooLong(count, limit: ExpansionLimit.maximumWorkloads, at: range),
        environment
      )
      return Value(kind: .invalid)
    }
    return list((0..<count).map { Value(kind: .int($0)) }, range, environment)
  }

  private mutating func join(
    _ list: Value,
    _ separator: Value,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    guard case .list(let elements) = list.kind, let between = separator.template else {
      return Value(kind: .invalid)
    }
    var text: [TextTemplate.Part] = []
    var parts = [list, separator]
    for (index, element) in elements.enumerated() {
      let printed = print(element, range, environment)
      guard let template = printed.template,
        spend(template.size + between.size, at: range, environment)
      else { return Value(kind: .invalid) }
      text += (index == 0 ? [] : between.parts) + template.parts
      parts.append(printed)
    }
    return .text(TextTemplate(text), provenance: parts.provenance)
  }

  private mutating func replace(
    _ text: String,
    _ old: String,
    _ new: String,
    _ provenance: [PortUse],
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let places = text.places(ofBytes: old)
    let (growth, overflow) = places.count.multipliedReportingOverflow(by: new.utf8.count)
    guard spend(overflow ? .max : text.utf8.count + growth, at: range, environment) else {
      return Value(kind: .invalid)
    }
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var start = 0
    for place in places {
      result += bytes[start..<place]
      result += new.utf8
      start = place + old.utf8.count
    }
    result += bytes[start...]
    return Value(kind: .text(String(decoding: result, as: UTF8.self)), provenance: provenance)
  }

  private mutating func extremum(
    _ function: Function,
    _ values: [Value],
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    var candidates = values
    if values.count == 1, case .list(let elements) = values[0].kind { candidates = elements }
    if case .range(let lower, let upper) = values[0].kind {
      candidates = [Value(kind: lower), Value(kind: upper)]
    }
    guard var best = candidates.first else {
      report(ExpandFindings.emptyList(function, at: range), environment)
      return Value(kind: .invalid)
    }
    for candidate in candidates.dropFirst() {
      guard let order = order(candidate.kind, best.kind) else { return Value(kind: .invalid) }
      if function == .min ? order < 0 : order > 0 { best = candidate }
    }
    return best
  }

  // MARK: - JSON

  /// - Parameter parts: Gets the values whose texts are in the result.
  private mutating func json(
    _ value: Value,
    _ range: SourceRange,
    _ environment: Environment,
    _ parts: inout [Value]
  ) -> String? {
    switch value.kind {
    case .null: return "null"
    case .list(let elements):
      var texts: [String] = []
      for element in elements {
        guard let text = json(element, range, environment, &parts) else { return nil }
        texts.append(text)
      }
      return "[" + texts.joined(separator: ",") + "]"
    case .map(let fields):
      var texts: [String] = []
      for field in fields {
        guard let text = json(field.value, range, environment, &parts) else { return nil }
        texts.append(field.key.jsonQuoted + ":" + text)
      }
      return "{" + texts.joined(separator: ",") + "}"
    default:
      let printed = print(value, range, environment)
      guard case .text(let text) = printed.kind else { return nil }
      parts.append(printed)
      switch value.kind {
      case .int, .float, .bool: return text
      default: return text.jsonQuoted
      }
    }
  }
}

extension Function {
  /// Whether it puts texts together or counts them, and looks into none.
  fileprivate var takesHoles: Bool {
    switch self {
    case .join, .count, .reaches, .links, .isPublic: true
    default: false
    }
  }
}

extension String {
  fileprivate var jsonQuoted: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  fileprivate func asciiCased(_ isUpper: Bool) -> String {
    String(
      decoding: utf8.map { byte in
        let letter = byte | 0x20
        guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else { return byte }
        return isUpper ? byte & ~0x20 : letter
      },
      as: UTF8.self
    )
  }
}
