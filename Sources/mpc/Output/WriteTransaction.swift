/// Carries out a plan so that at any moment every file is wholly old or wholly new, and the folder
/// says of itself that it is unfinished.
///
/// The plan is stored; all the new files are written beside their places, where a full disk is
/// found before anything has changed; they take their places; stale files go. The caller holds the
/// lock, writes the manifest, and takes the stored plan away at the end.
struct WriteTransaction {
  let tree: FolderTree
  let records: FolderRecords
  let scope: OutputScope
  let plan: WritePlan
  let pending: PendingBuild
  /// The folders that do not exist yet, the outer before the inner.
  let newFolders: [OutputPath]
  /// Whether an earlier plan was not carried out, so that the folder stays unfinished on an error.
  let isRetry: Bool

  /// Beyond this many files, one call for the whole file system costs less than one for each.
  private static let mostSynchronizedSingly = 64

  func run() throws(OutputError) {
    let temporaryNames = temporaryNames
    try records.store(pending)
    do {
      if plan.clearsTheWay { try removeStale() }
      try makeFolders()
      try stage(temporaryNames)
    } catch {
      discard(temporaryNames)
      undoFolders()
      if !isRetry && !plan.clearsTheWay { try? records.removePending() }
      throw error
    }
    do {
      try publish(temporaryNames)
    } catch {
      discard(temporaryNames)
      throw error
    }
    if !plan.clearsTheWay { try removeStale() }
  }

  /// In the order of the plan's writes.
  private var temporaryNames: [String] {
    var indices: [OutputPath: Int] = [:]
    for (index, entry) in pending.planned.files.enumerated() { indices[entry.path] = index }
    return plan.writes.map { pending.temporaryName(indices[$0.path] ?? indices.count) }
  }

  // MARK: Steps

  private func makeFolders() throws(OutputError) {
    for path in newFolders {
      try tree.perform(.create, path) { () throws(SystemError) in
        let parent = try tree.folder(path.parent)
        try parent.makeFolder(path.name)
        try parent.synchronize()
      }
    }
  }

  private func stage(_ temporaryNames: [String]) throws(OutputError) {
    let isSingly = plan.writes.count <= Self.mostSynchronizedSingly
    for (file, name) in zip(plan.writes, temporaryNames) {
      try tree.perform(.write, file.path) { () throws(SystemError) in
        let temporary = try tree.folder(file.path.parent).create(name, permissions: file.mode)
        try temporary.append(file.bytes)
        if isSingly { try temporary.synchronize() }
      }
    }
    if !isSingly { try synchronizeAll(temporaryNames) }
  }

  private func synchronizeAll(_ temporaryNames: [String]) throws(OutputError) {
    let isDone: Bool
    do {
      isDone = try tree.root.synchronizeFileSystem()
    } catch {
      throw OutputError(.write, tree.path, error)
    }
    guard !isDone else { return }
    for (file, name) in zip(plan.writes, temporaryNames) {
      try tree.perform(.write, file.path) { () throws(SystemError) in
        try tree.folder(file.path.parent).open(name).synchronize()
      }
    }
  }

  private func publish(_ temporaryNames: [String]) throws(OutputError) {
    for (file, name) in zip(plan.writes, temporaryNames) {
      try tree.perform(.rename, file.path) { () throws(SystemError) in
        try tree.folder(file.path.parent).rename(name, to: file.path.name)
      }
    }
    try synchronizeParents(of: plan.writes.map(\.path))
  }

  private func removeStale() throws(OutputError) {
    for path in plan.removals {
      try tree.perform(.remove, path) { () throws(SystemError) in try tree.remove(path) }
    }
    _ = try removeEmptyFolders()
    try synchronizeParents(of: plan.removals)
  }

  /// Waits until the disk knows what has become of the names of these files.
  private func synchronizeParents(of paths: [OutputPath]) throws(OutputError) {
    for path in Set(paths.map(\.parent)).sorted(by: { ($0?.text ?? "") < ($1?.text ?? "") }) {
      do {
        try tree.folder(path).synchronize()
      } catch let error where error.isNotFound {
        // Removed with the last file in it.
      } catch {
        throw OutputError(.write, path.map(tree.place(of:)) ?? tree.path, error)
      }
    }
  }

  /// Removes the folders that mpc made and that hold nothing any more, and says which are left.
  func removeEmptyFolders() throws(OutputError) -> [OutputPath] {
    let needed = Set(pending.planned.files.flatMap(\.path.ancestors))
    var left: [OutputPath] = []
    // The inner folders come first, since their paths begin with those of the outer.
    for path in pending.planned.folders.reversed() {
      if !scope.contains(path) || needed.contains(path) {
        left.append(path)
      } else {
        let isGone = try tree.perform(.remove, path) { () throws(SystemError) in
          try tree.removeIfEmpty(path)
        }
        if !isGone { left.append(path) }
      }
    }
    return left
  }

  // MARK: After an error

  /// Removes what was written beside its place. An error here would hide the first one, and the
  /// next build tries again.
  private func discard(_ temporaryNames: [String]) {
    for (file, name) in zip(plan.writes, temporaryNames) {
      try? tree.folder(file.path.parent).remove(name)
    }
  }

  private func undoFolders() {
    for path in newFolders.reversed() { _ = try? tree.removeIfEmpty(path) }
  }
}
