import MPDiagnostics

extension SyntaxDump {
  mutating func dump(_ expr: ExprSyntax) {
    let range = expr.range
    switch expr {
    case .missing: node("<missing>", at: range)
    case .name(let name): node("name", spelling(name), at: range)
    case .literal(let literal):
      let words = spelling(literal.kind).split(separator: " ", maxSplits: 1).map(String.init)
      node(words[0], words.count > 1 ? words[1] : "", at: range)
    case .string(let string): dump(string)
    case .list(let elements, _):
      node("list", at: range) { dump in
        for element in elements { dump.dump(element) }
      }
    case .map(let entries, _):
      node("map", at: range) { dump in
        for entry in entries {
          let key = dump.key(PathSyntax(names: [entry.key]))
          dump.node("entry", entry.key.text, line: "\(key) =", at: entry.key.range) {
            $0.dump(entry.value)
          }
        }
      }
    case .comprehension(let comprehension): dump(comprehension)
    case .postfix(let base, let suffixes):
      node("postfix", at: range) { dump in
        dump.dump(base)
        for suffix in suffixes { dump.dump(suffix) }
      }
    case .call(let name, let arguments, _):
      node("call", spelling(name), at: range) { dump in
        for argument in arguments { dump.dump(argument) }
      }
    case .negation(let operand, _): node("negate", at: range) { $0.dump(operand) }
    case .not(let operand, _): node("not", at: range) { $0.dump(operand) }
    case .arithmetic(let first, let rest):
      node("arithmetic", at: range) { dump in
        dump.dump(first)
        for operand in rest { dump.dump(operand) }
      }
    case .rangeTo(let lower, let upper):
      node("..", at: range) { dump in
        dump.dump(lower)
        dump.dump(upper)
      }
    case .comparison(let left, let right):
      node("comparison", at: range) { dump in
        dump.dump(left)
        dump.dump(right)
      }
    case .logical(let infix, let operands):
      node(infix.rawValue, at: range) { dump in
        for operand in operands { dump.dump(operand) }
      }
    case .conditional(let conditional):
      node("if", at: range) { dump in
        dump.dump(conditional.condition)
        dump.dump(conditional.then)
        dump.dump(conditional.otherwise)
      }
    }
  }

  /// The operator, with its right operand below it.
  private mutating func dump(_ operand: OperandSyntax) {
    let range = operand.infixRange.through(operand.operand.range)
    node(operand.infix.rawValue, at: range) { $0.dump(operand.operand) }
  }

  private mutating func dump(_ suffix: PostfixSyntax) {
    switch suffix {
    case .member(let name):
      node("member", spelling(name), line: ".\(spelling(name))", at: suffix.range)
    case .index(let index, _):
      node("index", line: "[]", at: suffix.range) { $0.dump(index) }
    }
  }

  private mutating func dump(_ comprehension: ComprehensionSyntax) {
    let index = comprehension.index.map { spelling($0) + ", " } ?? ""
    node("for", index + spelling(comprehension.variable), at: comprehension.range) { dump in
      dump.node("in") { $0.dump(comprehension.sequence) }
      if let condition = comprehension.condition { dump.node("if") { $0.dump(condition) } }
      dump.node("yield") { $0.dump(comprehension.element) }
    }
  }

  private func spelling(_ literal: LiteralSyntax.Kind) -> String {
    switch literal {
    case .null: "null"
    case .bool(let value): "bool \(value)"
    case .int(let value): "int \(value)"
    case .decimal(let number): "decimal \(spelling(number))"
    case .quantity(let parts):
      "quantity " + parts.map { spelling($0.number) + $0.suffix }.joined(separator: " ")
    case .port(let number, let transport): "port \(number)/\(transport)"
    case .invalid: "<invalid>"
    }
  }

  /// `15e-1`: the digits and where the point stands, without rounding.
  private func spelling(_ number: DecimalNumber) -> String {
    number.scale == 0 ? "\(number.mantissa)" : "\(number.mantissa)e-\(number.scale)"
  }

  mutating func dump(_ string: StringSyntax) {
    if let plain = string.plain {
      return node("string", plain, line: "string \(quoted(plain))", at: string.range)
    }
    node("string", at: string.range) { dump in
      for segment in string.segments {
        switch segment {
        case .text(let text): dump.node("text", text, line: quoted(text))
        case .interpolation(let value, let indentation):
          let suffix = indentation.isEmpty ? "" : " indented by \(quoted(indentation))"
          dump.node("interpolation", line: "\\()\(suffix)", at: value.range) { $0.dump(value) }
        }
      }
    }
  }

  mutating func dump(_ type: TypeSyntax) {
    let range = type.range
    switch type {
    case .missing: node("type", "<missing>", at: range)
    case .primitive(let name, let bounds):
      node("type", spelling(name), at: range) { dump in
        if let bounds { dump.dump(bounds) }
      }
    case .range(let lower, let bounds, let upper):
      node(
        "range type",
        spelling(lower) + ".." + spelling(upper),
        line: "type \(spelling(lower))..\(spelling(upper))",
        at: range
      ) { dump in
        if let bounds { dump.dump(bounds) }
      }
    case .enumeration(let values):
      node("enumeration type", line: "type enumeration", at: range) { dump in
        for value in values { dump.dump(value) }
      }
    case .list(let element, _): node("list type", line: "type list", at: range) { $0.dump(element) }
    case .map(let value, _): node("map type", line: "type map", at: range) { $0.dump(value) }
    case .record(let fields, _):
      node("record type", line: "type record", at: range) { dump in
        for field in fields {
          let name = dump.spelling(field.name)
          dump.node("field", name, line: name, at: field.name.range) { $0.dump(field.type) }
        }
      }
    case .optional(let wrapped, _):
      node("optional type", line: "type optional", at: range) { $0.dump(wrapped) }
    }
  }
}
