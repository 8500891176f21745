package import MPDiagnostics

extension SystemIR {
  /// The system as JSON, for programs that look at what the compiler made of a spec: all of it, under
  /// the names that it has here. Every key is always there.
  package func json(_ sources: SourceMap) -> JSONValue {
    SystemJSON(system: self, sources: sources).json(self)
  }
}

/// Spells the parts of a system; a field is a line.
struct SystemJSON {
  let system: SystemIR
  let sources: SourceMap

  func json(_ system: SystemIR) -> JSONValue {
    .object([
      "name": .string(system.name),
      "version": .optional(system.version, JSONValue.string),
      "namespace": .optional(system.namespace, JSONValue.string),
      "labels": .array(system.labels, json),
      "workloads": .array(system.workloads, json),
      "links": .array(system.links, json),
      "externalUses": .array(system.externalUses, json),
      "exposures": .array(system.exposures, json),
      "secrets": .array(system.secrets, json),
      "volumes": .array(system.volumes, json),
      "pullSecret": .optional(system.pullSecret, json),
      "kubectlImage": .string(system.kubectlImage),
      "toolsImage": .string(system.toolsImage),
      "gatewayImage": .string(system.gatewayImage),
      "acceptedCodes": .array(system.acceptedCodes) { .string($0.rawValue) },
      "origin": json(system.origin),
    ])
  }

  func json(_ link: Link) -> JSONValue {
    .object([
      "from": json(link.from),
      "to": json(link.to),
      "port": json(link.port),
      "namesReplicas": .bool(link.namesReplicas),
      "origin": json(link.origin),
    ])
  }

  func json(_ exposure: Exposure) -> JSONValue {
    .object([
      "target": json(exposure.target),
      "port": json(exposure.port),
      "publishedPort": .number(exposure.publishedPort),
      "publicName": .optional(exposure.publicName, JSONValue.string),
      "isLocal": .bool(exposure.isLocal),
      "route": .optional(exposure.route, json),
      "annotations": .array(exposure.annotations, json),
      "origin": json(exposure.origin),
    ])
  }

  private func json(_ route: Route) -> JSONValue {
    .object([
      "hosts": .array(route.hosts, JSONValue.string),
      "path": .string(route.path),
      "tls": .optional(route.tls) { tls in
        .object(["secret": json(tls.secret), "publishedPort": .number(tls.publishedPort)])
      },
      "ingressClass": .optional(route.ingressClass, JSONValue.string),
    ])
  }

  private func json(_ use: ExternalUse) -> JSONValue {
    .object([
      "from": json(use.from),
      "path": .string(use.path),
      "host": .string(use.host),
      "port": json(use.port),
      "addresses": .array(use.addresses, JSONValue.string),
      "origin": json(use.origin),
    ])
  }

  func json(_ secret: Secret) -> JSONValue {
    .object([
      "name": .string(secret.name),
      "kind": .string(secret.kind.rawValue),
      "objectName": .string(secret.objectName),
      "objectKey": .string(secret.objectKey),
      "description": .optional(secret.description, JSONValue.string),
      "origin": json(secret.origin),
    ])
  }

  func json(_ volume: SharedVolume) -> JSONValue {
    .object([
      "name": .string(volume.name),
      "size": .number(volume.size),
      "isShared": .bool(volume.isShared),
      "storageClass": .optional(volume.storageClass, JSONValue.string),
      "isReadOnly": .bool(volume.isReadOnly),
      "origin": json(volume.origin),
    ])
  }

  func json(_ label: Label) -> JSONValue {
    .object([
      "name": .string(label.name),
      "value": .string(label.value),
    ])
  }

  /// A workload goes by its name, which no other has.
  func json(_ id: Workload.ID) -> JSONValue { .string(system[id].name) }

  func json(_ port: ContainerPort) -> JSONValue {
    .object([
      "name": .string(port.name),
      "number": .number(port.number),
      "transport": .string(port.transport.rawValue),
    ])
  }

  func json(_ origin: Origin) -> JSONValue {
    .object([
      "range": json(origin.range),
      "trace": .array(origin.trace) { json($0.range) },
    ])
  }

  private func json(_ range: SourceRange) -> JSONValue {
    let source = sources[range.source]
    return .object(["file": .string(source.name), "span": source.json(range)])
  }
}
