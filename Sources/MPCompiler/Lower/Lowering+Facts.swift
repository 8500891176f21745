import MPDiagnostics
import MPIR

/// What has to be known of a program that is `restricted`.
extension Lowering {
  mutating func checkFacts(of workload: Workload, _ service: ExpandedService) {
    let origin = service.origin
    if let reason = workload.security.isMore {
      report(LowerFindings.moreThanRestricted(workload.path, reason, at: origin.range), origin)
    }
    for container in workload.containers {
      let (name, part, body, origin) = place(of: container, in: workload, service)
      var missing = container.missingFacts
      if workload.security.requiresNonRoot {
        if container.user == nil { missing.insert("user", at: 0) }
        if let user = container.user, user.mayBeRoot {
          report(LowerFindings.mayBeRoot(name, user, at: user.origin.range), user.origin)
        }
      }
      // A `live` that is wrong has been reported.
      if container.name == workload.container.name, workload.isService,
        container.liveness == nil, body.blocks("live").isEmpty
      {
        missing.append("live")
      }
      // What is there and wrong has been reported.
      missing.removeAll { body.attribute($0) != nil }
      if !missing.isEmpty, !service.body.isBroken, !body.isBroken {
        report(
          LowerFindings.missingFacts(
            name,
            missing,
            ports: workload.container.ports,
            extending: origin.trace.isEmpty ? nil : workload.path,
            part: part,
            at: origin.range
          ),
          origin
        )
      }
      for variable in container.environment where !variable.value.secrets.isEmpty {
        // What the compiler itself has put first goes with the variable that needs it.
        guard !variable.name.hasPrefix("MP_SECRET_") else { continue }
        let range =
          service.body.map("env").first { $0.name == variable.name }?.valueRange ?? origin.range
        report(LowerFindings.secretInEnvironment(variable.name, at: range), origin)
      }
      for weakness in container.weaknesses {
        if case .noDigest = weakness, let stock = stockName(of: container.image) {
          // Said once, and of the one place that names it.
          let app = system.app?.range ?? system.start
          report(
            LowerFindings.stockImageWithoutDigest(stock, container.image, at: app),
            Origin(range: app)
          )
        } else {
          report(LowerFindings.weakness(name, weakness, at: origin.range), origin)
        }
      }
    }
  }

  /// What the library calls an image that it builds on.
  private func stockName(of image: String) -> String? {
    StockImages.table.first { stockImage($0.key) == image }?.key
  }

  /// Where a container is declared, and how messages name it: `` `init prepare` of `web` ``.
  private func place(
    of container: Container,
    in workload: Workload,
    _ service: ExpandedService
  ) -> (name: String, part: String?, body: ExpandedBody, origin: Origin) {
    if container.name != workload.container.name {
      for word in ["init", "sidecar"] {
        guard
          let block = service.body.blocks(word).first(where: { $0.label == container.name })
        else { continue }
        let origin = block.origin
        let part = "\(word) \(container.name)"
        return ("`\(part)` of `\(workload.path)`", part, block.body, origin)
      }
    }
    return ("`\(workload.path)`", nil, service.body, service.origin)
  }
}

extension Container {
  /// What has to be known of the machine that it needs.
  fileprivate var missingFacts: [String] {
    var missing: [String] = []
    if resources.cpu == nil { missing.append("cpu") }
    if resources.memory == nil { missing.append("memory") }
    return missing
  }

  /// What could be better, and not every image can have.
  fileprivate var weaknesses: [Weakness] {
    var result: [Weakness] = []
    if !image.contains("@") { result.append(.noDigest) }
    if case .ids(let id, _)? = user?.identity, (1..<10_000).contains(id) {
      result.append(.lowUser(id))
    }
    return result
  }
}

extension User {
  /// Whether it is root, or has a name, of which only the image knows whose it is.
  fileprivate var mayBeRoot: Bool {
    if case .ids(let user, _) = identity { user == 0 } else { true }
  }
}

/// What a program that is `restricted` could do without, if its image let it.
enum Weakness {
  case noDigest
  case lowUser(Int)
}

extension Security {
  /// What no workload at its level may have.
  fileprivate var isMore: String? {
    if isPrivileged { return "`privileged`" }
    return capabilities.first { $0 != "NET_BIND_SERVICE" }.map { "the capability `\($0)`" }
  }
}
