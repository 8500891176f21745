import Testing

/// Replicas of several containers are one thing.
struct PodTests {
  private static func spec(level: String = "info", replicas: Int = 1, more: String = "") -> String {
    """
    app shop
    service api {
      image    = "acme/api:1"
      replicas = \(replicas)
      ports { http = 8080 }
      env   { LEVEL = "\(level)" }
      ready { exec = ["/bin/true"], every = 1s, timeout = 9s, failures = 1 }
      init setup { image = "acme/setup:1" }
      sidecar proxy { image = "acme/proxy:1", ready { exec = ["/bin/true"], every = 1s, timeout = 9s } }
      \(more)
    }
    """
  }

  private static let up = [
    "container shop-api running", "container shop-api_mp-pod running",
    "container shop-api_proxy running", "container shop-api_setup exited", "network shop-network",
  ]

  private static let started = """
    shop-api_setup: started
    shop-api_setup: done
    shop-api_proxy: started
    shop-api: started
    shop-api_proxy: ready
    shop-api: ready
    shop: up

    """

  @Test func startAndStopTogether() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      let runs = [try shop.run("up"), try shop.run("up"), try shop.run("status")]
      #expect(shop.summary == Self.up)
      let logs = try shop.run("logs", "api")
      let proxy = try shop.run("logs", "api_proxy")
      let down = try shop.run("down")
      #expect(shop.summary == [])
      return runs + [logs, proxy, down]
    }
    try #require(runs.count == 6)
    #expect(runs.map(\.status) == [0, 0, 0, 0, 0, 0])
    #expect(runs[0].output == Self.started)
    #expect(runs[1].output == "shop: up, nothing had to be done\n")
    #expect(
      runs[2].output == """
        shop-api_setup: done
        shop-api_proxy: running, ready
        shop-api: running, ready

        """
    )
    #expect(runs[3].output.split(separator: "\n").count == 6)
    #expect(runs[4].output.hasPrefix("api_proxy | the first line of shop-api_proxy\n"))
    // The main one first, the network last.
    let stops = ["shop-api", "shop-api_proxy", "shop-api_mp-pod"]
      .map { "container\nstop\n\($0)\n--\n" }.joined()
    #expect(runs[5].calls.contains(stops))
  }

  @Test func shareANetworkWithItsPortsAndNames() throws {
    let spec = Self.spec() + "\nexpose api.http { port = 80 }"
    for shell in Shell.all {
      let shop = try Deployment(spec, in: shell)
      try shop.run("up")
      let creations = shop.arguments.filter { $0.prefix(2) == ["container", "create"] }
      #expect(creations.count == 4)
      for creation in creations {
        let isHolder = creation.contains("shop-api_mp-pod")
        #expect(creation.contains("container:shop-api_mp-pod") == !isHolder)
        #expect(creation.contains("80:8080/tcp") == isHolder)
        #expect(creation.contains("--network-alias") == isHolder)
      }
    }
  }

  /// Whichever part it is that is not as it should be.
  @Test(arguments: ["shop-api", "shop-api_proxy", "shop-api_mp-pod"])
  func areMadeAnewTogether(_ name: String) throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.run("up")
      try shop.stop(name)
      let run = try shop.run("up")
      #expect(shop.summary == Self.up)
      return [run]
    }
    #expect(runs.map(\.output) == [Self.started])
  }

  @Test func areReplacedTogether() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.run("up")
      try shop.change(to: Self.spec(level: "debug"))
      let changed = try shop.run("up")
      #expect(shop.summary == Self.up)
      // Back to one container, whose name is that of the main one.
      try shop.change(to: "app shop\nservice api { image = \"acme/api:1\", ports { http = 8080 } }")
      let single = try shop.run("up")
      #expect(shop.summary == ["container shop-api running", "network shop-network"])
      return [changed, single]
    }
    try #require(runs.count == 2)
    #expect(runs[0].output == Self.started)
    #expect(
      runs[1].output == """
        shop-api: started
        shop-api_mp-pod: removed
        shop-api_proxy: removed
        shop-api_setup: removed
        shop: up

        """
    )
  }

  /// Its network is another one than that which the others have joined.
  @Test func aHolderThatHasCrashedTakesTheOthersWithIt() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.run("up")
      try shop.setRestarts(1, of: "shop-api_mp-pod")
      let run = try shop.run("up")
      // A crash of any other is its own affair.
      try shop.setRestarts(1, of: "shop-api_proxy")
      return [run, try shop.run("up")]
    }
    #expect(runs.map(\.output) == [Self.started, "shop: up, nothing had to be done\n"])
  }

  @Test func replicasAreToldApart() throws {
    let runs = try inEveryShell(Self.spec(replicas: 2)) { shop in
      try shop.run("up")
      try shop.stop("shop-api-1_proxy")
      return [try shop.run("up")]
    }
    #expect(
      runs.first?.output == Self.started.replacing("shop-api", with: "shop-api-1")
    )
  }

  @Test(arguments: ["breaks shop-api_setup", "unready shop-api_proxy", "create-fails shop-api"])
  func whatFailsIsUndone(_ behaviour: String) throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.behave(behaviour)
      let first = try shop.run("up", environment: ["TIMEOUT": "2"])
      #expect(shop.summary == [])
      try shop.behave()
      try shop.run("up")
      let before = shop.state
      try shop.change(to: Self.spec(level: "debug"))
      try shop.behave(behaviour)
      let second = try shop.run("up", environment: ["TIMEOUT": "2"])
      #expect(shop.state == before)
      // Busybox has a clock of its own.
      return shop.shell == .busybox && behaviour.hasPrefix("unready") ? [] : [first, second]
    }
    #expect(runs.map(\.status) == [1, 1])
    for run in runs {
      #expect(run.error.hasSuffix("shop: rolled back, everything is as it was before\n"))
    }
  }

  @Test func aJobEndsWithItsNetwork() throws {
    let spec = """
      app shop
      job migrate {
        image = "acme/api:1"
        init setup { image = "acme/setup:1" }
      }
      """
    let runs = try inEveryShell(spec) { shop in
      try shop.behave("breaks-once shop-migrate", "breaks-once shop-migrate_setup")
      let up = try shop.run("up")
      #expect(
        shop.summary.filter { $0.hasPrefix("container") } == [
          "container shop-migrate exited", "container shop-migrate_mp-pod exited",
          "container shop-migrate_setup exited",
        ]
      )
      return [up, try shop.run("up"), try shop.run("status"), try shop.run("run", "migrate")]
    }
    try #require(runs.count == 4)
    #expect(runs.map(\.status) == [0, 0, 0, 0])
    #expect(
      runs[0].output == """
        shop-migrate_setup: started
        shop-migrate_setup: failed (exit 3), trying again
        shop-migrate_setup: started
        shop-migrate_setup: done
        shop-migrate: started
        shop-migrate: failed (exit 3), trying again
        shop-migrate_setup: started
        shop-migrate_setup: done
        shop-migrate: started
        shop-migrate: done
        shop: up

        """
    )
    #expect(runs[1].output == "shop: up, nothing had to be done\n")
    #expect(runs[2].output.hasSuffix("shop-migrate: done\n"))
    #expect(runs[3].output.hasSuffix("shop-migrate: done\n"))
  }

  @Test func comesUpBeforeItIsReady() throws {
    let startup = "started { exec = [\"/bin/up\"], every = 1s, timeout = 9s, failures = 1 }"
    let runs = try inEveryShell(Self.spec(more: startup)) { shop in
      let up = try shop.run("up")
      try shop.behave("unready shop-api")
      try shop.change(to: Self.spec(level: "debug", more: startup))
      let failing = try shop.run("up", environment: ["TIMEOUT": "2"])
      return shop.shell == .busybox ? [] : [up, failing]
    }
    try #require(runs.count == 2)
    let asked = try #require(runs[0].calls.firstRange(of: "exec\nshop-api\n/bin/up\n"))
    let then = try #require(runs[0].calls.firstRange(of: "exec\nshop-api\n/bin/true\n"))
    #expect(asked.lowerBound < then.lowerBound)
    #expect(runs[1].error.hasPrefix("error: shop-api does not come up after 2 seconds\n"))
  }
}
