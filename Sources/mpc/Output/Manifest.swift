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
