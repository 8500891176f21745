/// Storage of a workload, which its containers mount by name.
package struct WorkloadVolume: Sendable {
  package enum Source: Sendable, Hashable {
    /// Its own, kept: one for each replica where these are told apart.
    case own
    /// Scratch that goes with the replica.
    case temporary
    /// One of the system's, by its name.
    case shared(String)
  }

  /// Within the workload: `data`.
  package var name: String
  package var source: Source
  /// In bytes; what is kept always has one.
  package var size: Int?
  /// Of Kubernetes; `nil` is the cluster's default.
  package var storageClass: String?
  package var origin: Origin

  package init(
    name: String,
    source: Source,
    size: Int?,
    storageClass: String?,
    origin: Origin
  ) {
    self.name = name
    self.source = source
    self.size = size
    self.storageClass = storageClass
    self.origin = origin
  }
}

/// Storage that several workloads, or all replicas of one, may use.
package struct SharedVolume: Sendable {
  package var name: String
  /// In bytes.
  package var size: Int
  /// Whether it is used on several machines at once.
  package var isShared: Bool
  package var storageClass: String?
  package var isReadOnly: Bool
  package var origin: Origin

  package init(
    name: String,
    size: Int,
    isShared: Bool,
    storageClass: String?,
    isReadOnly: Bool,
    origin: Origin
  ) {
    self.name = name
    self.size = size
    self.isShared = isShared
    self.storageClass = storageClass
    self.isReadOnly = isReadOnly
    self.origin = origin
  }
}

/// That a container sees a volume of its workload.
package struct VolumeMount: Sendable, Hashable {
  /// The name of the workload's volume.
  package var volume: String
  /// Absolute, without `.` and `..`.
  package var path: String
  package var isReadOnly: Bool

  package init(volume: String, path: String, isReadOnly: Bool) {
    self.volume = volume
    self.path = path
    self.isReadOnly = isReadOnly
  }
}
