import Foundation
import Testing

/// Secrets come to the containers that need them, and nowhere else.
struct SecretTests {
  private static let spec = """
    app shop
    secret db_password
    secret token
    secret pem
    service db {
      image = "acme/db:1"
      ports { sql = 5432 }
      env   { PASSWORD = db_password }
    }
    service api {
      image = "acme/api:1"
      env   { DB = "postgres://shop:\\(db_password)@\\(db.sql)/shop", TOKEN = token, LEVEL = "info" }
      file "/run/secrets/pem" { secret = pem }
      ready { exec = ["/bin/true"], every = 1s, timeout = 9s, failures = 1 }
    }
    """

  private func provideAll(_ shop: Deployment, password: String = "marker-1") throws {
    try shop.provide(
      ".env",
      "DB_PASSWORD='\(password)'\nTOKEN=\"marker \\\"2\\\"\\n$\"\n".replacing("$\"", with: "\\$\"")
    )
    try shop.provide("secrets/pem", "marker-3")
  }

  @Test func allThatAreMissingAreNamedBeforeAnythingStarts() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      let runs = [
        try shop.run("up"), try shop.run("status"), try shop.run("help"), try shop.run("down"),
        try shop.run("up", environment: ["DB_PASSWORD": "x", "TOKEN": "", "PEM_FILE": "/no/pem"]),
      ]
      try shop.provide("secrets/pem", "")
      try shop.provide(".env", "DB_PASSWORD=x\nTOKEN=y\n")
      let empty = try shop.run("up")
      // What the environment has comes first, be it empty.
      try shop.provide("secrets/pem", "marker")
      let none = try shop.run("up", environment: ["TOKEN": ""])
      #expect(shop.summary == [])
      return runs + [empty, none]
    }
    try #require(runs.count == 7)
    #expect(runs.map(\.status) == [1, 1, 0, 0, 1, 1, 1])
    let beginning = "error: secrets are missing:\n"
    let token = "  TOKEN is not set, neither in the environment nor in SCRATCH/shell/.env\n"
    #expect(
      runs[0].error == beginning
        + "  DB_PASSWORD is not set, neither in the environment nor in SCRATCH/shell/.env\n" + token
        + "  there is no file SCRATCH/shell/secrets/pem: put it there, or set PEM_FILE to where it is\n"
    )
    #expect(!runs[0].calls.contains("create"))
    #expect(
      runs[4].error == beginning + token
        + "  there is no file /no/pem: put it there, or set PEM_FILE to where it is\n"
    )
    #expect(runs[5].error == beginning + "  SCRATCH/shell/secrets/pem is empty\n")
    #expect(runs[6].error == beginning + token)
  }

  @Test func comeToThoseThatNeedThem() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try provideAll(shop)
      let runs = [try shop.run("up"), try shop.run("up")]
      #expect(shop.environment(of: "shop-db") == ["PASSWORD=marker-1"])
      let api = shop.environment(of: "shop-api")
      #expect(api.contains("DB=postgres://shop:marker-1@db:5432/shop"))
      #expect(api.contains("TOKEN=marker \"2\"\n$"))
      #expect(api.contains("/run/secrets/pem=\(shop.scratch.at("shell/secrets/pem").path)"))
      return runs
    }
    #expect(runs.map(\.status) == [0, 0])
    #expect(runs.last?.output == "shop: up, nothing had to be done\n")
  }

  /// No label says what a value was: the container itself does.
  @Test func aChangedValueReplacesThoseThatHaveIt() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try provideAll(shop)
      try shop.run("up")
      let changed = try shop.run("up", environment: ["TOKEN": "other"])
      #expect(shop.environment(of: "shop-api").contains("TOKEN=other"))
      let other = shop.scratch.at("shell/other pem")
      try Data("x".utf8).write(to: other)
      try shop.provide(".env", "DB_PASSWORD='marker-1'\nTOKEN=other\nPEM_FILE='other pem'\n")
      let moved = try shop.run("up")
      #expect(shop.environment(of: "shop-api").contains("/run/secrets/pem=\(other.path)"))
      return [changed, moved, try shop.run("up")]
    }
    let replaced = "shop-api: started\nshop-api: ready\nshop: up\n"
    #expect(runs.map(\.output) == [replaced, replaced, "shop: up, nothing had to be done\n"])
  }

  /// Nor does anything else tell a value: no argument, nothing said, no file, no label.
  @Test func nobodyElseGetsToSeeThem() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try provideAll(shop)
      var runs: [Transcript] = []
      var arguments: [[String]] = []
      let run = { (words: String) in
        runs.append(try shop.run(words))
        arguments += shop.arguments
      }
      try run("up")
      try provideAll(shop, password: "marker-4")
      try run("up")
      try shop.behave("create-fails shop-api")
      try provideAll(shop, password: "marker-5")
      try run("up")
      try shop.provide(".env", "DB_PASSWORD=marker-6$X\n")
      try run("up")
      try shop.provide(".env", "DB_PASSWORD='marker-6\n")
      try run("up")
      for words in ["status", "logs", "down"] { try run(words) }
      #expect(!arguments.joined().contains { $0.contains("marker") })
      #expect(try filesWithMarker(of: shop) == [])
      return runs
    }
    #expect(runs.map(\.status) == [0, 0, 1, 1, 1, 0, 0, 0])
    for run in runs { #expect(!(run.output + run.error + run.calls).contains("marker")) }
  }

  /// Files that have a value in them, but for the user's own and those where the double keeps its
  /// containers.
  private func filesWithMarker(of shop: Deployment) throws -> [String] {
    let all = FileManager.default.enumerator(atPath: shop.scratch.url.path)
    let paths = all?.compactMap { $0 as? String } ?? []
    return paths.filter { path in
      guard path != "shell/.env", path != "shell/secrets/pem", !path.hasSuffix("/environment"),
        let data = try? Data(contentsOf: shop.scratch.at(path))
      else { return false }
      return data.range(of: Data("marker".utf8)) != nil
    }
  }

  @Test func whereFilesMayBe() throws {
    let files = ["a,b": "a comma", "a\"b": "a quote"]
    for shell in Shell.all {
      let shop = try Deployment(Self.spec, in: shell)
      try provideAll(shop)
      for name in files.keys {
        try shop.provide(name, "x")
        let run = try shop.run("up", environment: ["PEM_FILE": name])
        #expect(run.status == 1)
        #expect(run.error.hasPrefix("error: an engine cannot mount SCRATCH/shell/\(name): "))
      }
      try shop.provide("sub/pem", "x")
      let home = shop.scratch.at("shell").path
      for name in ["~/sub/../sub/pem", "./sub//pem", "\(home)/sub/pem"] {
        let run = try shop.run("up", environment: ["PEM_FILE": name, "HOME": home])
        #expect(run.status == 0, "\(name) \(run.error)")
        #expect(shop.environment(of: "shop-api").contains("/run/secrets/pem=\(home)/sub/pem"))
      }
    }
  }
}
