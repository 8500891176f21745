import MPIR

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

  /// The variables in order; each may use those before it. What only a cluster knows is as in
  /// `TextTemplate.description`.
  static func environment(
    _ variables: [DecodedObject.Variable],
    _ system: SystemIR
  ) -> [(name: String, value: String)] {
    var known: [String: String] = [:]
    return variables.map { variable in
      let value =
        variable.valueFrom.map { look($0, system) } ?? expand(variable.value ?? "", known)
      known[variable.name] = value
      return (variable.name, value)
    }
  }

  private static func look(
    _ source: DecodedObject.Variable.Source,
    _ system: SystemIR
  ) -> String {
    if let key = source.secretKeyRef {
      let found = system.usedSecrets.first { $0.objectName == key.name && $0.objectKey == key.key }
      return "<\(found?.path ?? "no such secret")>"
    }
    let indices = [
      "metadata.labels['apps.kubernetes.io/pod-index']",
      "metadata.annotations['batch.kubernetes.io/job-completion-index']",
    ]
    return indices.contains(source.fieldRef?.fieldPath ?? "") ? "<index>" : "<unknown>"
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

extension TextTemplate {
  /// As in `description`, with the name of a replica made of its number.
  func filledAsACluster(_ workload: Workload) -> String {
    TextTemplate(
      parts.flatMap { part -> [Part] in
        guard part == .replicaHost else { return [part] }
        return [.literal("\(workload.name)-"), .replicaIndex, .literal(".\(workload.name)")]
      }
    ).description
  }
}

extension Workload {
  var objectKind: String {
    switch kind {
    case .service: identity == .stable ? "StatefulSet" : "Deployment"
    case .job: "Job"
    case .cron: "CronJob"
    }
  }
}
