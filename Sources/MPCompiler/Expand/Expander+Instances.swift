import MPDiagnostics
import MPIR

extension Expander {
  mutating func addFrame(_ frame: Frame) -> FrameID {
    frames.append(frame)
    let id = FrameID(index: frames.count - 1)
    let environment = Environment(frame: id)
    frames[id.index].values = frame.params.indices.map { index in
      if let argument = frame.arguments[index] {
        return .pending(argument.value, argument.environment)
      }
      guard let value = frame.params[index].value else { return .done(Value(kind: .null)) }
      return .pending(value, environment)
    }
    return id
  }

  /// Makes nodes of blocks, in order, and those of instances within.
  mutating func instantiate(
    _ blocks: [BlockDefinition], in frame: FrameID, prefix: String
  ) -> [NodeID?] {
    blocks.map { block in
      let name = prefix + block.name
      let environment = Environment(frame: frame)
      switch block.kind {
      case .service(let body):
        var node = ServiceNode(
          name: name, word: block.name, frame: frame, layers: [],
          origin: Origin(range: block.nameRange, trace: frames[frame.index].trace))
        node.layers = [Layer(body: body, environment: environment)]
        return addService(node)
      case .expose(let reference, let body):
        exposes.append((reference, body, environment, block.range))
        return nil
      case .instance(let definition, let arguments):
        return instantiate(definition, arguments, block, name, environment)
      case .invalid: return nil
      }
    }
  }

  private mutating func addService(_ node: ServiceNode) -> NodeID {
    let id = NodeID(index: nodes.count)
    var node = node
    for index in node.layers.indices { node.layers[index].environment.service = id }
    nodes.append(.service(node))
    return id
  }

  private mutating func instantiate(
    _ id: DefinitionID, _ arguments: CheckedArguments, _ block: BlockDefinition, _ name: String,
    _ environment: Environment
  ) -> NodeID {
    let definition = program.definitions[id.index]
    let outer = frames[environment.frame.index].trace
    let label = Diagnostic.Label(block.nameRange, "in this instance of `\(definition.name)`")
    let frame = addFrame(
      of: id, arguments, environment, site: block.nameRange, trace: [label] + outer)
    let node = NodeID(index: nodes.count)
    nodes.append(.instance(frame))
    frames[frame.index].slots = definition.slots.indices.map { index in
      addSlot(index, definition, arguments, name, frame, environment)
    }
    frames[frame.index].blocks = instantiate(definition.blocks, in: frame, prefix: name + "-")
    return node
  }

  mutating func addFrame(
    of id: DefinitionID, _ arguments: CheckedArguments, _ environment: Environment,
    site: SourceRange, trace: [Diagnostic.Label]
  ) -> FrameID {
    let definition = program.definitions[id.index]
    var given: [Int: (value: TypedExpr, environment: Environment)] = [:]
    for argument in arguments.arguments { given[argument.param] = (argument.value, environment) }
    // What could not be read may have been the value of any param that has none.
    if arguments.isBroken {
      for index in definition.params.indices
      where given[index] == nil && definition.params[index].value == nil {
        given[index] = (.invalid(at: site), environment)
      }
    }
    return addFrame(
      Frame(
        module: definition.module, definition: id, site: site, params: definition.params,
        lets: definition.lets, outputs: definition.outputs, arguments: given, trace: trace))
  }

  private mutating func addSlot(
    _ index: Int, _ definition: Definition, _ arguments: CheckedArguments, _ name: String,
    _ frame: FrameID, _ environment: Environment
  ) -> NodeID? {
    let slot = definition.slots[index]
    guard let given = arguments.slots.first(where: { $0.slot == index }) else { return nil }
    var layers: [Layer] = []
    if let body = slot.body {
      layers.append(
        Layer(body: body, environment: Environment(frame: frame), fixedBy: definition.name))
    }
    layers.append(Layer(body: given.body, environment: environment))
    return addService(
      ServiceNode(
        name: name + "-" + slot.name, word: slot.name, frame: frame, layers: layers,
        origin: Origin(range: given.headRange, trace: frames[environment.frame.index].trace),
        slot: (definition.name, given.headRange)))
  }
}
