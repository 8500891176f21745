import MPIR

/// A mounted file as a file beside what starts the containers.
///
/// Neither Compose nor an engine notices a changed content or mode, so both are in the name and on the
/// file.
struct AdjacentFile {
  /// `histogram-leaf.nginx.conf.e804cf480693`
  let name: String
  let bytes: [UInt8]
  let mode: Int

  init(_ file: MountedFile, of workload: String) {
    let mode = file.mode == 0o644 ? "" : ".0" + String(file.mode, radix: 8)
    name = "\(workload).\(file.safeName)\(mode).\(file.digest.short)"
    bytes = file.bytes
    self.mode = file.mode
  }
}

extension MountedFile {
  /// The last part of its path in letters, digits, `.`, `_` and `-`, which every target takes for the
  /// name of a file; different paths may have the same.
  var safeName: String {
    let base = path.split(separator: "/").last.map(String.init) ?? ""
    let safe = base.utf8.prefix(100).map { byte -> UInt8 in
      let isAllowed =
        byte < 0x80
        && (Character(Unicode.Scalar(byte)).isLetter
          || Character(Unicode.Scalar(byte)).isNumber || "._-".utf8.contains(byte))
      return isAllowed ? byte : UInt8(ascii: "-")
    }
    return String(decoding: safe, as: UTF8.self)
  }
}
