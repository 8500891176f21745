/// Where the files come from that a spec names. The compiler itself reads none.
public protocol SourceProvider: Sendable {
  /// - Parameters:
  ///   - path: As it stands in the spec, relative to the file that says so.
  ///   - source: The name of that file.
  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem>
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
}

/// Why a file cannot be had.
public enum SourceProblem: Error, Sendable {
  case notFound, isDirectory, isNoRegularFile, outsideOfRoot
  /// The limit, in bytes.
  case tooLarge(Int)
  /// What the system says.
  case unreadable(String)
}
