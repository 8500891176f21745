import MPIR

/// The values of one Secret that the containers of a pod mount as files.
struct MountedSecret {
  var volume: PodTemplate.Volume
  /// Which file holds which value with which permissions.
  private var files: [(reference: SecretReference, mode: Int, path: String)] = []

  fileprivate init(_ reference: SecretReference) {
    // Names of secrets have `_` or `-`, but no two differ by that alone.
    let name = String(reference.name.map { $0 == "_" ? "-" : $0 })
    volume = .init(
      name: "mp-secret-\(name)",
      source: .secret(reference.objectName, items: [])
    )
  }

  func path(of file: SecretFile) -> String? {
    files.first { $0.reference == file.secret && $0.mode == file.mode }?.path
  }

  fileprivate mutating func add(_ file: SecretFile) {
    guard path(of: file) == nil, case .secret(let object, var items) = volume.source else { return }
    let key = file.secret.objectKey
    let isTaken = files.contains { $0.path == key }
    let path = isTaken ? "\(key).0\(String(file.mode, radix: 8))" : key
    files.append((file.secret, file.mode, path))
    items.append(.init(key: key, path: path, mode: file.mode == 0o644 ? nil : file.mode))
    volume.source = .secret(object, items: items)
  }
}

extension KubernetesBackend {
  /// In the order of their first use.
  func secrets(_ workload: Workload) -> [MountedSecret] {
    var names: [String] = []
    var result: [MountedSecret] = []
    for file in workload.containers.flatMap(\.secretFiles) {
      let name = file.secret.name
      if !names.contains(name) {
        names.append(name)
        result.append(MountedSecret(file.secret))
      }
      if let index = names.firstIndex(of: name) { result[index].add(file) }
    }
    return result
  }

  func mounts(of container: Container, _ secrets: [MountedSecret]) -> [PodTemplate.Mount] {
    container.secretFiles.compactMap { file in
      for secret in secrets {
        guard let path = secret.path(of: file) else { continue }
        return PodTemplate.Mount(
          volume: secret.volume.name,
          path: file.path,
          subPath: path,
          isReadOnly: true
        )
      }
      return nil
    }
  }
}
