package import MPDiagnostics
import MPIR

/// Applies patterns and traits and evaluates everything.
///
/// In: the checked program. Out: the services that it describes. Values are evaluated when they are
/// first needed, so blocks may refer to each other in any order.
package func expand(_ program: Program, into diagnostics: inout Diagnostics) -> ExpandedSystem {
  var expander = Expander(program)
  let system = expander.run()
  diagnostics.report(expander.diagnostics.findings)
  return system
}

struct Expander {
  let program: Program
  var frames: [Frame] = []
  var moduleFrames: [FrameID] = []
  var nodes: [Node] = []
  var serviceCount = 0
  var diagnostics = Diagnostics()
  /// What has been reported, but for the instances that led there: the mistake of a pattern is one
  /// mistake, however often the pattern is used.
  private var reported: Set<Diagnostic> = []
  private let shipped: Set<Source.ID>
  /// The limits that were passed and reported.
  var passedLimits: Set<ExpansionLimit> = []
  /// How many evaluations are open.
  var depth = 0
  /// How much the values made so far take, in bytes.
  var spent = 0
  /// The attributes that are being evaluated, to find circles.
  var openAttributes: Set<AttributeKey> = []
  /// The params that are being evaluated, the outermost first, to name those of a circle.
  var openParams: [(frame: FrameID, index: Int)] = []
  /// The conditions of `when`s that are being evaluated, the outermost first.
  var openConditions: [(range: SourceRange, environment: Environment)] = []
  var attributes: [AttributeKey: Value] = [:]
  var maps: [AttributeKey: [ExpandedBody.Attribute]] = [:]
  var ports: [NodeID: [String: Value.Kind]] = [:]
  /// The ports that patterns missed, so that each is reported once.
  var missedPorts: Set<AttributeKey> = []
  /// Where traits stand that another use of them leaves no room for, so that each is reported once.
  var traitClashes: Set<SourceRange> = []
  var images: [String: Value] = [:]
  var exposes: [Expose] = []
  var conditions: [Condition] = []

  struct Expose {
    var reference: TypedExpr
    var body: CheckedBody?
    var environment: Environment
    var conditions: [ConditionID]
  }

  /// What the tests ask about, once it is known.
  var deployed: DeployedSystem?

  struct AttributeKey: Hashable {
    var node: NodeID
    var name: String
  }

  init(_ program: Program) {
    self.program = program
    shipped = Set(program.modules.filter(\.isLibrary).map(\.source))
  }

  mutating func run() -> ExpandedSystem {
    for index in program.modules.indices {
      let module = program.modules[index]
      moduleFrames.append(
        addFrame(
          Frame(
            module: ModuleID(index: index),
            params: module.params,
            lets: module.lets,
            outputs: [],
            trace: []
          )
        )
      )
    }
    let spec = program.modules[0]
    var system = ExpandedSystem(
      start: SourceRange(source: spec.source, lower: 0, upper: 0)
    )
    system.clashes = program.clashes
    for override in program.overrides { apply(override) }
    for (index, module) in program.modules.enumerated() where !module.isLibrary {
      frames[index].blocks = instantiate(module.blocks, in: moduleFrames[index], Naming())
    }
    for block in program.extensions { apply(block) }
    system.app = program.app.map { expandApp($0) }
    let blocks = nodes.indices.compactMap { expandService(NodeID(index: $0)) }
    system.services = blocks.filter { $0.kind.declares?.isWorkload ?? false }
    system.externals = blocks.filter { $0.kind.declares == .external }
    system.volumes = blocks.filter { $0.kind.declares == .volume }
    for block in blocks where block.kind.declares == .secret {
      guard let secret = secret(block.id) else { continue }
      system.secrets.append(ExpandedSecret(block: block, secret: secret))
    }
    system.exposures = exposes.compactMap { expose in
      areTrue(expose.conditions) == true ? expandExposure(expose) : nil
    }
    for service in system.services { system.exposures += expandExposures(service.id) }
    checkInstances()
    system.clashes.formUnion(traitClashes)
    system.isTruncated = passedLimits.contains(.workloads)
    return system
  }

  private mutating func expandApp(_ app: AppDefinition) -> ExpandedApp {
    let environment = Environment(frame: moduleFrames[0])
    let body = app.body.map { body in
      expandBody(
        merge([Layer(body: body, environment: environment)], Vocabulary.app),
        environment
      )
    }
    for image in body?.map("images") ?? [] { images[image.name] = image.value }
    return ExpandedApp(name: app.name, range: app.nameRange, body: body ?? ExpandedBody())
  }

  private mutating func expandService(_ id: NodeID) -> ExpandedService? {
    guard case .service(let service) = nodes[id.index], isThere(id) == true else { return nil }
    let merged = mergedBody(id)
    let body = expandBody(
      merged,
      Environment(frame: service.frame, service: id),
      owner: id
    )
    return ExpandedService(
      kind: service.kind,
      id: id,
      name: service.name,
      word: service.word,
      path: service.path,
      origin: service.origin,
      body: body
    )
  }

  /// What the body of a service exposes of it.
  private mutating func expandExposures(_ id: NodeID) -> [ExpandedExposure] {
    mergedBody(id).blocks.compactMap { block in
      block.reference.map { reference in
        expandExposure(
          Expose(
            reference: reference,
            body: block.layers[0].body,
            environment: block.environment,
            conditions: []
          )
        )
      }
    }
  }

  private mutating func expandExposure(_ expose: Expose) -> ExpandedExposure {
    let value = evaluate(expose.reference, expose.environment)
    let body = expose.body.map { body in
      expandBody(
        merge([Layer(body: body, environment: expose.environment)], Vocabulary.expose),
        expose.environment
      )
    }
    var target: PortUse?
    if case .endpoint(let service, let port) = value.kind {
      target = PortUse(
        service: service,
        port: port,
        ofReplicas: false,
        range: expose.reference.range
      )
    }
    return ExpandedExposure(
      target: target,
      origin: .init(
        range: expose.reference.range,
        trace: frames[expose.environment.frame.index].trace
      ),
      body: body ?? ExpandedBody()
    )
  }

  /// Evaluates what every instance must be able to give, asked for or not, and says which instances
  /// give values that their pattern refuses.
  private mutating func checkInstances() {
    // Traits may be applied while values are evaluated, so frames can still be added here.
    var index = 0
    while index < frames.count {
      let id = FrameID(index: index)
      index += 1
      guard areTrue(frames[id.index].conditions) == true else { continue }
      checkPresence(in: id)
      for param in frames[id.index].params.indices {
        _ = evaluateTarget(.param(param), in: id)
      }
      for output in frames[id.index].outputs.indices {
        _ = evaluateTarget(.output(output), in: id)
      }
      checkRequirements(of: id)
    }
  }

  private mutating func checkRequirements(of id: FrameID) {
    guard let definition = frames[id.index].definition, let site = frames[id.index].site else {
      return
    }
    for require in program.definitions[definition.index].requires {
      guard case .bool(false) = evaluate(require.condition, environment(of: id)).kind,
        case .text(let text) = evaluate(require.message, environment(of: id)).kind
      else { continue }
      report(
        ExpandFindings.requirementFailed(text, at: site, require.range),
        trace: Array(frames[id.index].trace.dropFirst())
      )
    }
  }

  // MARK: - Findings

  mutating func report(_ finding: Diagnostic, _ environment: Environment) {
    report(finding, trace: frames[environment.frame.index].trace)
  }

  mutating func report(_ finding: Diagnostic, trace: [Diagnostic.Label]) {
    guard reported.insert(finding).inserted || shipped.contains(finding.primary.range.source) else {
      return
    }
    var finding = finding
    finding.trace = trace
    diagnostics.report(finding.broughtHome { shipped.contains($0) })
  }
}

extension Diagnostic {
  /// A finding that a user can do something about: one in a file of the shipped library is moved to
  /// where the user's file makes use of it.
  func broughtHome(
    otherwise: SourceRange? = nil,
    from isShipped: (Source.ID) -> Bool
  ) -> Diagnostic {
    guard isShipped(primary.range.source) else { return self }
    var finding = self
    if let site = trace.firstIndex(where: { !isShipped($0.range.source) }) {
      finding.primary = trace[site]
      finding.trace = Array(trace[(site + 1)...])
    } else if let otherwise, !isShipped(otherwise.source) {
      finding.primary = Label(otherwise)
    } else {
      return self
    }
    finding.labels.insert(Label(primary.range, primary.text.isEmpty ? "here" : primary.text), at: 0)
    return finding
  }
}
