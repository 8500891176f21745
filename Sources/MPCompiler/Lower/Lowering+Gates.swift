import MPDiagnostics
import MPIR

/// That a workload waits for another on every target, and where the spec says so.
struct Gate {
  var target: Workload.ID
  var range: SourceRange
}

extension Lowering {
  /// What each workload names in `after`.
  mutating func gates(_ lowered: [Workload]) -> [[Gate]] {
    system.services.map { service in
      guard let after = service.body.attribute("after"),
        case .list(let targets) = after.value.kind
      else { return [] }
      var gates: [Gate] = []
      for target in targets {
        guard case .service(let id) = target.kind, let workload = workloads[id],
          !gates.contains(where: { $0.target == workload })
        else { continue }
        gates.append(Gate(target: workload, range: after.valueRange))
      }
      return gates
    }
  }

  /// A gate on what waits for the workload itself would never open.
  ///
  /// - Parameter circle: The number of the circle that each workload is in.
  /// - Returns: The numbers of those that were reported.
  mutating func reportCircles(
    of gates: [[Gate]],
    _ circle: [Int],
    _ result: SystemIR
  ) -> Set<Int> {
    var reported: Set<Int> = []
    for (index, gates) in gates.enumerated() {
      for gate in gates where circle[gate.target.index] == circle[index] {
        guard reported.insert(circle[index]).inserted else { continue }
        let names = circle.indices.filter { circle[$0] == circle[index] }
          .map { result.workloads[$0].path }
        report(
          LowerFindings.circleOfGates(names, at: gate.range),
          result.workloads[index].origin
        )
      }
    }
    return reported
  }

  /// - Parameter targets: What the workload waits for at all, without those in a circle with it.
  mutating func startsAfter(
    _ id: Workload.ID,
    _ gates: [Gate],
    _ targets: [Int],
    _ result: SystemIR
  ) -> [StartDependency] {
    let workload = result[id]
    return targets.sorted().map { index in
      let target = result.workloads[index]
      guard target.isService else {
        return StartDependency(Workload.ID(index: index), .completed, isGate: true)
      }
      var dependency = StartDependency(
        Workload.ID(index: index),
        target.isProbed ? .ready : .started
      )
      if let gate = gates.first(where: { $0.target.index == index }) {
        dependency.isGate = true
        dependency.port = target.gatePort
        if dependency.port == nil {
          report(
            LowerFindings.gateWithoutPort(target.path, at: gate.range, target.origin.range),
            workload.origin
          )
        }
      } else if !workload.isService, let port = target.gatePort {
        // What runs to its end fails where a service would try again.
        dependency.isGate = true
        dependency.port = port
      }
      return dependency
    }
  }
}

extension Workload {
  /// Whether it says by itself when it can serve.
  fileprivate var isProbed: Bool {
    ([container] + sidecars).contains { $0.readiness != nil || $0.startup != nil }
  }

  /// The port by which others can tell that it is there: the one that is asked, or else the first.
  fileprivate var gatePort: ContainerPort? {
    let ports = container.ports.filter { $0.transport == .tcp }
    let asked = (container.readiness ?? container.startup)?.port
    return ports.first { $0.number == asked } ?? ports.first
  }
}
