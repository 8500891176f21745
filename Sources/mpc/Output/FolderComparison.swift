/// How the output folder differs from what a build would write.
enum FolderComparison: Hashable, Sendable {
  case same
  /// Sorted by path.
  case differs([FolderDifference])
  /// A build was interrupted here, or is at work; nothing can be said.
  case unfinished
  case missing
  /// No build has written to it.
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
    /// What stands there is no regular file, or what stands further up is no folder to put it in.
    case obstructed(by: OutputPath)
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
