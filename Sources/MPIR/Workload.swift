/// Something that runs all the time, in one or several replicas.
package struct Workload: Sendable {
  /// Where a workload stands in its system.
  package struct ID: Hashable, Sendable, Comparable {
    package let index: Int

    package init(index: Int) { self.index = index }

    package static func < (left: ID, right: ID) -> Bool { left.index < right.index }
  }

  package enum Identity: String, Sendable {
    case none
    /// Replicas are numbered, and have names and addresses of their own.
    case stable
  }

  /// The name under which others reach it: `search-leaf`.
  package var name: String
  package var identity: Identity
  /// At least 1.
  package var replicas: Int
  /// Of a stable workload: the name of each replica, `search-leaf-3`.
  package var replicaNames: [String]
  package var container: Container
  /// How long it may take to stop after being told to, in seconds.
  package var stopGracePeriod: Int
  package var labels: [Label]
  /// What must run, or be ready, before this is started, on targets that start things one by one.
  package var startsAfter: [StartDependency]
  package var origin: Origin

  package init(
    name: String,
    identity: Identity,
    replicas: Int,
    replicaNames: [String],
    container: Container,
    stopGracePeriod: Int,
    labels: [Label],
    startsAfter: [StartDependency],
    origin: Origin
  ) {
    self.name = name
    self.identity = identity
    self.replicas = replicas
    self.replicaNames = replicaNames
    self.container = container
    self.stopGracePeriod = stopGracePeriod
    self.labels = labels
    self.startsAfter = startsAfter
    self.origin = origin
  }

  /// The name by which others reach one replica: `search-leaf-3.search-leaf`.
  package func replicaHost(_ index: Int) -> String { "\(replicaNames[index]).\(name)" }
}

package struct StartDependency: Sendable, Hashable {
  package enum Condition: String, Sendable { case started, ready }

  package var workload: Workload.ID
  package var condition: Condition

  package init(_ workload: Workload.ID, _ condition: Condition) {
    self.workload = workload
    self.condition = condition
  }
}
