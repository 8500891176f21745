import MPDiagnostics
import MPSyntax

extension Expander {
  mutating func evaluate(_ expr: TypedExpr, _ environment: Environment) -> Value {
    guard depth < Self.depthLimit else {
      report(ExpandFindings.evaluationTooDeep(limit: Self.depthLimit, at: expr.range), environment)
      return Value(kind: .invalid)
    }
    depth += 1
    defer { depth -= 1 }
    switch expr.kind {
    // Sets exist in tests only, which are not evaluated here.
    case .invalid, .testSet: return Value(kind: .invalid)
    case .constant(let kind): return Value(kind: kind)
    case .text(let parts): return evaluateText(parts, environment)
    case .reference(let reference): return evaluateReference(reference, environment)
    case .port(let base, let name): return evaluatePort(base, name, expr.range, environment)
    case .property(let base, let property):
      return evaluateProperty(base, property, expr.range, environment)
    case .instanceMember(let base, let target):
      guard case .instance(let id) = evaluate(base, environment).kind,
        case .instance(let frame) = nodes[id.index]
      else { return Value(kind: .invalid) }
      return evaluateTarget(target, in: frame, environment)
    case .field(let base, let name): return evaluateField(base, name, environment)
    case .element(let base, let index):
      return evaluateElement(base, index, expr.range, environment)
    case .stockImage(let name):
      return images[name] ?? Value(kind: .text(StockImages.tag(name) ?? ""))
    case .call(let function, let arguments):
      return call(function, arguments, expr.range, environment)
    case .arithmetic(let infix, let left, let right):
      return arithmetic(infix, left, right, expr.range, environment)
    case .comparison(let infix, let left, let right):
      return compare(evaluate(left, environment), infix, evaluate(right, environment))
    case .logical(let infix, let operands): return evaluateLogical(infix, operands, environment)
    case .not(let operand):
      guard case .bool(let value) = evaluate(operand, environment).kind else {
        return Value(kind: .invalid)
      }
      return Value(kind: .bool(!value))
    case .negation(let operand): return negate(operand, expr.range, environment)
    case .conditional(let condition, let then, let otherwise):
      guard case .bool(let value) = evaluate(condition, environment).kind else {
        return Value(kind: .invalid)
      }
      return evaluate(value ? then : otherwise, environment)
    case .rangeTo(let lower, let upper):
      return evaluateRange(lower, upper, expr.range, environment)
    case .list(let elements):
      let values = elements.map { evaluate($0, environment) }
      return Value(kind: .list(values), provenance: values.flatMap(\.provenance))
    case .map(let entries):
      return Value(
        kind: .map(entries.map { .init(key: $0.key, value: evaluate($0.value, environment)) }))
    case .comprehension(let comprehension):
      return evaluateComprehension(comprehension, environment)
    case .toFloat(let operand):
      guard case .int(let value) = evaluate(operand, environment).kind else {
        return Value(kind: .invalid)
      }
      return Value(kind: .float(Double(value)))
    }
  }

  // MARK: - Texts

  private mutating func evaluateText(
    _ parts: [TypedExpr.TextPart], _ environment: Environment
  ) -> Value {
    var text = ""
    var provenance: [PortUse] = []
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .value(let expr, let indentation):
        let value = evaluate(expr, environment)
        guard let (printed, uses) = print(value, expr.range, environment) else {
          return Value(kind: .invalid)
        }
        text += indentation.isEmpty ? printed : printed.indentingFurtherLines(by: indentation)
        provenance += uses
      }
    }
    return Value(kind: .text(text), provenance: provenance)
  }

  /// What a value is in a text, and the ports that it names; `nil` for one that was reported.
  mutating func print(
    _ value: Value, _ range: SourceRange, _ environment: Environment
  ) -> (text: String, provenance: [PortUse])? {
    switch value.kind {
    case .text(let text): return (text, value.provenance)
    case .int(let number): return (String(number), [])
    case .float(let number): return (number.description, [])
    case .bool(let value): return (value ? "true" : "false", [])
    case .endpoint(let service, let port):
      guard let address = address(of: service, port, .address, range, environment),
        case .text(let text) = address.kind
      else { return nil }
      return (text, address.provenance)
    default: return nil
    }
  }

  // MARK: - Conditions, lists and maps

  private mutating func evaluateLogical(
    _ infix: InfixOperator, _ operands: [TypedExpr], _ environment: Environment
  ) -> Value {
    for operand in operands {
      guard case .bool(let value) = evaluate(operand, environment).kind else {
        return Value(kind: .invalid)
      }
      if value == (infix == .or) { return Value(kind: .bool(value)) }
    }
    return Value(kind: .bool(infix == .and))
  }

  private mutating func evaluateRange(
    _ lower: TypedExpr, _ upper: TypedExpr, _ range: SourceRange, _ environment: Environment
  ) -> Value {
    let first = evaluate(lower, environment)
    let last = evaluate(upper, environment)
    guard first.kind != .invalid, last.kind != .invalid else { return Value(kind: .invalid) }
    guard case .bool(true) = compare(first, .lessEqual, last).kind else {
      report(ExpandFindings.emptyRange(first, last, at: range), environment)
      return Value(kind: .invalid)
    }
    return Value(kind: .range(first.kind, last.kind))
  }

  private mutating func evaluateComprehension(
    _ comprehension: TypedExpr.Comprehension, _ environment: Environment
  ) -> Value {
    let sequence = evaluate(comprehension.sequence, environment)
    let items: [(Value, Value)]
    switch sequence.kind {
    case .list(let elements):
      items = elements.enumerated().map { (Value(kind: .int($0.offset)), $0.element) }
    case .map(let fields): items = fields.map { (Value(kind: .text($0.key)), $0.value) }
    default: return Value(kind: .invalid)
    }
    var elements: [Value] = []
    for (index, item) in items {
      var inner = environment
      inner.locals = Array(environment.locals.prefix(comprehension.depth)) + [index, item]
      if let condition = comprehension.condition {
        switch evaluate(condition, inner).kind {
        case .bool(true): break
        case .bool(false): continue
        default: return Value(kind: .invalid)
        }
      }
      elements.append(evaluate(comprehension.element, inner))
    }
    return Value(kind: .list(elements), provenance: elements.flatMap(\.provenance))
  }

  private mutating func evaluateField(
    _ base: TypedExpr, _ name: String, _ environment: Environment
  ) -> Value {
    guard case .map(let fields) = evaluate(base, environment).kind else {
      return Value(kind: .invalid)
    }
    // A field that was left out is one that may be.
    return fields.first { $0.key == name }?.value ?? Value(kind: .null)
  }

  private mutating func evaluateElement(
    _ base: TypedExpr, _ index: TypedExpr, _ range: SourceRange, _ environment: Environment
  ) -> Value {
    let container = evaluate(base, environment)
    switch (container.kind, evaluate(index, environment).kind) {
    case (.list(let elements), .int(let position)):
      if elements.indices.contains(position) { return elements[position] }
      report(
        ExpandFindings.noSuchElement(position, count: elements.count, at: index.range), environment)
    case (.map(let fields), .text(let key)):
      if let field = fields.first(where: { $0.key == key }) { return field.value }
      report(
        ExpandFindings.noSuchKey(key, among: fields.map(\.key), at: index.range), environment)
    default: break
    }
    return Value(kind: .invalid)
  }
}

extension String {
  /// Puts blanks before every line but the first, and none before empty lines.
  fileprivate func indentingFurtherLines(by blanks: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      index == 0 || line.isEmpty ? String(line) : blanks + line
    }.joined(separator: "\n")
  }
}
