#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The output folder, held open: everything below it is reached name by name from here, and never
/// through a link.
struct FolderTree: Sendable {
  /// What stands at a place.
  enum Occupant: Hashable, Sendable {
    case nothing
    case file(mode: UInt16)
    case folder
    /// A link, a FIFO, a device.
    case other
    /// Something on the way there is no folder.
    case unreachable(behind: OutputPath)
  }

  /// As it was given. This one may be, or lead through, a link: the user named it.
  let path: String
  let root: FileDescriptor

  init(opening path: String) throws(OutputError) {
    self.path = path
    do {
      root = try FileDescriptor.openFolder(path)
    } catch {
      if error.number == ENOTDIR { throw .notFolder(path) }
      throw OutputError(.open, path, error)
    }
  }

  /// Makes the folder, and those above it, where they are missing.
  init(making path: String) throws(OutputError) {
    do {
      try FileDescriptor.makeFolders(path)
    } catch {
      throw OutputError(.create, path, error)
    }
    do {
      try self.init(opening: path)
    } catch {
      // The name is there, or it would have been made.
      guard case .system(.open, path: _, errno: let number) = error,
        SystemError(number: number).isNotFound
      else { throw error }
      throw .danglingLink(path)
    }
  }

  /// The place as it stands in messages.
  func place(of path: OutputPath) -> String { place(of: path.text) }

  func place(of text: String) -> String {
    path.hasSuffix("/") ? path + text : path + "/" + text
  }

  func perform<Result>(
    _ action: OutputError.Action,
    _ path: OutputPath,
    _ body: () throws(SystemError) -> Result
  ) throws(OutputError) -> Result {
    do { return try body() } catch { throw OutputError(action, place(of: path), error) }
  }

  /// Opens a folder below; `nil` is the output folder itself.
  func folder(_ path: OutputPath?) throws(SystemError) -> FileDescriptor {
    var folder = root
    for name in path?.names ?? [] { folder = try folder.openFolder(String(name)) }
    return folder
  }

  func occupant(of path: OutputPath) throws(OutputError) -> Occupant {
    do { return try look(at: path) } catch { throw OutputError(.read, place(of: path), error) }
  }

  private func look(at path: OutputPath) throws(SystemError) -> Occupant {
    var folder = root
    for ancestor in path.ancestors {
      do {
        folder = try folder.openFolder(ancestor.name)
      } catch {
        if error.isNotFound { return .nothing }
        if error.isNoFolder { return .unreachable(behind: ancestor) }
        throw error
      }
    }
    do {
      let status = try folder.status(of: path.name)
      return switch status.kind {
      case .regular: .file(mode: status.permissions)
      case .folder: .folder
      case .link, .other: .other
      }
    } catch {
      if error.isNotFound { return .nothing }
      throw error
    }
  }

  /// Opens a regular file; `nil` where there is none (any more).
  func open(_ path: OutputPath) throws(SystemError) -> FileDescriptor? {
    do {
      let file = try folder(path.parent).open(path.name)
      return try file.status().kind == .regular ? file : nil
    } catch let error where error.isNotFound || error.isNoFolder {
      return nil
    }
  }

  /// Removes a file; one that is missing is fine.
  func remove(_ path: OutputPath) throws(SystemError) { try remove(path.name, beside: path) }

  /// Removes a file of another name in the same folder.
  private func remove(_ name: String, beside path: OutputPath) throws(SystemError) {
    do {
      try folder(path.parent).remove(name)
    } catch let error where error.isNotFound || error.isNoFolder {}
  }

  /// Takes away what a build that was killed wrote beside its files.
  func removeTemporaries(of pending: PendingBuild) throws(OutputError) {
    for (index, entry) in pending.planned.files.enumerated() {
      try perform(.remove, entry.path) { () throws(SystemError) in
        try remove(pending.temporaryName(index), beside: entry.path)
      }
    }
  }

  /// Removes a folder if nothing stands in it, and says whether it is gone.
  func removeIfEmpty(_ path: OutputPath) throws(SystemError) -> Bool {
    do {
      try folder(path.parent).removeFolder(path.name)
      return true
    } catch let error where error.isNotFound || error.isNoFolder {
      return true
    } catch let error where error.number == ENOTEMPTY || error.exists {
      return false
    }
  }

  /// The folders that these files need and that are not there, the outer before the inner.
  func missingFolders(for paths: [OutputPath]) throws(OutputError) -> [OutputPath] {
    var missing: [OutputPath] = []
    for path in Set(paths.flatMap(\.ancestors)).sorted() {
      if try occupant(of: path) != .folder { missing.append(path) }
    }
    return missing
  }

  /// Whether everything in a folder is among the files and folders given.
  func holds(only files: Set<OutputPath>, and folders: Set<OutputPath>, in path: OutputPath)
    throws(OutputError) -> Bool
  {
    guard folders.contains(path) else { return false }
    let names = try perform(.read, path) { () throws(SystemError) in try folder(path).names() }
    for name in names {
      guard let entry = try? OutputPath(path.text + "/" + name) else { return false }
      switch try occupant(of: entry) {
      case .file where files.contains(entry): continue
      case .folder:
        guard try holds(only: files, and: folders, in: entry) else { return false }
      default: return false
      }
    }
    return true
  }
}

extension SystemError {
  /// A name that was to be a folder is a file, or a link, which is not followed.
  fileprivate var isNoFolder: Bool { number == ENOTDIR || number == ELOOP }
}
