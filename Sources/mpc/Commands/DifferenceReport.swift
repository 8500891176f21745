import Metaparticle

/// What a build would change in the output folder, for people: for each file a line of words and a
/// unified diff from what the folder has to what the spec says.
///
/// ```
/// out/compose/compose.yaml: edited by hand
/// --- out/compose/compose.yaml
/// +++ out/compose/compose.yaml	as shop.mp says
/// @@ -7 +7 @@
/// -    image: nginx:1.29
/// +    image: nginx:1.28
/// ```
struct DifferenceReport {
  /// As the command line names it.
  let folder: String
  let spec: String

  /// Beyond this, a file is only measured.
  private static let mostBytes = 4 << 20

  /// Ends in a newline.
  func text(of difference: FolderDifference) -> String {
    let place = self.place(difference.path)
    let words = [standing(difference), mode(difference), size(difference)].compactMap { $0 }
    return "\(place): \(words.joined(separator: ", "))\n" + diff(difference, place)
  }

  /// How many files differ, and what a build would not do by itself.
  func summary(of differences: [FolderDifference]) -> String {
    let count = differences.count
    let edited = differences.count { $0.kind == .edited }
    let others = differences.count { $0.kind.isInTheWay }
    var reasons: [String] = []
    if edited > 0 { reasons.append("\(edited) edited by hand") }
    if others > 0 { reasons.append("\(others) where others are in the way") }
    let remark = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"
    return "\(counted(count, "file")) \(count == 1 ? "differs" : "differ")\(remark)"
  }

  private func place(_ path: OutputPath) -> String {
    folder.hasSuffix("/") ? folder + path.text : folder + "/" + path.text
  }

  private func standing(_ difference: FolderDifference) -> String {
    switch difference.kind {
    case .added: "added"
    case .removed: "removed"
    case .changed: "changed"
    case .edited where difference.after == nil: "edited by hand, and wanted no more"
    case .edited: "edited by hand"
    case .foreign where difference.before?.bytes == difference.after?.bytes:
      "not mpc's, though the contents are the same"
    case .foreign: "in the way, not mpc's"
    case .obstructed(by: difference.path): "in the way, no regular file"
    case .obstructed(let path): "cannot be added, \(place(path)) is no folder"
    }
  }

  /// The owner's right to run the file, where that differs.
  private func mode(_ difference: FolderDifference) -> String? {
    guard let before = difference.before?.mode, let after = difference.after?.mode,
      before & 0o100 != after & 0o100
    else { return nil }
    return "mode \(Self.octal(before)) becomes \(Self.octal(after))"
  }

  private static func octal(_ mode: UInt16) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The sizes, where they have to stand for a diff.
  private func size(_ difference: FolderDifference) -> String? {
    let sizes = [difference.before, difference.after].map { $0.map { "\($0.bytes.count) bytes" } }
    let kind: String
    if isTooLarge(difference) {
      kind = "too large to show"
    } else if isBinary(difference) {
      kind = "binary"
    } else {
      return nil
    }
    return ([kind] + [sizes.compactMap { $0 }.joined(separator: " become ")])
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func isTooLarge(_ difference: FolderDifference) -> Bool {
    // No contents of something that is a file: more than is read.
    let isUnread = difference.before == nil && difference.kind.hasFile
    return isUnread
      || [difference.before, difference.after].contains { $0?.bytes.count ?? 0 > Self.mostBytes }
  }

  private func isBinary(_ difference: FolderDifference) -> Bool {
    difference.before?.bytes != difference.after?.bytes
      && [difference.before, difference.after].contains { $0?.bytes.contains(0) ?? false }
  }

  private func diff(_ difference: FolderDifference, _ place: String) -> String {
    guard !isTooLarge(difference), !isBinary(difference) else { return "" }
    return LineDiff(from: difference.before?.bytes ?? [], to: difference.after?.bytes ?? [])
      .unified(
        difference.before == nil ? "/dev/null" : place,
        // What follows a tab is for people.
        difference.after == nil ? "/dev/null" : "\(place)\tas \(spec) says"
      )
  }
}

extension FolderDifference.Kind {
  /// Whether there is something that is not mpc's.
  fileprivate var isInTheWay: Bool {
    switch self {
    case .foreign, .obstructed: true
    case .added, .removed, .changed, .edited: false
    }
  }

  /// Whether there is a file in the folder.
  fileprivate var hasFile: Bool {
    switch self {
    case .removed, .changed, .edited, .foreign: true
    case .added, .obstructed: false
    }
  }
}
