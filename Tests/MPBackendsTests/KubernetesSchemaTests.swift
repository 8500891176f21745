import Foundation
import MPIR
import Testing

@testable import MPBackends

/// What Kubernetes' own programs make of everything that a system can say, whether or not a spec can.
struct KubernetesSchemaTests {
  static let everything: SystemIR = {
    let (password, tls) = (Secret.secret("db_password"), Secret.secret("shop_tls", .tls))
    let registry = Secret.secret("pull", .registry)
    let (sql, http) = (ContainerPort.tcp("sql", 5432), ContainerPort.tcp("http", 8080))
    let ids = (
      db: Workload.ID(index: 0), migrate: Workload.ID(index: 1), kafka: Workload.ID(index: 2)
    )
    let db = Workload.service(
      "db",
      .shell(
        "db",
        environment: ["PASSWORD": TextTemplate([.secret(password.value)])],
        ports: [sql],
        mounts: [.mount("data", "/data"), .mount("tmp", "/tmp")],
        readiness: .probe(.tcp(port: 5432))
      ).with {
        $0.user = User(.ids(user: 999, group: 999), origin: Systems.origin())
        $0.secretFiles = [.file("/tls.key", SecretReference(tls, .key))]
        $0.platform = "linux/amd64"
      },
      volumes: [.volume("data", .own), .volume("tmp", .temporary)]
    )
    let migrate = Workload.job(
      "migrate",
      .shell("migrate"),
      timeout: 60,
      after: [StartDependency(ids.db, .ready, isGate: true, port: sql)]
    )
    let kafka = Workload.service(
      "kafka",
      .shell(
        "kafka",
        environment: [
          "MP_INDEX": TextTemplate([.replicaIndex]), "MP_HOST": TextTemplate([.replicaHost]),
        ],
        ports: [http],
        mounts: [.mount("log", "/log")]
      ),
      replicas: 3,
      identity: .stable,
      volumes: [.volume("log", .own)]
    )
    let api = Workload.service(
      "api",
      .shell(
        "serve",
        ports: [http],
        mounts: [.mount("files", "/files")],
        readiness: .probe(.grpc(port: 8080))
      )
      .with {
        $0.liveness = .probe(.exec(["check"]))
        $0.startup = .probe(.http(path: "/", port: 8080))
        $0.files = [MountedFile(path: "/run", bytes: [0xFF], mode: 0o755)]
        $0.resources.cpu = .init(request: 100, limit: 200)
      },
      replicas: 2,
      inits: [.shell("prepare", name: "prepare")],
      sidecars: [.shell("log", name: "log", ports: [.tcp("metrics", 9100)])],
      volumes: [.volume("files", .shared("uploads"))],
      after: [
        StartDependency(ids.migrate, .completed, isGate: true),
        StartDependency(ids.kafka, .ready, isGate: true, port: http),
      ]
    ).with {
      $0.autoscaling = Autoscaling(maximum: 5, cpu: 70, memory: nil)
      $0.stop.drain = 5
      $0.spread = .zone
      $0.update = Update(maxUnavailable: .percent(25), maxSurge: .count(2))
      $0.closesEgress = true
      $0.security = Security(
        level: .restricted,
        hasReadOnlyRoot: true,
        dropsCapabilities: true,
        capabilities: ["NET_BIND_SERVICE"],
        requiresNonRoot: true
      )
      $0.patches.kubernetes = [
        .init(.pod, .map([.init("priorityClassName", .text("yes"))]), origin: Systems.origin())
      ]
    }
    var system = SystemIR.system(
      db,
      migrate,
      kafka,
      api,
      .cron("report", .shell("report"), timeout: 60),
      .job("parts", .shell("part"), completions: 5, parallelism: 2, isIndexed: true),
      links: [
        Link(
          from: ids.kafka,
          to: ids.kafka,
          port: http,
          namesReplicas: true,
          origin: Systems.origin()
        )
      ],
      secrets: [password, tls, registry],
      volumes: [.shared("uploads")]
    )
    system.pullSecret = registry
    system.externalUses = [
      ExternalUse(
        from: Workload.ID(index: 3),
        path: "stripe",
        host: "api.stripe.com",
        port: .tcp("https", 443),
        addresses: ["203.0.113.0/24", "2001:db8::/32"],
        origin: Systems.origin()
      )
    ]
    return system
  }()

  static let isThere: Bool = {
    let isThere = (try? run(["python3", "-c", "import kubernetes_validate"]))?.status == 0
    if !isThere { print("kubernetes-validate is not there: what it reads is not tested") }
    return isThere
  }()

  @Test func isSound() { #expect(Self.everything.violations() == []) }

  @Test(.enabled(if: isThere)) func followsStrictSchemas() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "mpc-kubernetes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rendered = Self.everything.rendered(for: .kubernetes)
    #expect(rendered.codes == ["L0508", "L0515"])
    var files: [String] = []
    for artifact in rendered.artifacts {
      let file = folder.appending(path: artifact.path.split(separator: "/").joined(separator: "-"))
      try Data(artifact.bytes).write(to: file)
      files.append(file.path)
    }
    let (status, output) = try Self.run(["python3", "Tests/Schemas/kubernetes.py"] + files)
    #expect(status == 0, "\(output)")
    #expect(output.contains("1.30 "), "\(output.suffix(200))")
    var kinds: Set<String> = []
    for artifact in rendered.artifacts {
      for line in String(decoding: artifact.bytes, as: UTF8.self).split(separator: "\n")
      where line.hasPrefix("kind: ") { kinds.insert(String(line.dropFirst(6))) }
    }
    // Every kind that there is.
    #expect(kinds.count == 14, "\(kinds.sorted())")
  }

  private static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
