/// A program, and what belongs to it: one that runs all the time in one or several replicas, or one that
/// runs to its end.
package struct Workload: Sendable {
  /// Where a workload stands in its system.
  package struct ID: Hashable, Sendable, Comparable {
    package let index: Int

    package init(index: Int) { self.index = index }

    package static func < (left: ID, right: ID) -> Bool { left.index < right.index }
  }

  package enum Kind: Sendable {
    /// Runs all the time.
    case service
    /// Runs to its end once.
    case job(Completion)
    /// Runs to its end whenever it is time.
    case cron(Schedule, Completion)
  }

  package enum Identity: String, Sendable {
    case none
    /// Replicas are numbered, and have names and addresses of their own.
    case stable
  }

  package var kind: Kind
  /// The name under which others reach it: `search-leaf`.
  package var name: String
  /// As the spec refers to it: `search.leaf`.
  package var path: String
  package var identity: Identity
  /// Whether its name stands for each replica by itself, and nowhere for one address of all of them.
  package var isHeadless = false
  /// At least 1; the lower bound where the number changes. Of a job, how many times it has to succeed.
  package var replicas: Int
  package var autoscaling: Autoscaling?
  package var container: Container
  /// Run to their ends before the others start, in order.
  package var inits: [Container]
  /// Run beside the main one, and share its network.
  package var sidecars: [Container]
  package var volumes: [WorkloadVolume]
  package var stop: Stop
  package var update: Update
  package var spread: Spread
  package var security: Security
  /// Whether it may talk to nobody but those that it is linked to.
  package var closesEgress: Bool
  package var patches: Patches
  package var labels: [Label]
  /// Labels of the system that it does not have.
  package var removedLabels: [String] = []
  /// Texts of any kind for other tools. No name is that of a label.
  package var annotations: [Label]
  /// What must run, be ready or have succeeded before this is started.
  package var startsAfter: [StartDependency]
  package var origin: Origin

  package init(
    kind: Kind,
    name: String,
    path: String,
    identity: Identity,
    replicas: Int,
    autoscaling: Autoscaling? = nil,
    container: Container,
    inits: [Container] = [],
    sidecars: [Container] = [],
    volumes: [WorkloadVolume] = [],
    stop: Stop,
    update: Update = Update(),
    spread: Spread = .node,
    security: Security = Security(),
    closesEgress: Bool = false,
    patches: Patches = Patches(),
    labels: [Label],
    annotations: [Label],
    startsAfter: [StartDependency],
    origin: Origin
  ) {
    self.kind = kind
    self.name = name
    self.path = path
    self.identity = identity
    self.replicas = replicas
    self.autoscaling = autoscaling
    self.container = container
    self.inits = inits
    self.sidecars = sidecars
    self.volumes = volumes
    self.stop = stop
    self.update = update
    self.spread = spread
    self.security = security
    self.closesEgress = closesEgress
    self.patches = patches
    self.labels = labels
    self.annotations = annotations
    self.startsAfter = startsAfter
    self.origin = origin
  }

  /// The block at the top of the spec that it comes from: `search`.
  package var block: String { path.split(separator: ".").first.map(String.init) ?? path }

  /// What it is within that block: `leaf`.
  package var component: String { path.split(separator: ".").last.map(String.init) ?? path }

  /// Every container of a replica: those that run first, the main one, those beside it.
  package var containers: [Container] { inits + [container] + sidecars }

  package var isService: Bool {
    if case .service = kind { true } else { false }
  }

  package var completion: Completion? {
    switch kind {
    case .service: nil
    case .job(let completion), .cron(_, let completion): completion
    }
  }

  /// Whether its replicas are told apart: by a name, a number, or what belongs to each.
  package var isNumbered: Bool { identity == .stable || (completion?.isIndexed ?? false) }

  /// Of a numbered workload: the name of each replica, `search-leaf-3`.
  package var replicaNames: [String] { isNumbered ? numberedNames : [] }

  /// The name of each replica where they are started one by one. No other name can be one of these:
  /// after a `-`, names of the spec go on with a letter.
  package var instanceNames: [String] { isNumbered || replicas > 1 ? numberedNames : [name] }

  private var numberedNames: [String] { (0..<replicas).map { "\(name)-\($0)" } }

  /// Whether a target that starts things one by one has to tell the replicas apart, because each has
  /// containers beside it.
  package var isSplit: Bool {
    isNumbered || (replicas > 1 && !(sidecars.isEmpty && inits.isEmpty))
  }

  /// The name by which others reach one replica: `search-leaf-3.search-leaf`.
  package func replicaHost(_ index: Int) -> String { "\(name)-\(index).\(name)" }

  package func volume(_ name: String) -> WorkloadVolume? { volumes.first { $0.name == name } }
}

/// What it takes for a workload to have come to its end.
package struct Completion: Sendable, Hashable {
  /// How many run at once.
  package var parallelism: Int
  /// How many failures are made up for.
  package var retries: Int
  /// How long all of it may take, in seconds.
  package var timeout: Int?
  /// Whether each of its runs has a number.
  package var isIndexed: Bool

  package init(parallelism: Int, retries: Int, timeout: Int?, isIndexed: Bool) {
    self.parallelism = parallelism
    self.retries = retries
    self.timeout = timeout
    self.isIndexed = isIndexed
  }
}

/// When a cron is started.
package struct Schedule: Sendable, Hashable {
  package enum Concurrency: String, Sendable { case forbid, allow, replace }

  /// Five fields: minute, hour, day of the month, month, day of the week.
  package var expression: String
  /// `Europe/Berlin`
  package var timeZone: String
  /// What happens when the last one still runs.
  package var concurrency: Concurrency

  package init(expression: String, timeZone: String, concurrency: Concurrency) {
    self.expression = expression
    self.timeZone = timeZone
    self.concurrency = concurrency
  }
}

/// How many replicas there may be, and what that follows. The lower bound is the workload's `replicas`.
package struct Autoscaling: Sendable, Hashable {
  package var maximum: Int
  /// How much of what is requested should be in use, in percent.
  package var cpu: Int?
  package var memory: Int?
  package var origin: Origin?

  package init(maximum: Int, cpu: Int?, memory: Int?, origin: Origin? = nil) {
    self.maximum = maximum
    self.cpu = cpu
    self.memory = memory
    self.origin = origin
  }
}

/// How a workload comes to its end when it is told to.
package struct Stop: Sendable {
  /// `SIGINT`; `nil` is what the image says, or else `SIGTERM`.
  package var signal: String?
  /// How long it may take after the signal, in seconds.
  package var gracePeriod: Int
  /// How long it goes on serving before it gets the signal, in seconds.
  package var drain: Int
  package var origin: Origin?

  package init(signal: String? = nil, gracePeriod: Int, drain: Int = 0, origin: Origin? = nil) {
    self.signal = signal
    self.gracePeriod = gracePeriod
    self.drain = drain
    self.origin = origin
  }
}

/// How many replicas may be missing, or be there in addition, while they are replaced.
package struct Update: Sendable {
  package enum Amount: Sendable, Hashable {
    case count(Int)
    case percent(Int)
  }

  /// `nil` is the default of the kind of workload.
  package var maxUnavailable: Amount?
  package var maxSurge: Amount?
  package var origin: Origin?

  package init(maxUnavailable: Amount? = nil, maxSurge: Amount? = nil, origin: Origin? = nil) {
    self.maxUnavailable = maxUnavailable
    self.maxSurge = maxSurge
    self.origin = origin
  }
}

/// Over what replicas are spread, as far as that can be.
package enum Spread: String, Sendable { case none, node, zone }

package struct StartDependency: Sendable, Hashable {
  package enum Condition: String, Sendable { case started, ready, completed }

  package var workload: Workload.ID
  package var condition: Condition
  /// Whether it holds on every target, and not only on those that start things one by one.
  package var isGate: Bool
  /// Of a gate on a service: the port that answers once the condition is met.
  package var port: ContainerPort?

  package init(
    _ workload: Workload.ID,
    _ condition: Condition,
    isGate: Bool = false,
    port: ContainerPort? = nil
  ) {
    self.workload = workload
    self.condition = condition
    self.isGate = isGate
    self.port = port
  }
}
