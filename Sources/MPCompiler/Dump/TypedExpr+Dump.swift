import MPSyntax

extension TypedExpr {
  /// The expression as text, with what its names stand for: `param 0`, `slot 1`, `module 0 let 2`.
  var text: String {
    switch kind {
    case .invalid: type == .builtin || type == .images ? "mp" : "<invalid>"
    case .constant(let kind): Value(kind: kind).spelling
    case .text(let parts): parts.map(\.text).joined(separator: " & ").parenthesized
    case .reference(let reference): reference.text
    case .port(let base, let name): "\(base.text).port(\(name))"
    case .property(let base, let property): "\(base.text).\(property.rawValue)"
    case .instanceMember(let base, let target): "\(base.text).\(target.text.parenthesized)"
    case .slotMember(let base, _, let label): "\(base.text).\(label)"
    case .field(let base, let name): "\(base.text).field(\(name))"
    case .element(let base, let index): "\(base.text)[\(index.text)]"
    case .stockImage(let name): "image(\(name))"
    case .call(let function, let arguments):
      function.rawValue + arguments.map(\.text).joined(separator: ", ").parenthesized
    case .arithmetic(let infix, let left, let right), .comparison(let infix, let left, let right):
      "\(left.text) \(infix.rawValue) \(right.text)".parenthesized
    case .logical(let infix, let operands):
      operands.map(\.text).joined(separator: " \(infix.rawValue) ").parenthesized
    case .not(let operand): "not \(operand.text)"
    case .negation(let operand): "-\(operand.text)"
    case .conditional(let condition, let then, let otherwise):
      "if \(condition.text) then \(then.text) else \(otherwise.text)".parenthesized
    case .rangeTo(let lower, let upper): "\(lower.text)..\(upper.text)"
    case .list(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .map(let entries):
      "{ "
        + entries.map { "\($0.key.debugDescription) = \($0.value.text)" }.joined(separator: ", ")
        + " }"
    case .comprehension(let loop):
      "[for \(loop.depth), \(loop.depth + 1) in \(loop.sequence.text)"
        + (loop.condition.map { " if \($0.text)" } ?? "") + ": \(loop.element.text)]"
    case .converted(let operand): "\(type)(\(operand.text))"
    case .testSet(let name): name
    case .given(let operand): "\(operand.text)!"
    }
  }
}

extension TypedExpr.TextPart {
  fileprivate var text: String {
    switch self {
    case .literal(let text): text.debugDescription
    case .value(let value, let indentation):
      indentation.isEmpty ? value.text : "indent(\(indentation.count), \(value.text))"
    }
  }
}

extension Reference {
  fileprivate var text: String {
    switch level {
    case .module(let id): "module \(id.index) \(target.text)".parenthesized
    case .definition: target.text.parenthesized
    }
  }
}

extension Reference.Target {
  fileprivate var text: String {
    switch self {
    case .param(let index): "param \(index)"
    case .let(let index): "let \(index)"
    case .output(let index): "output \(index)"
    case .slot(let index): "slot \(index)"
    case .block(let index): "block \(index)"
    case .module(let id): "import of module \(id.index)"
    case .ownService: "self"
    case .local(let index): "local \(index)"
    }
  }
}

extension String {
  fileprivate var parenthesized: String { "(\(self))" }
}
