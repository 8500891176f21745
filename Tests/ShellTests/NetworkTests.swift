import Testing

/// Where something may talk to nobody outside, there are two networks.
struct NetworkTests {
  private static func spec(egress: String = "links", more: String = "") -> String {
    """
    app shop
    service db  { image = "acme/db:1", ports { sql = 5432 }, egress = "\(egress)" }
    service web {
      image    = "acme/web:1"
      identity = "stable"
      links    = [db.sql]
      \(more)
    }
    """
  }

  private static let up = [
    "container shop-db running", "container shop-web-0 running", "network shop-internal",
    "network shop-network",
  ]

  private static let open = ["container shop-db running", "container shop-web-0 running"]

  @Test func allAreWithinAndSomeAtTheEdge() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      let runs = [try shop.run("up"), try shop.run("up")]
      #expect(shop.summary == Self.up)
      #expect(shop.read("container/shop-db/network") == "shop-internal")
      #expect(shop.read("container/shop-db/edge") == "")
      #expect(shop.read("container/shop-web-0/network") == "shop-internal")
      #expect(shop.read("container/shop-web-0/edge") == "shop-network web web-0 web-0.web")
      let down = try shop.run("down")
      #expect(shop.summary == [])
      return runs + [down]
    }
    #expect(runs.map(\.status) == [0, 0, 0])
    #expect(runs[1].output == "shop: up, nothing had to be done\n")
  }

  /// The holder has the network for all.
  @Test func aPodIsAtTheEdgeAsAWhole() throws {
    let spec = Self.spec(more: "sidecar log { image = \"acme/log:1\" }")
    _ = try inEveryShell(spec) { shop in
      let run = try shop.run("up")
      #expect(shop.read("container/shop-web-0_mp-pod/edge") == "shop-network web web-0 web-0.web")
      #expect(shop.read("container/shop-web-0/edge") == "")
      return [run]
    }
  }

  /// From one network to two and back: what moves is made anew, and nothing is left behind in the end.
  @Test func aSystemIsClosedAndOpened() throws {
    let runs = try inEveryShell(Self.spec(egress: "any")) { shop in
      var runs = [try shop.run("up")]
      #expect(shop.summary == Self.open + ["network shop-network"])
      try shop.change(to: Self.spec())
      runs.append(try shop.run("up"))
      #expect(shop.summary == Self.up)
      #expect(shop.read("container/shop-db/network") == "shop-internal")
      try shop.change(to: Self.spec(egress: "any"))
      runs.append(try shop.run("up"))
      #expect(shop.read("container/shop-db/network") == "shop-network")
      runs.append(try shop.run("down"))
      #expect(shop.summary == [])
      return runs
    }
    #expect(runs.map(\.status) == [0, 0, 0, 0])
  }

  /// What a failed start has made is gone, and what was there is not.
  @Test func aFailedStartLeavesNoNetwork() throws {
    _ = try inEveryShell(Self.spec(egress: "any")) { shop in
      var runs = [try shop.run("up")]
      try shop.change(to: Self.spec())
      try shop.behave("create-fails shop-web-0")
      runs.append(try shop.run("up"))
      #expect(runs[1].status == 1)
      #expect(shop.summary == Self.open + ["network shop-network"])
      #expect(runs[1].error.contains("rolled back, everything is as it was before"))
      return runs
    }
  }
}
