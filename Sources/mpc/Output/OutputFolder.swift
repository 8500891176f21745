/// The folder that a build writes, of which every file is the build's or nobody's business.
///
/// In: all the files of the targets that are built, rendered. Out: the folder holds exactly these,
/// besides what others put there, and its manifest says so; or an error, and nothing has changed.
/// A build that was interrupted, at whatever moment, is finished by the next one; two at once wait
/// for each other.
struct OutputFolder: Sendable {
  /// What a build did.
  struct Summary: Hashable, Sendable {
    var written = 0
    var unchanged = 0
    var removed = 0
    /// An earlier, interrupted build left targets unfinished that this one was not about.
    var isUnfinished = false
  }

  /// As the user gave it.
  let path: String
  /// The version of mpc, for the manifest.
  let compiler: String
  /// How long to wait for another build.
  var patience: Duration = .seconds(60)

  /// Makes the folder hold the files.
  ///
  /// - Parameters:
  ///   - files: In any order, all within the scope.
  ///   - force: Overwrite and remove files that were changed by hand, overwrite those of others,
  ///     and write into a folder that is not mpc's.
  func write(
    _ files: [OutputFile],
    scope: OutputScope = .everything,
    force: Bool = false
  ) throws(OutputError) -> Summary {
    try Self.requireConsistent(files, scope)
    let tree = try FolderTree(making: path)
    if !force { try requireUsable(tree) }
    let records = try FolderRecords(making: tree)
    let lock = try records.lock(patience: patience)
    defer { withExtendedLifetime(lock) {} }
    let history = try records.history(orNone: force)
    if !force && history.isEmpty { try requireEmpty(tree) }
    if let pending = history.pending { try tree.removeTemporaries(of: pending) }
    let survey = try Survey(tree, history, files, scope)
    let plan = try WritePlan(survey, tree, history, force: force)
    return try carryOut(plan, files, scope, history, tree, records)
  }

  /// Each path once, and none below another: `a` and `a/b` cannot both be files.
  static func requireConsistent(
    _ files: [OutputFile],
    _ scope: OutputScope
  ) throws(OutputError) {
    var paths: Set<OutputPath> = []
    for file in files {
      guard paths.insert(file.path).inserted else { throw .conflict(file.path) }
      guard scope.contains(file.path) else { throw .outOfScope(file.path) }
    }
    for file in files {
      for ancestor in file.path.ancestors where paths.contains(ancestor) {
        throw .conflict(ancestor)
      }
    }
  }

  /// Refuses a folder of somebody else's before anything is made in it. The names are read first:
  /// another build may be making its records right now, and makes nothing before them.
  private func requireUsable(_ tree: FolderTree) throws(OutputError) {
    do {
      try requireEmpty(tree)
    } catch {
      if try FolderRecords(opening: tree) == nil { throw error }
    }
  }

  private func requireEmpty(_ tree: FolderTree) throws(OutputError) {
    let names: [String]
    do { names = try tree.root.names() } catch { throw OutputError(.read, path, error) }
    if let example = names.first(where: { $0 != OutputPath.records }) {
      throw .notOurs(folder: path, example: example)
    }
  }

  private func carryOut(
    _ plan: WritePlan,
    _ files: [OutputFile],
    _ scope: OutputScope,
    _ history: FolderHistory,
    _ tree: FolderTree,
    _ records: FolderRecords
  ) throws(OutputError) -> Summary {
    let newFolders = try tree.missingFolders(for: plan.writes.map(\.path))
    let pending = history.plan(
      files,
      newFolders,
      scope,
      compiler: compiler,
      token: Self.newToken()
    )
    let transaction = WriteTransaction(
      tree: tree,
      records: records,
      scope: scope,
      plan: plan,
      pending: pending,
      newFolders: newFolders,
      isRetry: history.pending != nil
    )
    if !plan.isEmpty { try transaction.run() }
    let manifest = history.manifest(
      after: pending,
      scope,
      foldersLeft: try transaction.removeEmptyFolders()
    )
    if manifest != history.manifest { try records.store(manifest) }
    let remainder = history.remainder(of: pending, scope)
    if let remainder { try records.store(remainder) } else { try records.removePending() }
    return Summary(
      written: plan.writes.count,
      unchanged: plan.unchanged,
      removed: plan.removals.count,
      isUnfinished: remainder != nil
    )
  }

  private static func newToken() -> String {
    let text = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
