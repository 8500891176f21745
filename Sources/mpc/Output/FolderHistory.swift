/// What earlier builds have left in a folder by their own account: the manifest of the last one
/// that came to its end, and the plan of a later one that did not.
struct FolderHistory: Hashable, Sendable {
  let manifest: Manifest?
  let pending: PendingBuild?
  /// What each of mpc's files may hold if nobody else has changed it.
  private(set) var digests: [OutputPath: Set<Digest>] = [:]
  /// The folders that mpc made.
  let folders: Set<OutputPath>

  /// Whether no build has ever come so far as to plan anything.
  var isEmpty: Bool { manifest == nil && pending == nil }

  init(_ manifest: Manifest?, _ pending: PendingBuild?) {
    self.manifest = manifest
    self.pending = pending
    folders = Set((manifest?.folders ?? []) + (pending?.planned.folders ?? []))
    for entries in [manifest?.files, pending?.planned.files, pending?.found] {
      for entry in entries ?? [] { digests[entry.path, default: []].insert(entry.sha256) }
    }
  }

  /// The plan of a build that makes `files` of what is in its scope, and leaves the rest as it is.
  func plan(
    _ files: [OutputFile],
    _ newFolders: [OutputPath],
    _ scope: OutputScope,
    compiler: String,
    token: String
  ) -> PendingBuild {
    let outside = (pending?.planned ?? manifest)?.files.filter { !scope.contains($0.path) } ?? []
    let planned = Manifest(
      compiler: compiler,
      folders: folders.union(newFolders),
      files: files.map(Manifest.Entry.init) + outside
    )
    let known = Set(planned.files + (manifest?.files ?? []))
    let found = Set((pending?.found ?? []) + (pending?.planned.files ?? [])).subtracting(known)
    return PendingBuild(token: token, planned: planned, found: found)
  }

  /// The manifest once that plan has been carried out.
  func manifest(
    after build: PendingBuild,
    _ scope: OutputScope,
    foldersLeft: [OutputPath]
  ) -> Manifest {
    let inside = build.planned.files.filter { scope.contains($0.path) }
    let outside = manifest?.files.filter { !scope.contains($0.path) } ?? []
    return Manifest(
      compiler: build.planned.compiler,
      folders: foldersLeft,
      files: inside + outside
    )
  }

  /// What an earlier plan says about targets that this build was not about, when those may be
  /// anywhere between the manifest and that plan.
  func remainder(of build: PendingBuild, _ scope: OutputScope) -> PendingBuild? {
    guard pending != nil else { return nil }
    let isOutside = { (entry: Manifest.Entry) in !scope.contains(entry.path) }
    let planned = build.planned.files.filter(isOutside)
    let found = build.found.filter(isOutside)
    guard !found.isEmpty || planned != (manifest?.files ?? []).filter(isOutside) else { return nil }
    let rest = Manifest(
      compiler: build.planned.compiler,
      folders: build.planned.folders.filter { !scope.contains($0) },
      files: planned
    )
    return PendingBuild(token: build.token, planned: rest, found: found)
  }
}
