import MPDiagnostics
import MPIR

/// What says what a container is: a service, or a block within one.
struct ContainerSource {
  enum Role { case main, sidecar, initial }

  /// Within its workload.
  var name: String
  var role: Role
  /// What is put before the names that the traits around it add: `cache-`.
  var labelPrefix = ""
  var body: ExpandedBody
  var origin: Origin
  /// What it is a container of.
  let service: ExpandedService

  init(_ service: ExpandedService) {
    (name, role, body, origin) = (service.word, .main, service.body, service.origin)
    self.service = service
  }

  init(_ block: ExpandedBody.Block, _ role: Role, of service: ExpandedService) {
    name = block.label ?? ""
    labelPrefix = block.labelPrefix
    body = block.body
    origin = block.origin
    self.role = role
    self.service = service
  }
}

extension ExpandedService {
  /// What it says first of the machine that all of its containers run on.
  fileprivate var firstPlatform: ExpandedBody.Attribute? {
    ([body] + (body.blocks("init") + body.blocks("sidecar")).map(\.body))
      .lazy.compactMap { $0.attribute("platform") }.first
  }
}

extension Lowering {
  /// - Parameters:
  ///   - ports: Those of the service, which all of its containers share.
  ///   - volumes: Those of the service.
  mutating func container(
    _ source: ContainerSource,
    _ ports: [ContainerPort],
    _ volumes: [WorkloadVolume]
  ) -> Container {
    let body = source.body
    let build = self.build(source)
    let probes = self.probes(source, ports)
    let files = mountedFiles(source)
    let mounts = self.mounts(source, volumes)
    let secretFiles = self.secretFiles(body, source.origin)
    checkPaths(of: files, secretFiles, mounts, source.origin)
    return Container(
      name: source.name,
      image: image(source, isBuilt: build != nil),
      build: build,
      platform: platform(source),
      entrypoint: words("command", body),
      arguments: words("args", body),
      workingDirectory: absolutePath("workdir", source),
      user: user(source),
      environment: environment(body, source.origin),
      files: files,
      secretFiles: secretFiles,
      mounts: mounts.map(\.mount),
      ports: source.role == .main ? ports : [],
      resources: Resources(cpu: amount("cpu", source), memory: amount("memory", source)),
      readiness: probes.ready,
      liveness: probes.live,
      startup: probes.started
    )
  }

  /// An empty list is none: no target tells the two apart.
  private func words(_ name: String, _ body: ExpandedBody) -> [TextTemplate]? {
    guard case .list(let words)? = body.attribute(name)?.value.kind, !words.isEmpty else {
      return nil
    }
    return words.compactMap(\.template)
  }

  private mutating func image(_ source: ContainerSource, isBuilt: Bool) -> String {
    guard let attribute = source.body.attribute("image") else {
      if isBuilt { return builtImage(source) }
      // A build that was refused is one all the same.
      if !source.body.isBroken, source.body.blocks("build").isEmpty {
        report(LowerFindings.missingImage(source.name, at: source.origin.range), source.origin)
      }
      return ""
    }
    guard let image = attribute.value.text else { return "" }
    if !ImageReference.isValid(image), !isReplacedImage(image) {
      report(LowerFindings.badImage(image, at: attribute.valueRange), source.origin)
    } else if isBuilt, image.contains("@") {
      report(LowerFindings.digestOfBuild(image, at: attribute.valueRange), source.origin)
    }
    return image
  }

  /// What replaces a stock image is wrong where it is said, and not where the library uses it.
  mutating func checkImages() {
    guard let app = system.app else { return }
    for entry in app.body.map("images") {
      guard let image = entry.value.text, !ImageReference.isValid(image) else { continue }
      report(LowerFindings.badImage(image, at: entry.valueRange), Origin(range: entry.valueRange))
    }
  }

  private func isReplacedImage(_ image: String) -> Bool {
    system.app?.body.map("images").contains { $0.value.text == image } ?? false
  }

  private mutating func user(_ source: ContainerSource) -> User? {
    guard let attribute = source.body.attribute("user") else { return nil }
    let identity: User.Identity? =
      switch attribute.value.kind {
      case .int(let uid): UserReference.identity(of: String(uid))
      case .text(let text): UserReference.identity(of: text)
      default: nil
      }
    let origin = Origin(range: attribute.valueRange, trace: source.origin.trace)
    if let identity { return User(identity, origin: origin) }
    if attribute.value.kind != .invalid {
      report(LowerFindings.badUser(attribute.value.spelling, at: attribute.valueRange), origin)
    }
    return nil
  }

  private mutating func absolutePath(_ name: String, _ source: ContainerSource) -> String? {
    guard let attribute = source.body.attribute(name), let path = attribute.value.text else {
      return nil
    }
    if let problem = ContainerPath.problem(path, isFile: false) {
      report(LowerFindings.badPath(path, problem, at: attribute.valueRange), source.origin)
    }
    return path
  }

  private mutating func platform(_ source: ContainerSource) -> String? {
    guard let attribute = source.body.attribute("platform"), let text = attribute.value.text else {
      return nil
    }
    if let problem = PlatformName.problem(text) {
      report(LowerFindings.badPlatform(text, problem, at: attribute.valueRange), source.origin)
    } else if let other = source.service.firstPlatform, let expected = other.value.text,
      expected != text
    {
      report(
        LowerFindings.otherPlatform(expected, at: attribute.valueRange, first: other.valueRange),
        source.origin
      )
    }
    return text
  }

  // MARK: - Ports

  mutating func ports(_ service: ExpandedService) -> [ContainerPort] {
    var ports: [ContainerPort] = []
    var first: [PortNumber: (port: ContainerPort, range: SourceRange)] = [:]
    for entry in service.body.map("ports") {
      guard let port = port(entry, service) else { continue }
      let key = PortNumber(number: port.number, transport: port.transport)
      let place = entry.use ?? entry.keyRange
      if let other = first[key] {
        // Of a trait that is there twice, this has been said.
        if !system.clashes.contains(place) {
          report(
            LowerFindings.samePort(port, other.port, at: place, first: other.range),
            service.origin
          )
        }
      } else {
        first[key] = (port, place)
      }
      ports.append(port)
    }
    return ports
  }

  private mutating func port(
    _ entry: ExpandedBody.Attribute,
    _ service: ExpandedService
  ) -> ContainerPort? {
    let number: Int
    var transport = ContainerPort.TransportProtocol.tcp
    switch entry.value.kind {
    case .int(let value): number = value
    case .port(let value, let name):
      number = value
      transport = ContainerPort.TransportProtocol(rawValue: name) ?? .tcp
    default: return nil
    }
    guard (1...65535).contains(number) else {
      report(LowerFindings.badPortNumber(number, at: entry.valueRange), service.origin)
      return nil
    }
    return ContainerPort(name: entry.name, number: number, transport: transport)
  }

  // MARK: - Resources

  private mutating func amount(_ name: String, _ source: ContainerSource) -> Resources.Amount? {
    guard let attribute = source.body.attribute(name) else { return nil }
    let amount: Resources.Amount
    switch attribute.value.kind {
    case .quantity(let quantity): amount = .init(request: quantity.amount, limit: quantity.amount)
    case .range(.quantity(let lower), .quantity(let upper)):
      amount = .init(request: lower.amount, limit: upper.amount)
    default: return nil
    }
    // Docker refuses smaller ones, and a program could do nothing with them.
    let least = name == "cpu" ? Quantity(.cpu, 10) : Quantity(.bytes, 6 << 20)
    if amount.limit < least.amount || amount.request < 1 {
      report(LowerFindings.tooLittle(name, least, at: attribute.valueRange), source.origin)
    }
    return amount
  }
}
