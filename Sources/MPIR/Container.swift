/// A program in its image, with everything that it sees.
package struct Container: Sendable {
  package var image: String
  /// Replaces the image's entrypoint.
  package var entrypoint: [String]?
  package var arguments: [String]?
  package var workingDirectory: String?
  package var user: User?
  /// In the order of the spec.
  package var environment: [EnvironmentVariable]
  package var files: [MountedFile]
  package var ports: [ContainerPort]
  package var resources: Resources
  package var readiness: Probe?

  package init(
    image: String,
    entrypoint: [String]?,
    arguments: [String]?,
    workingDirectory: String?,
    user: User?,
    environment: [EnvironmentVariable],
    files: [MountedFile],
    ports: [ContainerPort],
    resources: Resources,
    readiness: Probe?
  ) {
    self.image = image
    self.entrypoint = entrypoint
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.user = user
    self.environment = environment
    self.files = files
    self.ports = ports
    self.resources = resources
    self.readiness = readiness
  }
}

/// Whom a program runs as.
package struct User: Sendable {
  package enum Identity: Sendable, Hashable {
    /// Numbers, which every target has; without a group, that of the image.
    case ids(user: Int, group: Int?)
    /// With at least one name of the image's own: `postgres`, `1000:staff`.
    case named(String)
  }

  package var identity: Identity
  package var origin: Origin

  package init(_ identity: Identity, origin: Origin) {
    self.identity = identity
    self.origin = origin
  }

  /// As Docker takes it.
  package var text: String {
    switch identity {
    case .ids(let user, nil): "\(user)"
    case .ids(let user, let group?): "\(user):\(group)"
    case .named(let text): text
    }
  }
}

package struct EnvironmentVariable: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

package struct MountedFile: Sendable {
  /// Absolute, without `.` and `..`.
  package var path: String
  package var bytes: [UInt8]
  /// Permission bits.
  package var mode: Int
  package var digest: ContentDigest
  /// `nil` for the compiler's own.
  package var origin: Origin?

  package init(path: String, bytes: [UInt8], mode: Int, origin: Origin? = nil) {
    self.path = path
    self.bytes = bytes
    self.mode = mode
    digest = ContentDigest(of: bytes)
    self.origin = origin
  }
}

package struct ContainerPort: Sendable, Hashable {
  package enum TransportProtocol: String, Sendable { case tcp, udp, sctp }

  package var name: String
  package var number: Int
  package var transport: TransportProtocol

  package init(name: String, number: Int, transport: TransportProtocol) {
    self.name = name
    self.number = number
    self.transport = transport
  }
}

/// What a container asks for, and what it cannot exceed.
package struct Resources: Sendable, Hashable {
  package struct Amount: Sendable, Hashable {
    package var request: Int
    package var limit: Int

    package init(request: Int, limit: Int) {
      self.request = request
      self.limit = limit
    }
  }

  /// In thousandths of a core.
  package var cpu: Amount?
  /// In bytes.
  package var memory: Amount?

  package init(cpu: Amount? = nil, memory: Amount? = nil) {
    self.cpu = cpu
    self.memory = memory
  }
}

/// How to ask a container whether it can serve.
package struct Probe: Sendable, Hashable {
  package enum Check: Sendable, Hashable {
    /// A GET on a path; a status from 200 to 399 is a yes.
    case http(path: String, port: Int)
    case tcp(port: Int)
    case exec([String])
  }

  package var check: Check
  /// In seconds, like the two others.
  package var period: Int
  package var timeout: Int
  package var initialDelay: Int
  package var failureThreshold: Int

  package init(
    check: Check,
    period: Int,
    timeout: Int,
    initialDelay: Int,
    failureThreshold: Int
  ) {
    self.check = check
    self.period = period
    self.timeout = timeout
    self.initialDelay = initialDelay
    self.failureThreshold = failureThreshold
  }
}
