/// What is the same in every script, taken apart where the system goes; without what this one does not
/// need.
///
/// The files have lines `#if FEATURE`, perhaps `#else`, and `#end`. They may be nested.
struct ShellFrame {
  /// What only some systems have.
  enum Feature: String, CaseIterable {
    case jobs, crons, pods, secrets, volumes, scratch, builds, platforms, startup
    /// A network that leads nowhere else, beside the one that does.
    case inner
    /// Containers that run to their end.
    case ends
  }

  let beginning: ArraySlice<String>
  let end: ArraySlice<String>

  init(_ features: Set<Feature>) {
    let lines = Self.files.filter { $0.feature.map(features.contains) ?? true }
      .flatMap { Self.lines(of: $0.text, features) }
    guard let first = lines.firstIndex(of: "# SYSTEM"),
      let last = lines.firstIndex(of: "# END OF SYSTEM")
    else { preconditionFailure("Tools/Run/head.sh does not say where the system goes") }
    beginning = lines[..<first]
    end = lines[(last + 1)...]
  }

  /// In the order of the script; some are there only for those who have what they are about.
  private static let files: [(text: [UInt8], feature: Feature?)] = [
    (PackageResources.head_sh, nil),
    (PackageResources.words_sh, nil),
    (PackageResources.engine_sh, nil),
    (PackageResources.secrets_sh, .secrets),
    (PackageResources.env_sh, .secrets),
    (PackageResources.volumes_sh, .volumes),
    (PackageResources.lock_sh, nil),
    (PackageResources.finish_sh, nil),
    (PackageResources.up_sh, nil),
    (PackageResources.compare_sh, nil),
    (PackageResources.images_sh, nil),
    (PackageResources.start_sh, nil),
    (PackageResources.await_sh, nil),
    (PackageResources.pods_sh, .pods),
    (PackageResources.jobs_sh, .jobs),
    (PackageResources.cron_sh, .jobs),
    (PackageResources.down_sh, nil),
    (PackageResources.show_sh, nil),
    (PackageResources.builds_sh, nil),
    (PackageResources.main_sh, nil),
  ]

  private static func lines(of file: [UInt8], _ features: Set<Feature>) -> [String] {
    var lines = String(decoding: file, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    var kept: [String] = []
    var conditions: [Bool] = []
    for line in lines {
      if line.hasPrefix("#if ") {
        guard let feature = Feature(rawValue: String(line.dropFirst(4))) else {
          preconditionFailure("no system has what `\(line)` asks for")
        }
        conditions.append(features.contains(feature))
      } else if line == "#else" {
        conditions[conditions.count - 1].toggle()
      } else if line == "#end" {
        conditions.removeLast()
      } else if !conditions.contains(false) {
        kept.append(line)
      }
    }
    precondition(conditions.isEmpty, "an `#if` of the script has no `#end`")
    return kept
  }
}

extension ShellScript {
  /// What of the frame it needs.
  var features: Set<ShellFrame.Feature> {
    var features: Set<ShellFrame.Feature> = []
    let parts = services.flatMap(\.parts)
    if services.contains(where: { !$0.others.isEmpty }) { features.formUnion([.pods, .ends]) }
    if services.contains(where: { !$0.volumes.isEmpty }) { features.insert(.volumes) }
    if services.contains(where: { $0.volumes.contains(where: \.isScratch) }) {
      features.insert(.scratch)
    }
    for service in services {
      switch service.kind {
      case .service: break
      case .job: features.formUnion([.jobs, .ends])
      case .cron: features.formUnion([.jobs, .ends, .crons])
      }
    }
    if !secrets.isEmpty { features.insert(.secrets) }
    if hasInnerNetwork { features.insert(.inner) }
    if !builds.isEmpty { features.insert(.builds) }
    if parts.contains(where: { $0.platform != nil }) { features.insert(.platforms) }
    if parts.contains(where: { $0.startup != nil }) { features.insert(.startup) }
    return features
  }
}
