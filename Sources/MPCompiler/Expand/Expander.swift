package import MPDiagnostics

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
  /// Evaluations that need each other more deeply than this are refused.
  static let depthLimit = 3000

  let program: Program
  var frames: [Frame] = []
  var moduleFrames: [FrameID] = []
  var nodes: [Node] = []
  var diagnostics = Diagnostics()
  /// How many evaluations are open.
  var depth = 0
  /// The attributes that are being evaluated, to find circles.
  var openAttributes: Set<AttributeKey> = []
  var attributes: [AttributeKey: Value] = [:]
  var maps: [AttributeKey: [ExpandedBody.Attribute]] = [:]
  /// The ports that were missed, so that each is reported once.
  var missedPorts: Set<AttributeKey> = []
  var images: [String: Value] = [:]
  var exposes: [(expr: TypedExpr, body: CheckedBody?, environment: Environment, range: SourceRange)]
    = []

  struct AttributeKey: Hashable {
    var node: NodeID
    var name: String
  }

  init(_ program: Program) { self.program = program }

  mutating func run() -> ExpandedSystem {
    for index in program.modules.indices {
      let module = program.modules[index]
      moduleFrames.append(
        addFrame(
          Frame(
            module: ModuleID(index: index), params: module.params, lets: module.lets, outputs: [],
            arguments: [:], trace: [])))
    }
    let spec = program.modules[0]
    var system = ExpandedSystem(
      start: SourceRange(source: spec.source, lower: 0, upper: 0))
    system.app = program.app.map { expandApp($0) }
    frames[0].blocks = instantiate(spec.blocks, in: moduleFrames[0], prefix: "")
    system.services = nodes.indices.compactMap { expandService(NodeID(index: $0)) }
    system.exposures = exposes.map { expandExposure($0) }
    checkRequirements()
    return system
  }

  private mutating func expandApp(_ app: AppDefinition) -> ExpandedApp {
    let environment = Environment(frame: moduleFrames[0])
    let body = app.body.map { body in
      expandBody(merge([Layer(body: body, environment: environment)]), Vocabulary.app, environment)
    }
    for image in body?.map("images") ?? [] { images[image.name] = image.value }
    return ExpandedApp(name: app.name, range: app.nameRange, body: body ?? ExpandedBody())
  }

  private mutating func expandService(_ id: NodeID) -> ExpandedService? {
    guard case .service(let service) = nodes[id.index] else { return nil }
    let merged = mergedBody(id)
    var body = expandBody(
      merged, Vocabulary.service, Environment(frame: service.frame, service: id), owner: id)
    body.isBroken = body.isBroken || service.layers.contains { $0.body.isBroken }
    return ExpandedService(id: id, name: service.name, origin: service.origin, body: body)
  }

  private mutating func expandExposure(
    _ expose: (expr: TypedExpr, body: CheckedBody?, environment: Environment, range: SourceRange)
  ) -> ExpandedExposure {
    let value = evaluate(expose.expr, expose.environment)
    let body = expose.body.map { body in
      expandBody(
        merge([Layer(body: body, environment: expose.environment)]), Vocabulary.expose,
        expose.environment)
    }
    var target: PortUse?
    if case .endpoint(let service, let port) = value.kind {
      target = PortUse(service: service, port: port, range: expose.expr.range)
    }
    return ExpandedExposure(target: target, range: expose.expr.range, body: body ?? ExpandedBody())
  }

  /// Says which instances give values that their pattern refuses.
  private mutating func checkRequirements() {
    // Traits may be applied while values are evaluated, so frames can still be added here.
    var index = 0
    while index < frames.count {
      let frame = frames[index]
      let environment = Environment(frame: FrameID(index: index), service: frame.ownService)
      evaluateParams(of: FrameID(index: index))
      index += 1
      guard let definition = frame.definition, let site = frame.site else { continue }
      for require in program.definitions[definition.index].requires {
        guard case .bool(false) = evaluate(require.condition, environment).kind else { continue }
        let message = evaluate(require.message, environment)
        if case .text(let text) = message.kind {
          diagnostics.report(
            ExpandFindings.requirementFailed(
              text, at: site, require.range, trace: Array(frame.trace.dropFirst())))
        }
      }
    }
  }

  mutating func report(_ finding: Diagnostic, _ environment: Environment) {
    var finding = finding
    if finding.trace.isEmpty { finding.trace = frames[environment.frame.index].trace }
    diagnostics.report(finding)
  }
}
