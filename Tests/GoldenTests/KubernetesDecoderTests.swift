import Foundation
import MPIR
import Metaparticle
import Testing

@testable import mpc

/// What a cluster would read, by kubectl's own decoder and a model of what the kubelet does with it:
/// for each container exactly what the system says.
struct KubernetesDecoderTests {
  @Test(.enabled(if: KubernetesTests.areThere[1]), arguments: KubernetesTests.cases)
  func containersGetWhatTheSystemSays(_ golden: GoldenCase) throws {
    try expect(golden.kubernetesFolder, toHold: golden.system())
  }

  /// What has a number, a secret, or an end.
  @Test(.enabled(if: KubernetesTests.areThere[1])) func containersOfEveryKindDo() throws {
    let spec = #"""
      app shop
      secret db_password
      secret shop_tls { kind = "tls" }
      service db {
        image = "postgres:16"
        ports { sql = 5432 }
        env   { POSTGRES_PASSWORD = db_password }
        file "/tls.key" { secret = shop_tls.key, mode = "0400" }
        file "/tls.crt" { secret = shop_tls.cert }
        file "/etc/db.conf" { content = "fsync = on" }
      }
      service kafka {
        image    = "kafka:4"
        replicas = 3
        identity = "stable"
        ports { kafka = 9092 }
        args = ["--host=\(self.host)", "$(MP_INDEX)"]
        env  { ID = self.index, RACK = "$-\(self.index)-\(db_password)$", NODE = self.host }
      }
      job migrate {
        image   = "shop:1"
        args    = ["migrate", "$HOME"]
        env     { DATABASE_URL = "postgres://u:\(db_password)@\(db.sql)/$$(x)" }
        timeout = 5min
      }
      job seed {
        image       = "shop:1"
        after       = [migrate]
        completions = 4
        parallelism = 2
        retries     = 0
        indexed     = true
        args        = ["part-\(self.index)"]
      }
      cron report {
        image       = "shop:1"
        schedule    = "0 3 * * *"
        timezone    = "Europe/Berlin"
        concurrency = "replace"
        links       = [db.sql]
      }
      service api { image = "shop:1", after = [seed, db] }

      """#
    var compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
    let scratch = try ScratchFolder()
    let artifacts = compilation.artifacts(for: .kubernetes)
    try #require(!artifacts.isEmpty, "\(compilation.render(as: .terse).prefix(2000))")
    try write(artifacts, into: scratch)
    let system = try #require(compilation.system)
    #expect(system.violations() == [])
    try expect(scratch.at("kubernetes"), toHold: system)
  }

  func write(_ artifacts: [Artifact], into scratch: ScratchFolder) throws {
    for artifact in artifacts {
      let url = scratch.at(artifact.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(artifact.bytes).write(to: url)
    }
  }

  func expect(_ folder: URL, toHold system: SystemIR) throws {
    let run = try Tool.run(
      [
        "/usr/bin/env", "kubectl", "label", "--local", "-o", "json",
        "-f", folder.path, "mpc.example/read=yes",
      ],
      in: repository
    )
    try #require(run.status == 0, "\(run.errorText)")
    let objects = try DecodedObject.all(in: run.output)
    for workload in system.workloads {
      let decoded = try #require(
        objects.first {
          $0.kind == workload.objectKind
            && $0.metadata.labels?["app.kubernetes.io/name"] == workload.name
        }
      )
      expect(decoded, toRun: workload)
      #expect(
        decoded.metadata.annotations?.mapValues { Array($0.utf8) } ?? [:]
          == Dictionary(
            uniqueKeysWithValues: workload.annotations.map { ($0.name, Array($0.value.utf8)) }
          )
      )
      let spec = decoded.spec?.jobTemplate?.spec ?? decoded.spec
      let pod = try #require(spec?.template?.spec)
      #expect(pod.terminationGracePeriodSeconds == workload.stop.gracePeriod + workload.stop.drain)
      #expect(pod.containers.count == 1)
      try compare(try #require(pod.containers.first), workload.container)
      // Those of the compiler come first.
      let own = (pod.initContainers ?? []).drop { $0.name.hasPrefix("mp-") }
      #expect(own.map(\.name) == (workload.inits + workload.sidecars).map(\.name))
      for (decoded, container) in zip(own, workload.inits + workload.sidecars) {
        try compare(decoded, container)
      }
      let stay = Set(workload.sidecars.map(\.name))
      #expect(own.allSatisfy { ($0.restartPolicy == "Always") == stay.contains($0.name) })

      func compare(_ decoded: DecodedObject.Container, _ container: Container) throws {
        expect(decoded, toBe: container, of: workload, in: system)
        try expect(pod.files(of: decoded, objects), toBe: container.files)
        let places = (decoded.volumeMounts ?? []).map { Array($0.mountPath.utf8) }
        #expect(container.mounts.allSatisfy { places.contains(Array($0.path.utf8)) })
        #expect(
          pod.secretFiles(of: decoded)
            == container.secretFiles.map { file in
              let secret = file.secret
              return
                "\(file.path) \(secret.objectName) \(secret.objectKey) 0\(String(file.mode, radix: 8))"
            }
        )
      }
    }
  }

  private func expect(_ decoded: DecodedObject, toRun workload: Workload) {
    let spec = decoded.spec
    switch workload.kind {
    case .service:
      #expect(spec?.replicas == (workload.autoscaling == nil ? workload.replicas : nil))
    case .job(let completion): expect(spec, toRun: completion, workload.replicas)
    case .cron(let schedule, let completion):
      expect(spec?.jobTemplate?.spec, toRun: completion, workload.replicas)
      #expect(spec?.schedule == schedule.expression)
      #expect(spec?.timeZone == schedule.timeZone)
      #expect(spec?.concurrencyPolicy?.lowercased() == schedule.concurrency.rawValue)
    }
  }

  private func expect(
    _ decoded: DecodedObject.Spec?,
    toRun completion: Completion,
    _ completions: Int
  ) {
    #expect(decoded?.completions == completions)
    #expect(decoded?.parallelism == completion.parallelism)
    #expect(decoded?.backoffLimit == completion.retries)
    #expect(decoded?.activeDeadlineSeconds == completion.timeout)
    #expect((decoded?.completionMode == "Indexed") == completion.isIndexed)
  }

  private func expect(
    _ decoded: DecodedObject.Container,
    toBe container: Container,
    of workload: Workload,
    in system: SystemIR
  ) {
    let text = { (template: TextTemplate) in template.filledAsACluster(workload) }
    #expect(decoded.image == container.image)
    let environment = KubeletModel.environment(decoded.env ?? [], system)
    let known = Dictionary(uniqueKeysWithValues: environment.map { ($0.name, $0.value) })
    #expect(bytes(decoded.command, known) == bytes(container.entrypoint?.map(text)))
    #expect(bytes(decoded.args, known) == bytes(container.arguments?.map(text)))
    #expect(decoded.workingDir == container.workingDirectory)
    #expect(environment.map(\.name) == container.environment.map(\.name))
    #expect(
      environment.map { Array($0.value.utf8) }
        == container.environment.map { Array(text($0.value).utf8) }
    )
    #expect(
      decoded.ports?.map { "\($0.name) \($0.containerPort) \($0.transport)" } ?? []
        == container.ports.map { "\($0.name) \($0.number) \($0.transport.rawValue.uppercased())" }
    )
    let resources = container.resources
    for (amounts, cpu, memory) in [
      (decoded.resources?.requests, resources.cpu?.request, resources.memory?.request),
      (decoded.resources?.limits, resources.cpu?.limit, resources.memory?.limit),
    ] {
      #expect(amounts?["cpu"].map(KubeletModel.thousandths) == cpu)
      #expect(amounts?["memory"].map(KubeletModel.bytes) == memory)
    }
    expect(decoded.readinessProbe, toBe: container.readiness, container.ports)
    expect(decoded.livenessProbe, toBe: container.liveness, container.ports)
    expect(decoded.startupProbe, toBe: container.startup, container.ports)
  }

  private func expect(
    _ decoded: DecodedObject.Probe?,
    toBe probe: Probe?,
    _ ports: [ContainerPort]
  ) {
    #expect((decoded == nil) == (probe == nil))
    guard let decoded, let probe else { return }
    #expect(decoded.periodSeconds == probe.period)
    #expect(decoded.timeoutSeconds == probe.timeout)
    #expect(decoded.initialDelaySeconds ?? 0 == probe.initialDelay)
    #expect(decoded.failureThreshold == probe.failureThreshold)
    let number = { (port: DecodedObject.Port) in
      port.number ?? ports.first { $0.name == port.name }?.number
    }
    switch probe.check {
    case .http(let path, let port):
      #expect(decoded.httpGet?.path == path)
      #expect(decoded.httpGet.flatMap { number($0.port) } == port)
    case .tcp(let port): #expect(decoded.tcpSocket.flatMap { number($0.port) } == port)
    case .grpc(let port): #expect(decoded.grpc?.port == port)
    case .exec(let command): #expect(bytes(decoded.exec?.command) == bytes(command))
    }
  }

  private func expect(
    _ decoded: [String: (bytes: [UInt8], mode: Int)],
    toBe files: [MountedFile]
  ) throws {
    #expect(Set(decoded.keys) == Set(files.map(\.path)))
    for file in files {
      let found = try #require(decoded[file.path])
      #expect(found.bytes == file.bytes, "\(file.path)")
      #expect(found.mode == file.mode, "\(file.path)")
    }
  }

  /// Texts as bytes, after what the kubelet does with them.
  private func bytes(
    _ texts: DecodedObject.Expanded?,
    _ known: [String: String] = [:]
  ) -> [[UInt8]]? {
    texts?.map { Array(KubeletModel.expand($0.text, known).utf8) }
  }

  private func bytes(_ texts: [String]?) -> [[UInt8]]? { texts?.map { Array($0.utf8) } }
}
