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
  /// As the spec refers to it: `search.leaf`.
  package var path: String
  package var identity: Identity
  /// At least 1.
  package var replicas: Int
  /// Of a stable workload: the name of each replica, `search-leaf-3`.
  package var replicaNames: [String]
  package var container: Container
  /// How long it may take to stop after being told to, in seconds.
  package var stopGracePeriod: Int
  package var labels: [Label]
  /// Texts of any kind for other tools. No name is that of a label.
  package var annotations: [Label]
  /// What must run, or be ready, before this is started, on targets that start things one by one.
  package var startsAfter: [StartDependency]
  package var origin: Origin

  package init(
    name: String,
    path: String,
    identity: Identity,
    replicas: Int,
    replicaNames: [String],
    container: Container,
    stopGracePeriod: Int,
    labels: [Label],
    annotations: [Label],
    startsAfter: [StartDependency],
    origin: Origin
  ) {
    self.name = name
    self.path = path
    self.identity = identity
    self.replicas = replicas
    self.replicaNames = replicaNames
    self.container = container
    self.stopGracePeriod = stopGracePeriod
    self.labels = labels
    self.annotations = annotations
    self.startsAfter = startsAfter
    self.origin = origin
  }

  /// The block at the top of the spec that it comes from: `search`.
  package var block: String { path.split(separator: ".").first.map(String.init) ?? path }

  /// What it is within that block: `leaf`.
  package var component: String { path.split(separator: ".").last.map(String.init) ?? path }

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
