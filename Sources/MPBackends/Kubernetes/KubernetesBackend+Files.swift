import MPIR

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A ConfigMap, and how the pods of its workload mount it.
struct MountedConfigMap {
  var object: ConfigMapObject
  var volume: PodTemplate.Volume
  /// Which container has which file in it at which path.
  var keys: [(container: String, path: String, key: String)]
}

extension KubernetesBackend {
  /// How large the data of one object may be, in bytes. `kubectl apply` keeps a copy of the object in
  /// an annotation, which ends at 262,144.
  static let objectLimit = 250_000

  /// The files of all containers of a workload, in as few ConfigMaps as they fit in. Each container
  /// mounts its own and sees no others.
  mutating func configMaps(of workload: Workload) -> [MountedConfigMap] {
    var groups: [[KeyedFile]] = []
    var size = 0
    for file in keyed(workload) {
      if file.size > Self.objectLimit {
        report(
          KubernetesFindings.fileTooLarge(
            file.file.path,
            size: file.file.bytes.count,
            limit: Self.objectLimit,
            at: file.file.origin ?? workload.origin
          )
        )
      }
      size += file.size
      if groups.isEmpty || size > Self.objectLimit {
        groups.append([])
        size = file.size
      }
      groups[groups.count - 1].append(file)
    }
    return groups.enumerated().map { configMap($1, number: $0, of: workload) }
  }

  private func configMap(
    _ files: [KeyedFile],
    number: Int,
    of workload: Workload
  ) -> MountedConfigMap {
    let patches = KubernetesOverlay(of: workload)?.bytes(of: ConfigMapObject.kind) ?? []
    let name = "\(workload.name)-\(digest(of: files, patches).short)"
    return MountedConfigMap(
      object: ConfigMapObject(
        metadata: metadata(name, of: workload),
        data: files.map { ($0.key, $0.content) }
      ),
      volume: PodTemplate.Volume(
        // No volume of a spec has a name like this.
        name: number == 0 ? "mp-files" : "mp-files-\(number + 1)",
        source: .configMap(name, items: items(files))
      ),
      keys: files.map { ($0.container, $0.file.path, $0.key) }
    )
  }

  /// None where all have the usual permissions.
  private func items(_ files: [KeyedFile]) -> [PodTemplate.Volume.Item] {
    if files.allSatisfy({ $0.file.mode == 0o644 }) { return [] }
    return files.map { file in
      let mode = file.file.mode
      return .init(key: file.key, path: file.key, mode: mode == 0o644 ? nil : mode)
    }
  }

  /// Of keys and contents, and what lies over them: a changed content is a changed name, and rolls the
  /// workload.
  private func digest(of files: [KeyedFile], _ patches: [UInt8]) -> ContentDigest {
    var bytes: [UInt8] = []
    for file in files {
      bytes += Array(file.key.utf8) + [0] + Array("\(file.file.bytes.count)".utf8) + [0]
      bytes += file.file.bytes
    }
    return ContentDigest(of: bytes + patches)
  }

  /// In the order of the spec.
  func mounts(of container: Container, _ maps: [MountedConfigMap]) -> [PodTemplate.Mount] {
    maps.flatMap { map in
      map.keys.filter { $0.container == container.name }.map { _, path, key in
        PodTemplate.Mount(volume: map.volume.name, path: path, subPath: key, isReadOnly: true)
      }
    }
  }

  /// Gives each file a key that no other file of the workload has: the last part of its path, with a
  /// number where several have the same.
  private func keyed(_ workload: Workload) -> [KeyedFile] {
    var keys: Set<String> = []
    let containers = [workload.container] + workload.inits + workload.sidecars
    return containers.flatMap { container in container.files.map { (container.name, $0) } }
      .map { container, file in
        let name = file.safeName
        var key = name
        var number = 1
        // `.` and what begins with `..` are no keys.
        while key == "." || key.hasPrefix("..") || !keys.insert(key).inserted {
          number += 1
          key = "\(number).\(name)"
        }
        return KeyedFile(container: container, key: key, file: file)
      }
  }
}

/// A file under the name that it has in a ConfigMap.
private struct KeyedFile {
  let container: String
  let key: String
  let file: MountedFile
  let content: ConfigMapObject.Content
  /// What it takes in the JSON of the object, in bytes.
  let size: Int

  init(container: String, key: String, file: MountedFile) {
    self.container = container
    self.key = key
    self.file = file
    if let text = file.bytes.text {
      content = .text(text)
      size = text.utf8.reduce(0) { $0 + $1.sizeInJSON }
    } else {
      let base64 = Data(file.bytes).base64EncodedString()
      content = .binary(base64)
      size = base64.utf8.count
    }
  }
}

extension [UInt8] {
  /// As text, where it is one that people would read.
  fileprivate var text: String? {
    guard let text = String(validating: self, as: UTF8.self) else { return nil }
    let isText = utf8IsText
    return isText ? text : nil
  }

  private var utf8IsText: Bool {
    allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }
}

extension UInt8 {
  /// Go's encoder escapes `<`, `>` and `&`, too.
  fileprivate var sizeInJSON: Int {
    switch self {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x09, 0x0A, 0x0D: 2
    default: 1
    }
  }
}
