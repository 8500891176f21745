import MPDiagnostics
import MPIR

/// What `extend`, profiles and the command line set, in place of what blocks say themselves.
extension Expander {
  mutating func apply(_ override: ParamOverride) {
    frames[moduleFrames[override.module.index].index].arguments[override.param] = [
      .init(
        value: override.value,
        environment: environment(of: moduleFrames[0]),
        keyRange: override.value.range,
        conditions: []
      )
    ]
  }

  /// Adds what an `extend` says of a block to what the block says itself.
  mutating func apply(_ block: BlockExtension) {
    let environment = environment(of: moduleFrames[block.module.index])
    switch (evaluate(block.target, environment).kind, block.content) {
    case (.service(let id), .block(let body)), (.secret(let id, _), .block(let body)):
      extend(id, by: body, environment, rank: block.rank)
    case (.instance(let id), .instance(_, let arguments)):
      guard case .instance(let frame) = nodes[id.index] else { return }
      extend(frame, by: arguments, environment, rank: block.rank)
    case (.null, _):
      report(ExpandFindings.extendsWhatIsNotGiven(block.target), environment)
    default: break
    }
  }

  private mutating func extend(
    _ id: NodeID,
    by body: CheckedBody,
    _ environment: Environment,
    rank: Int
  ) {
    guard case .service(var service) = nodes[id.index] else { return }
    var environment = environment
    environment.service = id
    service.layers.append(Layer(body: body, environment: environment, rank: rank))
    nodes[id.index] = .service(service)
  }

  private mutating func extend(
    _ frame: FrameID,
    by arguments: CheckedArguments,
    _ environment: Environment,
    rank: Int
  ) {
    for argument in arguments.arguments {
      frames[frame.index].arguments[argument.param] = [
        .init(
          value: argument.value,
          environment: environment,
          keyRange: argument.keyRange,
          conditions: add(argument.conditions, environment)
        )
      ]
    }
    for slot in arguments.slots {
      let given = frames[frame.index].slots[slot.slot].filter { id in
        slot.label.map { $0 == word(of: id) } ?? true
      }
      for id in given { extend(id, by: slot.body, environment, rank: rank) }
      if given.isEmpty, let id = frames[frame.index].definition,
        let node = addSlot(slot, program.definitions[id.index], frame, environment)
      {
        frames[frame.index].slots[slot.slot].append(node)
      }
    }
  }
}
