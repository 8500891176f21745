import Foundation
import Testing

/// What fails is told and undone.
struct FailureTests {
  /// Runs `up` in every shell where it has to fail, and compares what is said and done in each.
  ///
  /// - Returns: What was said, without the state of the engine, which has to be as it was before.
  private func fails(
    _ behaviour: String,
    environment: [String: String] = [:],
    after preparation: (Deployment) throws -> Void = { _ in }
  ) throws -> Transcript? {
    var first: Transcript?
    for shell in Shell.all {
      let shop = try Deployment(Shop.spec, in: shell)
      try preparation(shop)
      let before = shop.state
      try shop.behave(behaviour)
      var transcript = try shop.run("up", environment: environment)
      // Busybox has a clock of its own: how often it asks until the time is over is chance.
      if shell == .busybox, environment["TIMEOUT"] != nil { transcript.calls = first?.calls ?? "" }
      #expect(transcript.status != 0, "\(shell)")
      #expect(shop.state == before, "\(shell)")
      #expect(shop.leftovers == [], "\(shell)")
      if let first {
        #expect(transcript.difference(from: first) == nil, "\(shell)")
      } else {
        first = transcript
      }
    }
    return first
  }

  private func runsAndChanges(_ shop: Deployment) throws {
    try shop.run("up")
    try shop.change(to: Shop.spec(level: "debug", web: ""))
  }

  @Test func aStartThatFails() throws {
    let run = try fails("start-fails shop-api-1")
    #expect(
      run?.error == """
        Error: driver failed programming external connectivity for shop-api-1
        error: shop-api-1 does not start
          state: created, exit code 0, restarted 0 times
          its last lines:
          | the first line of shop-api-1
          | the last line of shop-api-1
        shop: rolled back, everything is as it was before

        """
    )
  }

  @Test func aContainerThatIsNeverReady() throws {
    let run = try fails("unready shop-web", environment: ["TIMEOUT": "4"])
    #expect(
      run?.error == """
        error: shop-web is not ready after 4 seconds
          state: running, exit code 0, restarted 0 times
          its last lines:
          | the first line of shop-web
          | the last line of shop-web
        shop: rolled back, everything is as it was before

        """
    )
  }

  @Test(arguments: Shell.all) func aProbeThatHangs(_ shell: Shell) throws {
    let spec = """
      app shop
      service db { image = "acme/db:1", ready { exec = ["/bin/ask"], every = 1s, timeout = 3s } }
      """
    let shop = try Deployment(spec, in: shell)
    try shop.behave("hangs shop-db")
    let run = try shop.run("up", environment: ["TIMEOUT": "1"])
    #expect(run.error.hasPrefix("error: shop-db is not ready after 1 seconds\n"))
    #expect(shop.summary == [])
  }

  @Test(arguments: [
    ("exits shop-db", "has stopped"), ("crashes shop-db", "keeps restarting"),
    ("create-fails shop-db", "could not be made"), ("fails shop-mp-tools", "failed"),
  ])
  func otherFailures(_ behaviour: String, _ sentence: String) throws {
    let run = try fails(behaviour)
    #expect(run?.error.contains(sentence) == true)
    #expect(run?.error.hasSuffix("shop: rolled back, everything is as it was before\n") == true)
  }

  @Test(arguments: ["unready shop-api-1", "create-fails shop-api-1"])
  func whatWasThereComesBack(_ behaviour: String) throws {
    let run = try fails(behaviour, environment: ["TIMEOUT": "3"], after: runsAndChanges)
    #expect(run?.error.hasSuffix("shop: rolled back, everything is as it was before\n") == true)
  }

  @Test func anImageThatCannotBePulled() throws {
    let run = try fails("no-such docker.io/acme/web:2") { shop in
      try shop.run("up")
      try shop.change(to: Shop.spec(web: Shop.web.replacing("acme/web:1", with: "acme/web:2")))
    }
    #expect(run?.status == 1)
    #expect(
      run?.error == """
        Pulling docker.io/acme/web:2
        Error: manifest for docker.io/acme/web:2 not found
        error: the image docker.io/acme/web:2 could not be pulled: what the engine said is above

        """
    )
    #expect(run?.output == "")
    #expect(run?.calls.contains("\nstop\n") == false)
  }

  @Test func aScriptWithoutItsFiles() throws {
    let run = try fails("") { shop in
      try runsAndChanges(shop)
      try shop.change(to: Shop.spec(level: "debug"))
      try FileManager.default.removeItem(at: shop.scratch.at("shell/files"))
    }
    #expect(run?.status == 1)
    #expect(run?.error.hasPrefix("error: there is no SCRATCH/shell/files/web.web.conf.") == true)
    #expect(
      run?.error.hasSuffix(
        ", which a container is to mount: this script needs the whole folder that mpc made\n"
      ) == true
    )
    #expect(run?.calls.contains("\nstop\n") == false)
  }

  private func moves(_ shop: Deployment, to spec: String) throws {
    try shop.run("up")
    try FileManager.default.moveItem(
      at: shop.scratch.at("shell"),
      to: shop.scratch.at("double/a b")
    )
    try shop.change(to: spec)
    for name in ["api-0", "api-1", "db", "mp-tools", "web"] {
      let folder = shop.scratch.at("double/a b").path
      let file = shop.scratch.at("double/container/shop-\(name)/folder")
      try Data(folder.utf8).write(to: file)
    }
  }

  @Test func anotherSystemOfTheSameName() throws {
    let other = """
      app shop
      service cache { image = "acme/cache:1", ports { p = 1 }, ready { tcp = true } }
      """
    let run = try fails("no-such docker.io/acme/cache:1") { try moves($0, to: other) }
    #expect(run?.status == 1)
    #expect(
      run?.error == """
        error: shop is another system, which was started from SCRATCH/double/a b: set PROJECT to \
        another name, or run `down` first

        """
    )
  }

  /// A folder that has moved, with a spec that has changed since.
  @Test(arguments: Shell.all) func theSameSystemInAnotherFolder(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    try moves(shop, to: Shop.spec(web: ""))
    #expect(try shop.run("up").status == 0)
    #expect(shop.summary == Shop.up.filter { $0 != "container shop-web running" })
  }

  /// From the same folder, a spec may come to have nothing of what it had.
  @Test(arguments: Shell.all) func aSystemThatHasChangedThroughout(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    try shop.run("up")
    try shop.change(to: "app shop\nservice cache { image = \"acme/cache:1\" }")
    #expect(try shop.run("up").status == 0)
    #expect(shop.summary.filter { $0.hasPrefix("container") } == ["container shop-cache running"])
  }

  @Test(arguments: ["unready shop-api-1", "create-fails shop-api-1"])
  func whatWasStoredComesBack(_ behaviour: String) throws {
    let run = try fails(behaviour, environment: ["TIMEOUT": "3"]) { shop in
      try shop.behave("stores shop-api-0 /data", "stores shop-api-1 /data")
      try runsAndChanges(shop)
      #expect(shop.state.count { $0.hasPrefix("volume 0") } == 2)
    }
    #expect(run?.error.hasSuffix("shop: rolled back, everything is as it was before\n") == true)
  }

  @Test func noEngine() throws {
    let run = try fails("no answer")
    #expect(run?.status == 69)
    #expect(run?.error == "error: the engine does not answer: `docker info` says why\n")
  }

  @Test func whatIsNotOfTheSystemIsLeftAlone() throws {
    let run = try fails("") { shop in
      try shop.run("up", environment: ["PROJECT": "shop-api"])
      try shop.rename("shop-api-db", to: "shop-db")
    }
    #expect(run?.error.contains("there is a container shop-db that is not of this system") == true)
  }
}
