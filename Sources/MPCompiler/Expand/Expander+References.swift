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
    case .slot(let index): return node(at: index, of: frames[frame.index].slots)
    case .block(let index): return node(at: index, of: frames[frame.index].blocks)
    case .ownService, .local: return Value(kind: .invalid)
    }
  }

  private func node(at index: Int, of ids: [NodeID?]) -> Value {
    guard ids.indices.contains(index) else { return Value(kind: .invalid) }
    // A slot that is not given.
    guard let id = ids[index] else { return Value(kind: .null) }
    switch nodes[id.index] {
    case .service: return Value(kind: .service(id))
    case .instance: return Value(kind: .instance(id))
    }
  }

  // MARK: - Params

  private mutating func param(_ index: Int, _ frame: FrameID) -> Value {
    let definition = frames[frame.index].params[index]
    switch frames[frame.index].values[index] {
    case .done(let value): return value
    case .evaluating:
      reportCircle(from: index, frame)
      return Value(kind: .invalid)
    case .pending(let expr, let environment):
      frames[frame.index].values[index] = .evaluating
      openParams.append((frame, index))
      let value = evaluate(expr, environment)
      let isValid = checkBounds(
        value,
        definition.type,
        expr.range,
        self.environment(of: frame),
        environment,
        definition
      )
      openParams.removeLast()
      let result = isValid ? value : Value(kind: .invalid)
      frames[frame.index].values[index] = .done(result)
      return result
    }
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
