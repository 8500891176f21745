import MPDiagnostics
import MPIR

/// What is asked of a container.
struct Probes {
  var ready: Probe?
  var live: Probe?
  var started: Probe?
}

extension Lowering {
  mutating func probes(_ source: ContainerSource, _ ports: [ContainerPort]) -> Probes {
    let probes = Probes(
      ready: probe("ready", source, ports),
      live: probe("live", source, ports),
      started: probe("started", source, ports)
    )
    if let live = probes.live, let ready = probes.ready, live.givesUp(noLaterThan: ready) {
      warnOfLiveness(source)
    }
    return probes
  }

  private mutating func warnOfLiveness(_ source: ContainerSource) {
    guard let live = source.body.blocks("live").first, let ready = source.body.blocks("ready").first
    else { return }
    report(LowerFindings.liveIsReady(at: live.range, ready: ready.range), source.origin)
  }

  private mutating func probe(
    _ name: String,
    _ source: ContainerSource,
    _ ports: [ContainerPort]
  ) -> Probe? {
    guard let block = source.body.blocks(name).first else { return nil }
    // One after the other, so that each says what is wrong with it.
    let check = check(block, source, ports)
    let period = seconds("every", block, source.origin, default: 10, least: 1)
    let timeout = seconds("timeout", block, source.origin, default: 1, least: 1)
    let delay = seconds("delay", block, source.origin, default: 0, least: 0)
    let failures = failureThreshold(block, source)
    guard let check, let period, let timeout, let delay, let failures else { return nil }
    return Probe(
      check: check,
      period: period,
      timeout: timeout,
      initialDelay: delay,
      failureThreshold: failures,
      origin: Origin(range: block.range, trace: source.origin.trace)
    )
  }

  private mutating func check(
    _ block: ExpandedBody.Block,
    _ source: ContainerSource,
    _ ports: [ContainerPort]
  ) -> Probe.Check? {
    let body = block.body
    let given = ["http", "tcp", "grpc", "exec"].filter {
      body.attribute($0) != nil && body.attribute($0)?.value.kind != .bool(false)
    }
    guard given.count == 1 else {
      if !body.isBroken {
        report(LowerFindings.oneProbe(given, at: block.range), source.origin)
      }
      return nil
    }
    switch given[0] {
    case "exec":
      guard let attribute = body.attribute("exec"), let command = attribute.value.texts else {
        return nil
      }
      if command.isEmpty {
        report(LowerFindings.emptyCommand(at: attribute.valueRange), source.origin)
      }
      return .exec(command)
    case "http":
      guard let attribute = body.attribute("http"), let path = attribute.value.text else {
        return nil
      }
      if !RequestPath.isValid(path) {
        report(LowerFindings.badRequestPath(path, at: attribute.valueRange), source.origin)
      }
      return probePort(block, source, ports).map { .http(path: path, port: $0) }
    case "grpc": return probePort(block, source, ports).map { .grpc(port: $0) }
    default: return probePort(block, source, ports).map { .tcp(port: $0) }
    }
  }

  /// The port that is asked: the one given, or the only one.
  private mutating func probePort(
    _ block: ExpandedBody.Block,
    _ source: ContainerSource,
    _ ports: [ContainerPort]
  ) -> Int? {
    if let attribute = block.body.attribute("port") {
      switch attribute.value.kind {
      case .int(let number) where (1...65535).contains(number):
        return probed(number, ports, at: attribute.valueRange, source)
      case .int(let number):
        report(LowerFindings.badPortNumber(number, at: attribute.valueRange), source.origin)
      case .endpoint(let id, let name):
        if id == source.service.id {
          guard let port = ports.first(where: { $0.name == name }) else { return nil }
          return probed(port, at: attribute.valueRange, source)
        }
        report(LowerFindings.probesAnother(at: attribute.valueRange), source.origin)
      default: break
      }
      return nil
    }
    // The only port of a service is hardly that of what stands beside it.
    if source.role != .main {
      if !source.body.isBroken {
        report(LowerFindings.whichPortOfSidecar(ports.map(\.name), at: block.range), source.origin)
      }
      return nil
    }
    if ports.count == 1 { return probed(ports[0], at: block.range, source) }
    // A port that was refused is missing here, and has been reported.
    if ports.count == source.body.map("ports").count, !source.body.isBroken {
      report(LowerFindings.whichPort(ports.map(\.name), at: block.range), source.origin)
    }
    return nil
  }

  /// A number, unless only something other than TCP listens on it.
  private mutating func probed(
    _ number: Int,
    _ ports: [ContainerPort],
    at range: SourceRange,
    _ source: ContainerSource
  ) -> Int? {
    let named = ports.filter { $0.number == number }
    guard let other = named.first, !named.contains(where: { $0.transport == .tcp }) else {
      return number
    }
    return probed(other, at: range, source)
  }

  private mutating func probed(
    _ port: ContainerPort,
    at range: SourceRange,
    _ source: ContainerSource
  ) -> Int? {
    if port.transport == .tcp { return port.number }
    report(LowerFindings.probesNoTCP(port, at: range), source.origin)
    return nil
  }

  /// Whole seconds, as every target has them.
  mutating func seconds(
    _ name: String,
    _ block: ExpandedBody.Block,
    _ origin: Origin,
    default value: Int,
    least: Int
  ) -> Int? {
    guard let attribute = block.body.attribute(name) else { return value }
    guard case .quantity(let quantity) = attribute.value.kind else { return nil }
    if quantity.amount > timeLimit.amount {
      report(
        LowerFindings.tooLong(name, timeLimit, at: attribute.valueRange),
        origin
      )
      return nil
    }
    guard quantity.amount % 1000 == 0, quantity.amount / 1000 >= least else {
      report(LowerFindings.wholeSeconds(name, least, at: attribute.valueRange), origin)
      return nil
    }
    return quantity.amount / 1000
  }

  private mutating func failureThreshold(
    _ block: ExpandedBody.Block,
    _ source: ContainerSource
  ) -> Int? {
    guard let attribute = block.body.attribute("failures") else { return 3 }
    guard case .int(let count) = attribute.value.kind else { return nil }
    guard (1...1000).contains(count) else {
      report(LowerFindings.badFailures(count, at: attribute.valueRange), source.origin)
      return nil
    }
    return count
  }
}

/// Far more than anything takes, and within what every target can hold.
private let timeLimit = Quantity(.duration, 24 * 3_600_000)

extension Probe {
  /// Whether it asks what another asks, and has waited no longer when it counts as failed.
  fileprivate func givesUp(noLaterThan other: Probe) -> Bool {
    check == other.check && patience <= other.patience
  }

  private var patience: Int { period * failureThreshold }
}
