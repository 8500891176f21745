import Foundation
import Testing

/// Two runs at once would undo each other.
struct LockTests {
  private func lock(_ shop: Deployment, holder: String) throws {
    let folder = shop.scratch.at("mpc-shop.lock")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("\(holder)\n".utf8).write(to: folder.appending(path: "holder"))
  }

  @Test(arguments: Shell.all) func whoIsAtWorkIsNotDisturbed(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    let own = ProcessInfo.processInfo.processIdentifier
    try lock(shop, holder: "\(own)")
    for command in ["up", "down"] {
      let run = try shop.run(command)
      #expect(run.status == 75)
      #expect(run.error.hasPrefix("error: process \(own) is at work on shop: "))
    }
    #expect(shop.summary == [])
    #expect(shop.leftovers == ["mpc-shop.lock"])
  }

  @Test(arguments: Shell.all) func whoIsDeadIsSucceeded(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    try lock(shop, holder: "4194399")
    #expect(try shop.run("up").status == 0)
    #expect(shop.leftovers == [])
  }

  /// A crash of the machine leaves empty files, and an enemy what he likes.
  @Test(arguments: Shell.all) func whatIsNoHolderIsSucceeded(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    let other = shop.scratch.at("double/other")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    let own = ProcessInfo.processInfo.processIdentifier
    try Data("\(own)\n".utf8).write(to: other.appending(path: "holder"))
    let makers = [
      ": >holder", "echo -1 >holder", "echo 0 >holder", "echo 'a[$(id)]' >holder",
      "printf '1\\n2\\n' >holder", "mkfifo holder", "mkdir holder",
      "ln -s ../double/other/holder holder", "ln -s ../double/other holder", "ln -s gone holder",
    ]
    for maker in makers {
      try lock(shop, holder: "")
      let folder = shop.scratch.at("mpc-shop.lock").path
      try Tool.run(["/bin/sh", "-c", "cd '\(folder)' && rm holder && \(maker)"])
      #expect(try shop.run("down").status == 0, "\(maker)")
      #expect(shop.leftovers == [], "\(maker)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["holder"])
    }
    // Nor is a dead heir of nobody in the way, while a living one is.
    for (heir, status) in [(4_194_399, Int32(0)), (own, 75)] {
      try lock(shop, holder: "")
      let file = shop.scratch.at("mpc-shop.lock/heir-of-nobody")
      try Data("\(heir)\n".utf8).write(to: file)
      #expect(try shop.run("down").status == status)
    }
  }

  @Test(arguments: Shell.all) func whatIsNoFolderOfThisUserIsNotUsed(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    let other = shop.scratch.at("double/other").path
    let lock = shop.scratch.at("mpc-shop.lock").path
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    var makers = [
      "ln -s '\(other)' '\(lock)'", "ln -s gone '\(lock)'", ": >'\(lock)'", "mkfifo '\(lock)'",
    ]
    if getuid() == 0 { makers.append("mkdir '\(lock)' && chown 12345 '\(lock)'") }
    for maker in makers {
      try Tool.run(["/bin/sh", "-c", maker])
      let run = try shop.run("up")
      #expect(run.status == 75, "\(maker)")
      #expect(run.error.hasPrefix("error: SCRATCH/mpc-shop.lock is not a folder of this user: "))
      #expect(try FileManager.default.contentsOfDirectory(atPath: other) == [], "\(maker)")
      try FileManager.default.removeItem(atPath: lock)
    }
    #expect(shop.summary == [])
    #expect(shop.leftovers == [])
  }

  /// Where the lock is moved before it is removed, there may be something, too.
  @Test(arguments: Shell.all) func nothingIsMovedIntoWhatIsAnothers(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    let other = shop.scratch.at("double/other").path
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    let script = shop.scratch.at("shell/run.sh").path
    let trap = "ln -s '\(other)' \"$TMPDIR/mpc-shop.lock.$$\"; exec \"$@\""
    let tools = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Double").path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try Tool.run(
      ["/bin/sh", "-c", trap, "trap"] + shell.command + [script, "down"],
      environment: [
        "PATH": "\(tools):\(path)", "DOUBLE": shop.scratch.at("double").path,
        "TMPDIR": shop.scratch.url.path,
      ]
    )
    #expect(run.status == 0, "\(run.errorText)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: other) == [])
    #expect(!shop.leftovers.contains("mpc-shop.lock"))
  }
}
