import Testing

/// What runs to its end: once, unless it fails or changes.
struct JobTests {
  private static let spec = spec()

  /// A job between a service that it needs and one that needs it.
  private static func spec(arguments: String = "migrate", job: String = "retries = 1") -> String {
    """
    app shop
    service db { image = "acme/db:1", ports { sql = 5432 } }
    job migrate {
      image = "acme/api:1"
      args  = ["\(arguments)"]
      links = [db.sql]
      \(job)
    }
    service api { image = "acme/api:1", after = [migrate], ports { http = 8080 } }
    """
  }

  private static let up = [
    "container shop-api running", "container shop-db running", "container shop-migrate exited",
    "network shop-network",
  ]

  @Test func runsOnceInItsPlace() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      let runs = [try shop.run("up"), try shop.run("up"), try shop.run("status")]
      #expect(shop.summary == Self.up)
      return runs
    }
    try #require(runs.count == 3)
    #expect(
      runs.map(\.output) == [
        """
        shop-db: started
        shop-migrate: started
        shop-migrate: done
        shop-api: started
        shop: up

        """,
        "shop: up, nothing had to be done\n",
        "shop-db: running\nshop-migrate: done\nshop-api: running\n",
      ]
    )
    #expect(runs.map(\.status) == [0, 0, 0])
    #expect(runs.map(\.error) == ["", "", ""])
    #expect(runs[0].calls.contains("\n--restart\nno\n"))
  }

  @Test func aChangedOneIsANewOne() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try shop.run("up")
      try shop.change(to: Self.spec(arguments: "migrate-more"))
      let runs = [try shop.run("up"), try shop.run("up")]
      #expect(shop.summary == Self.up)
      // How often it may fail is no part of what it does.
      try shop.change(to: Self.spec(arguments: "migrate-more", job: "retries = 9"))
      return runs + [try shop.run("up")]
    }
    #expect(
      runs.map(\.output) == [
        "shop-migrate: started\nshop-migrate: done\nshop: up\n",
        "shop: up, nothing had to be done\n", "shop: up, nothing had to be done\n",
      ]
    )
  }

  @Test func isTriedAgain() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try shop.behave("breaks-once shop-migrate")
      let runs = [try shop.run("up")]
      #expect(shop.summary == Self.up)
      return runs
    }
    #expect(runs.map(\.status) == [0])
    #expect(
      runs.first?.output.contains(
        """
        shop-migrate: started
        shop-migrate: failed (exit 3), trying again
        shop-migrate: started
        shop-migrate: done
        shop-api: started

        """
      ) == true
    )
  }

  /// Nothing that waits for it is started, and all is as it was before.
  @Test func failsInTheEnd() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try shop.behave("breaks shop-migrate")
      let first = try shop.run("up")
      #expect(shop.summary == [])
      try shop.behave()
      try shop.run("up")
      let before = shop.state
      try shop.behave("breaks shop-migrate")
      try shop.change(to: Self.spec(arguments: "migrate-more"))
      let second = try shop.run("up")
      #expect(shop.state == before)
      return [first, second]
    }
    #expect(runs.map(\.status) == [1, 1])
    for run in runs {
      #expect(
        run.error == """
          error: shop-migrate failed
            state: exited, exit code 3, restarted 0 times
            its last lines:
            | the first line of shop-migrate
            | the last line of shop-migrate
          shop: rolled back, everything is as it was before

          """
      )
      #expect(!run.output.contains("shop-api"))
    }
  }

  /// What nobody waits for is started last, so that nobody waits for it.
  @Test func keepsNobodyWaitingWhoDoesNotHaveTo() throws {
    let spec = """
      app shop
      job report { image = "acme/report:1" }
      service db { image = "acme/db:1", ports { sql = 5432 } }
      service api { image = "acme/api:1", links = [db.sql] }
      """
    let runs = try inEveryShell(spec) { [try $0.run("up")] }
    #expect(
      runs.first?.output == """
        shop-db: started
        shop-api: started
        shop-report: started
        shop-report: done
        shop: up

        """
    )
  }

  @Test func asManyRunsAtOnceAsMayBe() throws {
    let job = "completions = 3, parallelism = 2, indexed = true, env { N = \"\\(self.index)\" }"
    let runs = try inEveryShell(Self.spec(job: job)) { shop in
      try shop.behave(
        "takes-time shop-migrate-0",
        "takes-time shop-migrate-1",
        "takes-time shop-migrate-2"
      )
      let up = try shop.run("up")
      for index in 0..<3 {
        let creation = shop.arguments.first {
          $0.prefix(4) == ["container", "create", "--name", "shop-migrate-\(index)"]
        }
        #expect(creation?.contains("N=\(index)") == true)
      }
      return [up, try shop.run("status")]
    }
    try #require(runs.count == 2)
    let lines = runs[0].output.split(separator: "\n").filter { $0.contains("migrate") }
    #expect(
      lines == [
        "shop-migrate-0: started", "shop-migrate-1: started", "shop-migrate-0: done",
        "shop-migrate-1: done", "shop-migrate-2: started", "shop-migrate-2: done",
      ]
    )
    #expect(runs[1].output.contains("shop-migrate-2: done\n"))
  }

  @Test func takesNoMoreTimeThanItMay() throws {
    let runs = try inEveryShell(Self.spec(job: "timeout = 5s")) { shop in
      try shop.behave("lasts shop-migrate")
      let run = try shop.run("up")
      #expect(shop.summary == [])
      return shop.shell == .busybox ? [] : [run]
    }
    #expect(runs.first?.status == 1)
    #expect(
      runs.first?.error.hasPrefix("error: shop-migrate has not ended after 5 seconds\n") == true
    )
  }

  // MARK: - run

  @Test func runsAgainWhenTold() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      let early = try shop.run("run", "migrate")
      try shop.run("up")
      let again = try shop.run("run", "migrate")
      try shop.behave("breaks shop-migrate")
      let failing = try shop.run("run", "migrate")
      let status = try shop.run("status")
      // What has failed is no reason to leave it at that.
      try shop.behave()
      let up = try shop.run("up")
      #expect(shop.summary == Self.up)
      return [early, again, failing, status, up, try shop.run("run", "api")]
    }
    try #require(runs.count == 6)
    #expect(runs.map(\.status) == [1, 0, 1, 1, 0, 64])
    #expect(runs[0].error == "error: shop is not up: run `up` first\n")
    #expect(runs[1].output == "shop-migrate: started\nshop-migrate: done\n")
    #expect(runs[2].error.hasPrefix("error: shop-migrate failed\n"))
    #expect(!runs[2].error.contains("rolled back"))
    #expect(runs[3].output.contains("shop-migrate: failed (exit 3)\n"))
    #expect(runs[4].output == "shop-migrate: started\nshop-migrate: done\nshop: up\n")
    #expect(runs[5].error == "error: there is no job or cron api; there are: migrate\n")
  }

  @Test func isNotRunTwiceAtOnce() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try shop.run("up")
      // As a run leaves it that was killed.
      try shop.behave("lasts shop-migrate")
      try shop.setState("running", of: "shop-migrate")
      let run = try shop.run("run", "migrate")
      try shop.setState("exited", of: "shop-migrate")
      return [run]
    }
    #expect(runs.first?.status == 75)
    #expect(runs.first?.error == "error: shop-migrate still runs\n")
  }

  @Test func aRunThatIsInterruptedStops() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try shop.run("up")
      try shop.behave("lasts shop-migrate")
      try shop.send("TERM", atCall: 12, "after")
      let run = try shop.run("run", "migrate")
      // It has ended well, because it was told to end: that is no success to be seen.
      #expect(shop.summary == Self.up.filter { !$0.contains("migrate") })
      return [run]
    }
    #expect(runs.first?.status == 143)
    #expect(runs.first?.error == "error: interrupted\n")
  }
}
