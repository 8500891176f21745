/// What the programs of a workload may do to the machine that they run on.
package struct Security: Sendable, Hashable {
  package enum Level: String, Sendable {
    /// Nothing is taken away.
    case none
    /// Everything that no program misses.
    case baseline
    /// Everything that a program can do without.
    case restricted
  }

  package var level: Level
  /// Whether no program gets more rights than it was started with.
  package var forbidsEscalation: Bool
  package var hasReadOnlyRoot: Bool
  /// Whether all capabilities are taken away before some are given.
  package var dropsCapabilities: Bool
  /// Those that are given: `NET_BIND_SERVICE`.
  package var capabilities: [String]
  package var requiresNonRoot: Bool
  /// Whether it may do everything.
  package var isPrivileged: Bool

  package init(
    level: Level = .baseline,
    forbidsEscalation: Bool = true,
    hasReadOnlyRoot: Bool = false,
    dropsCapabilities: Bool = false,
    capabilities: [String] = [],
    requiresNonRoot: Bool = false,
    isPrivileged: Bool = false
  ) {
    self.level = level
    self.forbidsEscalation = forbidsEscalation
    self.hasReadOnlyRoot = hasReadOnlyRoot
    self.dropsCapabilities = dropsCapabilities
    self.capabilities = capabilities
    self.requiresNonRoot = requiresNonRoot
    self.isPrivileged = isPrivileged
  }
}

/// That a workload uses something outside of the system.
package struct ExternalUse: Sendable {
  package var from: Workload.ID
  /// As the spec refers to it: `stripe`.
  package var path: String
  /// A name or an address.
  package var host: String
  package var port: ContainerPort
  /// Where it is, for policies, which know no names; none stands for anywhere.
  package var addresses: [String]
  package var origin: Origin

  package init(
    from: Workload.ID,
    path: String,
    host: String,
    port: ContainerPort,
    addresses: [String],
    origin: Origin
  ) {
    self.from = from
    self.path = path
    self.host = host
    self.port = port
    self.addresses = addresses
    self.origin = origin
  }
}
