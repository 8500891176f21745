import MPDiagnostics
import MPIR

extension Expander {
  mutating func addFrame(_ frame: Frame) -> FrameID {
    frames.append(frame)
    return FrameID(index: frames.count - 1)
  }

  /// Where what stands in a frame itself is evaluated.
  func environment(of frame: FrameID) -> Environment {
    Environment(frame: frame, service: frames[frame.index].ownService)
  }

  /// Makes nodes of blocks, in order, and those of instances within.
  mutating func instantiate(
    _ blocks: [BlockDefinition],
    in frame: FrameID,
    _ naming: Naming
  ) -> [NodeID?] {
    blocks.map { block in
      let environment = environment(of: frame)
      let conditions = frames[frame.index].conditions + add(block.conditions, environment)
      switch block.kind {
      case .block(let kind, let body):
        return addService(
          ServiceNode(
            kind: kind,
            name: naming.prefix + block.name,
            word: block.name,
            path: naming.path + block.name,
            frame: frame,
            layers: [Layer(body: body, environment: environment)],
            origin: Origin(range: block.nameRange, trace: frames[frame.index].trace),
            conditions: conditions
          )
        )
      case .expose(let reference, let body):
        exposes.append(
          .init(reference: reference, body: body, environment: environment, conditions: conditions)
        )
        return nil
      case .instance(let definition, let arguments):
        return instantiate(
          definition,
          arguments,
          block,
          naming.within(block.name),
          environment,
          conditions
        )
      case .invalid: return nil
      }
    }
  }

  private mutating func addService(_ node: ServiceNode) -> NodeID? {
    serviceCount += node.kind.declares?.isWorkload ?? false ? 1 : 0
    guard serviceCount <= ExpansionLimit.maximumWorkloads else {
      pass(
        .workloads,
        LowerFindings.tooManyWorkloads(
          limit: ExpansionLimit.maximumWorkloads,
          at: node.origin.range
        ),
        environment(of: node.frame)
      )
      return nil
    }
    let id = NodeID(index: nodes.count)
    var node = node
    for index in node.layers.indices { node.layers[index].environment.service = id }
    nodes.append(.service(node))
    return id
  }

  private mutating func instantiate(
    _ id: DefinitionID,
    _ arguments: CheckedArguments,
    _ block: BlockDefinition,
    _ naming: Naming,
    _ environment: Environment,
    _ conditions: [ConditionID]
  ) -> NodeID? {
    let definition = program.definitions[id.index]
    let label = Diagnostic.Label(block.nameRange, "in this instance of `\(definition.name)`")
    guard let frame = addFrame(of: id, arguments, environment, label, conditions) else {
      return nil
    }
    frames[frame.index].naming = naming
    let node = NodeID(index: nodes.count)
    nodes.append(.instance(frame))
    frames[frame.index].slots = definition.slots.indices.map { index in
      arguments.slots.filter { $0.slot == index }.compactMap {
        addSlot($0, definition, frame, environment)
      }
    }
    frames[frame.index].blocks = instantiate(definition.blocks, in: frame, naming)
    return node
  }

  /// - Parameter site: The instance or the `with`, as a trace names it.
  /// - Returns: `nil` beyond the limits, which are reported.
  mutating func addFrame(
    of id: DefinitionID,
    _ arguments: CheckedArguments,
    _ environment: Environment,
    _ site: Diagnostic.Label,
    _ conditions: [ConditionID],
    ownService: NodeID? = nil
  ) -> FrameID? {
    let outer = frames[environment.frame.index].trace
    guard outer.count < ExpansionLimit.maximumNesting else {
      pass(
        .nesting,
        ExpandFindings.instancesTooDeep(limit: ExpansionLimit.maximumNesting, at: site.range),
        environment
      )
      return nil
    }
    // The files have frames as well.
    guard frames.count - program.modules.count < ExpansionLimit.maximumInstances else {
      pass(
        .instances,
        ExpandFindings.tooManyInstances(limit: ExpansionLimit.maximumInstances, at: site.range),
        environment
      )
      return nil
    }
    let definition = program.definitions[id.index]
    var given: [Int: [Frame.Argument]] = [:]
    for argument in arguments.arguments {
      given[argument.param, default: []].append(
        .init(
          value: argument.value,
          environment: environment,
          keyRange: argument.keyRange,
          conditions: add(argument.conditions, environment)
        )
      )
    }
    // What could not be read may have been the value of any param that has none.
    if arguments.isBroken {
      for index in definition.params.indices
      where given[index] == nil && definition.params[index].value == nil {
        given[index] = [
          .init(
            value: .invalid(at: site.range),
            environment: environment,
            keyRange: site.range,
            conditions: []
          )
        ]
      }
    }
    let frame = addFrame(
      Frame(
        module: definition.module,
        definition: id,
        site: site.range,
        params: definition.params,
        lets: definition.lets,
        outputs: definition.outputs,
        arguments: given,
        ownService: ownService,
        conditions: conditions,
        trace: [site] + outer
      )
    )
    frames[frame.index].outer = environment.frame
    return frame
  }

  mutating func addSlot(
    _ given: CheckedArguments.SlotBody,
    _ definition: Definition,
    _ frame: FrameID,
    _ environment: Environment
  ) -> NodeID? {
    let slot = definition.slots[given.slot]
    let naming = frames[frame.index].naming
    var layers: [Layer] = []
    if let body = slot.body {
      layers.append(
        Layer(body: body, environment: Environment(frame: frame), fixedBy: definition.name)
      )
    }
    layers.append(Layer(body: given.body, environment: environment))
    let word = given.label ?? slot.name
    return addService(
      ServiceNode(
        kind: slot.kind,
        name: naming.prefix + word,
        word: word,
        path: naming.path + word,
        frame: frame,
        layers: layers,
        origin: Origin(range: given.headRange, trace: frames[environment.frame.index].trace),
        conditions: frames[frame.index].conditions + add(given.conditions, environment),
        slot: (definition.name, given.headRange)
      )
    )
  }
}
