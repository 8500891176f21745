import Foundation
import MPCompiler
import MPDiagnostics
import MPIR
import MPSyntax
import Metaparticle
import Testing

@testable import mpc

/// The stages of a compilation as JSON, read back by another reader than wrote them.
struct DumpTests {
  static let cases = GoldenCase.all.filter {
    FileManager.default.fileExists(atPath: $0.composeFile.path)
  }

  @Test(arguments: cases) func everyStageIsOneDocument(_ golden: GoldenCase) throws {
    let compilation = try golden.compilation()
    for stage in Compilation.Stage.allCases {
      let text = try #require(withLargeStack { compilation.dump(stage, as: .json) })
      #expect(text.filter { $0 == "\n" }.count == 1)
      let document = try object(text)
      #expect(document["schema"] as? Int == 1)
      #expect(document["file"] as? String == "spec.mp")
      #expect(document[stage.rawValue] != nil)
    }
  }

  @Test(arguments: cases) func systemIsWhole(_ golden: GoldenCase) throws {
    let compilation = try golden.compilation()
    let text = try #require(withLargeStack { compilation.dump(.ir, as: .json) })
    try expectWhole(try #require(compilation.system), try object(text)["ir"])
  }

  /// The tokens are the source, and where they say.
  @Test func tokensAreTheText() throws {
    let golden = try #require(Self.cases.first { $0.name == "strings" })
    let compilation = try golden.compilation()
    let document = try object(try #require(compilation.dump(.tokens, as: .json)))
    let tokens = try #require(document["tokens"] as? [[String: Any]])
    let source = try Data(contentsOf: golden.spec)
    var offset = 0
    for token in tokens {
      let text = try #require(token["text"] as? String)
      let span = try #require(token["span"] as? [String: [String: Int]])
      #expect(span["start"]?["byte"] == offset)
      offset += text.utf8.count
      #expect(span["end"]?["byte"] == offset)
      let line = source[..<span["start"]!["byte"]!].count { $0 == UInt8(ascii: "\n") } + 1
      #expect(span["start"]?["line"] == line)
    }
    #expect(tokens.compactMap { $0["text"] as? String }.joined().utf8.elementsEqual(source))
    #expect(tokens.last?["kind"] as? String == "end")
  }

  @Test func syntaxSaysKindTextAndPlace() throws {
    let spec = "app shop\nlet x = [1, \"a\"]\nservice web { image = \"nginx\" }\n"
    let compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
    let document = try object(try #require(compilation.dump(.syntax, as: .json)))
    let root = try #require(document["syntax"] as? [String: Any])
    var found: [String] = []
    func visit(_ node: [String: Any]) {
      let span = node["span"] as? [String: [String: Int]]
      let place = span.map { "\($0["start"]!["byte"]!)-\($0["end"]!["byte"]!)" } ?? ""
      found.append("\(node["kind"]!) '\(node["text"]!)' \(place)")
      for child in node["children"] as? [[String: Any]] ?? [] { visit(child) }
    }
    visit(root)
    #expect(
      found == [
        "spec '' ", "app 'shop' 0-8", "let 'x' 9-25", "list '' 17-25", "int '1' 18-19",
        "string 'a' 21-24", "block 'service web' 26-57", "body '' 38-57",
        "assignment 'image' 40-55", "string 'nginx' 48-55",
      ]
    )
  }

  @Test func nothingIsDumpedOfASystemWithErrors() {
    let compilation = Compilation(spec: Array("app a\nservice b {}\n".utf8), name: "spec.mp")
    #expect(compilation.dump(.ir, as: .json) == nil)
    #expect(compilation.dump(.program, as: .json) != nil)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}

// MARK: - Every field

/// Everything that the intermediate representation can hold, which no spec uses at once.
struct WholeSystemTests {
  @Test func everyFieldIsThere() throws {
    var sources = SourceMap()
    let source = sources.add(name: "spec.mp", bytes: Array("app shop\n".utf8))
    let range = SourceRange(source: source, lower: 4, upper: 8)
    let system = Self.system(Origin(range: range, trace: [.init(range, "here")]))
    var text = ""
    system.json(sources).write(to: &text)
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
    try expectWhole(system, json)
    let names = try #require((json as? [String: Any])?["workloads"] as? [[String: Any]])
    #expect(names.map { $0["name"] as? String } == ["api", "migrate", "nightly"])
  }

  /// Which secret is used is said, and there is no place for more.
  @Test func secretsHaveNoValues() throws {
    var sources = SourceMap()
    let source = sources.add(name: "spec.mp", bytes: [])
    let origin = Origin(range: SourceRange(source: source, lower: 0, upper: 0))
    var text = ""
    Self.system(origin).json(sources).write(to: &text)
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let secret = try #require((json?["secrets"] as? [[String: Any]])?.first)
    #expect(
      secret.keys.sorted() == ["description", "kind", "name", "objectKey", "objectName", "origin"]
    )
    let workload = try #require((json?["workloads"] as? [[String: Any]])?.first)
    let container = try #require(workload["container"] as? [String: Any])
    let variable = try #require((container["environment"] as? [[String: Any]])?.first)
    let parts = try #require((variable["value"] as? [String: [Any]])?["parts"])
    #expect(parts.count == 4 && parts[0] as? String == "postgres://")
    let reference = try #require((parts[1] as? [String: [String: String]])?["secret"])
    #expect(
      reference == [
        "name": "password", "part": "value", "objectName": "shop-password", "objectKey": "value",
      ]
    )
  }

  static func system(_ origin: Origin) -> SystemIR {
    let secret = Secret(
      name: "password",
      kind: .value,
      objectName: "shop-password",
      objectKey: "value",
      description: "Of the database.",
      origin: origin
    )
    let port = ContainerPort(name: "http", number: 8080, transport: .tcp)
    let probe = Probe(
      check: .http(path: "/", port: 8080),
      period: 10,
      timeout: 1,
      initialDelay: 0,
      failureThreshold: 3
    )
    let container = Container(
      name: "api",
      image: "shop/api:1",
      build: ImageBuild(
        context: "app",
        dockerfile: "Dockerfile",
        target: "run",
        arguments: [.init(name: "A", value: "b")]
      ),
      platform: "linux/arm64",
      entrypoint: [TextTemplate("/api")],
      arguments: [TextTemplate([.replicaIndex, .replicaHost])],
      workingDirectory: "/srv",
      user: User(.ids(user: 1, group: nil), origin: origin),
      environment: [
        EnvironmentVariable(
          name: "URL",
          value: TextTemplate([
            .literal("postgres://"), .secret(SecretReference(secret, .value)), .replicaIndex,
            .replicaHost,
          ])
        )
      ],
      files: [
        MountedFile(path: "/a", bytes: [0xFF, 0x00], mode: 0o644, origin: origin),
        MountedFile(path: "/b", bytes: Array("text\n".utf8), mode: 0o644),
      ],
      secretFiles: [
        SecretFile(path: "/s", secret: SecretReference(secret, .key), mode: 0o400, origin: origin)
      ],
      mounts: [VolumeMount(volume: "data", path: "/data", isReadOnly: true)],
      ports: [port],
      resources: Resources(
        cpu: .init(request: 250, limit: 1000),
        memory: .init(request: 1, limit: 2)
      ),
      readiness: probe,
      liveness: Probe(
        check: .exec(["true"]),
        period: 1,
        timeout: 1,
        initialDelay: 0,
        failureThreshold: 1
      ),
      startup: Probe(
        check: .grpc(port: 8080),
        period: 1,
        timeout: 1,
        initialDelay: 0,
        failureThreshold: 1
      )
    )
    let completion = Completion(parallelism: 2, retries: 3, timeout: 60, isIndexed: true)
    let schedule = Schedule(expression: "0 3 * * *", timeZone: "UTC", concurrency: .forbid)
    func workload(_ kind: Workload.Kind, _ name: String) -> Workload {
      Workload(
        kind: kind,
        name: name,
        path: name,
        identity: .stable,
        replicas: 2,
        autoscaling: Autoscaling(maximum: 4, cpu: 70, memory: 80),
        container: container,
        inits: [container],
        sidecars: [container],
        volumes: [.own, .temporary, .shared("uploads")].map {
          WorkloadVolume(name: "data", source: $0, size: 1, storageClass: "fast", origin: origin)
        },
        stop: Stop(signal: "SIGINT", gracePeriod: 30, drain: 5, origin: origin),
        update: Update(maxUnavailable: .count(1), maxSurge: .percent(25), origin: origin),
        spread: .zone,
        security: Security(level: .restricted, capabilities: ["NET_BIND_SERVICE"]),
        closesEgress: true,
        patches: Patches(
          kubernetes: [
            .init(
              .object(kind: "Deployment"),
              .map([.init("a", .list([.int(1), .float(0.5)]))]),
              origin: origin
            ),
            .init(.pod, .map([.init("b", .null)]), origin: origin),
            .init(.container, .map([.init("c", .bool(true))]), origin: origin),
          ],
          compose: .map([.init("d", .text("e"))]),
          shell: ["--cpus", "1"],
          origin: origin
        ),
        labels: [Label("a", "b")],
        annotations: [Label("c", "d")],
        startsAfter: [StartDependency(.init(index: 1), .completed, isGate: true, port: port)],
        origin: origin
      )
    }
    var system = SystemIR(
      name: "shop",
      version: "1",
      namespace: "shop",
      labels: [Label("team", "shop")],
      workloads: [
        workload(.service, "api"), workload(.job(completion), "migrate"),
        workload(.cron(schedule, completion), "nightly"),
      ],
      links: [
        Link(
          from: .init(index: 0),
          to: .init(index: 1),
          port: port,
          namesReplicas: true,
          origin: origin
        )
      ],
      exposures: [
        Exposure(
          target: .init(index: 0),
          port: port,
          publishedPort: 80,
          publicName: "api-public",
          isLocal: false,
          route: Route(
            hosts: ["example.com"],
            path: "/",
            tls: .init(secret: secret, publishedPort: 443),
            ingressClass: "nginx"
          ),
          annotations: [Label("a", "b")],
          origin: origin
        )
      ],
      secrets: [secret],
      volumes: [
        SharedVolume(
          name: "uploads",
          size: 1,
          isShared: true,
          storageClass: "fast",
          isReadOnly: false,
          origin: origin
        )
      ],
      pullSecret: secret,
      kubectlImage: "kubectl",
      toolsImage: "busybox",
      gatewayImage: "haproxy",
      origin: origin
    )
    system.acceptedCodes = [.userByName]
    system.externalUses = [
      ExternalUse(
        from: .init(index: 0),
        path: "stripe",
        host: "api.stripe.com",
        port: port,
        addresses: ["192.0.2.0/24"],
        origin: origin
      )
    ]
    return system
  }
}

/// Holds JSON against the value that it was made of: each stored property has its key, each element
/// its place, and no property that is there is `null`.
func expectWhole(_ value: Any, _ json: Any?, _ path: String = "ir") throws {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional:
    guard let wrapped = mirror.children.first?.value else {
      #expect(json is NSNull, "\(path) is there")
      return
    }
    try expectWhole(wrapped, json, path)
  case .collection:
    if value is [UInt8] { return }
    let elements = try #require(json as? [Any], "\(path) is no list")
    #expect(elements.count == mirror.children.count, "\(path)")
    for (index, child) in mirror.children.enumerated() where index < elements.count {
      try expectWhole(child.value, elements[index], "\(path)[\(index)]")
    }
  case .tuple:
    let object = try #require(json as? [String: Any], "\(path) is no object")
    for child in mirror.children {
      try expectWhole(child.value, object[try #require(child.label)], path)
    }
  case .struct
  where
    !(value is Workload.ID || value is ContentDigest || value is Int || value is String
    || value is Bool):
    if let origin = value as? Origin { return try expectOrigin(origin, json, path) }
    let object = try #require(json as? [String: Any], "\(path) is no object")
    for child in mirror.children {
      let name = try #require(child.label)
      #expect(object[name] != nil, "\(path) has no `\(name)`")
      try expectWhole(child.value, object[name], "\(path).\(name)")
    }
    #expect(object.count == mirror.children.count, "\(path): \(object.keys.sorted())")
  // What JSON has as well is itself.
  case .enum where value is PatchValue: #expect(json != nil, "\(path)")
  case .enum:
    #expect(json is String || json is [String: Any], "\(path) is nothing")
    if let payload = mirror.children.first, let object = json as? [String: Any],
      payload.label != nil
    {
      // A case has its name, and a key for each of its values.
      let count =
        Mirror(reflecting: payload.value).displayStyle == .tuple
        ? Mirror(reflecting: payload.value).children.count : 1
      #expect(object.count >= count, "\(path)")
    }
  default:
    #expect(json != nil && !(json is NSNull), "\(path) is `null`")
    if let number = value as? Int { #expect(json as? Int == number, "\(path)") }
    if let text = value as? String { #expect(json as? String == text, "\(path)") }
  }
}

private func expectOrigin(_ origin: Origin, _ json: Any?, _ path: String) throws {
  let object = try #require(json as? [String: Any], "\(path) is no place")
  let range = try #require(object["range"] as? [String: Any])
  let span = try #require(range["span"] as? [String: [String: Int]])
  #expect(span["start"]?["byte"] == Int(origin.range.lower), "\(path)")
  #expect(range["file"] is String && (object["trace"] as? [Any])?.count == origin.trace.count)
}
