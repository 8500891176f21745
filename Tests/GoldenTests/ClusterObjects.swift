import Foundation
import MPYAML
import Testing

/// The objects of a case's recorded manifests, as they stand there.
struct ClusterObjects {
  struct Object {
    var node: YAMLNode

    var kind: String { node["kind"]?.text ?? "" }
    var name: String { node["metadata"]?["name"]?.text ?? "" }
    var identity: String { "\(kind) \(node["metadata"]?["namespace"]?.text ?? "") \(name)" }
    var labels: [String: String] { node["metadata"]?["labels"]?.texts ?? [:] }
  }

  /// The pods that a workload makes: all alike, for what is asked of them here.
  struct Pods {
    var workload: Object
    /// The pod's `spec`.
    var node: YAMLNode
    var labels: [String: String]

    /// Of the workload in the spec: a job's object has a hash in its own.
    var name: String { workload.labels["app.kubernetes.io/name"] ?? "" }
    var serviceAccount: String { node["serviceAccountName"]?.text ?? "" }
    /// Of a StatefulSet.
    var governingService: String? { workload.node["spec"]?["serviceName"]?.text }

    /// Every port that something listens on: number and protocol.
    var ports: [ClusterPort] {
      (node["containers"]?.items ?? []).flatMap { container in
        (container["ports"]?.items ?? []).map {
          ClusterPort(
            number: Int($0["containerPort"]?.text ?? "") ?? 0,
            transport: $0["protocol"]?.text ?? "",
            name: $0["name"]?.text ?? ""
          )
        }
      }
    }
  }

  var all: [Object]

  init(recordedIn golden: GoldenCase) throws {
    let folder = golden.kubernetesFolder
    all = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap {
      name in
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      return try YAMLReader.documents(in: bytes).map(Object.init)
    }
  }

  func named(_ name: String, _ kind: String) -> Object? {
    all.first { $0.kind == kind && $0.name == name }
  }

  func of(_ kind: String) -> [Object] { all.filter { $0.kind == kind } }

  var pods: [Pods] {
    all.compactMap { workload in
      guard ["Deployment", "StatefulSet", "Job", "CronJob"].contains(workload.kind) else {
        return nil
      }
      let job = workload.node["spec"]?["jobTemplate"] ?? workload.node
      guard let template = job["spec"]?["template"], let spec = template["spec"] else { return nil }
      return Pods(
        workload: workload,
        node: spec,
        labels: template["metadata"]?["labels"]?.texts ?? [:]
      )
    }
  }
}

struct ClusterPort: Hashable {
  var number: Int
  var transport: String
  var name: String
}

extension YAMLNode {
  /// A mapping of texts.
  var texts: [String: String]? {
    pairs.map { pairs in
      Dictionary(uniqueKeysWithValues: pairs.map { ($0.key.text, $0.value.text ?? "") })
    }
  }

  /// Whether a `matchLabels` selector takes something with these labels.
  func selects(_ labels: [String: String]) -> Bool {
    guard let wanted = self["matchLabels"]?.texts else { return false }
    return wanted.allSatisfy { labels[$0.key] == $0.value }
  }
}
