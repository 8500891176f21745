import Foundation
import Testing

/// What to do where a case is not as recorded.
enum Recording: Equatable {
  case off
  /// `MPC_UPDATE_GOLDEN=1`: what is produced becomes what is expected.
  case on
  /// `MPC_UPDATE_GOLDEN=diff`: what would be recorded is shown.
  case shown
  case unknown(String)

  static let environment = ProcessInfo.processInfo.environment

  static let current: Recording =
    switch environment["MPC_UPDATE_GOLDEN"] {
    case nil, "": .off
    case "1": .on
    case "diff": .shown
    case let other?: .unknown(other)
    }
}

/// Every case of `golden/`, byte for byte.
struct GoldenTests {
  @Test func casesAreFound() {
    #expect(GoldenCase.all.count > 0)
  }

  @Test func recordingIsOffWhereItWouldHideDifferences() {
    if case .unknown(let value) = Recording.current {
      Issue.record("MPC_UPDATE_GOLDEN is `\(value)`: it takes `1` and `diff`")
    }
    let isCI = Recording.environment["CI"].map { !["", "0", "false"].contains($0) } ?? false
    #expect(!isCI || Recording.current == .off, "MPC_UPDATE_GOLDEN is set in CI")
  }

  @Test(arguments: GoldenCase.all) func isAsRecorded(_ golden: GoldenCase) throws {
    let result = try golden.build()
    let difference = result.difference(from: try golden.expected())
    guard !difference.isEmpty else { return }
    switch Recording.current {
    case .on:
      print("golden/\(golden.name): recorded; \(difference.prefix { $0 != "\n" })")
      try result.record(in: golden.expectedFolder)
    case .shown:
      print("golden/\(golden.name)\n\(difference)")
    case .off, .unknown:
      Issue.record(
        """
        golden/\(golden.name) is not as recorded
        \(difference)
        Where that is right: MPC_UPDATE_GOLDEN=1 swift test --filter GoldenTests
        """
      )
    }
  }
}
