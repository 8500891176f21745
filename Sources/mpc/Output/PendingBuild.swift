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
