import MPDiagnostics
import MPIR

@testable import MPBackends

/// Systems as no spec has to say them: short ways to the intermediate representation, for tests of what
/// one backend makes of one thing.
enum Systems {
  /// Where everything here comes from. A place of its own for what is told apart by it.
  static func origin(_ place: Int = 0) -> Origin {
    Origin(range: SourceRange(source: .init(index: 0), lower: place, upper: place + 1))
  }

  static let busybox = "busybox:1.37-musl"
  static let haproxy = "haproxy:3.2-alpine"
}

extension SystemIR {
  /// - Parameter workloads: May refer to each other by their index, `Workload.ID(index: 0)`.
  static func system(
    _ workloads: Workload...,
    name: String = "shop",
    links: [Link] = [],
    exposures: [Exposure] = [],
    secrets: [Secret] = [],
    volumes: [SharedVolume] = []
  ) -> SystemIR {
    SystemIR(
      name: name,
      version: nil,
      namespace: name,
      labels: [],
      workloads: workloads,
      links: links,
      exposures: exposures,
      secrets: secrets,
      volumes: volumes,
      kubectlImage: "registry.k8s.io/kubectl:v1.33.0",
      toolsImage: Systems.busybox,
      gatewayImage: Systems.haproxy,
      origin: Systems.origin()
    )
  }

  /// What a backend makes of it.
  func rendered(for target: Target) -> Rendered {
    var diagnostics = Diagnostics()
    let artifacts = render(
      self,
      for: target,
      spec: "spec.mp",
      projectRoot: "../..",
      into: &diagnostics
    )
    return Rendered(artifacts: artifacts, findings: diagnostics.findings)
  }
}

struct Rendered {
  let artifacts: [Artifact]
  let findings: [Diagnostic]

  /// The text of a file, by its path in the output folder; empty where there is none.
  subscript(path: String) -> String {
    artifacts.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  /// The codes of the findings, sorted.
  var codes: [String] { findings.map(\.code.rawValue).sorted() }
}

extension Workload {
  static func service(
    _ name: String,
    _ container: Container,
    replicas: Int = 1,
    identity: Identity = .none,
    inits: [Container] = [],
    sidecars: [Container] = [],
    volumes: [WorkloadVolume] = [],
    after: [StartDependency] = []
  ) -> Workload {
    workload(.service, name, container, replicas, identity, inits, sidecars, volumes, after)
  }

  static func job(
    _ name: String,
    _ container: Container,
    completions: Int = 1,
    parallelism: Int = 1,
    retries: Int = 3,
    timeout: Int? = nil,
    isIndexed: Bool = false,
    inits: [Container] = [],
    sidecars: [Container] = [],
    volumes: [WorkloadVolume] = [],
    after: [StartDependency] = []
  ) -> Workload {
    let completion = Completion(
      parallelism: parallelism,
      retries: retries,
      timeout: timeout,
      isIndexed: isIndexed
    )
    return workload(
      .job(completion),
      name,
      container,
      completions,
      .none,
      inits,
      sidecars,
      volumes,
      after
    )
  }

  static func cron(
    _ name: String,
    _ container: Container,
    schedule: String = "0 3 * * *",
    timeZone: String = "UTC",
    concurrency: Schedule.Concurrency = .forbid,
    completions: Int = 1,
    retries: Int = 0,
    timeout: Int? = nil,
    volumes: [WorkloadVolume] = [],
    after: [StartDependency] = []
  ) -> Workload {
    let schedule = Schedule(expression: schedule, timeZone: timeZone, concurrency: concurrency)
    let completion = Completion(
      parallelism: 1,
      retries: retries,
      timeout: timeout,
      isIndexed: false
    )
    return workload(
      .cron(schedule, completion),
      name,
      container,
      completions,
      .none,
      [],
      [],
      volumes,
      after
    )
  }

  private static func workload(
    _ kind: Kind,
    _ name: String,
    _ container: Container,
    _ replicas: Int,
    _ identity: Identity,
    _ inits: [Container],
    _ sidecars: [Container],
    _ volumes: [WorkloadVolume],
    _ after: [StartDependency]
  ) -> Workload {
    var container = container
    container.name = name
    return Workload(
      kind: kind,
      name: name,
      path: name,
      identity: identity,
      replicas: replicas,
      container: container,
      inits: inits,
      sidecars: sidecars,
      volumes: volumes,
      stop: Stop(gracePeriod: 30),
      labels: [],
      annotations: [],
      startsAfter: after,
      origin: Systems.origin()
    )
  }

  /// With changes: `service.with { $0.stop.drain = 5 }`.
  func with(_ change: (inout Workload) -> Void) -> Workload {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Container {
  /// A shell of busybox that runs a script.
  static func shell(
    _ script: String,
    name: String = "main",
    environment: KeyValuePairs<String, TextTemplate> = [:],
    ports: [ContainerPort] = [],
    mounts: [VolumeMount] = [],
    readiness: Probe? = nil
  ) -> Container {
    Container(
      name: name,
      image: Systems.busybox,
      entrypoint: [TextTemplate("/bin/sh"), TextTemplate("-c")],
      arguments: [TextTemplate(script)],
      environment: environment.map { EnvironmentVariable(name: $0.key, value: $0.value) },
      mounts: mounts,
      ports: ports,
      readiness: readiness
    )
  }

  func with(_ change: (inout Container) -> Void) -> Container {
    var copy = self
    change(&copy)
    return copy
  }
}

extension ContainerPort {
  static func tcp(_ name: String, _ number: Int) -> ContainerPort {
    ContainerPort(name: name, number: number, transport: .tcp)
  }
}

extension Probe {
  static func probe(_ check: Check, period: Int = 1, delay: Int = 0, failures: Int = 3) -> Probe {
    Probe(
      check: check,
      period: period,
      timeout: 1,
      initialDelay: delay,
      failureThreshold: failures
    )
  }
}

extension VolumeMount {
  static func mount(_ volume: String, _ path: String, isReadOnly: Bool = false) -> VolumeMount {
    VolumeMount(volume: volume, path: path, isReadOnly: isReadOnly)
  }
}

extension WorkloadVolume {
  static func volume(_ name: String, _ source: Source) -> WorkloadVolume {
    WorkloadVolume(
      name: name,
      source: source,
      size: source == .temporary ? nil : 1 << 30,
      storageClass: nil,
      origin: Systems.origin()
    )
  }
}

extension SharedVolume {
  static func shared(_ name: String, isReadOnly: Bool = false) -> SharedVolume {
    SharedVolume(
      name: name,
      size: 1 << 30,
      isShared: true,
      storageClass: nil,
      isReadOnly: isReadOnly,
      origin: Systems.origin()
    )
  }
}

extension Secret {
  static func secret(_ name: String, _ kind: Kind = .value) -> Secret {
    Secret(
      name: name,
      kind: kind,
      objectName: name.split(separator: "_").joined(separator: "-"),
      objectKey: "value",
      description: nil,
      origin: Systems.origin()
    )
  }

  var value: SecretReference { SecretReference(self, .value) }
}

extension SecretFile {
  static func file(_ path: String, _ secret: SecretReference, mode: Int = 0o400) -> SecretFile {
    SecretFile(path: path, secret: secret, mode: mode, origin: Systems.origin())
  }
}
