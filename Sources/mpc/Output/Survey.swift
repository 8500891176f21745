/// What stands at every path that a build wants or that an earlier one wrote, within its scope.
///
/// In: the folder, the history, the files wanted. Out: one `Finding` a path. Writing and comparing
/// both begin here, so that they cannot disagree.
struct Survey: Sendable {
  enum Standing: Hashable, Sendable {
    case absent
    /// As it is wanted, but for `mode`, the permissions that it has.
    case current(mode: UInt16)
    /// As an earlier build wrote it.
    case generated
    /// mpc's, and changed since.
    case edited
    case foreign
    /// No regular file.
    case folder
    case other
    case unreachable(behind: OutputPath)
  }

  struct Finding: Hashable, Sendable {
    let path: OutputPath
    /// `nil` for a file of an earlier build that is wanted no more.
    let wanted: OutputFile?
    let standing: Standing
  }

  /// Sorted by path.
  let findings: [Finding]

  init(
    _ tree: FolderTree,
    _ history: FolderHistory,
    _ wanted: [OutputFile],
    _ scope: OutputScope
  ) throws(OutputError) {
    let wantedPaths = Set(wanted.map(\.path))
    let stale = history.digests.keys.filter { !wantedPaths.contains($0) && scope.contains($0) }
    let all = wanted.map { ($0.path, Optional($0)) } + stale.map { ($0, nil) }
    var findings: [Finding] = []
    for (path, file) in all.sorted(by: { $0.0 < $1.0 }) {
      let standing = try Self.standing(of: path, file, tree, history)
      findings.append(Finding(path: path, wanted: file, standing: standing))
    }
    self.findings = findings
  }

  /// What a build removes: an earlier one wrote it, and it is wanted no more.
  var removals: [OutputPath] {
    findings.filter { $0.wanted == nil && $0.standing == .generated }.map(\.path)
  }

  private static func standing(
    of path: OutputPath,
    _ wanted: OutputFile?,
    _ tree: FolderTree,
    _ history: FolderHistory
  ) throws(OutputError) -> Standing {
    switch try tree.occupant(of: path) {
    case .nothing: return .absent
    case .folder: return .folder
    case .other: return .other
    case .unreachable(let ancestor): return .unreachable(behind: ancestor)
    case .file(let mode):
      guard let digests = history.digests[path] else { return .foreign }
      let digest = try tree.perform(.read, path) { () throws(SystemError) in
        try tree.open(path).map { file throws(SystemError) in try Digest(of: file) }
      }
      guard let digest else { return .absent }
      if digest == wanted?.digest { return .current(mode: mode & 0o777) }
      return digests.contains(digest) ? .generated : .edited
    }
  }
}

extension Survey.Finding {
  /// Whether what stands in the way of a wanted file is nothing but what the build removes: a file
  /// where a folder is to be, or a folder where a file is to be.
  func isCleared(
    by removals: Set<OutputPath>,
    _ history: FolderHistory,
    _ tree: FolderTree
  ) throws(OutputError) -> Bool {
    guard wanted != nil else { return false }
    switch standing {
    case .folder: return try tree.holds(only: removals, and: history.folders, in: path)
    case .unreachable(let ancestor): return removals.contains(ancestor)
    case .absent, .current, .generated, .edited, .foreign, .other: return false
    }
  }
}
