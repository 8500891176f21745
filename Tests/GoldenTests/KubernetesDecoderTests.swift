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

  /// Texts that nobody chose, in every place that takes any text.
  @Test(.enabled(if: KubernetesTests.areThere[1])) func containersGetRandomTexts() throws {
    var random = SeededRandom(state: 42)
    let texts = (0..<400).map { _ in random.text() }
    let literals = texts.map { "\"\($0.escapedForSpec)\"" }
    let spec = """
      app random
      service s {
        image = "i"
        command = ["sh", \(literals[..<100].joined(separator: ", "))]
        args = [\(literals[100..<200].joined(separator: ", "))]
        env {
      \(literals[200..<300].enumerated().map { "V\($0) = \($1)" }.joined(separator: "\n"))
        }
        annotations {
      \(literals[300...].enumerated().map { "v\($0) = \($1)" }.joined(separator: "\n"))
        }
        ready { exec = ["x", \(literals[..<50].joined(separator: ", "))] }
      \(literals[300...].enumerated().map { "file \"/f\($0)\" { content = \($1) }" }.joined(separator: "\n"))
      }

      """
    var compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
    let scratch = try ScratchFolder()
    let artifacts = compilation.artifacts(for: .kubernetes)
    try #require(!artifacts.isEmpty, "\(compilation.render(as: .terse).prefix(2000))")
    for artifact in artifacts {
      let url = scratch.at(artifact.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(artifact.bytes).write(to: url)
    }
    let system = try #require(compilation.system)
    let container = system.workloads[0].container
    #expect(
      container.arguments?.map { Array($0.description.utf8) }
        == texts[100..<200].map { Array($0.utf8) }
    )
    try expect(scratch.at("kubernetes"), toHold: system)
  }

  private func expect(_ folder: URL, toHold system: SystemIR) throws {
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
          ["Deployment", "StatefulSet"].contains($0.kind) && $0.metadata.name == workload.name
        }
      )
      #expect(decoded.kind == (workload.identity == .stable ? "StatefulSet" : "Deployment"))
      #expect(decoded.spec?.replicas == workload.replicas)
      #expect(
        decoded.metadata.annotations?.mapValues { Array($0.utf8) } ?? [:]
          == Dictionary(
            uniqueKeysWithValues: workload.annotations.map { ($0.name, Array($0.value.utf8)) }
          )
      )
      let pod = try #require(decoded.spec?.template?.spec)
      #expect(pod.terminationGracePeriodSeconds == workload.stop.gracePeriod)
      let container = try #require(pod.containers.first)
      expect(container, toBe: workload.container)
      try expect(pod.files(objects), toBe: workload.container.files)
    }
  }

  private func expect(_ decoded: DecodedObject.Container, toBe container: Container) {
    #expect(decoded.image == container.image)
    #expect(bytes(decoded.command) == bytes(container.entrypoint?.map(\.description)))
    #expect(bytes(decoded.args) == bytes(container.arguments?.map(\.description)))
    #expect(decoded.workingDir == container.workingDirectory)
    let environment = KubeletModel.environment(decoded.env ?? [])
    #expect(environment.map(\.name) == container.environment.map(\.name))
    #expect(
      environment.map { Array($0.value.utf8) }
        == container.environment.map { Array($0.value.description.utf8) }
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
    case .grpc: Issue.record("not compared yet")
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
  private func bytes(_ texts: DecodedObject.Expanded?) -> [[UInt8]]? {
    texts?.map { Array(KubeletModel.expand($0.text).utf8) }
  }

  private func bytes(_ texts: [String]?) -> [[UInt8]]? { texts?.map { Array($0.utf8) } }
}

/// What the kubelet makes of texts and amounts before a container gets them.
enum KubeletModel {
  /// `$$` is one `$`, `$(NAME)` the value of a variable that is known, and anything else itself.
  static func expand(_ text: String, _ known: [String: String] = [:]) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let next = rest.first else {
        result.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "$"):
        rest.removeFirst()
        result.append(byte)
      case UInt8(ascii: "("):
        guard let end = rest.firstIndex(of: UInt8(ascii: ")")) else {
          result.append(byte)
          continue
        }
        let name = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
        result += Array((known[name] ?? "$(\(name))").utf8)
        rest = rest[(end + 1)...]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The variables in order; each may use those before it.
  static func environment(
    _ variables: [DecodedObject.Variable]
  ) -> [(name: String, value: String)] {
    var known: [String: String] = [:]
    return variables.map { variable in
      let value = expand(variable.value ?? "", known)
      known[variable.name] = value
      return (variable.name, value)
    }
  }

  static func thousandths(_ quantity: String) -> Int {
    quantity.hasSuffix("m") ? Int(quantity.dropLast()) ?? -1 : (Int(quantity) ?? -1) * 1000
  }

  static func bytes(_ quantity: String) -> Int {
    let units: KeyValuePairs = [
      "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40,
      "k": 1000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000,
    ]
    for unit in units where quantity.hasSuffix(unit.key) {
      return (Int(quantity.dropLast(unit.key.count)) ?? -1) * unit.value
    }
    return Int(quantity) ?? -1
  }
}
