/// A program in its image, with everything that it sees.
package struct Container: Sendable {
  /// Within its workload: `leaf`.
  package var name: String
  package var image: String
  /// How the image is made, where it is made from here.
  package var build: ImageBuild?
  /// `linux/arm64`; `nil` is that of the machine.
  package var platform: String?
  /// Replaces the image's entrypoint.
  package var entrypoint: [TextTemplate]?
  package var arguments: [TextTemplate]?
  package var workingDirectory: String?
  package var user: User?
  /// In the order of the spec, after those that hold what others have inside.
  package var environment: [EnvironmentVariable]
  package var files: [MountedFile]
  package var secretFiles: [SecretFile]
  package var mounts: [VolumeMount]
  package var ports: [ContainerPort]
  package var resources: Resources
  /// Whether it can serve.
  package var readiness: Probe?
  /// Whether it still works; where it does not, it is started again.
  package var liveness: Probe?
  /// Whether it has come up; before that, nothing else is asked.
  package var startup: Probe?

  package init(
    name: String,
    image: String,
    build: ImageBuild? = nil,
    platform: String? = nil,
    entrypoint: [TextTemplate]? = nil,
    arguments: [TextTemplate]? = nil,
    workingDirectory: String? = nil,
    user: User? = nil,
    environment: [EnvironmentVariable] = [],
    files: [MountedFile] = [],
    secretFiles: [SecretFile] = [],
    mounts: [VolumeMount] = [],
    ports: [ContainerPort] = [],
    resources: Resources = Resources(),
    readiness: Probe? = nil,
    liveness: Probe? = nil,
    startup: Probe? = nil
  ) {
    self.name = name
    self.image = image
    self.build = build
    self.platform = platform
    self.entrypoint = entrypoint
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.user = user
    self.environment = environment
    self.files = files
    self.secretFiles = secretFiles
    self.mounts = mounts
    self.ports = ports
    self.resources = resources
    self.readiness = readiness
    self.liveness = liveness
    self.startup = startup
  }

  /// Every value of a secret that it needs, each once.
  package var secrets: [SecretReference] {
    var seen: Set<SecretReference> = []
    return (environment.flatMap(\.value.secrets) + secretFiles.map(\.secret))
      .filter { seen.insert($0).inserted }
  }
}

/// How an image is made.
package struct ImageBuild: Sendable, Hashable {
  /// The folder that goes to the builder, relative to the root of the project, `/`-separated; `.` is
  /// the root.
  package var context: String
  /// Relative to the context.
  package var dockerfile: String?
  /// The stage to stop at.
  package var target: String?
  package var arguments: [Argument]

  package struct Argument: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(context: String, dockerfile: String?, target: String?, arguments: [Argument]) {
    self.context = context
    self.dockerfile = dockerfile
    self.target = target
    self.arguments = arguments
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
  package var value: TextTemplate

  package init(name: String, value: TextTemplate) {
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

/// A file with a value of a secret. Nobody but who deploys knows what is in it.
package struct SecretFile: Sendable {
  /// Absolute, without `.` and `..`.
  package var path: String
  package var secret: SecretReference
  /// Permission bits, where the target sets them.
  package var mode: Int
  package var origin: Origin

  package init(path: String, secret: SecretReference, mode: Int, origin: Origin) {
    self.path = path
    self.secret = secret
    self.mode = mode
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

/// How to ask a container a question, and what its answers mean.
package struct Probe: Sendable, Hashable {
  package enum Check: Sendable, Hashable {
    /// A GET on a path; a status from 200 to 399 is a yes.
    case http(path: String, port: Int)
    case tcp(port: Int)
    /// The health service of gRPC.
    case grpc(port: Int)
    case exec([String])
  }

  package var check: Check
  /// In seconds, like the two others.
  package var period: Int
  package var timeout: Int
  package var initialDelay: Int
  package var failureThreshold: Int
  /// `nil` for the compiler's own.
  package var origin: Origin?

  /// The port that is asked, if any.
  package var port: Int? {
    switch check {
    case .http(_, let port), .tcp(let port), .grpc(let port): port
    case .exec: nil
    }
  }

  package init(
    check: Check,
    period: Int,
    timeout: Int,
    initialDelay: Int,
    failureThreshold: Int,
    origin: Origin? = nil
  ) {
    self.check = check
    self.period = period
    self.timeout = timeout
    self.initialDelay = initialDelay
    self.failureThreshold = failureThreshold
    self.origin = origin
  }
}
