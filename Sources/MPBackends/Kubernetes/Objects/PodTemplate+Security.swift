import MPYAML

extension PodTemplate {
  /// What a container may do. What is not said is left to the image and the cluster.
  struct Security {
    var user: Int?
    var group: Int?
    var isNonRoot = false
    var isPrivileged = false
    /// A server refuses this beside `isPrivileged` and beside the capability `SYS_ADMIN`.
    var forbidsEscalation = false
    var hasReadOnlyRoot = false
    var droppedCapabilities: [String] = []
    var addedCapabilities: [String] = []

    private var isEmpty: Bool {
      user == nil && group == nil && droppedCapabilities.isEmpty && addedCapabilities.isEmpty
        && !(isNonRoot || isPrivileged || forbidsEscalation || hasReadOnlyRoot)
    }

    func write(_ key: String, to yaml: borrowing YAMLWriter) {
      if isEmpty { return }
      yaml.mapping(key) {
        if forbidsEscalation { yaml.entry("allowPrivilegeEscalation", false) }
        if isPrivileged { yaml.entry("privileged", true) }
        if !(droppedCapabilities.isEmpty && addedCapabilities.isEmpty) {
          yaml.mapping("capabilities") {
            if !addedCapabilities.isEmpty { yaml.entry("add", addedCapabilities) }
            if !droppedCapabilities.isEmpty { yaml.entry("drop", droppedCapabilities) }
          }
        }
        if hasReadOnlyRoot { yaml.entry("readOnlyRootFilesystem", true) }
        if isNonRoot { yaml.entry("runAsNonRoot", true) }
        if let user { yaml.entry("runAsUser", user) }
        if let group { yaml.entry("runAsGroup", group) }
      }
    }
  }
}
