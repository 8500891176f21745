import Foundation
import Testing

extension EndToEnd {
  /// What patterns promise of requests and answers.
  @Suite(
    .deployed(.patterns) { system in
      let services = ["mirror-root", "mirror-leaf-0", "mirror-leaf-1"]
      try await system.searchDomain("example.com", in: services)
    }
  )
  struct PatternTests {
    /// A JSON string of exactly 1,000,000 bytes which is different everywhere.
    static let megabyte: Data = {
      let digits = (100_000..<300_000).map { String($0) }.joined()
      return Data("\"\(digits.prefix(999_998))\"".utf8)
    }()
  }
}
