import MPDiagnostics
import MPIR
import MPYAML

/// What the spec lays over the objects of a workload, in the words of Kubernetes.
///
/// What is written is what Kubernetes reads: nothing in it is escaped or filled in.
struct KubernetesOverlay {
  let patches: [Patches.KubernetesPatch]
  /// The name of the workload's own container.
  let container: String

  /// `nil` where nothing lies over anything, and objects are written as they are.
  init?(of workload: Workload) {
    guard !workload.patches.kubernetes.isEmpty else { return nil }
    patches = workload.patches.kubernetes
    container = workload.container.name
  }

  /// Those that change an object of a kind, in the order of the spec.
  func patches(of kind: String) -> [Patches.KubernetesPatch] {
    patches.filter { patch in
      switch patch.part {
      case .object(let its): its == kind
      case .pod, .container: Self.pods[kind] != nil
      }
    }
  }

  /// All that changes objects of a kind, for a hash of it.
  func bytes(of kind: String) -> [UInt8] {
    let patches = patches(of: kind)
    if patches.isEmpty { return [] }
    let yaml = YAMLWriter()
    for patch in patches {
      yaml.document {
        yaml.mapping {
          yaml.key(patch.part.word)
          patch.value.write(to: yaml)
        }
      }
    }
    return yaml.finish()
  }

  func apply(to object: inout PatchValue, _ kind: String) {
    for patch in patches(of: kind) {
      let pod = Self.pods[kind] ?? []
      switch patch.part {
      case .object: object = object.merged(with: patch.value)
      case .pod: object.change(at: pod[...]) { $0 = $0.merged(with: patch.value) }
      case .container:
        object.change(at: (pod + ["containers"])[...]) { containers in
          guard case .list(let elements) = containers else { return }
          containers = .list(
            elements.map { $0["name"] == .text(container) ? $0.merged(with: patch.value) : $0 }
          )
        }
      }
    }
  }

  /// Where the spec of the pods is in what makes them.
  private static let pods = [
    "Deployment": ["spec", "template", "spec"],
    "StatefulSet": ["spec", "template", "spec"],
    "Job": ["spec", "template", "spec"],
    "CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
  ]
}

extension KubernetesBackend {
  /// What lies over nothing, because the workload becomes no such object.
  func losses(ofPatches id: Workload.ID) -> [Diagnostic] {
    guard let overlay = KubernetesOverlay(of: system[id]) else { return [] }
    let kinds = objects(of: id).map { type(of: $0).kind }
    return overlay.patches.compactMap { patch in
      guard case .object(let kind) = patch.part, !kinds.contains(kind) else { return nil }
      return KubernetesFindings.liesOverNothing(
        kind,
        system[id].path,
        becomes: kinds.uniqued(),
        at: patch.origin
      )
    }
  }
}
