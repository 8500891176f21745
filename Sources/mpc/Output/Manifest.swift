import FoundationEssentials

/// What mpc knows to be its own in an output folder: `.mpc/manifest.json`.
///
/// It holds no times and nothing of the machine, so that it can be kept under version control.
struct Manifest: Codable, Hashable, Sendable {
  struct Entry: Codable, Hashable, Sendable {
    let path: OutputPath
    let sha256: Digest
    /// Octal: `0644`.
    let mode: String

    init(_ file: OutputFile) {
      path = file.path
      sha256 = file.digest
      let octal = String(file.mode, radix: 8)
      mode = String(repeating: "0", count: max(0, 4 - octal.count)) + octal
    }
  }

  private static let format = 1

  private let format: Int
  /// The version of mpc that wrote it.
  let compiler: String
  /// The folders that mpc made, and removes when nothing stands in them any more.
  let folders: [OutputPath]
  let files: [Entry]

  init(compiler: String, folders: some Sequence<OutputPath>, files: some Sequence<Entry>) {
    format = Self.format
    self.compiler = compiler
    self.folders = folders.sorted()
    self.files = files.sorted { $0.path < $1.path }
  }

  /// Whether this is a form that this version understands.
  var isKnown: Bool { format == Self.format }
}

/// What a build that has begun is about to do: `.mpc/pending`. It is there until the build is done.
///
/// After a crash every file is as the manifest, or as this plan has it; so a file which is neither
/// was changed by hand.
struct PendingBuild: Codable, Hashable, Sendable {
  /// Part of the names of the build's temporary files, so that they can be told from any others.
  let token: String
  let planned: Manifest
  /// What earlier builds that did not come to an end may have left, where the plan says otherwise.
  let found: [Manifest.Entry]

  init(token: String, planned: Manifest, found: some Sequence<Manifest.Entry>) {
    self.token = token
    self.planned = planned
    self.found = found.sorted {
      ($0.path, $0.sha256.text, $0.mode) < ($1.path, $1.sha256.text, $1.mode)
    }
  }

  var isKnown: Bool { planned.isKnown && token.allSatisfy(\.isHexDigit) }

  /// The name, in its own folder, that a planned file is written under before it takes its place.
  func temporaryName(_ index: Int) -> String { ".mpc-\(token)-\(index)" }
}
