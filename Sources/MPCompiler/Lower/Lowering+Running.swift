import MPDiagnostics
import MPIR

/// How a service comes and goes.
extension Lowering {
  mutating func stop(_ service: ExpandedService) -> Stop {
    guard let block = service.body.blocks("stop").first else {
      return Stop(gracePeriod: defaultGracePeriod)
    }
    let origin = service.origin
    return Stop(
      signal: signal(block, origin),
      gracePeriod: seconds("grace", block, origin, default: defaultGracePeriod, least: 1)
        ?? defaultGracePeriod,
      drain: seconds("drain", block, origin, default: 0, least: 0) ?? 0,
      origin: Origin(range: block.range, trace: block.trace)
    )
  }

  private mutating func signal(_ block: ExpandedBody.Block, _ origin: Origin) -> String? {
    guard let attribute = block.body.attribute("signal"), let text = attribute.value.text else {
      return nil
    }
    if let signal = StopSignal.name(text) { return signal }
    report(LowerFindings.badSignal(text, at: attribute.valueRange), origin)
    return nil
  }

  // MARK: - Updates

  mutating func update(_ service: ExpandedService) -> Update {
    guard let block = service.body.blocks("update").first else { return Update() }
    let surge = amount("max_surge", block, service.origin)
    var unavailable = amount("max_unavailable", block, service.origin)
    if surge?.isZero ?? false {
      if let unavailable, unavailable.isZero {
        report(LowerFindings.stuckUpdate(at: block.range), service.origin)
      }
      // With none in addition, one has to go before another comes.
      unavailable = unavailable ?? .count(1)
    }
    return Update(
      maxUnavailable: unavailable,
      maxSurge: surge,
      origin: Origin(range: block.range, trace: block.trace)
    )
  }

  private mutating func amount(
    _ name: String,
    _ block: ExpandedBody.Block,
    _ origin: Origin
  ) -> Update.Amount? {
    guard let attribute = block.body.attribute(name) else { return nil }
    switch attribute.value.kind {
    case .int(let count) where (0...ExpansionLimit.maximumWorkloads).contains(count):
      return .count(count)
    case .quantity(let quantity):
      if let percent = quantity.wholePercent(upTo: 100) { return .percent(percent) }
      report(LowerFindings.badPercent(name, 0...100, at: attribute.valueRange), origin)
    case .int:
      report(
        LowerFindings.badAmount(name, ExpansionLimit.maximumWorkloads, at: attribute.valueRange),
        origin
      )
    default: break
    }
    return nil
  }

  // MARK: - Scaling

  /// - Parameter container: The service's own, whose requests its use is measured by.
  mutating func autoscaling(_ service: ExpandedService, _ container: Container) -> Autoscaling? {
    let body = service.body
    let block = body.blocks("autoscale").first
    let replicas = body.attribute("replicas")
    guard let replicas, case .range(.int, .int(let most)) = replicas.value.kind else {
      if let block, !body.isBroken, replicas?.value.kind != .invalid {
        report(
          LowerFindings.scalesOneNumber(at: block.range, replicas),
          service.origin
        )
      }
      return nil
    }
    guard let block else {
      if !body.isBroken {
        report(LowerFindings.rangeWithoutScaling(at: replicas.valueRange), service.origin)
      }
      return nil
    }
    if most > ExpansionLimit.maximumWorkloads {
      report(
        LowerFindings.badAmount(
          "replicas",
          ExpansionLimit.maximumWorkloads,
          at: replicas.valueRange
        ),
        service.origin
      )
    }
    let cpu = target("cpu", container.resources.cpu, block, service)
    let memory = target("memory", container.resources.memory, block, service)
    if block.body.attributes.isEmpty, !block.body.isBroken {
      report(LowerFindings.scalesByNothing(at: block.range), service.origin)
    }
    return Autoscaling(
      maximum: most,
      cpu: cpu,
      memory: memory,
      origin: Origin(range: block.range, trace: block.trace)
    )
  }

  /// How much of a request should be in use.
  private mutating func target(
    _ name: String,
    _ amount: Resources.Amount?,
    _ block: ExpandedBody.Block,
    _ service: ExpandedService
  ) -> Int? {
    guard let attribute = block.body.attribute(name),
      case .quantity(let quantity) = attribute.value.kind
    else { return nil }
    guard let amount else {
      // What was refused has been reported.
      if service.body.attribute(name) == nil, !service.body.isBroken {
        report(LowerFindings.scalesByUnknown(name, at: attribute.keyRange), service.origin)
      }
      return nil
    }
    // Nothing uses more than its limit.
    let most =
      max(amount.request, 1) > amount.limit ? 100 : amount.limit.percent(of: amount.request)
    guard let percent = quantity.wholePercent(upTo: most), percent >= 1 else {
      report(
        LowerFindings.badPercent(name, 1...most, at: attribute.valueRange, ofRequest: most > 100),
        service.origin
      )
      return nil
    }
    return percent
  }
}

/// In seconds, as Kubernetes has it; Docker's own would be a third of it.
private let defaultGracePeriod = 30

extension Update.Amount {
  fileprivate var isZero: Bool { self == .count(0) || self == .percent(0) }
}

extension Quantity {
  fileprivate func wholePercent(upTo limit: Int) -> Int? {
    guard unit == .percent, amount % 1000 == 0, (0...limit).contains(amount / 1000) else {
      return nil
    }
    return amount / 1000
  }
}

extension Int {
  /// Rounded down, and far from any overflow.
  fileprivate func percent(of whole: Int) -> Int {
    guard whole > 0 else { return 100 }
    let (product, overflow) = multipliedReportingOverflow(by: 100)
    return overflow ? self / whole * 100 : Swift.min(product / whole, Int(Int32.max))
  }
}
