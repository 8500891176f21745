import MPDiagnostics
import MPIR

/// What tests read of the deployed system.
extension Expander {
  // MARK: - Attributes

  /// - Returns: `null` where the service has none.
  mutating func deployedAttribute(_ name: String, of id: NodeID) -> Value {
    guard let deployed else { return Value(kind: .invalid) }
    guard let workload = deployed.workload(id) else {
      return deployed.attribute(name, ofVolume: id) ?? evaluateAttribute(name, of: id)
    }
    if let value = workload.kind.attribute(name, replicas: workload.replicas) {
      return Value(kind: value)
    }
    switch name {
    case "replicas":
      let most = workload.autoscaling?.maximum
      return Value(
        kind: most.map { .range(.int(workload.replicas), .int($0)) } ?? .int(workload.replicas)
      )
    case "spread": return Value(kind: .text(workload.spread.rawValue))
    case "identity": return Value(kind: .text(workload.identity.rawValue))
    case "ports":
      return map(workload.container.ports.map { ($0.name, $0.value) })
    case "labels":
      return map(deployed.system.labels(of: workload).map { ($0.name, .text($0.value)) })
    case "annotations": return map(workload.annotations.map { ($0.name, .text($0.value)) })
    case "links":
      let links = deployed.links(from: .init(name: name, workloads: Set([deployed.id(id)!])))
      return Value(
        kind: .list(
          links.map { link in
            Value(kind: .endpoint(deployed.nodes[link.to.index], port: link.port.name))
          }
        )
      )
    default:
      return attribute(name, of: workload.container) ?? evaluateAttribute(name, of: id)
    }
  }

  /// - Returns: `nil` for what is none of a container.
  private func attribute(_ name: String, of container: Container) -> Value? {
    let kind: Value.Kind? =
      switch name {
      case "image": .text(container.image)
      case "command": container.entrypoint.map { .texts($0) }
      case "args": container.arguments.map { .texts($0) }
      case "platform": container.platform.map { .text($0) }
      case "workdir": container.workingDirectory.map { .text($0) }
      case "user": container.user.map { .text($0.text) }
      case "cpu": container.resources.cpu.map { .amount($0, .cpu) }
      case "memory": container.resources.memory.map { .amount($0, .bytes) }
      case "env": map(container.environment.map { ($0.name, .text($0.value.description)) }).kind
      default: .invalid
      }
    return kind == .invalid ? nil : Value(kind: kind ?? .null)
  }

  private func map(_ entries: [(key: String, kind: Value.Kind)]) -> Value {
    Value(kind: .map(entries.map { .init(key: $0.key, value: Value(kind: $0.kind)) }))
  }

  mutating func evaluateGiven(_ operand: TypedExpr, _ environment: Environment) -> Value {
    let value = evaluate(operand, environment)
    guard value.kind == .null else { return value }
    report(TestFindings.isNull(at: operand.range), environment)
    return Value(kind: .invalid)
  }

  // MARK: - Sets

  func evaluateSet(
    _ name: String
  ) -> Value {
    guard let deployed else { return Value(kind: .invalid) }
    return Value(kind: .list(deployed.sets[name] ?? []))
  }

  mutating func collectSets() {
    guard let deployed else { return }
    let workloads = Array(zip(deployed.nodes, deployed.system.workloads))
    let services = workloads.filter(\.1.isService)
    let sets = [
      "services": services.map { Value(kind: .service($0.0)) },
      "jobs": workloads.filter(\.1.kind.isJob).map { Value(kind: .service($0.0)) },
      "crons": workloads.filter(\.1.kind.isCron).map { Value(kind: .service($0.0)) },
      "volumes": deployed.volumes.map { Value(kind: .service($0)) },
      "secrets": deployed.secrets.map { Value(kind: .secret($0, .value)) },
      "containers": services.flatMap(containers),
      "exposes": deployed.system.exposures.map { exposure($0, deployed) },
    ]
    self.deployed?.sets = sets
  }

  /// One for each replica, and those beside it.
  private func containers(_ service: NodeID, _ workload: Workload) -> [Value] {
    let containers = [workload.container] + workload.sidecars
    let attributes = containers.map { container in
      TestVocabulary.containerAttributes.map { name in
        (name, attribute(name, of: container)?.kind ?? .null)
      }
    }
    return (0..<workload.replicas).flatMap { index in
      let replica =
        workload.replicaNames.indices.contains(index)
        ? workload.replicaNames[index] : workload.name
      return zip(containers, attributes).enumerated().map { position, container in
        let name = position == 0 ? replica : "\(replica)_\(container.0.name)"
        return map(
          [("name", .text(name)), ("service", .service(service)), ("index", .int(index))]
            + container.1
        )
      }
    }
  }

  private func exposure(_ exposure: Exposure, _ deployed: DeployedSystem) -> Value {
    let service = deployed.nodes[exposure.target.index]
    return map([
      ("service", .service(service)),
      ("target", .endpoint(service, port: exposure.port.name)),
      ("port", .int(exposure.publishedPort)), ("local", .bool(exposure.isLocal)),
    ])
  }

  // MARK: - Parties

  func party(_ value: Value) -> DeployedSystem.Party? {
    guard let deployed else { return nil }
    switch value.kind {
    case .service(let node):
      return deployed.id(node).map { .init(name: path(of: node), workloads: [$0]) }
    case .endpoint(let node, let port):
      return deployed.id(node).map {
        .init(name: "\(path(of: node)).\(port)", workloads: [$0], port: port)
      }
    case .instance(let node):
      return .init(
        name: path(of: node),
        workloads: Set(services(of: node).compactMap { deployed.id($0) })
      )
    default: return nil
    }
  }

  /// The services of an instance, and of the instances within.
  private func services(of node: NodeID) -> [NodeID] {
    guard case .instance(let frame) = nodes[node.index] else { return [node] }
    return members(of: frame).flatMap(services(of:))
  }

  private func members(of frame: FrameID) -> [NodeID] {
    frames[frame.index].slots.flatMap { $0 } + frames[frame.index].blocks.compactMap { $0 }
  }

  /// As the spec refers to it.
  private func path(of node: NodeID) -> String {
    switch nodes[node.index] {
    case .service(let service): return service.path
    case .instance(let frame):
      // Its members are called after it.
      guard let member = members(of: frame).first else { return "this instance" }
      return path(of: member).split(separator: ".").dropLast().joined(separator: ".")
    }
  }

  /// A value as it is written in a spec, with the names of services and ports.
  func spelled(_ value: Value) -> String {
    switch value.kind {
    case .service(let node), .instance(let node): path(of: node)
    case .endpoint(let node, let port): "\(path(of: node)).\(port)"
    case .list(let elements): "[" + elements.map(spelled).joined(separator: ", ") + "]"
    case .map(let fields):
      "{ " + fields.map { "\($0.key) = \(spelled($0.value))" }.joined(separator: ", ") + " }"
    default: value.spelling
    }
  }
}

extension Workload.Kind {
  fileprivate var isJob: Bool {
    if case .job = self { true } else { false }
  }

  fileprivate var isCron: Bool {
    if case .cron = self { true } else { false }
  }

  /// What a job or a cron says, defaults included.
  fileprivate func attribute(_ name: String, replicas: Int) -> Value.Kind? {
    switch self {
    case .service: return nil
    case .cron(let schedule, let completion):
      switch name {
      case "schedule": return .text(schedule.expression)
      case "timezone": return .text(schedule.timeZone)
      case "concurrency": return .text(schedule.concurrency.rawValue)
      default: return completion.attribute(name, replicas: replicas)
      }
    case .job(let completion): return completion.attribute(name, replicas: replicas)
    }
  }
}

extension Completion {
  fileprivate func attribute(_ name: String, replicas: Int) -> Value.Kind? {
    switch name {
    case "completions": .int(replicas)
    case "parallelism": .int(parallelism)
    case "retries": .int(retries)
    case "indexed": .bool(isIndexed)
    default: nil
    }
  }
}

extension Value {
  /// An attribute of several types as the one that is asked for.
  func read(as type: Type) -> Value {
    switch (type.unwrapped, kind) {
    case (.cpu, .range(let lower, let upper)) where lower == upper,
      (.bytes, .range(let lower, let upper)) where lower == upper:
      Value(kind: lower)
    case (.int, .range(let lower, _)): Value(kind: lower)
    case (.int, .text(let text)): Int(text).map { Value(kind: .int($0)) } ?? self
    default: self
    }
  }
}

extension Value.Kind {
  fileprivate static func texts(_ texts: [TextTemplate]) -> Value.Kind {
    .list(texts.map { Value(kind: .text($0.description)) })
  }

  fileprivate static func amount(
    _ amount: Resources.Amount,
    _ unit: Quantity.Unit
  ) -> Value.Kind {
    .range(.quantity(Quantity(unit, amount.request)), .quantity(Quantity(unit, amount.limit)))
  }
}

extension ContainerPort {
  fileprivate var value: Value.Kind {
    transport == .tcp ? .int(number) : .port(number, protocol: transport.rawValue)
  }
}
