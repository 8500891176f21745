import MPYAML

/// What somebody may ask the cluster for.
struct RoleObject: KubernetesObject {
  /// Certain objects of one kind, to be looked at and watched. The API takes a list or a watch for one
  /// of them where it selects it by its name, as kubectl does.
  struct Rule {
    /// Empty for the core's.
    var group: String
    /// In the plural: `jobs`.
    var resource: String
    var names: [String]
  }

  static let apiVersion = "rbac.authorization.k8s.io/v1"
  static let kind = "Role"
  static let group = "rbac.authorization.k8s.io"

  var metadata: ObjectMetadata
  var rules: [Rule]

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.sequence("rules") {
      for rule in rules {
        yaml.mapping {
          yaml.entry("apiGroups", [rule.group])
          yaml.entry("resources", [rule.resource])
          yaml.entry("resourceNames", rule.names)
          yaml.entry("verbs", ["get", "list", "watch"])
        }
      }
    }
  }
}

/// Who may.
struct RoleBindingObject: KubernetesObject {
  static let apiVersion = RoleObject.apiVersion
  static let kind = "RoleBinding"

  var metadata: ObjectMetadata
  var role: String
  /// Of the same namespace.
  var serviceAccount: String

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("roleRef") {
      yaml.entry("apiGroup", RoleObject.group)
      yaml.entry("kind", RoleObject.kind)
      yaml.entry("name", role)
    }
    yaml.sequence("subjects") {
      yaml.mapping {
        yaml.entry("kind", ServiceAccountObject.kind)
        yaml.entry("name", serviceAccount)
      }
    }
  }
}
