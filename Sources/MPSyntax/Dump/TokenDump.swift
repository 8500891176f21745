package import MPDiagnostics

/// The tokens of a source, one a line: where it begins, what it is, its text with escapes.
package func dumpTokens(_ text: TokenizedSource) -> String {
  let source = Source(name: "", bytes: text.bytes)
  var result = ""
  for token in text.tokens {
    let position = source.position(of: Int(token.lower))
    result += "\(position.line):\(position.column) \(token.kind) \(quoted(text.text(token)))\n"
  }
  return result
}

/// The same as JSON: kind, text and place of each.
package func jsonTokens(_ text: TokenizedSource) -> JSONValue {
  let source = Source(name: "", bytes: text.bytes)
  return .array(text.tokens) { token in
    .object([
      "kind": .string("\(token.kind)"),
      "text": .string(text.text(token)),
      "span": source.json(text.range(token)),
    ])
  }
}

/// A text in double quotes on one line, with what cannot be seen escaped.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case "\\": result += "\\\\"
    case "\"": result += "\\\""
    default:
      if isVisible(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
  }
  return result + "\""
}

private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned: return false
  case .spaceSeparator, .lineSeparator, .paragraphSeparator: return false
  default: return true
  }
}
