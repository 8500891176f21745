import MPDiagnostics
import MPSyntax

extension Expander {
  mutating func evaluateReference(_ reference: Reference, _ environment: Environment) -> Value {
    switch reference.target {
    case .local(let index):
      return environment.locals.indices.contains(index)
        ? environment.locals[index] : Value(kind: .invalid)
    case .ownService:
      return environment.service.map { Value(kind: .service($0)) } ?? Value(kind: .invalid)
    default: break
    }
    switch reference.level {
    case .module(let module):
      return evaluateTarget(reference.target, in: moduleFrames[module.index])
    case .definition: return evaluateTarget(reference.target, in: environment.frame)
    }
  }

  mutating func evaluateTarget(_ target: Reference.Target, in frame: FrameID) -> Value {
    switch target {
    case .param(let index): return param(index, frame)
    case .let(let index):
      let definition = frames[frame.index].lets[index]
      if case .done(let value)? = frames[frame.index].letValues[index] { return value }
      let value = evaluate(definition.value, environment(of: frame))
      frames[frame.index].letValues[index] = .done(value)
      return value
    case .output(let index):
      let definition = frames[frame.index].outputs[index]
      if case .done(let value)? = frames[frame.index].outputValues[index] { return value }
      let value = evaluate(definition.value, environment(of: frame))
      frames[frame.index].outputValues[index] = .done(value)
      return value
    // What is not given, or not there.
    case .slot(let index): return slot(index, in: frame) ?? Value(kind: .null)
    case .block(let index): return block(index, in: frame) ?? Value(kind: .null)
    case .module, .ownService, .local: return Value(kind: .invalid)
    }
  }

  /// A name, where more is asked of it than whether it stands for anything.
  mutating func evaluatePresent(
    _ reference: Reference,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    let value = evaluateReference(reference, environment)
    guard value.kind == .null, case .block(let index) = reference.target else { return value }
    let frame =
      if case .module(let module) = reference.level { moduleFrames[module.index] } else {
        environment.frame
      }
    reportDropped(index, in: frame, at: range, environment)
    return Value(kind: .invalid)
  }

  /// A param, slot, member or output of an instance.
  mutating func evaluateMember(
    _ base: TypedExpr,
    _ target: Reference.Target,
    _ range: SourceRange,
    _ environment: Environment,
    mayBeMissing: Bool
  ) -> Value {
    guard case .instance(let id) = evaluate(base, environment).kind,
      case .instance(let frame) = nodes[id.index]
    else { return Value(kind: .invalid) }
    let value = evaluateTarget(target, in: frame)
    guard value.kind == .null, case .block(let index) = target, !mayBeMissing else { return value }
    reportDropped(index, in: frame, at: range, environment)
    return Value(kind: .invalid)
  }

  /// `photos.resize`: the block of an instance's slot that has this label.
  mutating func evaluateSlotMember(
    _ base: TypedExpr,
    _ slot: Int,
    _ label: String,
    _ range: SourceRange,
    _ environment: Environment
  ) -> Value {
    guard case .instance(let id) = evaluate(base, environment).kind,
      case .instance(let frame) = nodes[id.index]
    else { return Value(kind: .invalid) }
    for node in frames[frame.index].slots[slot] where word(of: node) == label {
      switch isThere(node) {
      case true?: return Value(kind: .service(node))
      case false?: break
      case nil: return Value(kind: .invalid)
      }
    }
    report(ExpandFindings.dropped(label, at: range, conditions: []), environment)
    return Value(kind: .invalid)
  }

  /// Both sides of a comparison. Beside `null`, a name may stand for nothing.
  mutating func evaluateSides(
    _ left: TypedExpr,
    _ right: TypedExpr,
    _ environment: Environment
  ) -> (Value, Value) {
    let side = { (expander: inout Expander, expr: TypedExpr, other: TypedExpr) -> Value in
      guard case .constant(.null) = other.kind else { return expander.evaluate(expr, environment) }
      switch expr.kind {
      case .reference(let reference): return expander.evaluateReference(reference, environment)
      case .instanceMember(let base, let target):
        return expander.evaluateMember(
          base,
          target,
          expr.range,
          environment,
          mayBeMissing: true
        )
      default: return expander.evaluate(expr, environment)
      }
    }
    let first = side(&self, left, right)
    return (first, side(&self, right, left))
  }

  // MARK: - Params

  private mutating func param(_ index: Int, _ frame: FrameID) -> Value {
    let definition = frames[frame.index].params[index]
    switch frames[frame.index].values[index] {
    case .done(let value): return value
    case .evaluating:
      reportCircle(from: index, frame)
      return Value(kind: .invalid)
    case .pending:
      frames[frame.index].values[index] = .evaluating
      openParams.append((frame, index))
      defer { openParams.removeLast() }
      guard let (expr, environment) = given(index, frame) else {
        frames[frame.index].values[index] = .done(Value(kind: .null))
        return Value(kind: .null)
      }
      let value = evaluate(expr, environment)
      let isValid = checkBounds(
        value,
        definition.type,
        expr.range,
        self.environment(of: frame),
        environment,
        definition
      )
      let result = isValid ? value : Value(kind: .invalid)
      frames[frame.index].values[index] = .done(result)
      return result
    }
  }

  /// What a param is given: by the instance, or else by its pattern.
  private mutating func given(_ index: Int, _ frame: FrameID) -> (TypedExpr, Environment)? {
    var found: Frame.Argument?
    for argument in frames[frame.index].arguments[index] ?? [] {
      switch areTrue(argument.conditions) {
      case false?: continue
      case nil: return (.invalid(at: argument.keyRange), argument.environment)
      case true?: break
      }
      guard let first = found else {
        found = argument
        continue
      }
      report(
        CheckFindings.setTwice(
          frames[frame.index].params[index].name,
          at: argument.keyRange,
          first: first.keyRange
        ),
        argument.environment
      )
    }
    if let found { return (found.value, found.environment) }
    let definition = frames[frame.index].params[index]
    if let value = definition.value { return (value, environment(of: frame)) }
    guard !definition.type.type.isOptional else { return nil }
    guard let site = frames[frame.index].site, let id = frames[frame.index].definition else {
      // Of a file: the checker has said that nothing sets it.
      return (.invalid(at: definition.nameRange), environment(of: frame))
    }
    if frames[frame.index].arguments[index] != nil {
      report(
        ExpandFindings.paramDropped(definition, of: program.definitions[id.index].name, at: site),
        trace: Array(frames[frame.index].trace.dropFirst())
      )
      return (.invalid(at: site), environment(of: frame))
    }
    return nil
  }

  /// Where a value was written: where it is nothing but a param, that is where the param is given.
  mutating func source(of expr: TypedExpr, _ environment: Environment) -> SourceRange {
    var (expr, environment) = (expr, environment)
    // Params that are given in a circle have been reported.
    for _ in 0..<ExpansionLimit.maximumNesting {
      var name = expr
      if case .list(let elements) = expr.kind, elements.count == 1 { name = elements[0] }
      guard case .reference(let reference) = name.kind, case .definition = reference.level,
        case .param(let index) = reference.target,
        case .done(let value) = frames[environment.frame.index].values[index],
        value.kind != .invalid, let next = given(index, environment.frame)
      else { break }
      (expr, environment) = next
    }
    return expr.range
  }

  private mutating func reportCircle(from index: Int, _ frame: FrameID) {
    let start = openParams.firstIndex { $0.frame == frame && $0.index == index } ?? 0
    let members = openParams[start...].map { frames[$0.frame.index].params[$0.index] }
      .sorted { $0.nameRange.lower < $1.nameRange.lower }
    report(ExpandFindings.circularParam(members), environment(of: frame))
  }

  private mutating func checkBounds(
    _ value: Value,
    _ type: CheckedType,
    _ range: SourceRange,
    _ own: Environment,
    _ caller: Environment,
    _ definition: ParamDefinition
  ) -> Bool {
    switch (type, value.kind) {
    case (.plain(.regex), .template):
      return areKnown([(value, range)], caller)
    case (.plain(.regex), .text(let text)):
      guard let problem = PortableRegex.problem(text) else { return true }
      report(ExpandFindings.badRegex(text, problem, at: range), caller)
      return false
    case (.bounded(_, let bounds), .range(let lower, let upper)):
      return [lower, upper].allSatisfy { bound in
        checkBounds(
          Value(kind: bound),
          .bounded(type.type, bounds),
          range,
          own,
          caller,
          definition
        )
      }
    case (.bounded(_, let bounds), _):
      guard case .range(let lower, let upper) = evaluate(bounds, own).kind else { return true }
      let isWithin =
        compare(Value(kind: lower), .lessEqual, value).isTrue
        && compare(value, .lessEqual, Value(kind: upper)).isTrue
      if !isWithin, value.kind != .invalid {
        report(
          ExpandFindings.outOfBounds(
            definition.name,
            value,
            lower,
            upper,
            at: range,
            declared: bounds.range
          ),
          caller
        )
      }
      return isWithin
    case (.optional(let wrapped), _):
      return value.kind == .null
        || checkBounds(value, wrapped, range, own, caller, definition)
    case (.list(let element), .list(let values)):
      return values.allSatisfy { checkBounds($0, element, range, own, caller, definition) }
    case (.map(let element), .map(let fields)):
      return fields.allSatisfy { checkBounds($0.value, element, range, own, caller, definition) }
    case (.record(let types), .map(let fields)):
      return types.allSatisfy { type in
        guard let field = fields.first(where: { $0.key == type.name }) else { return true }
        return checkBounds(field.value, type.type, range, own, caller, definition)
      }
    default: return true
    }
  }
}

extension Value {
  var isTrue: Bool { kind == .bool(true) }
}
