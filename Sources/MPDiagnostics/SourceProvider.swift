/// Where the files come from that a spec names. The compiler itself reads none.
public protocol SourceProvider: Sendable {
  /// - Parameters:
  ///   - path: As it stands in the spec, relative to the file that says so.
  ///   - source: The name of that file.
  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem>

  /// What a path names that containers are to see: a file, or all the files of a folder.
  func contents(
    of path: String,
    beside source: String
  ) -> Result<SourceContents, SourceProblem>

  /// Where a path stands below the root of the project, whether there is anything or not: `web/app`.
  /// The root itself is the empty path.
  func place(of path: String, beside source: String) -> Result<String, SourceProblem>

  /// Whether there is a file that nobody reads now, and somebody will: `web/Dockerfile`.
  func hasFile(_ path: String, beside source: String) -> Bool
}

extension SourceProvider {
  /// Who cannot tell says that it is there.
  public func hasFile(_ path: String, beside source: String) -> Bool { true }
}

/// What a spec mounts into containers.
public enum SourceContents: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    /// Below the folder: `sub/a.conf`.
    public let path: String
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  case file([UInt8])
  /// Sorted by the bytes of the paths.
  case folder([Entry])
}

/// How findings name a file that another one names, and how it is known again.
///
/// ```swift
/// SourceName.of("../common/house.mp", namedIn: "shop/web/spec.mp")  // "shop/common/house.mp"
/// ```
package enum SourceName {
  package static func of(_ path: String, namedIn source: String) -> String {
    var parts = source.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// Where a path stands below the folder of the spec that names it.
  package static func place(ofSpecs path: String) -> Result<String, SourceProblem> {
    let name = of(path, namedIn: "spec.mp")
    return name == ".." || name.hasPrefix("../") ? .failure(.outsideOfRoot) : .success(name)
  }
}

/// Why a file cannot be had.
public enum SourceProblem: Error, Sendable {
  case notFound, isDirectory, isNoRegularFile, outsideOfRoot
  /// The limit, in bytes.
  case tooLarge(Int)
  /// How many a folder may have.
  case tooManyFiles(Int)
  /// What the system says.
  case unreadable(String)
}
