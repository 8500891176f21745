import MPDiagnostics

extension Expander {
  mutating func call(
    _ function: Function, _ arguments: [TypedExpr], _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let values = arguments.map { evaluate($0, environment) }
    if values.contains(where: { $0.kind == .invalid }) { return Value(kind: .invalid) }
    let provenance = values.flatMap(\.provenance)
    switch function {
    case .join: return join(values[0], values[1], range, environment)
    case .count:
      switch values[0].kind {
      case .list(let elements): return Value(kind: .int(elements.count))
      case .map(let fields): return Value(kind: .int(fields.count))
      default: return Value(kind: .invalid)
      }
    case .range:
      guard case .int(let count) = values[0].kind else { return Value(kind: .invalid) }
      guard (0...ExpansionLimit.workloads).contains(count) else {
        report(
          ExpandFindings.rangeTooLong(count, limit: ExpansionLimit.workloads, at: range),
          environment)
        return Value(kind: .invalid)
      }
      return Value(kind: .list((0..<count).map { Value(kind: .int($0)) }))
    case .min, .max: return extremum(function, values, range, environment)
    case .contains: return Value(kind: .bool(contains(values[0], values[1])))
    case .replace:
      guard case .text(let text) = values[0].kind, case .text(let old) = values[1].kind,
        case .text(let new) = values[2].kind
      else { return Value(kind: .invalid) }
      return Value(kind: .text(text.replacing(bytes: old, with: new)), provenance: provenance)
    case .lower, .upper:
      guard case .text(let text) = values[0].kind else { return Value(kind: .invalid) }
      return Value(kind: .text(text.asciiCased(function == .upper)), provenance: provenance)
    case .json:
      guard let text = json(values[0], range, environment) else { return Value(kind: .invalid) }
      return Value(kind: .text(text), provenance: provenance)
    // These exist in tests only, which are not evaluated here.
    case .reaches, .links, .isPublic: return Value(kind: .invalid)
    }
  }

  private mutating func join(
    _ list: Value, _ separator: Value, _ range: SourceRange, _ environment: Environment
  ) -> Value {
    guard case .list(let elements) = list.kind, case .text(let between) = separator.kind else {
      return Value(kind: .invalid)
    }
    var texts: [String] = []
    var provenance = list.provenance + separator.provenance
    for element in elements {
      guard let (text, uses) = print(element, range, environment) else {
        return Value(kind: .invalid)
      }
      texts.append(text)
      provenance += uses
    }
    return Value(kind: .text(texts.joined(separator: between)), provenance: provenance)
  }

  private mutating func extremum(
    _ function: Function, _ values: [Value], _ range: SourceRange, _ environment: Environment
  ) -> Value {
    var candidates = values
    if values.count == 1, case .list(let elements) = values[0].kind { candidates = elements }
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

  private mutating func json(
    _ value: Value, _ range: SourceRange, _ environment: Environment
  ) -> String? {
    switch value.kind {
    case .null: return "null"
    case .int, .float, .bool: return print(value, range, environment)?.text
    case .list(let elements):
      var texts: [String] = []
      for element in elements {
        guard let text = json(element, range, environment) else { return nil }
        texts.append(text)
      }
      return "[" + texts.joined(separator: ",") + "]"
    case .map(let fields):
      var texts: [String] = []
      for field in fields {
        guard let text = json(field.value, range, environment) else { return nil }
        texts.append(field.key.jsonQuoted + ":" + text)
      }
      return "{" + texts.joined(separator: ",") + "}"
    default: return print(value, range, environment)?.text.jsonQuoted
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

  fileprivate func replacing(bytes old: String, with new: String) -> String {
    guard !old.isEmpty else { return self }
    let bytes = Array(utf8)
    let needle = Array(old.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: needle) {
        result += new.utf8
        index += needle.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  fileprivate func asciiCased(_ isUpper: Bool) -> String {
    String(
      decoding: utf8.map { byte in
        let letter = byte | 0x20
        guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else { return byte }
        return isUpper ? byte & ~0x20 : letter
      }, as: UTF8.self)
  }
}
