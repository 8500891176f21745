/// How the output folder differs from what a build would write.
enum FolderComparison: Hashable, Sendable {
  case same
  /// Sorted by path.
  case differs([FolderDifference])
  /// A build was interrupted here, or is at work; nothing can be said.
  case unfinished
  /// There is no such folder, or no build has written to it.
  case notAnOutputFolder
}

/// One file that differs.
struct FolderDifference: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case added
    case removed
    case changed
    /// Changed by hand since it was written; a build refuses to touch it.
    case edited
    /// There is a file that mpc did not write; a build refuses to touch it.
    case foreign
    /// There is no regular file, or no folder to put one in; a build refuses to touch it.
    case obstructed
  }

  struct Contents: Hashable, Sendable {
    let bytes: [UInt8]
    let mode: UInt16
  }

  let path: OutputPath
  let kind: Kind
  /// What the folder holds; `nil` when it is no file, or one larger than any that mpc writes.
  let before: Contents?
  /// What a build would write; `nil` when it would remove the file.
  let after: Contents?
}

extension OutputFolder {
  /// The largest file that is shown in a difference.
  private static let mostBytes = 64 << 20

  /// Compares the folder with the files and writes nothing, not even a lock.
  ///
  /// Of the permissions only the owner's right to run the file counts, which is what version control
  /// keeps: a fresh checkout is the same under any umask. Nor does the version of mpc count.
  func compare(
    _ files: [OutputFile],
    scope: OutputScope = .everything
  ) throws(OutputError) -> FolderComparison {
    try Self.requireConsistent(files, scope)
    let tree: FolderTree
    do {
      tree = try FolderTree(opening: path)
    } catch {
      if case .system(_, path: _, errno: let number) = error, SystemError(number: number).isNotFound
      {
        return .notAnOutputFolder
      }
      throw error
    }
    guard let history = try FolderRecords(opening: tree)?.history() else {
      return .notAnOutputFolder
    }
    if history.pending != nil { return .unfinished }
    guard history.manifest != nil else { return .notAnOutputFolder }
    let survey = try Survey(tree, history, files, scope)
    var differences: [FolderDifference] = []
    for finding in survey.findings {
      if let difference = try difference(finding, tree) { differences.append(difference) }
    }
    return differences.isEmpty ? .same : .differs(differences)
  }

  private func difference(
    _ finding: Survey.Finding,
    _ tree: FolderTree
  ) throws(OutputError) -> FolderDifference? {
    guard let kind = Self.kind(of: finding) else { return nil }
    let after = finding.wanted.map { FolderDifference.Contents(bytes: $0.bytes, mode: $0.mode) }
    return FolderDifference(
      path: finding.path,
      kind: kind,
      before: try contents(finding.path, tree),
      after: after
    )
  }

  private static func kind(of finding: Survey.Finding) -> FolderDifference.Kind? {
    switch (finding.standing, finding.wanted) {
    case (.current(let mode), let file?): mode & 0o100 == file.mode & 0o100 ? nil : .changed
    case (.absent, .some): .added
    case (.foreign, .some): .foreign
    case (.folder, .some), (.other, .some), (.unreachable, .some): .obstructed
    case (.generated, .some): .changed
    case (.edited, _): .edited
    case (.generated, nil), (.current, nil): .removed
    case (.absent, nil), (.foreign, nil), (.folder, nil), (.other, nil), (.unreachable, nil): nil
    }
  }

  private func contents(
    _ path: OutputPath,
    _ tree: FolderTree
  ) throws(OutputError) -> FolderDifference.Contents? {
    try tree.perform(.read, path) { () throws(SystemError) in
      guard let file = try tree.open(path) else { return nil }
      let status = try file.status()
      guard status.size <= Self.mostBytes else { return nil }
      return FolderDifference.Contents(
        bytes: try file.bytes(upTo: Self.mostBytes),
        mode: status.permissions & 0o777
      )
    }
  }
}
