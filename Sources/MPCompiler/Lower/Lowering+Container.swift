import MPDiagnostics
import MPIR

extension Lowering {
  mutating func container(_ service: ExpandedService) -> Container {
    let body = service.body
    let ports = self.ports(service)
    return Container(
      name: service.word,
      image: image(service),
      entrypoint: words("command", body),
      arguments: words("args", body),
      workingDirectory: absolutePath("workdir", service),
      user: user(service),
      environment: environment(body, service.origin),
      files: mountedFiles(service),
      secretFiles: secretFiles(body, service.origin),
      ports: ports,
      resources: Resources(cpu: amount("cpu", service), memory: amount("memory", service)),
      readiness: readiness(service, ports)
    )
  }

  /// An empty list is none: no target tells the two apart.
  private func words(_ name: String, _ body: ExpandedBody) -> [TextTemplate]? {
    guard case .list(let words)? = body.attribute(name)?.value.kind, !words.isEmpty else {
      return nil
    }
    return words.compactMap(\.template)
  }

  private mutating func image(_ service: ExpandedService) -> String {
    guard let attribute = service.body.attribute("image") else {
      if !service.body.isBroken {
        report(
          LowerFindings.missingImage(service.word, at: service.origin.range),
          service.origin
        )
      }
      return ""
    }
    guard let image = attribute.value.text else { return "" }
    if !ImageReference.isValid(image), !isReplacedImage(image) {
      report(LowerFindings.badImage(image, at: attribute.valueRange), service.origin)
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

  private mutating func user(_ service: ExpandedService) -> User? {
    guard let attribute = service.body.attribute("user") else { return nil }
    let identity: User.Identity? =
      switch attribute.value.kind {
      case .int(let uid): UserReference.identity(of: String(uid))
      case .text(let text): UserReference.identity(of: text)
      default: nil
      }
    let origin = Origin(range: attribute.valueRange, trace: service.origin.trace)
    if let identity { return User(identity, origin: origin) }
    if attribute.value.kind != .invalid {
      report(LowerFindings.badUser(attribute.value.spelling, at: attribute.valueRange), origin)
    }
    return nil
  }

  private mutating func absolutePath(_ name: String, _ service: ExpandedService) -> String? {
    guard let attribute = service.body.attribute(name), let path = attribute.value.text else {
      return nil
    }
    if let problem = ContainerPath.problem(path, isFile: false) {
      report(LowerFindings.badPath(path, problem, at: attribute.valueRange), service.origin)
    }
    return path
  }

  // MARK: - Ports

  private mutating func ports(_ service: ExpandedService) -> [ContainerPort] {
    var ports: [ContainerPort] = []
    var first: [PortNumber: (port: ContainerPort, range: SourceRange)] = [:]
    for entry in service.body.map("ports") {
      guard let port = port(entry, service) else { continue }
      let key = PortNumber(number: port.number, transport: port.transport)
      if let other = first[key] {
        report(
          LowerFindings.samePort(port, other.port, at: entry.keyRange, first: other.range),
          service.origin
        )
      } else {
        first[key] = (port, entry.keyRange)
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

  private mutating func amount(_ name: String, _ service: ExpandedService) -> Resources.Amount? {
    guard let attribute = service.body.attribute(name) else { return nil }
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
      report(LowerFindings.tooLittle(name, least, at: attribute.valueRange), service.origin)
    }
    return amount
  }

  // MARK: - Files

  private mutating func mountedFiles(_ service: ExpandedService) -> [MountedFile] {
    var files: [MountedFile] = []
    for block in service.body.blocks("file") {
      guard let path = block.label, block.body.attribute("secret") == nil else { continue }
      if let problem = ContainerPath.problem(path, isFile: true) {
        report(
          LowerFindings.badPath(path, problem, at: block.labelRange ?? block.range),
          service.origin
        )
      }
      guard let bytes = content(of: block, service), let mode = mode(of: block, service.origin)
      else {
        continue
      }
      let origin = Origin(
        range: block.labelRange ?? block.range,
        trace: service.origin.trace
      )
      files.append(MountedFile(path: path, bytes: bytes, mode: mode, origin: origin))
    }
    checkNesting(of: files)
    return files
  }

  /// Where a file is, there can be no folder.
  private mutating func checkNesting(of files: [MountedFile]) {
    let paths = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    for file in files {
      var folder = file.path[...]
      while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
        folder = folder[..<slash]
        guard let other = paths[String(folder)], let origin = file.origin,
          let otherOrigin = other.origin
        else { continue }
        report(
          LowerFindings.fileBelowFile(
            file.path,
            at: origin.range,
            file: other.path,
            otherOrigin.range
          ),
          origin
        )
      }
    }
  }

  private mutating func content(
    of block: ExpandedBody.Block,
    _ service: ExpandedService
  ) -> [UInt8]? {
    switch (block.body.attribute("content"), block.body.attribute("source")) {
    case (let content?, nil):
      guard let text = content.value.text else { return nil }
      return Array((text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n").utf8)
    case (nil, let source?):
      return source.value.text.flatMap { read($0, source.valueRange, service) }
    case (nil, nil):
      if !block.body.isBroken {
        report(LowerFindings.fileWithoutContent(at: block.range), service.origin)
      }
    case (_?, let source?):
      report(LowerFindings.fileWithBoth("content", "source", at: source.keyRange), service.origin)
    }
    return nil
  }

  /// Reads a file from beside the one that names it.
  private mutating func read(
    _ path: String,
    _ range: SourceRange,
    _ service: ExpandedService
  ) -> [UInt8]? {
    let source = sources[range.source]
    let result: Result<[UInt8], SourceProblem> =
      source.isShipped
      ? library.bytes(path).map { .success($0) } ?? .failure(.notFound)
      : files.bytes(of: path, beside: source.name)
    switch result {
    case .success(let bytes): return bytes
    case .failure(let problem):
      report(LowerFindings.unreadableFile(path, problem, at: range), service.origin)
      return nil
    }
  }

  mutating func mode(of block: ExpandedBody.Block, _ origin: Origin) -> Int? {
    guard let attribute = block.body.attribute("mode") else { return 0o644 }
    guard let text = attribute.value.text else { return nil }
    let digits = text.hasPrefix("0") ? text.dropFirst() : Substring(text)
    let isOctal = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    guard digits.utf8.count == 3, isOctal, let mode = Int(digits, radix: 8) else {
      report(LowerFindings.badMode(text, at: attribute.valueRange), origin)
      return nil
    }
    return mode
  }
}
