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
}
