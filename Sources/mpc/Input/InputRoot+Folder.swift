extension InputRoot {
  /// A file of a folder that a spec names.
  struct Entry: Hashable, Sendable {
    /// Below that folder: `sub/a.conf`.
    let path: String
    let bytes: [UInt8]
  }

  /// What a `source` names.
  enum Contents: Hashable, Sendable {
    case file([UInt8])
    /// Sorted by the bytes of the paths; folders without files are not seen.
    case folder([Entry])
  }

  /// The bytes of a file, or of every file below a folder.
  ///
  /// - Parameters:
  ///   - place: Its path below the root, from `place(of:namedIn:)`.
  ///   - limit: In bytes, for a file.
  ///   - folderLimit: In bytes, for all the folder's files together.
  ///   - mostFiles: How many files, and how many folders, may stand below a folder.
  func contents(
    of place: String,
    limit: Int,
    folderLimit: Int,
    mostFiles: Int
  ) throws(InputError) -> Contents {
    let opened = try open(place)
    guard try opened.isFolder(at: place) else {
      return .file(try SpecReader.contents(of: opened, at: place, limit: limit))
    }
    var walk = FolderWalk(root: self, place: place, limit: folderLimit, mostFiles: mostFiles)
    try walk.visit(opened, below: "")
    return .folder(walk.entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
  }
}

/// Collects the files of a folder. Links are opened from the root as any other path; those that
/// lead in a circle end at the limit of folders or of links.
private struct FolderWalk {
  let root: InputRoot
  let place: String
  let limit: Int
  let mostFiles: Int
  var entries: [InputRoot.Entry] = []
  private var bytes = 0
  private var folders = 0

  init(root: InputRoot, place: String, limit: Int, mostFiles: Int) {
    self.root = root
    self.place = place
    self.limit = limit
    self.mostFiles = mostFiles
  }

  mutating func visit(_ folder: FileDescriptor, below prefix: String) throws(InputError) {
    folders += 1
    guard folders <= mostFiles else { throw InputError(place, .tooManyFiles(limit: mostFiles)) }
    let names: [String]
    do { names = try folder.names() } catch { throw InputError(below(prefix), error) }
    for name in names {
      let path = prefix + name
      let full = below(path)
      let opened = try root.open(full)
      if try opened.isFolder(at: full) {
        try visit(opened, below: path + "/")
      } else {
        try add(opened, path, at: full)
      }
    }
  }

  private func below(_ path: String) -> String { place.isEmpty ? path : place + "/" + path }

  private mutating func add(
    _ file: FileDescriptor,
    _ path: String,
    at full: String
  ) throws(InputError) {
    guard entries.count < mostFiles else {
      throw InputError(place, .tooManyFiles(limit: mostFiles))
    }
    do {
      let contents = try SpecReader.contents(of: file, at: full, limit: limit - bytes)
      bytes += contents.count
      entries.append(InputRoot.Entry(path: path, bytes: contents))
    } catch {
      // The limit is the folder's, not what the files before this one left of it.
      if case .tooLarge = error.reason { throw InputError(place, .tooLarge(limit: limit)) }
      throw error
    }
  }
}

extension FileDescriptor {
  func isFolder(at place: String) throws(InputError) -> Bool {
    do { return try status().kind == .folder } catch { throw InputError(place, error) }
  }
}
