import Testing

/// What is interrupted leaves what was there before; what is killed is put right by the next run.
@Suite(.enabled(if: Shell.first != nil))
struct InterruptionTests {
  /// A system that runs, and what it becomes.
  struct Change: CustomTestStringConvertible {
    var testDescription: String
    var before: String
    var after: String

    static let plain = Change(
      testDescription: "plain",
      before: Shop.spec,
      after: Shop.spec(level: "debug", web: "")
    )

    /// With everything that only some systems have.
    static let rich = Change(
      testDescription: "rich",
      before: Shop.rich("info"),
      after: Shop.rich("debug")
    )
  }

  /// A system that runs, with a script beside it that says something else.
  private func changedShop(_ change: Change = .plain) throws -> Deployment {
    let shop = try Deployment(change.before, in: try #require(Shell.first))
    try shop.provide(".env", "DB_PASSWORD=secret\n")
    try shop.run("up")
    try shop.change(to: change.after)
    return shop
  }

  /// The number of calls that a run makes where nobody disturbs it, and what it comes to.
  private func undisturbed(_ change: Change = .plain) throws -> (calls: Int, state: [String]) {
    let shop = try changedShop(change)
    let before = shop.calls
    #expect(try shop.run("up").status == 0)
    return (shop.calls - before, shop.state)
  }

  @Test(
    arguments: [
      ("HUP", 129, 9, .plain), ("INT", 130, 9, .plain), ("TERM", 143, 2, .plain),
      ("TERM", 143, 3, .rich),
    ] as [(String, Int32, Int, Change)]
  )
  func aSignalUndoesEverything(
    _ signal: String,
    _ status: Int32,
    _ step: Int,
    _ change: Change
  ) throws {
    let (calls, after) = try undisturbed(change)
    #expect(calls > 20)
    let shop = try changedShop(change)
    let before = shop.state
    for call in stride(from: step == 9 ? 9 : 1, through: calls, by: step) {
      try shop.send(signal, atCall: call, "after")
      let run = try shop.run("up")
      if run.status == 0 {
        // What has succeeded is not undone.
        #expect(shop.state == after, "call \(call)")
        break
      }
      #expect(run.status == status, "call \(call)")
      #expect(run.error.hasPrefix("error: interrupted\n"), "call \(call): \(run.error)")
      #expect(shop.state == before, "call \(call)")
      #expect(shop.leftovers == [])
    }
  }

  @Test(arguments: Shell.all) func aPullIsNotWaitedFor(_ shell: Shell) throws {
    let shop = try Deployment(Shop.spec, in: shell)
    try shop.behave("hangs docker.io/acme/web:1")
    try shop.send("TERM", atCall: 0, "during")
    let clock = ContinuousClock()
    let start = clock.now
    let run = try shop.run("up")
    #expect(clock.now - start < .seconds(30))
    #expect(run.status == 143)
    #expect(run.error == "Pulling docker.io/acme/web:1\nerror: interrupted\n")
    #expect(shop.state == [])
    #expect(shop.leftovers == [])
  }

  @Test(arguments: ["before", "after"], [Change.plain, .rich])
  func whatIsKilledIsPutRight(_ when: String, _ change: Change) throws {
    let (calls, after) = try undisturbed(change)
    for call in stride(from: 4, through: calls, by: 7) {
      let shop = try changedShop(change)
      try shop.send("KILL", atCall: call, when)
      #expect(try shop.run("up").status == 128 + 9, "call \(call)")
      let run = try shop.run("up")
      #expect(run.status == 0, "call \(call): \(run.error)")
      #expect(scratchAside(shop.state) == scratchAside(after), "call \(call)")
      #expect(shop.leftovers == [])
    }
  }

  /// Scratch has the next name that is free.
  private func scratchAside(_ state: [String]) -> [String] {
    state.map { $0.replacing(#/-scratch\.[0-9]/#, with: "-scratch") }
  }

  /// After a killed run, one that fails brings back what worked.
  @Test func whatIsKilledAndThenFailsComesBack() throws {
    let (calls, _) = try undisturbed()
    let shop = try changedShop()
    let before = shop.state
    for call in stride(from: 25, to: calls - 6, by: 9) {
      try shop.send("KILL", atCall: call, "after")
      #expect(try shop.run("up").status == 128 + 9)
      try shop.behave("unready shop-api-1")
      #expect(try shop.run("up", environment: ["TIMEOUT": "2"]).status == 1)
      try shop.behave()
      #expect(shop.state.contains { $0.hasPrefix("container shop-api-1 ") }, "call \(call)")
      #expect(!shop.state.contains { $0.contains(".previous") }, "call \(call)")
      try shop.change(to: Shop.spec)
      try shop.run("up")
      #expect(shop.state == before, "call \(call)")
      try shop.change(to: Change.plain.after)
    }
  }
}
