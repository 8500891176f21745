import MPDiagnostics

extension SystemJSON {
  func json(_ container: Container) -> JSONValue {
    .object([
      "name": .string(container.name),
      "image": .string(container.image),
      "build": .optional(container.build, json),
      "platform": .optional(container.platform, JSONValue.string),
      "entrypoint": .optional(container.entrypoint) { .array($0, json) },
      "arguments": .optional(container.arguments) { .array($0, json) },
      "workingDirectory": .optional(container.workingDirectory, JSONValue.string),
      "user": .optional(container.user, json),
      "environment": .array(container.environment, json),
      "files": .array(container.files, json),
      "secretFiles": .array(container.secretFiles, json),
      "mounts": .array(container.mounts, json),
      "ports": .array(container.ports, json),
      "resources": json(container.resources),
      "readiness": .optional(container.readiness, json),
      "liveness": .optional(container.liveness, json),
      "startup": .optional(container.startup, json),
    ])
  }

  private func json(_ build: ImageBuild) -> JSONValue {
    .object([
      "context": .string(build.context),
      "dockerfile": .optional(build.dockerfile, JSONValue.string),
      "target": .optional(build.target, JSONValue.string),
      "arguments": .array(build.arguments) { argument in
        .object(["name": .string(argument.name), "value": .string(argument.value)])
      },
    ])
  }

  private func json(_ user: User) -> JSONValue {
    .object([
      "identity": json(user.identity),
      "origin": json(user.origin),
    ])
  }

  private func json(_ identity: User.Identity) -> JSONValue {
    switch identity {
    case .ids(let user, let group):
      .object([
        "case": .string("ids"), "user": .number(user), "group": .optional(group, JSONValue.number),
      ])
    case .named(let text): .object(["case": .string("named"), "text": .string(text)])
    }
  }

  private func json(_ variable: EnvironmentVariable) -> JSONValue {
    .object([
      "name": .string(variable.name),
      "value": json(variable.value),
    ])
  }

  /// Its parts in order: a text, or an object that says what is filled in.
  private func json(_ template: TextTemplate) -> JSONValue {
    .object(["parts": .array(template.parts, json)])
  }

  private func json(_ part: TextTemplate.Part) -> JSONValue {
    switch part {
    case .literal(let text): .string(text)
    case .secret(let reference): .object(["secret": json(reference)])
    case .replicaIndex: .object(["replica": .string("index")])
    case .replicaHost: .object(["replica": .string("host")])
    }
  }

  /// Which secret, never what it is.
  private func json(_ reference: SecretReference) -> JSONValue {
    .object([
      "name": .string(reference.name),
      "part": .string(reference.part.rawValue),
      "objectName": .string(reference.objectName),
      "objectKey": .string(reference.objectKey),
    ])
  }

  /// The bytes as text where they are UTF-8, and otherwise as hexadecimal digits.
  private func json(_ file: MountedFile) -> JSONValue {
    let text = String(validating: file.bytes, as: UTF8.self)
    return .object([
      "path": .string(file.path),
      "bytes": .object([
        "text": .optional(text, JSONValue.string),
        "hexadecimal": text == nil ? .string(file.bytes.hexadecimal) : .null,
      ]),
      "mode": .number(file.mode),
      "digest": .string(file.digest.short),
      "origin": .optional(file.origin, json),
    ])
  }

  private func json(_ file: SecretFile) -> JSONValue {
    .object([
      "path": .string(file.path),
      "secret": json(file.secret),
      "mode": .number(file.mode),
      "origin": json(file.origin),
    ])
  }

  private func json(_ mount: VolumeMount) -> JSONValue {
    .object([
      "volume": .string(mount.volume),
      "path": .string(mount.path),
      "isReadOnly": .bool(mount.isReadOnly),
    ])
  }

  private func json(_ resources: Resources) -> JSONValue {
    .object([
      "cpu": .optional(resources.cpu, json),
      "memory": .optional(resources.memory, json),
    ])
  }

  private func json(_ amount: Resources.Amount) -> JSONValue {
    .object([
      "request": .number(amount.request),
      "limit": .number(amount.limit),
    ])
  }

  private func json(_ probe: Probe) -> JSONValue {
    .object([
      "check": json(probe.check),
      "period": .number(probe.period),
      "timeout": .number(probe.timeout),
      "initialDelay": .number(probe.initialDelay),
      "failureThreshold": .number(probe.failureThreshold),
      "origin": .optional(probe.origin, json),
    ])
  }

  private func json(_ check: Probe.Check) -> JSONValue {
    switch check {
    case .http(let path, let port):
      .object(["case": .string("http"), "path": .string(path), "port": .number(port)])
    case .tcp(let port): .object(["case": .string("tcp"), "port": .number(port)])
    case .grpc(let port): .object(["case": .string("grpc"), "port": .number(port)])
    case .exec(let command):
      .object(["case": .string("exec"), "command": .array(command, JSONValue.string)])
    }
  }
}

extension [UInt8] {
  fileprivate var hexadecimal: String {
    let digits = Array<UInt8>("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }
}
