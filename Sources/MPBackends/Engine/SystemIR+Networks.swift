import MPDiagnostics
import MPIR

/// An engine has networks, and no rules for what goes over them. So where any workload may talk to nobody
/// outside, there are two: the inner one, which has all of the system in it and leads nowhere else (but to
/// the machine: engines keep nobody from that), and the edge, for those that have to get out or be got at.
extension SystemIR {
  var hasInnerNetwork: Bool { workloads.contains(where: \.closesEgress) }

  /// Whether a workload is at the edge, where there is one.
  func isAtEdge(_ id: Workload.ID) -> Bool {
    !self[id].closesEgress || reasonForEdge(id) != nil
  }

  /// Those that get farther than they may, because they have to be at the edge.
  func networkLosses() -> [Diagnostic] {
    workloads.indices.compactMap { index in
      let id = Workload.ID(index: index)
      guard self[id].closesEgress, let reason = reasonForEdge(id) else { return nil }
      return EngineFindings.egressNotClosed(self[id].name, because: reason, at: self[id].origin)
    }
  }

  private func reasonForEdge(_ id: Workload.ID) -> String? {
    if let use = externalUses.first(where: { $0.from == id }) { return "it uses `\(use.path)`" }
    guard let exposure = exposures.first(where: { $0.target == id }) else { return nil }
    return "its port `\(exposure.port.name)` is exposed"
  }
}
