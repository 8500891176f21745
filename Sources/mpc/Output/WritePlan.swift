/// What a build is going to do to the folder, known to be possible.
struct WritePlan: Sendable {
  /// To be written, sorted by path.
  private(set) var writes: [OutputFile] = []
  /// To be removed, sorted by path.
  private(set) var removals: [OutputPath] = []
  /// How many files are as they should be.
  private(set) var unchanged = 0
  /// Whether a folder stands where a file is to be, or a file where a folder is to be, so that the
  /// removals come first.
  private(set) var clearsTheWay = false

  var isEmpty: Bool { writes.isEmpty && removals.isEmpty }

  /// - Throws: `blocked`, with everything that stands in the way.
  init(_ survey: Survey, _ tree: FolderTree, _ history: FolderHistory, force: Bool)
    throws(OutputError)
  {
    var obstacles: [OutputError.Obstacle] = []
    for finding in survey.findings where finding.wanted == nil {
      switch finding.standing {
      case .generated, .current: removals.append(finding.path)
      case .edited where force: removals.append(finding.path)
      case .edited: obstacles.append(.edited(finding.path))
      // What is there now is somebody else's.
      case .absent, .foreign, .folder, .other, .unreachable: break
      }
    }
    let cleared = Set(removals)
    for finding in survey.findings {
      guard let file = finding.wanted else { continue }
      if try finding.isCleared(by: cleared, history, tree) {
        clearsTheWay = true
        writes.append(file)
      } else if let obstacle = place(file, finding.standing, force: force) {
        obstacles.append(obstacle)
      }
    }
    guard obstacles.isEmpty else {
      throw .blocked(Set(obstacles).sorted { $0.path < $1.path })
    }
  }

  private mutating func place(
    _ file: OutputFile,
    _ standing: Survey.Standing,
    force: Bool
  ) -> OutputError.Obstacle? {
    switch standing {
    case .current(let mode) where file.isServed(byMode: mode):
      unchanged += 1
      return nil
    case .absent, .generated, .current: break
    case .edited: if !force { return .edited(file.path) }
    case .foreign: if !force { return .foreign(file.path) }
    case .folder, .other: return .notRegular(file.path)
    case .unreachable(let ancestor): return .notFolder(ancestor)
    }
    writes.append(file)
    return nil
  }
}
