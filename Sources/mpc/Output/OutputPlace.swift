#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where what is made of a spec is to stand, to say from there where the spec's own files are.
enum OutputPlace {
  /// A folder that has one for each platform.
  case folder(String)
  /// Whoever reads the standard output, taken to work in this folder.
  case stream

  /// How to get from where a platform's files are to another folder: `../..`.
  ///
  /// A system resolves `..` behind a link where the link leads, so all links are resolved before. What
  /// does not exist yet has none.
  ///
  /// - Returns: `nil` where the system cannot say where something is.
  func path(to folder: String) -> String? {
    let (output, own) =
      switch self {
      case .folder(let path): (path, [".."])
      case .stream: (".", [])
      }
    guard let start = Self.resolved(output), let goal = Self.resolved(folder) else { return nil }
    let shared = zip(start, goal).prefix { $0 == $1 }.count
    let path = own + Array(repeating: "..", count: start.count - shared) + goal[shared...]
    return path.isEmpty ? "." : path.joined(separator: "/")
  }

  /// The names from `/` on. Of what does not exist, those of the nearest folder that does, and then
  /// what is left of the path.
  private static func resolved(_ path: String) -> [String]? {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real).split(separator: "/").map(String.init)
    }
    var names = path.split(separator: "/").map(String.init)
    guard errno == ENOENT, let name = names.popLast() else { return nil }
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    let outer = (isAbsolute ? "/" : "") + names.joined(separator: "/")
    guard var result = resolved(outer.isEmpty ? "." : outer) else { return nil }
    switch name {
    case ".": break
    case "..": if !result.isEmpty { result.removeLast() }
    default: result.append(name)
    }
    return result
  }
}
