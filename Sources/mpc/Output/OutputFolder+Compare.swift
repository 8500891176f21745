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
        return .missing
      }
      throw error
    }
    guard let records = try FolderRecords(opening: tree) else { return .notAnOutputFolder }
    let history = try records.history()
    if history.pending != nil { return .unfinished }
    guard history.manifest != nil else { return .notAnOutputFolder }
    let survey = try Survey(tree, history, files, scope)
    let removals = Set(survey.removals)
    var differences: [FolderDifference] = []
    for finding in survey.findings {
      let isCleared = try finding.isCleared(by: removals, history, tree)
      guard let kind = isCleared ? .added : Self.kind(of: finding) else { continue }
      differences.append(try difference(kind, finding, tree))
    }
    // Without a lock, a build may have come in between.
    guard try records.history() == history else { return .unfinished }
    return differences.isEmpty ? .same : .differs(differences)
  }

  private func difference(
    _ kind: FolderDifference.Kind,
    _ finding: Survey.Finding,
    _ tree: FolderTree
  ) throws(OutputError) -> FolderDifference {
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
    // What Git keeps: with another umask, a clone of what is current is current.
    case (.current(let mode), let file?): mode & 0o100 == file.mode & 0o100 ? nil : .changed
    case (.absent, .some): .added
    case (.foreign, .some): .foreign
    case (.folder, .some), (.other, .some): .obstructed(by: finding.path)
    case (.unreachable(let ancestor), .some): .obstructed(by: ancestor)
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
