import MPSyntax

extension DefinitionPage {
  /// A use of the pattern or trait to paste into a spec: the code in its doc comment, or else all that
  /// it needs, with values that do.
  package var example: String {
    if let lines = DocText(doc).example { return lines.map { $0 + "\n" }.joined() }
    return kind == .pattern ? patternExample : traitExample
  }

  private var patternExample: String {
    var lines = ["\(name) example {"]
    lines += arguments.map { "  " + $0 }
    for slot in slots where slot.kind == .slot(isOptional: false) {
      lines.append("  \(slot.name) {")
      lines += Self.service(fixed: slot.fixed, ports: slot.ports).map { "    " + $0 }
      lines.append("  }")
    }
    return (lines + ["}"]).map { $0 + "\n" }.joined() + others
  }

  private var traitExample: String {
    var lines = ["service example {"]
    lines += Self.service(fixed: fixed, ports: ports).map { "  " + $0 }
    if arguments.isEmpty {
      lines.append("  with \(name)")
    } else {
      lines.append("  with \(name) {")
      lines += arguments.map { "    " + $0 }
      lines.append("  }")
    }
    return (lines + ["}"]).map { $0 + "\n" }.joined() + others
  }

  private var arguments: [String] {
    let needed = params.filter(\.isNeeded)
    let width = needed.map(\.name.count).max() ?? 0
    return needed.map { param in
      let padding = String(repeating: " ", count: width - param.name.count)
      return "\(param.name)\(padding) = \(param.exampleValue)"
    }
  }

  /// A service that references in the arguments lead to.
  private var others: String {
    let isReferred = params.contains { $0.isNeeded && $0.exampleValue.contains("web") }
    return isReferred
      ? "\nservice web {\n  image = \"ghcr.io/acme/web:1.0\"\n  ports { http = 8080 }\n}\n" : ""
  }

  /// What a service needs beside what the definition gives it.
  private static func service(fixed: [String], ports: [String]) -> [String] {
    var lines: [String] = []
    if !fixed.contains("image") { lines.append("image = \"ghcr.io/acme/example:1.0\"") }
    if !ports.isEmpty, !fixed.contains("ports") {
      let list = ports.enumerated().map { "\($1) = \(8080 + $0)" }.joined(separator: ", ")
      lines.append("ports { \(list) }")
    }
    return lines
  }
}

extension DefinitionPage.Param {
  /// The least value that its bounds allow, or one of its type.
  fileprivate var exampleValue: String {
    if case .primitive(_, bounds: .rangeTo?) = type,
      let bounds = typeText.split(separator: "(", maxSplits: 1).last,
      let end = bounds.firstRange(of: "..")?.lowerBound
    {
      return String(bounds[..<end])
    }
    return type.exampleValue
  }
}

extension TypeSyntax {
  /// A value of the type.
  fileprivate var exampleValue: String {
    switch self {
    case .missing, .optional: "null"
    case .primitive(let name, _): Self.exampleValue(of: name.text)
    case .range(let name, _, _):
      Self.exampleValue(of: name.text) + ".." + Self.exampleValue(of: name.text)
    case .enumeration(let values): values.first?.plain.map { "\"\($0)\"" } ?? "\"\""
    case .list(let element, _): "[\(element.exampleValue)]"
    case .map: "{}"
    case .record(let fields, _):
      "{ " + fields.map { "\($0.name.text) = \($0.type.exampleValue)" }.joined(separator: ", ")
        + " }"
    }
  }

  private static func exampleValue(of type: String) -> String {
    switch type {
    case "int": "1"
    case "float": "0.5"
    case "bool": "true"
    case "duration": "1s"
    case "bytes": "64Mi"
    case "cpu": "0.5"
    case "percent": "50%"
    case "service": "web"
    case "endpoint": "web.http"
    // Also a name, an image or a path, wherever the definition puts it.
    default: "\"example\""
    }
  }
}
