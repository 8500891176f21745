import MPDiagnostics
import MPIR

extension Lowering {
  mutating func readiness(_ service: ExpandedService, _ ports: [ContainerPort]) -> Probe? {
    guard let block = service.body.blocks("ready").first else { return nil }
    // One after the other, so that each says what is wrong with it.
    let check = check(block, service, ports)
    let period = seconds("every", block, service, default: 10, least: 1)
    let timeout = seconds("timeout", block, service, default: 1, least: 1)
    let delay = seconds("delay", block, service, default: 0, least: 0)
    let failures = failureThreshold(block, service)
    guard let check, let period, let timeout, let delay, let failures else { return nil }
    return Probe(
      check: check,
      period: period,
      timeout: timeout,
      initialDelay: delay,
      failureThreshold: failures
    )
  }

  private mutating func check(
    _ block: ExpandedBody.Block,
    _ service: ExpandedService,
    _ ports: [ContainerPort]
  ) -> Probe.Check? {
    let body = block.body
    let given = ["http", "tcp", "exec"].filter {
      body.attribute($0) != nil && body.attribute($0)?.value.kind != .bool(false)
    }
    guard given.count == 1 else {
      if !body.isBroken {
        report(LowerFindings.oneProbe(given, at: block.range), service.origin)
      }
      return nil
    }
    switch given[0] {
    case "exec":
      guard let attribute = body.attribute("exec"), let command = attribute.value.texts else {
        return nil
      }
      if command.isEmpty {
        report(LowerFindings.emptyCommand(at: attribute.valueRange), service.origin)
      }
      return .exec(command)
    case "http":
      guard let attribute = body.attribute("http"), let path = attribute.value.text else {
        return nil
      }
      if !RequestPath.isValid(path) {
        report(LowerFindings.badRequestPath(path, at: attribute.valueRange), service.origin)
      }
      return probePort(block, service, ports).map { .http(path: path, port: $0) }
    default: return probePort(block, service, ports).map { .tcp(port: $0) }
    }
  }

  /// The port that is asked: the one given, or the only one.
  private mutating func probePort(
    _ block: ExpandedBody.Block,
    _ service: ExpandedService,
    _ ports: [ContainerPort]
  ) -> Int? {
    if let attribute = block.body.attribute("port") {
      switch attribute.value.kind {
      case .int(let number) where (1...65535).contains(number):
        return probed(number, ports, at: attribute.valueRange, service)
      case .int(let number):
        report(LowerFindings.badPortNumber(number, at: attribute.valueRange), service.origin)
      case .endpoint(let id, let name):
        if id == service.id {
          guard let port = ports.first(where: { $0.name == name }) else { return nil }
          return probed(port, at: attribute.valueRange, service)
        }
        report(LowerFindings.probesAnother(at: attribute.valueRange), service.origin)
      default: break
      }
      return nil
    }
    if ports.count == 1 { return probed(ports[0], at: block.range, service) }
    // A port that was refused is missing here, and has been reported.
    if ports.count == service.body.map("ports").count, !service.body.isBroken {
      report(LowerFindings.whichPort(ports.map(\.name), at: block.range), service.origin)
    }
    return nil
  }

  /// A number, unless only something other than TCP listens on it.
  private mutating func probed(
    _ number: Int,
    _ ports: [ContainerPort],
    at range: SourceRange,
    _ service: ExpandedService
  ) -> Int? {
    let named = ports.filter { $0.number == number }
    guard let other = named.first, !named.contains(where: { $0.transport == .tcp }) else {
      return number
    }
    return probed(other, at: range, service)
  }

  private mutating func probed(
    _ port: ContainerPort,
    at range: SourceRange,
    _ service: ExpandedService
  ) -> Int? {
    if port.transport == .tcp { return port.number }
    report(LowerFindings.probesNoTCP(port, at: range), service.origin)
    return nil
  }

  /// Whole seconds, as every target has them.
  private mutating func seconds(
    _ name: String,
    _ block: ExpandedBody.Block,
    _ service: ExpandedService,
    default value: Int,
    least: Int
  ) -> Int? {
    guard let attribute = block.body.attribute(name) else { return value }
    guard case .quantity(let quantity) = attribute.value.kind else { return nil }
    if quantity.amount > probeTimeLimit.amount {
      report(
        LowerFindings.probeTimeTooLong(name, probeTimeLimit, at: attribute.valueRange),
        service.origin
      )
      return nil
    }
    guard quantity.amount % 1000 == 0, quantity.amount / 1000 >= least else {
      report(LowerFindings.wholeSeconds(name, least, at: attribute.valueRange), service.origin)
      return nil
    }
    return quantity.amount / 1000
  }

  private mutating func failureThreshold(
    _ block: ExpandedBody.Block,
    _ service: ExpandedService
  ) -> Int? {
    guard let attribute = block.body.attribute("failures") else { return 3 }
    guard case .int(let count) = attribute.value.kind else { return nil }
    guard (1...1000).contains(count) else {
      report(LowerFindings.badFailures(count, at: attribute.valueRange), service.origin)
      return nil
    }
    return count
  }
}

/// Far more than anything takes, and within what every target can hold.
private let probeTimeLimit = Quantity(.duration, 24 * 3_600_000)
