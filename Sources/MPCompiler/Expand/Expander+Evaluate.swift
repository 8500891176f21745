import MPDiagnostics
import MPIR
import MPSyntax

extension Expander {
  mutating func evaluate(_ expr: TypedExpr, _ environment: Environment) -> Value {
    guard depth < ExpansionLimit.maximumDepth else {
      pass(
        .depth,
        ExpandFindings.evaluationTooDeep(limit: ExpansionLimit.maximumDepth, at: expr.range),
        environment
      )
      return Value(kind: .invalid)
    }
    depth += 1
    defer { depth -= 1 }
    switch expr.kind {
    case .invalid: return Value(kind: .invalid)
    case .testSet(let name): return evaluateSet(name)
    case .given(let operand): return evaluateGiven(operand, environment)
    case .constant(let kind): return Value(kind: kind)
    case .text(let parts): return evaluateText(parts, environment)
    case .reference(let reference): return evaluatePresent(reference, expr.range, environment)
    case .port(let base, let name): return evaluatePort(base, name, expr.range, environment)
    case .property(let base, let property):
      return evaluateProperty(base, property, expr.range, environment)
    case .instanceMember(let base, let target):
      return evaluateMember(base, target, expr.range, environment, mayBeMissing: false)
    case .slotMember(let base, let slot, let label):
      return evaluateSlotMember(base, slot, label, expr.range, environment)
    case .field(let base, let name): return evaluateField(base, name, expr.type, environment)
    case .element(let base, let index):
      return evaluateElement(base, index, expr.range, environment)
    case .stockImage(let name):
      return images[name] ?? Value(kind: .text(StockImages.tag(name) ?? ""))
    case .call(let function, let arguments):
      return call(function, arguments, expr.range, environment)
    case .arithmetic: return evaluateChain(expr, environment)
    case .comparison(let infix, let left, let right):
      let (first, second) = evaluateSides(left, right, environment)
      let isAboutNull = first.kind == .null || second.kind == .null
      guard
        isAboutNull
          || areKnown([(first, left.range), (second, right.range)], environment)
      else { return Value(kind: .invalid) }
      return compare(first, infix, second)
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
      return list(elements.map { evaluate($0, environment) }, expr.range, environment)
    case .map(let entries):
      let map = Value(
        kind: .map(entries.map { .init(key: $0.key, value: evaluate($0.value, environment)) })
      )
      return spend(map.size, at: expr.range, environment) ? map : Value(kind: .invalid)
    case .comprehension(let comprehension):
      return evaluateComprehension(comprehension, environment)
    case .converted(let operand): return convert(evaluate(operand, environment), to: expr.type)
    }
  }

  /// Makes floats of ints where the type has floats.
  private func convert(_ value: Value, to type: Type) -> Value {
    var value = value
    switch (value.kind, type.unwrapped) {
    case (.int(let number), .float): value.kind = .float(Double(number))
    case (.range(.int(let lower), .int(let upper)), .range(.float)):
      value.kind = .range(.float(Double(lower)), .float(Double(upper)))
    case (.list(let elements), .list(let element)):
      value.kind = .list(elements.map { convert($0, to: element) })
    case (.map(let fields), .map(let element)):
      value.kind = .map(
        fields.map { .init(key: $0.key, value: convert($0.value, to: element)) }
      )
    case (.map(let fields), .record(let types)):
      value.kind = .map(
        fields.map { field in
          guard let type = types.first(where: { $0.name == field.key })?.type else { return field }
          return .init(key: field.key, value: convert(field.value, to: type))
        }
      )
    default: break
    }
    return value
  }

  // MARK: - Size

  /// A list that was just made, unless all values together become too large.
  mutating func list(
    _ elements: [Value],
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let list = Value(kind: .list(elements), provenance: elements.provenance)
    return spend(list.size, at: range, environment) ? list : Value(kind: .invalid)
  }

  /// Counts what a value takes before it is made.
  ///
  /// - Returns: Whether it may be made.
  mutating func spend(
    _ bytes: Int,
    at range: SourceRange,
    _ environment: Environment
  ) -> Bool {
    guard bytes <= ExpansionLimit.maximumSize - spent else {
      // Small values behind a large one are refused like it, so that evaluation ends soon.
      spent = ExpansionLimit.maximumSize
      pass(
        .size,
        ExpandFindings.valuesTooLarge(limit: ExpansionLimit.maximumSize, at: range),
        environment
      )
      return false
    }
    spent += bytes
    return true
  }

  // MARK: - Texts

  private mutating func evaluateText(
    _ parts: [TypedExpr.TextPart],
    _ environment: Environment
  ) -> Value {
    var text: [TextTemplate.Part] = []
    var values: [Value] = []
    for part in parts {
      switch part {
      case .literal(let literal): text.append(.literal(literal))
      case .value(let expr, let indentation):
        let value = print(evaluate(expr, environment), expr.range, environment)
        guard let template = value.template else { return Value(kind: .invalid) }
        let printed = template.parts.map { part -> TextTemplate.Part in
          guard case .literal(let text) = part, !indentation.isEmpty else { return part }
          return .literal(text.indentingFurtherLines(by: indentation))
        }
        guard spend(TextTemplate(printed).size, at: expr.range, environment) else {
          return Value(kind: .invalid)
        }
        text += printed
        values.append(value)
      }
    }
    return .text(TextTemplate(text), provenance: values.provenance)
  }

  /// What a value is in a text; `invalid` for one that was reported.
  mutating func print(
    _ value: Value,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    switch value.kind {
    case .text, .template: return value
    case .secret(let id, let part): return text(ofSecret: id, part)
    case .int(let number): return Value(kind: .text(String(number)))
    case .float(let number): return Value(kind: .text(number.description))
    case .bool(let value): return Value(kind: .text(value ? "true" : "false"))
    case .endpoint(let service, let port):
      return address(of: service, port, .address, range, environment) ?? Value(kind: .invalid)
    default: return Value(kind: .invalid)
    }
  }

  // MARK: - Conditions, lists and maps

  private mutating func evaluateLogical(
    _ infix: InfixOperator,
    _ operands: [TypedExpr],
    _ environment: Environment
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
    _ lower: TypedExpr,
    _ upper: TypedExpr,
    _ range: SourceRange,
    _ environment: Environment
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
    _ comprehension: TypedExpr.Comprehension,
    _ environment: Environment
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
      guard spend(128, at: comprehension.element.range, environment) else {
        return Value(kind: .invalid)
      }
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
    return list(elements, comprehension.element.range, environment)
  }

  private mutating func evaluateField(
    _ base: TypedExpr,
    _ name: String,
    _ type: Type,
    _ environment: Environment
  ) -> Value {
    switch evaluate(base, environment).kind {
    // A field that was left out is one that may be.
    case .map(let fields):
      return fields.first { $0.key.isExactly(name) }?.value.read(as: type) ?? Value(kind: .null)
    case .service(let id): return deployedAttribute(name, of: id).read(as: type)
    default: return Value(kind: .invalid)
    }
  }

  private mutating func evaluateElement(
    _ base: TypedExpr,
    _ index: TypedExpr,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let container = evaluate(base, environment)
    switch (container.kind, evaluate(index, environment).kind) {
    case (.list(let elements), .int(let position)):
      if elements.indices.contains(position) { return elements[position] }
      report(
        ExpandFindings.noSuchElement(position, count: elements.count, at: index.range),
        environment
      )
    case (.map(let fields), .text(let key)):
      if let field = fields.first(where: { $0.key.isExactly(key) }) { return field.value }
      report(
        ExpandFindings.noSuchKey(key, among: fields.map(\.key), at: index.range),
        environment
      )
    default: break
    }
    return Value(kind: .invalid)
  }
}

extension String {
  /// Puts blanks before every line but the first, and none before empty lines.
  fileprivate func indentingFurtherLines(by blanks: String) -> String {
    // By scalars, since a carriage return and a newline are one character.
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { index, line in
        index == 0 || line.isEmpty ? String(line) : blanks + String(line)
      }.joined(separator: "\n")
  }
}
