import MPIR

/// One replica of a workload as an engine runs it, or all of them where nothing tells them apart: the
/// names of its containers and of what belongs to it.
///
/// An engine knows single containers. Where several make up a replica, a further one, the holder, has
/// for them what they share: the network with its names and ports. Names of the spec have no `_`, so
/// no name made here is one of those.
struct EngineReplica {
  let workload: Workload
  /// Its number; `nil` where one entry stands for all replicas.
  let index: Int?

  /// Of the main container: `api`, `api-0`.
  var name: String { index.map { "\(workload.name)-\($0)" } ?? workload.name }

  /// Of the holder, if there is one: `api_mp-pod`.
  var holder: String? { workload.hasHolder ? "\(name)_\(Self.holderName)" : nil }

  /// Of what prepares its volumes, where an engine needs that: `api_mp-volumes`.
  var preparer: String { "\(name)_\(Self.preparerName)" }

  /// Of the container that runs beside the main one, or before it: `api_proxy`.
  func name(of container: Container) -> String {
    container.name == workload.container.name ? name : "\(name)_\(container.name)"
  }

  /// Only replicas that others name have a name of their own inside.
  var hostname: String? { workload.isNumbered ? name : nil }

  /// By which others find it; its own name is one in any case.
  var aliases: [String] {
    guard let index else { return [workload.name] }
    return [workload.name] + (workload.isNumbered ? [workload.replicaHost(index)] : [])
  }

  /// Of a volume: `db-data`, `leaf-3-data`; one that is shared is called as in the spec.
  func volumeName(_ volume: WorkloadVolume) -> String {
    if case .shared(let name) = volume.source { name } else { "\(name)-\(volume.name)" }
  }

  /// A text as this replica has it.
  func text(_ template: TextTemplate) -> TextTemplate {
    guard let index else { return template }
    return template.filled(forReplica: index, host: workload.replicaHost(index))
  }
}

extension EngineReplica {
  /// What a holder's name adds to that of its replica.
  static let holderName = "mp-pod"

  /// What the name of the container that prepares its volumes adds.
  static let preparerName = "mp-volumes"

  /// How often an init of a service is tried again. A cluster would go on for ever; who has called `up`
  /// wants to be told.
  static let initRetries = 5

  /// What a holder runs: nothing, for 68 years. As the first process of its container it does not hear
  /// SIGTERM, so it has to be killed.
  static let holderCommand = ["/bin/busybox", "sleep", "2147483647"]
  static let holderStopSignal = "SIGKILL"
}

extension Workload {
  /// Whether its containers share a network that none of them can own, since each may end.
  var hasHolder: Bool { !(inits.isEmpty && sidecars.isEmpty) }
}
