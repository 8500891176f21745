import MPIR

extension KubernetesBackend {
  static let component = "app.kubernetes.io/component"
  // Of no service: these have other names.
  static let namespaceComponent = "mp-namespace"
  static let volumeComponent = "mp-volume"

  /// The labels that select the pods of a workload; they never change.
  func selector(_ workload: Workload) -> [Label] { identity(workload.name) }

  private func identity(_ name: String) -> [Label] {
    [
      Label("app.kubernetes.io/name", name),
      Label("app.kubernetes.io/instance", system.name),
    ]
  }

  /// The labels that everything of this system has, and nothing else.
  var ownership: [Label] {
    [
      Label("app.kubernetes.io/part-of", system.name),
      Label("app.kubernetes.io/managed-by", "mpc"),
    ]
  }

  func metadata(_ name: String, of workload: Workload) -> ObjectMetadata {
    ObjectMetadata(
      name: name,
      namespace: system.namespace,
      labels: standardLabels(workload.name, component: workload.component) + version
        + system.labels(of: workload)
    )
  }

  /// Those of its pods. Without the version, which would replace all of them when it changes.
  func podLabels(_ workload: Workload) -> [Label] {
    standardLabels(workload.name, component: workload.component) + system.labels(of: workload)
  }

  /// Of a claim: what a StatefulSet says about its claims never changes, so nothing that may.
  ///
  /// - Parameter owner: The workload or the volume that it is for.
  func claimMetadata(_ name: String, owner: String) -> ObjectMetadata {
    ObjectMetadata(
      name: name,
      namespace: system.namespace,
      labels: standardLabels(owner, component: Self.volumeComponent)
    )
  }

  private func standardLabels(_ name: String, component: String) -> [Label] {
    identity(name) + [Label(Self.component, component)] + ownership
  }

  private var version: [Label] {
    guard let version = system.version, Label.canHold(version) else { return [] }
    return [Label("app.kubernetes.io/version", version)]
  }

  // MARK: - Namespace

  /// The namespace that the files make. `default` is there already, and nobody's to remove.
  var ownNamespace: String? { system.namespace == "default" ? nil : system.namespace }

  func namespace(_ name: String) -> NamespaceObject {
    NamespaceObject(
      metadata: ObjectMetadata(
        name: name,
        labels: standardLabels(system.name, component: Self.namespaceComponent) + version
          + podSecurity + system.labels
      )
    )
  }

  /// That the cluster is to refuse other pods than those of the system are. A level below `restricted` is
  /// not asked for: what clusters put into pods, such as the proxy of a mesh, may need more, and so
  /// nobody is surprised by it.
  private var podSecurity: [Label] {
    guard !system.workloads.isEmpty,
      system.workloads.allSatisfy(\.isRestrictedPod)
    else { return [] }
    return ["enforce", "audit", "warn"].map {
      Label("pod-security.kubernetes.io/\($0)", "restricted")
    }
  }
}

extension Workload {
  /// Whether its pods are what Kubernetes calls restricted. What a patch makes of them is not known.
  fileprivate var isRestrictedPod: Bool {
    security.level == .restricted && security.requiresNonRoot && security.forbidsEscalation
      && security.dropsCapabilities && !security.isPrivileged && patches.kubernetes.isEmpty
  }
}
