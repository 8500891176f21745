import MPIR
import Testing

/// Links follow from references.
@Suite struct LinkTests {
  private static let ports = """
    app a
    service db { image = "i", ports { sql = 5432, admin = 80 } }

    """

  @Test(arguments: [
    "env { X = db.sql }", "env { X = \"\\(db.sql)/x\" }", "env { X = db.sql.address + \"/x\" }",
    "env { X = through_let }", "env { X = p.out }", "env { X = join([db.sql], \",\") }",
    "env { X = join([for x in [db.sql]: \"\\(x)\"], \",\") }", "env { X = upper(db.sql.host) }",
    "env { X = replace(\"@\", \"@\", db.sql.host) }", "env { X = json({ a = [db.sql] }) }",
    "env { X = json([db.sql.host]) }", "env { X = { a = db.sql.host }.a }",
    "env { X = [db.sql.host][0] }", "env { X = if true then db.sql else db.admin }",
    "env = { X = db.sql, Y = \"y\" }", "env = { X = db.sql.host }", "args = [db.sql.host]",
    "command = [\"x\", \"\\(db.sql)\"]", "file \"/f\" { content = db.sql.host }",
    "ready { exec = [\"ping\", db.sql.host] }", "links = [db.sql]", "links = [p.end]",
    "with t { to = db.sql }", "with u { text = db.sql.host }", "env { X = \"\\(deep)\" }",
  ])
  func aTextCarriesThePortsItWasBuiltFrom(_ entry: String) {
    let compiled = Compiled(
      Self.ports + """
        let through_let = "x\\(db.sql)"
        let list = [through_let]
        let deep = join(list + ["y"], " ")
        pattern q {
          param to: endpoint
          output out = "at \\(to)"
          output end = to
        }
        trait t {
          param to: endpoint
          env { T = to }
        }
        trait u {
          param text: string
          let more = text + "!"
          with v { text = more }
        }
        trait v {
          param text: string
          args = [text]
        }
        q p { to = db.sql }
        service s { image = "i", \(entry) }
        """
    )
    #expect(compiled.findings == [])
    #expect(compiled.links == ["s -> db:sql"])
    #expect(compiled.startOrder == ["s after db (started)"])
  }

  @Test(arguments: [
    "env { X = db.sql.port }", "env { X = count([db.sql]) }", "env { X = db.sql == db.admin }",
    "env { X = db.name }", "env { X = db.sql.host == \"x\" }",
    "env { X = contains([db.sql.host], \"\") }",
    "env { X = if db.sql.host == \"db\" then 1 else 2 }", "env { X = null }",
    "labels { x = db.sql.host }",
  ])
  func numbersComparisonsAndCountsCarryNothing(_ entry: String) {
    let compiled = Compiled(Self.ports + "service s { image = \"i\", \(entry) }")
    #expect(compiled.findings == [])
    #expect(compiled.links == [])
  }

  @Test func aLinkStartsItsTargetFirstAndReadyWhereItCanTell() {
    let compiled = Compiled(
      """
      app a
      service api { image = "i", env { A = db.sql, B = db.admin, C = cache.redis } }
      service db { image = "i", ports { sql = 1, admin = 2 }, ready { tcp = true, port = self.sql } }
      service cache { image = "i", ports { redis = 3 } }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.links == ["api -> db:sql", "api -> db:admin", "api -> cache:redis"])
    #expect(compiled.startOrder == ["api after db (ready)", "api after cache (started)"])
  }

  @Test func aCircleOfLinksIsANoteAndCarriesNoOrder() {
    let compiled = Compiled(
      """
      app a
      service x { image = "i", ports { http = 1 }, env { Y = y.http, Z = z.http } }
      service y { image = "i", ports { http = 1 }, env { X = x.http } }
      service z { image = "i", ports { http = 1 } }
      """
    )
    #expect(
      compiled.findings == [
        "2:56 N0412 these services link in a circle, so none of them waits for another: `x`, `y`"
      ]
    )
    #expect(compiled.startOrder == ["x after z (started)"])
  }

  @Test func peersLinkToThemselvesAndWaitForNothing() {
    let compiled = Compiled(
      """
      app a
      service kafka {
        image = "i"
        identity = "stable"
        replicas = 3
        ports { broker = 9092 }
        env { PEERS = join(self.broker.addresses, ","), HOSTS = join(self.broker.hosts, " ") }
      }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.links == ["kafka -> kafka:broker"])
    #expect(compiled.startOrder == [])
    #expect(
      compiled.environment("kafka") == [
        "PEERS=kafka-0.kafka:9092,kafka-1.kafka:9092,kafka-2.kafka:9092",
        "HOSTS=kafka-0.kafka kafka-1.kafka kafka-2.kafka",
      ]
    )
  }

  @Test func severalStableReplicasHaveNoPlainAddress() {
    let stable = """
      app a
      service s { image = "i", identity = "stable", replicas = 2, ports { http = 80 } }

      """
    for use in ["s.http", "s.http.address", "s.http.host", "s.http.url", "\"\\(s.http)\""] {
      let compiled = Compiled(stable + "service t { image = \"i\", env { X = \(use) } }")
      #expect(
        compiled.findings.map { String($0.split(separator: " ")[1]) } == ["E0316"],
        "\(use)"
      )
      #expect(compiled.help.first == "name all of them: `s.http.addresses`")
    }
    // What does not print it may name it.
    let compiled = Compiled(
      stable + """
        pattern p {
          param to: endpoint
          service x { image = "i", links = [to], env { P = to.port } }
        }
        p i { to = s.http }
        service t { image = "i", links = [s.http] }
        """
    )
    #expect(compiled.findings == [])
    #expect(compiled.links == ["i-x -> s:http", "t -> s:http"])
  }

  @Test func oneStableReplicaHasAPlainAddress() {
    let compiled = Compiled(
      """
      app a
      service s { image = "i", identity = "stable", ports { http = 80 } }
      service t { image = "i", env { X = s.http, Y = join(s.http.addresses, ",") } }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.environment("t") == ["X=s:80", "Y=s-0.s:80"])
  }
}
