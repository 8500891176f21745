import MPIR

extension KubernetesBackend {
  /// - Parameter saysHow: Whether it also says how to use the files.
  func header(_ spec: String, saysHow: Bool) -> [String] {
    let origin = provenance(spec)
    guard saysHow else { return [origin] }
    let selector = ownership.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    let kinds = Self.prunedKinds.map { "--prune-allowlist=\($0)" }.joined(separator: " ")
    return [
      origin,
      "Start it, or bring it up to date: kubectl apply -f .",
      "Then remove what the spec no longer has: kubectl apply -f . --prune -l \(selector) \(kinds)",
    ] + removal(selector)
  }

  /// - Parameter selector: Selects everything of this system.
  private func removal(_ selector: String) -> [String] {
    let isKept =
      (ownNamespace == nil ? [] : [Self.namespaceComponent])
      + (keepsVolumes ? [Self.volumeComponent] : [])
    let filter =
      switch isKept.count {
      case 0: ""
      case 1: " -l \(Self.component)!=\(isKept[0])"
      default: " -l '\(Self.component) notin (\(isKept.joined(separator: ",")))'"
      }
    let what = keepsVolumes ? "it, but not what it stores" : "it"
    let removal = "Remove \(what): kubectl delete -f .\(filter)"
    if ownNamespace != nil {
      return [removal, "Remove its namespace with all that is in it, too: kubectl delete -f ."]
    }
    guard keepsVolumes else { return [removal] }
    // Those of stable replicas are in no file.
    let namespace = system.namespace.map { " -n \($0)" } ?? ""
    return [
      removal,
      "Remove what it stores, too: kubectl delete persistentvolumeclaims\(namespace) -l \(selector)",
    ]
  }

  /// Every kind of object that a system may once have had, but for those that store something: claims,
  /// and the namespace, with which all that is in it would go.
  private static var prunedKinds: [String] {
    let kinds: [any KubernetesObject.Type] = [
      ServiceAccountObject.self, RoleObject.self, RoleBindingObject.self, ConfigMapObject.self,
      ServiceObject.self, IngressObject.self, NetworkPolicyObject.self,
      PodDisruptionBudgetObject.self,
      HorizontalPodAutoscalerObject.self, DeploymentObject.self, StatefulSetObject.self,
      JobObject.self, CronJobObject.self,
    ]
    return kinds.map { kind in
      (kind.apiVersion.contains("/") ? "" : "core/") + "\(kind.apiVersion)/\(kind.kind)"
    }
  }
}
