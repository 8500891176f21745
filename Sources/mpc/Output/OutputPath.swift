/// The place of a file below the output folder, known to be one that cannot leave it.
///
/// Compared and ordered by bytes: to the file system, and so here, two spellings of one text are
/// two names.
struct OutputPath: Sendable {
  /// Why a text is no such place.
  enum Flaw: Hashable, Sendable {
    case empty
    case absolute
    /// `a//b`, or a slash at the end.
    case emptyName
    /// `.` or `..`.
    case dots
    case controlCharacter
    /// A name of more than 255 bytes, or more than 4,000 altogether.
    case tooLong
    /// `.mpc` is where the folder's own records stand.
    case reserved
  }

  /// Where the records of an output folder stand in it.
  static let records = ".mpc"

  let text: String

  init(_ text: String) throws(OutputError) {
    if let flaw = Self.flaw(of: text) { throw .invalidPath(text, flaw) }
    self.text = text
  }

  private init(unchecked names: ArraySlice<Substring>) { text = names.joined(separator: "/") }

  var names: [Substring] { text.split(separator: "/") }

  /// The name in its folder.
  var name: String { String(names.last!) }

  /// The folder that it stands in; `nil` for what stands in the output folder itself.
  var parent: OutputPath? {
    let parents = names.dropLast()
    return parents.isEmpty ? nil : OutputPath(unchecked: parents)
  }

  /// The folders that it stands in, the outermost first.
  var ancestors: [OutputPath] {
    let names = names
    return (1..<names.count).map { OutputPath(unchecked: names[..<$0]) }
  }

  private static func flaw(of text: String) -> Flaw? {
    guard !text.isEmpty else { return .empty }
    guard !text.hasPrefix("/") else { return .absolute }
    guard text.utf8.count <= 4000 else { return .tooLong }
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return .controlCharacter }
    let names = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { Substring($0) }
    for name in names {
      if name.isEmpty { return .emptyName }
      if name == "." || name == ".." { return .dots }
      if name.utf8.count > 255 { return .tooLong }
    }
    // Some file systems do not tell upper case from lower.
    return names[0].lowercased() == records ? .reserved : nil
  }
}

extension OutputPath: Hashable, Comparable {
  static func == (left: OutputPath, right: OutputPath) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  static func < (left: OutputPath, right: OutputPath) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension OutputPath: Codable {
  init(from decoder: any Decoder) throws {
    self = try OutputPath(decoder.singleValueContainer().decode(String.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
