import Foundation
import MPYAML
import Testing

@testable import MPBackends

extension Rendered {
  /// The objects of one kind, in the order of the files.
  func objects(_ kind: String) throws -> [YAMLNode] {
    try artifacts.flatMap { try YAMLReader.documents(in: $0.bytes) }
      .filter { $0["kind"]?.text == kind }
  }

  func object(_ kind: String, _ name: String) throws -> YAMLNode {
    try #require(objects(kind).first { $0["metadata"]?["name"]?.text == name }, "\(kind) \(name)")
  }

  /// The pods of a workload, by the name that it has in the spec.
  func pod(_ name: String) throws -> YAMLNode {
    for kind in ["Deployment", "StatefulSet", "Job", "CronJob"] {
      for object in try objects(kind)
      where object["metadata"]?["labels"]?["app.kubernetes.io/name"]?.text == name {
        let job = object["spec"]?["jobTemplate"] ?? object
        return try #require(job["spec"]?["template"]?["spec"])
      }
    }
    Issue.record("there are no pods of \(name)")
    return try object("Pod", name)
  }
}

extension YAMLNode {
  /// What a path of keys leads to: `spec.template`.
  func at(_ path: String) -> YAMLNode? {
    path.split(separator: ".").reduce(self) { node, key in node?[String(key)] }
  }

  /// The element of a sequence with this name.
  func named(_ name: String) -> YAMLNode? { items?.first { $0["name"]?.text == name } }

  /// Those of all elements of a sequence.
  var names: [String] { items?.compactMap { $0["name"]?.text } ?? [] }

  var strings: [String] { items?.compactMap(\.text) ?? [] }

  /// `key value` for each entry of a mapping.
  var entries: [String] { pairs?.map { "\($0.key.text) \($0.value.text ?? "")" } ?? [] }
}
