/// What the spec says in the words of a target itself, laid over what the compiler writes: maps merge,
/// everything else takes the place of what was there, and `null` removes it.
package struct Patches: Sendable {
  /// What of Kubernetes is changed: an object of the workload by its kind, or a part of its pods.
  package enum Part: Sendable, Hashable {
    case object(kind: String)
    case pod
    /// The container of the workload itself.
    case container

    /// As the spec has it.
    package var word: String {
      switch self {
      case .object(let kind): kind
      case .pod: "pod"
      case .container: "container"
      }
    }
  }

  /// What is laid over one part of what Kubernetes gets.
  package struct KubernetesPatch: Sendable {
    package var part: Part
    package var value: PatchValue
    package var origin: Origin

    package init(_ part: Part, _ value: PatchValue, origin: Origin) {
      self.part = part
      self.value = value
      self.origin = origin
    }
  }

  /// In the order of the spec.
  package var kubernetes: [KubernetesPatch]
  package var compose: PatchValue?
  /// Words of `docker run`.
  package var shell: [String]
  package var origin: Origin?

  package init(
    kubernetes: [KubernetesPatch] = [],
    compose: PatchValue? = nil,
    shell: [String] = [],
    origin: Origin? = nil
  ) {
    self.kubernetes = kubernetes
    self.compose = compose
    self.shell = shell
    self.origin = origin
  }

  package var isEmpty: Bool { kubernetes.isEmpty && compose == nil && shell.isEmpty }
}

/// A value as YAML and JSON have it.
package indirect enum PatchValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  case text(String)
  case list([PatchValue])
  /// In the order of the spec; the keys differ.
  case map([Entry])

  package struct Entry: Sendable, Equatable {
    package var key: String
    package var value: PatchValue

    package init(_ key: String, _ value: PatchValue) {
      self.key = key
      self.value = value
    }
  }
}
