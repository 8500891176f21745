import Testing

/// What each command says and does, the same in every shell.
struct TranscriptTests {
  @Test func startsInOrderAndThenHasNothingToDo() throws {
    let runs = try inEveryShell { shop in
      let runs = [try shop.run("up"), try shop.run("up"), try shop.run("status")]
      #expect(shop.summary == Shop.up)
      return runs
    }
    try #require(runs.count == 3)
    #expect(runs.map(\.status) == [0, 0, 0])
    #expect(runs.map(\.error) == ["", "", ""])
    #expect(
      runs[0].output == """
        shop-db: started
        shop-db: ready
        shop-api-0: started
        shop-api-1: started
        shop-web: started
        shop-api-0: ready
        shop-api-1: ready
        shop-web: ready
        shop: up

        """
    )
    #expect(runs[1].output == "shop: up, nothing had to be done\n")
    #expect(!runs[1].calls.contains("\ncreate\n") && !runs[1].calls.contains("\nstart\n"))
    #expect(
      runs[2].output == """
        shop-db: running, ready
        shop-api-0: running, ready
        shop-api-1: running, ready
        shop-web: running, ready

        """
    )
  }

  @Test func replacesWhatChangedAndNothingElse() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      try shop.change(to: Shop.spec(level: "debug"))
      let run = try shop.run("up")
      #expect(shop.summary == Shop.up)
      return [run]
    }
    #expect(
      runs.first?.output == """
        shop-api-0: started
        shop-api-1: started
        shop-api-0: ready
        shop-api-1: ready
        shop: up

        """
    )
  }

  @Test func carriesOverWhatImagesStore() throws {
    let runs = try inEveryShell { shop in
      try shop.behave(
        "stores shop-api-0 /var/lib/my data",
        "stores shop-api-0 /data $x*\\",
        "stores shop-api-1 /data",
        "stores shop-db /data"
      )
      try shop.run("up")
      let mounts = ["api-0", "api-1", "db"].map { shop.mounts(of: "shop-\($0)") }
      #expect(mounts.map(\.count) == [2, 1, 2])
      let before = shop.summary
      var runs: [Transcript] = []
      for level in ["debug", "trace"] {
        try shop.change(to: Shop.spec(level: level))
        runs += [try shop.run("up"), try shop.run("up")]
        #expect(shop.summary == before)
        #expect(["api-0", "api-1", "db"].map { shop.mounts(of: "shop-\($0)") } == mounts)
      }
      let down = try shop.run("down")
      #expect(shop.summary == before.filter { $0.hasPrefix("volume") })
      return runs + [down]
    }
    #expect(runs.map(\.status) == [0, 0, 0, 0, 0])
    #expect(runs[1].output == "shop: up, nothing had to be done\n")
    #expect(runs[3].output == "shop: up, nothing had to be done\n")
  }

  @Test func removesWhatWasCarriedOver() throws {
    let runs = try inEveryShell { shop in
      try shop.behave("stores shop-api-0 /data", "stores shop-api-0 /more", "stores shop-db /data")
      try shop.run("up")
      try shop.change(to: Shop.spec(level: "debug"))
      try shop.run("up")
      let down = try shop.run("down", "--volumes")
      #expect(shop.summary == [])
      return [down]
    }
    #expect(runs.first?.output == "shop: down\n")
  }

  /// What the spec mounts goes before what the image stores.
  @Test func carriesOverNothingInTheWay() throws {
    let runs = try inEveryShell { shop in
      try shop.behave("stores shop-web /etc/site.conf", "stores shop-web /a:b")
      try shop.run("up")
      #expect(shop.mounts(of: "shop-web").count == 3)
      try shop.change(to: Shop.spec(web: Shop.web.replacing("web.conf", with: "site.conf")))
      try shop.behave()
      let run = try shop.run("up")
      #expect(shop.mounts(of: "shop-web") == ["shop-mp-tools:/.mp"])
      return [run]
    }
    #expect(runs.map(\.status) == [0])
  }

  @Test func pullsBeforeItStopsAnything() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      try shop.behave("absent docker.io/acme/api:2")
      try shop.change(to: Shop.spec(api: Shop.api.replacing("acme/api:1", with: "acme/api:2")))
      let run = try shop.run("up")
      #expect(shop.summary == Shop.up)
      return [run]
    }
    let run = try #require(runs.first)
    #expect(run.status == 0)
    #expect(run.error == "Pulling docker.io/acme/api:2\n")
    let pull = try #require(run.calls.firstRange(of: "image\npull\ndocker.io/acme/api:2\n--\n"))
    #expect(!run.calls[..<pull.lowerBound].contains("\nstop\n"))
    #expect(run.calls[pull.upperBound...].contains("\nstop\n"))
    #expect(!run.calls[pull.upperBound...].contains("\npull\n"))
  }

  @Test func removesWhatIsGone() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      try shop.change(to: Shop.spec(web: ""))
      let run = try shop.run("up")
      #expect(shop.summary == Shop.up.filter { $0 != "container shop-web running" })
      return [run]
    }
    #expect(runs.first?.output == "shop-web: removed\nshop: up\n")
  }

  @Test func startsWhatWasStopped() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      try shop.stop("shop-api-1")
      let status = try shop.run("status")
      return [status, try shop.run("up")]
    }
    try #require(runs.count == 2)
    #expect(runs[0].status == 1)
    #expect(runs[0].output.contains("shop-api-1: exited\n"))
    #expect(runs[1].output == "shop-api-1: started\nshop-api-1: ready\nshop: up\n")
  }

  @Test func waitsForWhatIsSlowAndForWhatHasNoProbe() throws {
    let worker = "service worker { image = \"acme/worker:1\" }"
    let runs = try inEveryShell(Shop.spec(web: worker)) { shop in
      try shop.behave("slow shop-db")
      return [try shop.run("up")]
    }
    #expect(runs.first?.status == 0)
    #expect(runs.first?.output.hasSuffix("shop: up\n") == true)
  }

  @Test func stopsTheLastFirstAndKeepsVolumes() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      try shop.change(to: Shop.spec(web: ""))
      let down = try shop.run("down")
      #expect(shop.summary == ["volume shop-mp-tools"])
      let again = try shop.run("down", "--volumes")
      #expect(shop.summary == [])
      return [down, again]
    }
    try #require(runs.count == 2)
    #expect(runs.map(\.output) == ["shop: down\n", "shop: down\n"])
    #expect(
      runs[0].calls.contains(
        """
        container
        stop
        shop-api-0
        shop-api-1
        shop-web
        --
        container
        stop
        shop-db
        --

        """
      )
    )
  }

  @Test func showsLogs() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      return [
        try shop.run("logs"), try shop.run("logs", "api"), try shop.run("logs", "api-1"),
        try shop.run("logs", "apis"),
      ]
    }
    try #require(runs.count == 4)
    #expect(runs.map(\.status) == [0, 0, 0, 64])
    #expect(runs[0].output.split(separator: "\n").count == 8)
    #expect(
      runs[2].output == """
        api-1 | the first line of shop-api-1
        api-1 | the last line of shop-api-1

        """
    )
    #expect(runs[1].output.hasSuffix(runs[2].output))
    #expect(runs[3].error == "error: there is no apis; there are: db api api-0 api-1 web\n")
  }

  @Test func showsTheLogsThatThereAre() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      try shop.rename("shop-api-0", to: "elsewhere")
      return [try shop.run("logs", "api")]
    }
    #expect(runs.first?.status == 1)
    #expect(runs.first?.error == "shop-api-0: there is no container\n")
    #expect(
      runs.first?.output == """
        api-1 | the first line of shop-api-1
        api-1 | the last line of shop-api-1

        """
    )
  }

  @Test func saysHowItIsUsed() throws {
    let runs = try inEveryShell { shop in
      [
        try shop.run(), try shop.run("help"), try shop.run("start"), try shop.run("up", "now"),
        try shop.run("down", "--all"), try shop.run("build"), try shop.run("push"),
        try shop.run("up", environment: ["PROJECT": "Shop"]),
        try shop.run("up", environment: ["PROJECT": String(repeating: "a", count: 64)]),
        try shop.run("up", environment: ["TIMEOUT": "5s"]),
        try shop.run("up", environment: ["DOCKER": "no-such-engine"]),
      ]
    }
    try #require(runs.count == 11)
    #expect(runs.map(\.status) == [64, 0, 64, 64, 64, 0, 0, 64, 64, 64, 69])
    #expect(runs[0].error == runs[1].output && runs[0].output == "")
    #expect(runs[5].output == "shop: nothing to build, every image is a finished one\n")
    #expect(runs.allSatisfy { $0.calls == "" })
  }

  @Test(arguments: ["none", "host", "bridge", "default", String(repeating: "a", count: 63)])
  func runsUnderTheNameOfAnEnginesNetwork(_ name: String) throws {
    let runs = try inEveryShell { shop in
      let up = try shop.run("up", environment: ["PROJECT": name])
      #expect(shop.summary.contains("network \(name)-network"))
      let down = try shop.run("down", "--volumes", environment: ["PROJECT": name])
      #expect(shop.summary == [])
      return [up, down]
    }
    #expect(runs.map(\.status) == [0, 0])
  }

  /// One that has the label, as an earlier script called it.
  @Test func usesTheNetworkThatIsThere() throws {
    let runs = try inEveryShell { shop in
      try shop.makeNetwork("shop", of: "shop")
      let up = try shop.run("up")
      #expect(shop.summary.filter { $0.hasPrefix("network") } == ["network shop"])
      let down = try shop.run("down", "--volumes")
      #expect(shop.summary == [])
      return [up, down]
    }
    #expect(runs.map(\.status) == [0, 0])
  }

  @Test func runsUnderAnotherName() throws {
    let runs = try inEveryShell { shop in
      try shop.run("up")
      let other = try shop.run("up", environment: ["PROJECT": "other"])
      let down = try shop.run("down", "--volumes", environment: ["PROJECT": "other"])
      #expect(shop.summary == Shop.up)
      return [other, down]
    }
    #expect(runs.map(\.status) == [0, 0])
  }
}
