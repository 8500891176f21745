import Foundation
import Synchronization
import Testing

@testable import mpc

/// A folder that holds several platforms, of which a build may be about one.
struct OutputFolderTargetTests {
  let scratch = ScratchFolder()

  private static let compose = OutputScope.targets(["compose"])
  private static let kubernetes = OutputScope.targets(["kubernetes"])

  /// All three platforms of one version of a spec, or one of them.
  static func version(_ number: Int, _ target: String? = nil) throws -> [OutputFile] {
    let names = [
      "compose/compose.yaml", "compose/files/a", "kubernetes/20-web.yaml", "shell/run.sh",
    ]
    return try names.filter { target == nil || $0.hasPrefix(target! + "/") }.map {
      try OutputFile(
        path: $0,
        bytes: Array(String(repeating: "\($0) \(number)\n", count: 2000).utf8),
        mode: $0.hasSuffix(".sh") ? 0o755 : 0o644
      )
    }
  }

  private func number(_ name: String) throws -> Int {
    let text = try #require(scratch.text("out/" + name))
    let line = try #require(text.split(separator: "\n").first)
    let number = try #require(line.split(separator: " ").last.flatMap { Int($0) })
    #expect(text == String(repeating: "\(name) \(number)\n", count: 2000), "\(name) is mixed")
    return number
  }

  private func write(_ number: Int, _ target: String? = nil) throws -> OutputFolder.Summary {
    try scratch.out.write(
      try Self.version(number, target),
      scope: target.map { .targets([$0]) } ?? .everything
    )
  }

  @Test func oneTargetLeavesTheOthersAndTheManifestKnowsThem() throws {
    _ = try write(1)
    #expect(try write(2, "compose") == OutputFolder.Summary(written: 2))
    #expect(try number("compose/files/a") == 2)
    #expect(try number("kubernetes/20-web.yaml") == 1)
    #expect(try number("shell/run.sh") == 1)
    let manifest = try #require(scratch.text("out/.mpc/manifest.json"))
    for file in try Self.version(1) { #expect(manifest.contains("\"\(file.path.text)\"")) }
    // Each is seen for what it is, and a full build makes one version of them.
    #expect(try scratch.out.compare(try Self.version(2, "compose"), scope: Self.compose) == .same)
    #expect(
      try scratch.out.compare(try Self.version(1, "kubernetes"), scope: Self.kubernetes) == .same
    )
    #expect(try write(2) == OutputFolder.Summary(written: 2, unchanged: 2))
    #expect(try scratch.out.compare(try Self.version(2)) == .same)
    #expect(try scratch.mode("out/shell/run.sh") == 0o755)
  }

  @Test func whatOneTargetNoLongerHasGoesWithItsOwnBuild() throws {
    let extra = try OutputFile(path: "kubernetes/30-gone.yaml", bytes: [1])
    _ = try scratch.out.write(try Self.version(1) + [extra])
    _ = try write(1, "compose")
    #expect(scratch.exists("out/kubernetes/30-gone.yaml"))
    #expect(try write(1, "kubernetes") == OutputFolder.Summary(unchanged: 1, removed: 1))
    #expect(!scratch.exists("out/kubernetes/30-gone.yaml"))
  }

  @Test func aTargetThatDisappearsIsPruned() throws {
    _ = try write(1)
    let rest = try Self.version(2).filter { !$0.path.text.hasPrefix("kubernetes/") }
    #expect(try scratch.out.write(rest) == OutputFolder.Summary(written: 3, removed: 1))
    #expect(!scratch.exists("out/kubernetes"))
    #expect(try scratch.out.compare(rest) == .same)
    // By a build that was about one platform, only that one.
    _ = try write(3)
    #expect(try scratch.out.write([], scope: Self.kubernetes).removed == 1)
    #expect(
      scratch.tree() == [
        "compose/", "compose/compose.yaml", "compose/files/", "compose/files/a", "shell/",
        "shell/run.sh",
      ]
    )
  }

  @Test func anEditBlocksOnlyBuildsThatTouchItsTarget() throws {
    _ = try write(1)
    try scratch.put("out/kubernetes/20-web.yaml", "by hand")
    #expect(try write(2, "compose").written == 2)
    #expect(try write(2, "shell").written == 1)
    let blocked = OutputError.blocked([.edited(try path("kubernetes/20-web.yaml"))])
    #expect(throws: blocked) { try write(3, "kubernetes") }
    #expect(throws: blocked) { try write(3) }
    // The build of everything was all or nothing.
    #expect(try number("compose/compose.yaml") == 2)
    #expect(try number("shell/run.sh") == 2)
    #expect(scratch.text("out/kubernetes/20-web.yaml") == "by hand")
    _ = try scratch.out.write(
      try Self.version(3, "kubernetes"),
      scope: Self.kubernetes,
      force: true
    )
    #expect(try number("kubernetes/20-web.yaml") == 3)
    #expect(try number("compose/compose.yaml") == 2)
    #expect(try write(3).written == 3)
  }

  /// A file of somebody's in one platform's folder is nobody's business elsewhere.
  @Test func aForeignFileBlocksOnlyItsTarget() throws {
    _ = try write(1, "compose")
    try scratch.put("out/kubernetes/20-web.yaml", "mine")
    #expect(try write(2, "compose").written == 2)
    #expect(try write(2, "shell").written == 1)
    #expect(throws: OutputError.blocked([.foreign(try path("kubernetes/20-web.yaml"))])) {
      try write(2, "kubernetes")
    }
    #expect(scratch.text("out/kubernetes/20-web.yaml") == "mine")
  }

  @Test func targetsAtOnceNeverMix() throws {
    _ = try write(0)
    let folder = scratch.out
    let failures = Mutex<[String]>([])
    let targets = ["compose", "kubernetes", "shell", nil, "compose", nil]
    DispatchQueue.concurrentPerform(iterations: targets.count) { writer in
      for round in 1...8 {
        do {
          _ = try folder.write(
            try Self.version(writer * 100 + round, targets[writer]),
            scope: targets[writer].map { .targets([$0]) } ?? .everything
          )
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    // Each platform is wholly of one build, and that of a writer that was about it.
    let compose = try number("compose/compose.yaml")
    #expect(try number("compose/files/a") == compose)
    let found = [compose, try number("kubernetes/20-web.yaml"), try number("shell/run.sh")]
    for (target, number) in zip(["compose", "kubernetes", "shell"], found) {
      #expect(targets[number / 100] == target || targets[number / 100] == nil)
      let wanted = try Self.version(number, target)
      #expect(try folder.compare(wanted, scope: .targets([target])) == .same)
    }
    #expect(try write(1000).written == 4)
    #expect(try folder.compare(try Self.version(1000)) == .same)
  }
}
