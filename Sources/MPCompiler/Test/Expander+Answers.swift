import MPDiagnostics
import MPIR

/// What `links`, `reaches` and `public` answer, and what there is to show for it.
enum Answer {
  /// The links that lead from one to the other.
  case connected([Link])
  case unconnected
  case exposed(Exposure)
  /// With what exposes it, though only `local`.
  case unexposed([Exposure])

  var isTrue: Bool {
    switch self {
    case .connected, .exposed: true
    case .unconnected, .unexposed: false
    }
  }
}

extension Expander {
  /// - Returns: `nil` where something that is asked about could not be evaluated.
  func answer(_ function: Function, _ values: [Value]) -> Answer? {
    guard let deployed else { return nil }
    let parties = values.compactMap { party($0) }
    guard parties.count == values.count, let first = parties.first else { return nil }
    switch function {
    case .links:
      let link = deployed.links(from: first).first { parties[1].includes($0.to, $0.port) }
      return link.map { .connected([$0]) } ?? .unconnected
    case .reaches:
      return deployed.path(from: first, to: parties[1]).map { .connected($0) } ?? .unconnected
    case .isPublic:
      let exposures = deployed.exposures(of: first)
      return exposures.first { !$0.isLocal }.map { .exposed($0) } ?? .unexposed(exposures)
    default: return nil
    }
  }

  /// Why a question of a test has the answer that it has.
  func reason(
    _ function: Function,
    _ values: [Value],
    at range: SourceRange
  ) -> Reason? {
    guard let deployed, let answer = answer(function, values) else { return nil }
    let parties = values.compactMap { party($0) }
    switch answer {
    case .connected(let links):
      let names = [parties[0].name] + links.dropLast().map { deployed.name($0.to) }
      return TestFindings.connected(
        function,
        names + [parties[1].name],
        links.map { link in
          let name = deployed.name(link.to, link.port)
          return .init(link.origin.range, "`\(deployed.name(link.from))` uses `\(name)`")
        },
        at: range
      )
    case .unconnected:
      let reached =
        function == .links
        ? deployed.links(from: parties[0]).map { deployed.name($0.to, $0.port) }
        : deployed.reached(from: parties[0]).map { deployed.name($0) }
      let path = function == .links ? deployed.path(from: parties[0], to: parties[1]) : nil
      return TestFindings.unconnected(
        function,
        parties[0].name,
        parties[1].name,
        reached: reached,
        over: path?.dropLast().map { deployed.name($0.to) } ?? [],
        at: range
      )
    case .exposed(let exposure):
      return TestFindings.exposed(
        parties[0].name,
        deployed.name(exposure.target, exposure.port),
        exposure,
        at: range
      )
    case .unexposed(let local):
      let exposed = deployed.system.exposures.filter { !$0.isLocal }
        .map { deployed.name($0.target, $0.port) }
      return TestFindings.unexposed(parties[0].name, local, others: exposed, at: range)
    }
  }
}
