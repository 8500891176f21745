import Foundation

/// What runs of these tests have left on the engine.
enum Leftovers {
  /// Removes what belongs to this process, or to one that has ended: others may be at work.
  static func remove() async throws {
    for kind in ["container", "network", "volume"] {
      var found: [String] = []
      for platform in Platform.allCases { found += try await names(of: kind, on: platform) }
      guard !found.isEmpty else { continue }
      let force = kind == "network" ? [] : ["--force"]
      try await Command.run(["docker", kind, "rm"] + force + found, limit: 60)
    }
  }

  private static func names(of kind: String, on platform: Platform) async throws -> [String] {
    let label = platform.projectLabel
    let format = "{{.\(kind == "volume" ? "Name" : "ID")}} {{.Label \"\(label)\"}}"
    let all = kind == "container" ? ["--all"] : []
    let list = try await Command.run(
      ["docker", kind, "ls"] + all + ["--filter", "label=\(label)", "--format", format]
    )
    return list.text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.count == 2 && isAbandoned(String(words[1])) ? String(words[0]) : nil
    }
  }

  /// Whether a system is one of these tests', and nobody is at work on it any more.
  private static func isAbandoned(_ system: String) -> Bool {
    guard let match = system.wholeMatch(of: /mp-e2e-(\d+)-\d+/), let process = Int32(match.1)
    else { return false }
    let isAlive = kill(process, 0) == 0 || errno == EPERM
    return !isAlive || process == ProcessInfo.processInfo.processIdentifier
  }
}
