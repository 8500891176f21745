import Foundation
import Testing

/// What is kept, what goes, and whose it is.
struct VolumeTests {
  private static func spec(level: String = "info") -> String {
    """
    app shop
    volume uploads { size = 1Gi, shared = true }
    service db {
      image    = "acme/db:1"
      replicas = 2
      identity = "stable"
      user     = "70:70"
      ports { sql = 5432 }
      env { LEVEL = "\(level)" }
      volume data { path = "/data", size = 1Gi }
      volume scratch { path = "/tmp/work", kind = "temporary" }
    }
    service web {
      image = "acme/web:1"
      volume uploads { path = "/uploads", of = uploads, read_only = true }
    }
    """
  }

  private func volumes(_ shop: Deployment) -> [String] {
    shop.summary.filter { $0.hasPrefix("volume") }.map { String($0.dropFirst(7)) }
  }

  @Test func keepsWhatIsToBeKept() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      let up = try shop.run("up")
      #expect(
        volumes(shop) == [
          "shop-db-0-data", "shop-db-0-scratch", "shop-db-1-data", "shop-db-1-scratch",
          "shop-uploads",
        ]
      )
      #expect(
        shop.mounts(of: "shop-db-1") == ["shop-db-1-data:/data", "shop-db-1-scratch:/tmp/work"]
      )
      try shop.change(to: Self.spec(level: "debug"))
      let again = try shop.run("up")
      // What is scratch is new, as the container is.
      #expect(
        shop.mounts(of: "shop-db-1") == ["shop-db-1-data:/data", "shop-db-1-scratch.2:/tmp/work"]
      )
      #expect(volumes(shop).count == 5)
      let down = try shop.run("down")
      #expect(volumes(shop) == ["shop-db-0-data", "shop-db-1-data", "shop-uploads"])
      let third = try shop.run("up")
      #expect(volumes(shop).count == 5)
      let end = try shop.run("down", "--volumes")
      #expect(shop.summary == [])
      return [up, again, down, third, end]
    }
    try #require(runs.count == 5)
    #expect(runs.map(\.status) == [0, 0, 0, 0, 0])
    #expect(runs.map(\.error) == ["", "", "", "", ""])
    #expect(runs[0].calls.contains("type=volume,source=shop-uploads,target=/uploads,ro\n"))
    #expect(runs[0].calls.contains("--volume\nshop-db-0-data:/data:nocopy\n"))
  }

  /// Kept ones are the user's who writes them, and scratch is everybody's.
  @Test func isPreparedBeforeAnybodyHasIt() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      let run = try shop.run("up")
      #expect(shop.read("volume/shop-db-0-data").contains("give 70 /mp/volume\n"))
      #expect(shop.read("volume/shop-db-0-scratch").contains("chmod 0777 /mp/volume\n"))
      #expect(!shop.read("volume/shop-uploads").contains("prepared"))
      return [run]
    }
    let calls = try #require(runs.first?.calls)
    let preparation = try #require(calls.firstRange(of: "give\n70\n/mp/volume\n"))
    #expect(!calls[..<preparation.lowerBound].contains("container\ncreate\n"))
    #expect(calls.contains("--cap-drop\nALL\n--security-opt\nno-new-privileges\n"))
  }

  @Test(arguments: ["create-fails shop-web", "create-fails shop-db-1"])
  func whatIsMadeForNothingGoes(_ behaviour: String) throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.behave(behaviour)
      let first = try shop.run("up")
      #expect(shop.summary == [])
      try shop.behave()
      try shop.run("up")
      try shop.change(to: Self.spec(level: "debug").replacing("acme/web:1", with: "acme/web:2"))
      let before = shop.state
      try shop.behave(behaviour)
      let second = try shop.run("up")
      #expect(shop.state == before)
      return [first, second]
    }
    #expect(runs.map(\.status) == [1, 1])
  }

  @Test func whatIsSomebodyElsesIsNotUsed() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.makeVolume("shop-db-1-data", of: "other")
      return [try shop.run("up")]
    }
    #expect(runs.first?.status == 1)
    #expect(
      runs.first?.error.hasPrefix(
        "error: there is a volume shop-db-1-data that is not of this system: "
      )
        == true
    )
  }

  @Test func theImageThatPreparesIsThere() throws {
    let runs = try inEveryShell(Self.spec()) { shop in
      try shop.behave("absent docker.io/library/busybox:1.37-musl")
      return [try shop.run("up"), try shop.run("up")]
    }
    #expect(runs.map(\.status) == [0, 0])
    #expect(runs.map(\.error) == ["Pulling docker.io/library/busybox:1.37-musl\n", ""])
  }
}
