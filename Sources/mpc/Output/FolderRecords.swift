import FoundationEssentials

/// The folder `.mpc` in an output folder: the manifest, the plan of a build that has begun, and the
/// lock.
struct FolderRecords: Sendable {
  private static let manifestName = "manifest.json"
  private static let pendingName = "pending"
  private static let lockName = "lock"
  /// More than a manifest of a hundred thousand files needs.
  private static let mostBytes = 64 << 20

  private let tree: FolderTree
  private let folder: FileDescriptor

  /// - Returns: `nil` when the folder has no records.
  init?(opening tree: FolderTree) throws(OutputError) {
    self.tree = tree
    do {
      folder = try tree.root.openFolder(OutputPath.records)
    } catch {
      if error.isNotFound { return nil }
      throw OutputError(.open, tree.place(of: OutputPath.records), error)
    }
  }

  init(making tree: FolderTree) throws(OutputError) {
    self.tree = tree
    do {
      do {
        try tree.root.makeFolder(OutputPath.records)
      } catch let error where error.exists {}
      folder = try tree.root.openFolder(OutputPath.records)
    } catch {
      throw OutputError(.create, tree.place(of: OutputPath.records), error)
    }
  }

  // MARK: The lock

  /// Waits until no other build works on the folder. The lock ends with the process, however that
  /// ends, or when the result is released.
  func lock(patience: Duration) throws(OutputError) -> FileDescriptor {
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    do {
      let file = try folder.openLock(Self.lockName)
      while clock.now < deadline {
        if try file.tryLock() { return file }
        FileDescriptor.pause(milliseconds: 20)
      }
      if try file.tryLock() { return file }
    } catch {
      throw OutputError(.lock, place(of: Self.lockName), error)
    }
    throw .busy(folder: tree.path, waited: patience)
  }

  // MARK: Reading

  /// - Parameter orNone: Take records that cannot be understood for none.
  func history(orNone: Bool = false) throws(OutputError) -> FolderHistory {
    do {
      return FolderHistory(try manifest(), try pending())
    } catch {
      if orNone, case .damagedRecords = error { return FolderHistory(nil, nil) }
      throw error
    }
  }

  private func manifest() throws(OutputError) -> Manifest? {
    guard let manifest: Manifest = try read(Self.manifestName) else { return nil }
    guard manifest.isKnown else { throw .damagedRecords(place(of: Self.manifestName)) }
    return manifest
  }

  private func pending() throws(OutputError) -> PendingBuild? {
    guard let pending: PendingBuild = try read(Self.pendingName) else { return nil }
    guard pending.isKnown else { throw .damagedRecords(place(of: Self.pendingName)) }
    return pending
  }

  private func read<Record: Decodable>(_ name: String) throws(OutputError) -> Record? {
    let bytes: [UInt8]
    do {
      let file = try folder.open(name)
      bytes = try file.status().kind == .regular ? file.bytes(upTo: Self.mostBytes) : []
    } catch {
      if error.isNotFound { return nil }
      throw OutputError(.read, place(of: name), error)
    }
    do {
      return try JSONDecoder().decode(Record.self, from: Data(bytes))
    } catch {
      throw .damagedRecords(place(of: name))
    }
  }

  // MARK: Writing

  func store(_ manifest: Manifest) throws(OutputError) {
    try store(manifest, as: Self.manifestName)
  }

  func store(_ pending: PendingBuild) throws(OutputError) {
    try store(pending, as: Self.pendingName)
  }

  func removePending() throws(OutputError) {
    do {
      try folder.remove(Self.pendingName)
      try folder.synchronize()
    } catch {
      if error.isNotFound { return }
      throw OutputError(.remove, place(of: Self.pendingName), error)
    }
  }

  /// Puts a record in place in one step. The name beside it needs no token: only the build that
  /// holds the lock writes here, so one that is left over is nobody's.
  private func store(_ record: some Encodable, as name: String) throws(OutputError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(record) else { throw .damagedRecords(place(of: name)) }
    do {
      try replace(name, by: Array(text) + [UInt8(ascii: "\n")])
    } catch {
      throw OutputError(.write, place(of: name), error)
    }
  }

  private func replace(_ name: String, by bytes: [UInt8]) throws(SystemError) {
    let temporary = name + ".new"
    do { try folder.remove(temporary) } catch let error where error.isNotFound {}
    try folder.replace(name, by: bytes, through: temporary, permissions: 0o644)
  }

  private func place(of name: String) -> String {
    tree.place(of: OutputPath.records + "/" + name)
  }
}
