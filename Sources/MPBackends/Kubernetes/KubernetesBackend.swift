import MPDiagnostics
import MPIR
import MPYAML

/// A system as manifests for Kubernetes 1.30 and newer.
///
/// In: the system. Out: numbered files, so that what others need is applied first, and one for each
/// block of the spec within a number, so that a new block renames nothing.
func renderKubernetes(
  _ system: SystemIR,
  spec: String,
  into diagnostics: inout Diagnostics
) -> [Artifact] {
  var backend = KubernetesBackend(system: system)
  let manifests = backend.manifests()
  diagnostics.report(backend.findings)
  return manifests.enumerated().map { index, manifest in
    Artifact(
      path: "kubernetes/\(manifest.name).yaml",
      bytes: manifest.yaml(header: backend.header(spec, saysHow: index == 0))
    )
  }
}

struct KubernetesBackend {
  /// What is applied before what; the number begins the name of the file.
  enum Stage: String, CaseIterable {
    case namespace = "00"
    /// Whom pods are, and what they are configured with.
    case configuration = "10"
    /// By which names pods are found, and who may talk to them.
    case network = "20"
    case workloads = "30"
  }

  struct Manifest {
    var name: String
    var objects: [any KubernetesObject]
  }

  private static let component = "app.kubernetes.io/component"
  /// Of no service: these have other names.
  private static let namespaceComponent = "mp-namespace"

  let system: SystemIR
  var findings: [Diagnostic] = []
  /// Whether the replicas of each workload are named one by one.
  private let isNamedByReplica: [Bool]
  /// The links to each workload.
  let linksTo: [[Link]]
  /// The exposures of each workload.
  let exposuresOf: [[Exposure]]

  init(system: SystemIR) {
    self.system = system
    var linksTo: [[Link]] = Array(repeating: [], count: system.workloads.count)
    for link in system.links { linksTo[link.to.index].append(link) }
    self.linksTo = linksTo
    exposuresOf = system.exposuresByWorkload
    isNamedByReplica = linksTo.map { links in links.contains(where: \.namesReplicas) }
  }

  mutating func manifests() -> [Manifest] {
    var result: [Manifest] = []
    if let namespace = ownNamespace {
      result.append(
        Manifest(
          name: "\(Stage.namespace.rawValue)-namespace",
          objects: [self.namespace(namespace)]
        )
      )
    }
    reportVersion()
    let blocks = Blocks(system)
    // Configuration first, because it decides how workloads mount it.
    var files: [[MountedConfigMap]] = []
    for workload in system.workloads {
      files.append(configMaps(of: workload))
      report(on: workload)
    }
    for stage in Stage.allCases where stage != .namespace {
      for (block, members) in blocks.members {
        let objects = members.flatMap { id -> [any KubernetesObject] in
          switch stage {
          case .namespace: []
          case .configuration:
            [serviceAccount(system[id])] + files[id.index].map(\.object)
          case .network: network(id)
          case .workloads: workload(id, files[id.index])
          }
        }
        result.append(Manifest(name: "\(stage.rawValue)-\(block)", objects: objects))
      }
    }
    return result
  }

  /// - Parameter saysHow: Whether it also says how to use the files.
  func header(_ spec: String, saysHow: Bool) -> [String] {
    let origin = provenance(spec)
    guard saysHow else { return [origin] }
    let selector = ownership.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    let kinds = Self.objectKinds.map { "--prune-allowlist=\($0)" }.joined(separator: " ")
    let removal =
      ownNamespace == nil
      ? ["Remove it: kubectl delete -f ."]
      : [
        "Remove it: kubectl delete -f . -l \(Self.component)!=\(Self.namespaceComponent)",
        "Remove its namespace with all that is in it, too: kubectl delete -f .",
      ]
    return [
      origin,
      "Start it, or bring it up to date: kubectl apply -f .",
      "Then remove what the spec no longer has: kubectl apply -f . --prune -l \(selector) \(kinds)",
    ] + removal
  }

  /// Every kind of object that a system may once have had, but for the namespace: with that, all that
  /// is stored in it would go.
  private static var objectKinds: [String] {
    let kinds: [any KubernetesObject.Type] = [
      ServiceAccountObject.self, ConfigMapObject.self, ServiceObject.self,
      NetworkPolicyObject.self, PodDisruptionBudgetObject.self, DeploymentObject.self,
      StatefulSetObject.self,
    ]
    return kinds.map { kind in
      (kind.apiVersion.contains("/") ? "" : "core/") + "\(kind.apiVersion)/\(kind.kind)"
    }
  }

  // MARK: - Names

  /// The labels that select the pods of a workload; they never change.
  func selector(_ workload: Workload) -> [Label] { identity(workload.name) }

  private func identity(_ name: String) -> [Label] {
    [
      Label("app.kubernetes.io/name", name),
      Label("app.kubernetes.io/instance", system.name),
    ]
  }

  /// The labels that everything of this system has, and nothing else.
  private var ownership: [Label] {
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

  private func standardLabels(_ name: String, component: String) -> [Label] {
    identity(name) + [Label(Self.component, component)] + ownership
  }

  private var version: [Label] {
    guard let version = system.version, Label.canHold(version) else { return [] }
    return [Label("app.kubernetes.io/version", version)]
  }

  // MARK: - Identity

  /// The namespace that the files make. `default` is there already, and nobody's to remove.
  private var ownNamespace: String? { system.namespace == "default" ? nil : system.namespace }

  private func namespace(_ name: String) -> NamespaceObject {
    NamespaceObject(
      metadata: ObjectMetadata(
        name: name,
        labels: standardLabels(system.name, component: Self.namespaceComponent) + version
          + system.labels
      )
    )
  }

  private func serviceAccount(_ workload: Workload) -> ServiceAccountObject {
    ServiceAccountObject(metadata: metadata(workload.name, of: workload))
  }

  // MARK: - Workloads

  private func workload(
    _ id: Workload.ID,
    _ files: [MountedConfigMap]
  ) -> [any KubernetesObject] {
    let workload = system[id]
    let template = podTemplate(workload, files)
    let metadata = metadata(workload.name, of: workload)
    var annotated = metadata
    annotated.annotations = workload.annotations
    let selector = selector(workload)
    var objects: [any KubernetesObject] = []
    if workload.replicas > 1 {
      objects.append(PodDisruptionBudgetObject(metadata: metadata, selector: selector))
    }
    switch workload.identity {
    case .none:
      objects.append(
        DeploymentObject(
          metadata: annotated,
          replicas: workload.replicas,
          selector: selector,
          template: template
        )
      )
    case .stable:
      objects.append(
        StatefulSetObject(
          metadata: annotated,
          replicas: workload.replicas,
          selector: selector,
          serviceName: workload.name,
          template: template
        )
      )
    }
    return objects
  }

  /// Whether peers must find the replicas of a workload before these are ready.
  func findsUnreadyReplicas(_ id: Workload.ID) -> Bool { isNamedByReplica[id.index] }

  // MARK: - Findings

  private mutating func report(on workload: Workload) {
    if let user = workload.container.user, case .named(let name) = user.identity {
      findings.append(KubernetesFindings.userByName(name, at: user.origin))
    }
    var numbers: [Int: ContainerPort] = [:]
    for port in workload.container.ports {
      if let other = numbers[port.number] {
        findings.append(KubernetesFindings.portsMerged(other, port, at: workload.origin))
      }
      numbers[port.number] = port
    }
  }

  private mutating func reportVersion() {
    guard let version = system.version, !Label.canHold(version) else { return }
    findings.append(KubernetesFindings.versionIsNoLabel(version, at: system.origin))
  }
}

extension KubernetesBackend.Manifest {
  func yaml(header: [String]) -> [UInt8] {
    let yaml = YAMLWriter(header: header)
    for object in objects { object.write(to: yaml) }
    return yaml.finish()
  }
}

/// The workloads by the block of the spec that they come from, in declaration order.
private struct Blocks {
  private(set) var members: [(block: String, ids: [Workload.ID])] = []

  init(_ system: SystemIR) {
    var positions: [String: Int] = [:]
    for (index, workload) in system.workloads.enumerated() {
      if let position = positions[workload.block] {
        members[position].ids.append(Workload.ID(index: index))
      } else {
        positions[workload.block] = members.count
        members.append((workload.block, [Workload.ID(index: index)]))
      }
    }
  }
}
