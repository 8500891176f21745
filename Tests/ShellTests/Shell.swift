import Foundation
import Testing

/// A shell that the script has to run in.
enum Shell: String, CaseIterable, CustomTestStringConvertible {
  case dash, bash
  case posixBash = "bash --posix"
  case busybox = "busybox sh"

  /// Those that this machine has, the first of which others are compared with.
  static let all: [Shell] = {
    let (there, missing) = (allCases.filter(\.isThere), allCases.filter { !$0.isThere })
    for shell in missing { print("\(shell.rawValue) is not there: scripts are not run in it") }
    return there
  }()

  static let first = all.first

  var command: [String] { ["/usr/bin/env"] + rawValue.split(separator: " ").map(String.init) }

  private var isThere: Bool {
    (try? Tool.run(command + ["-c", "exit 0"]))?.status == 0
  }

  var testDescription: String { rawValue }
}

struct ToolTests {
  static let areRequired = ProcessInfo.processInfo.environment["MPC_REQUIRE_TOOLS"] == "1"

  @Test func shellsAreThereWhereTheyAreRequired() {
    #expect(!Self.areRequired || Shell.all == Shell.allCases)
  }

  @Test func shellcheckIsThereWhereItIsRequired() {
    #expect(!Self.areRequired || Tool.hasShellcheck)
  }
}
