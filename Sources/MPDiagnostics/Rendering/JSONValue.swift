/// JSON as it is written: members keep their order, which a reader of the lines relies on and which
/// the encoder of Foundation does not offer.
package enum JSONValue {
  case null
  case bool(Bool)
  case number(Int)
  case decimal(Double)
  case string(String)
  case array([JSONValue])
  case members([Member])

  package struct Member {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  package static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .members(members.map { Member($0.key, $0.value) })
  }

  /// What there is, or `null`.
  package static func optional<Wrapped>(
    _ value: Wrapped?,
    _ json: (Wrapped) -> JSONValue
  ) -> JSONValue {
    value.map(json) ?? .null
  }

  package static func array<Element>(
    _ elements: [Element],
    _ json: (Element) -> JSONValue
  ) -> JSONValue {
    .array(elements.map(json))
  }

  /// Writes the value on one line, in ASCII but for letters and signs that terminals show.
  package func write(to output: inout String) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .number(let number): output += String(number)
    case .decimal(let number): output += number.isFinite ? "\(number)" : "null"
    case .string(let text): Self.write(text, to: &output)
    case .array(let elements):
      output += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { output += "," }
        element.write(to: &output)
      }
      output += "]"
    case .members(let members):
      output += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { output += "," }
        Self.write(member.name, to: &output)
        output += ":"
        member.value.write(to: &output)
      }
      output += "}"
    }
  }

  private static func write(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      // More than JSON asks for: the lines are read on terminals and by JavaScript too.
      case _ where scalar.visibleEscape != nil: writeEscape(of: scalar, to: &output)
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }

  private static func writeEscape(of scalar: Unicode.Scalar, to output: inout String) {
    for unit in scalar.utf16 {
      let digits = String(unit, radix: 16)
      output += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
  }
}
