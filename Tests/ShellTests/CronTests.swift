import Foundation
import Testing

/// What a crontab starts.
struct CronTests {
  private static func spec(_ concurrency: String = "forbid", more: String = "") -> String {
    """
    app shop
    service db { image = "acme/db:1", ports { sql = 5432 } }
    cron backup {
      image       = "acme/backup:1"
      schedule    = "0 3 * * 1-5"
      timezone    = "Europe/Berlin"
      concurrency = "\(concurrency)"
      links       = [db.sql]
      retries     = 0
      \(more)
    }
    """
  }

  private static let crontab = """
    shop-backup is for a crontab to start:
      CRON_TZ=Europe/Berlin
      0 3 * * 1-5 sh 'SCRATCH/shell/run.sh' run backup

    """

  @Test func isNotStartedButShownHowTo() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      let runs = [
        try shop.run("up"), try shop.run("up"), try shop.run("help"), try shop.run("status"),
        try shop.run("logs"), try shop.run("logs", "backup"),
      ]
      #expect(shop.summary == ["container shop-db running", "network shop-network"])
      return runs
    }
    try #require(runs.count == 6)
    #expect(runs.map(\.status) == [0, 0, 0, 0, 0, 1])
    #expect(runs[0].output == "shop-db: started\nshop: up\n" + Self.crontab)
    #expect(runs[1].output == "shop: up, nothing had to be done\n" + Self.crontab)
    #expect(runs[2].output.hasSuffix(Self.crontab))
    #expect(runs[2].output.contains("\n  run NAME "))
    #expect(runs[3].output == "shop-db: running\nshop-backup: has not run yet\n")
    #expect(runs[5].error == "error: shop-backup has not run yet\n")
  }

  @Test func theLineOfACrontabIsOneOfIts() throws {
    for shell in Shell.all {
      let shop = try Deployment(Self.spec(), in: shell)
      let other = shop.scratch.at("it's 100%")
      try FileManager.default.moveItem(at: shop.scratch.at("shell"), to: other)
      let script = other.appending(path: "run.sh").path
      let run = try Tool.run(
        shell.command + [script, "help"],
        environment: ["PROJECT": "other", "DOCKER": "pod man"]
      )
      let line = try #require(run.text.split(separator: "\n").last { $0.contains("run backup") })
      #expect(
        line.hasSuffix(
          "PROJECT=other DOCKER='pod man' sh '\(shop.scratch.url.path)/it'\\''s 100\\%/run.sh' run backup"
        )
      )
    }
  }

  @Test func runsWhenTold() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.run("up")
      let runs = [try shop.run("run", "backup"), try shop.run("run", "backup")]
      #expect(shop.summary.contains("container shop-backup exited"))
      let up = try shop.run("up")
      #expect(shop.summary.contains("container shop-backup exited"))
      let status = try shop.run("status")
      let logs = try shop.run("logs", "backup")
      try shop.behave("breaks shop-backup")
      let failing = try shop.run("run", "backup")
      let after = try shop.run("status")
      let down = try shop.run("down")
      #expect(shop.summary == [])
      return runs + [up, status, logs, failing, after, down]
    }
    try #require(runs.count == 8)
    #expect(runs.map(\.status) == [0, 0, 0, 0, 0, 1, 1, 0])
    #expect(runs[0].output == "shop-backup: started\nshop-backup: done\n")
    #expect(runs[0].output == runs[1].output)
    #expect(runs[2].output.hasPrefix("shop: up, nothing had to be done\n"))
    #expect(runs[3].output.hasSuffix("shop-backup: done\n"))
    #expect(runs[4].output.hasPrefix("backup | the first line of shop-backup\n"))
    #expect(runs[5].error.hasPrefix("error: shop-backup failed\n  state: exited, exit code 3"))
    #expect(runs[6].output.hasSuffix("shop-backup: failed (exit 3)\n"))
  }

  /// A change is for the next time; what runs is not disturbed, and what is gone is removed.
  @Test func upLeavesItAlone() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.run("up")
      try shop.run("run", "backup")
      try shop.behave("lasts shop-backup")
      try shop.setState("running", of: "shop-backup")
      try shop.change(to: Self.spec(more: "args = [\"all\"]"))
      let up = try shop.run("up")
      #expect(shop.summary.contains("container shop-backup running"))
      try shop.change(to: "app shop\nservice db { image = \"acme/db:1\", ports { sql = 5432 } }")
      let gone = try shop.run("up")
      #expect(shop.summary == ["container shop-db running", "network shop-network"])
      return [up, gone]
    }
    try #require(runs.count == 2)
    #expect(runs[0].output.hasPrefix("shop: up, nothing had to be done\n"))
    #expect(runs[1].output == "shop-backup: removed\nshop: up\n")
  }

  // MARK: - Several at once

  /// Whoever left it was killed.
  @Test func whatStillRunsForbidsAnother() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.run("up")
      try shop.run("run", "backup")
      try shop.setState("running", of: "shop-backup")
      let run = try shop.run("run", "backup")
      #expect(shop.summary.contains("container shop-backup running"))
      return [run]
    }
    #expect(runs.first?.status == 75)
    #expect(runs.first?.error == "error: shop-backup still runs\n")
  }

  @Test func whatStillRunsIsReplaced() throws {
    let runs = try inEveryShell(Self.spec("replace")) { shop in
      try shop.run("up")
      try shop.run("run", "backup")
      try shop.setState("running", of: "shop-backup")
      return [try shop.run("run", "backup")]
    }
    #expect(runs.first?.status == 0)
    #expect(runs.first?.output == "shop-backup: started\nshop-backup: done\n")
    #expect(runs.first?.calls.contains("container\nstop\nshop-backup\n--\n") == true)
  }

  @Test func asManyAsLikeGoOnAtOnce() throws {
    let runs = try inEveryShell(Self.spec("allow")) { shop in
      try shop.run("up")
      let first = try shop.run("run", "backup")
      try shop.setState("running", of: "shop-backup.1")
      let second = try shop.run("run", "backup")
      let status = try shop.run("status")
      try shop.setState("exited", of: "shop-backup.1")
      let third = try shop.run("run", "backup")
      let logs = try shop.run("logs", "backup")
      return [first, second, status, third, logs]
    }
    try #require(runs.count == 5)
    #expect(runs.map(\.status) == [0, 0, 0, 0, 0])
    #expect(runs[0].output == "shop-backup.1: started\nshop-backup.1: done\n")
    #expect(runs[1].output == "shop-backup.2: started\nshop-backup.2: done\n")
    #expect(runs[2].output.hasSuffix("shop-backup.1: running\nshop-backup.2: done\n"))
    #expect(runs[3].output == runs[0].output)
    #expect(runs[4].output.contains("backup.2 | the last line of shop-backup.2\n"))
  }

  /// Two at the same time: the second says so, or ends the first, or goes on beside it.
  @Test(arguments: [("forbid", [0, 75]), ("replace", [143, 0]), ("allow", [0, 0])])
  func twoRunsAtOnce(_ concurrency: String, _ statuses: [Int32]) throws {
    for shell in Shell.all {
      let shop = try Deployment(Self.spec(concurrency), in: shell)
      try shop.run("up")
      try shop.keepRealTime()
      let name = concurrency == "allow" ? "shop-backup.1" : "shop-backup"
      try shop.behave("lasts-until-told \(name)")
      let first = try shop.start("run", "backup")
      try #require(shop.comesToRun(name), "\(shell)")
      if concurrency == "replace" { try shop.behave() }
      let second = try shop.run("run", "backup")
      try shop.tell(name)
      let found = [try first.output().status, second.status]
      #expect(found == statuses, "\(shell) \(second.error)")
      #expect(shop.leftovers == [], "\(shell)")
      if concurrency == "forbid" {
        #expect(second.error.hasPrefix("error: process "))
        #expect(second.error.contains(" is at work on shop.backup: "))
      }
    }
  }
}
