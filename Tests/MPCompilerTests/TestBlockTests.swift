import MPDiagnostics
import Testing

@testable import MPCompiler

/// What the tests of a spec can ask, and what they say when the answer is another one.
struct TestBlockTests {
  static let shop = """
    app shop { labels { team = "x" } }
    service web {
      image = "acme/web:1"
      ports { http = 8080, user = 9, dns = 53/udp }
      env { API = api.http, MODE = "a" }
      user = 1000
      cpu = 250m..1
      memory = 512Mi
      args = ["serve"]
      labels { "a/b" = "c" }
      annotations { note = "n" }
    }
    service api {
      image = "acme/api:1"
      replicas = 2
      ports { http = 8080, admin = 9000 }
      env { DB = db.sql }
      workdir = "/srv"
      user = "app"
    }
    service db { image = "postgres:16", ports { sql = 5432 }, identity = "stable" }
    pattern pair {
      param size: int = 2
      slot one
      slot two?
      service inner {
        image = "acme/inner:1"
        ports { http = 80 }
        env { ONE = one.http }
      }
      output http = inner.http
    }
    pair deep { one { image = "acme/one:1", replicas = 3, ports { http = 80, image = 81 } } }
    expose web.http { port = 80 }
    expose db.sql { local = true }

    """

  /// - Returns: The findings of the tests, as `place code message | labels | notes`.
  private func failures(_ tests: String, of spec: String = shop) -> [String] {
    let compiled = Compiled(spec + tests)
    #expect(compiled.findings == [])
    return compiled.tests.flatMap(\.findings).map { finding in
      var line = "\(finding.code.rawValue) \(finding.message)"
      for label in [finding.primary] + finding.labels where !label.text.isEmpty {
        line += " | \(compiled.sources.text(label.range)): \(label.text)"
      }
      return line + finding.notes.dropLast().map { " | \($0)" }.joined()
    }
  }

  @Test(arguments: [
    "count(containers) == 8 and count(services) == 5 and count(exposes) == 2",
    "count(jobs) + count(crons) + count(volumes) + count(secrets) == 0",
    "services == [web, api, db, deep.one, deep.inner]",
    "[for c in containers if c.service == api: c.index] == [0, 1]",
    #"[for c in containers if c.service == db: c.name] == ["db-0"]"#,
    "[for c in containers if c.memory == null: c.service.image][0] == api.image",
    #"count([for c in containers if c.env.MODE == "a": c]) == 1"#,
    #"[for c in containers if c.user == 1000 or c.user == "app": c.image][0] == "acme/web:1""#,
    "[for e in exposes if not e.local: e.port] == [80]",
    "[for e in exposes: e.target] == [web.http, db.sql] and exposes[0].service == web",
    "[for j in jobs: j.name] == []",
    // Attributes.
    #"web.image == "acme/web:1" and web.replicas == 1 and api.replicas > web.replicas"#,
    #"web.env.API == "api:8080" and web.env["MODE"] == "a" and web.env.NOPE == null"#,
    #"count(web.env) == 2 and contains(web.env, "API") and "MODE" in web.env"#,
    #"[for name, text in web.env: "\(name)=\(text)"] == ["API=api:8080", "MODE=a"]"#,
    #"web.env[lower("NOPE")] == null and web.env[upper("mode")] == "a""#,
    #"contains(web.env.API, "8080") and "api" in web.env.API and lower(web.env.MODE) == "a""#,
    "web.cpu == 250m..1 and max(web.cpu) == 1 and min(web.cpu) == 250m and 300m in web.cpu",
    "web.cpu != 1 and 250m..1 == web.cpu and web.cpu != null",
    "web.memory == 512Mi and web.memory == 512Mi..512Mi and max(web.memory) <= 1Gi",
    "api.memory == null and api.cpu == null and web.workdir == null and web.command == null",
    #"web.args == ["serve"] and "serve" in web.args and web.args[0] == "serve""#,
    #"api.user == "app" and api.user != 1000 and api.workdir == "/srv""#,
    #"web.labels["a/b"] == "c" and web.labels.team == "x" and web.annotations.note == "n""#,
    #"db.identity == "stable" and web.identity == "none""#,
    "web.ports.http == 8080 and web.ports.dns == 53/udp and web.ports.nope == null",
    "web.links == [api.http] and db.links == []",
    #"web.http.address == "web:8080" and web.http.url == "http://web:8080" and api.http.port == 8080"#,
    #"db.sql.addresses == ["db-0.db:5432"] and db.sql.host == "db""#,
    // A port of the name of an attribute.
    #"web.user.port == 9 and deep.one.image.address == "deep-one:81" and deep.inner.image != "x""#,
    // Members.
    #"deep.one.replicas == 3 and deep.size == 2 and deep.inner.env.ONE == "deep-one:80""#,
    "deep.two == null and deep.http == deep.inner.http",
    // Links.
    "links(web, api) and links(web, api.http) and not links(web, api.admin) and not links(web, db)",
    "reaches(web, db) and reaches(web.http, db.sql) and not reaches(db, web)",
    "not reaches(web, api.admin) and not reaches(web, web)",
    "links(deep, deep.one) and not links(deep.one, deep) and not reaches(web, deep)",
    "public(web) and public(web.http) and not public(web.user) and not public(db)",
    "not public(deep) and not public(deep.http)",
    "[for s in services if reaches(s, db): s] == [web, api]",
  ]) func isTrue(_ condition: String) {
    #expect(failures("test \"t\" { expect \(condition) }\n") == [])
  }

  @Test func externalsAreLinkedTo() {
    let spec = """
      app a
      external mail { host = "2001:db8::1", ports { smtp = 587, imap = 143 } }
      service web { image = "w:1", env { MAIL = mail.smtp, HOST = mail.smtp.host } }
      service front { image = "f:1", ports { http = 80 }, links = [mail.imap] }
      service edge { image = "e:1", links = [front.http] }

      """
    let tests = [
      "links(web, mail) and links(web, mail.smtp) and not links(web, mail.imap)",
      "reaches(edge, mail.imap) and not links(edge, mail) and not reaches(mail, web)",
      "web.links == [mail.smtp] and front.links == [mail.imap] and not public(mail)",
      #"web.env.MAIL == "[2001:db8::1]:587" and web.env.HOST == "2001:db8::1""#,
    ]
    for test in tests {
      #expect(failures("test \"t\" { expect \(test) }\n", of: spec) == [])
    }
    #expect(
      failures("test \"t\" { expect links(edge, mail) }\n", of: spec) == [
        "E0601 expectation failed: `edge` does not link to `mail` | links(edge, mail): `edge` links to `front.http` | it reaches `mail` through `front`"
      ]
    )
  }

  @Test(arguments: [
    (
      "count(containers) == 3",
      "E0601 expectation failed: `8` is not equal to `3` | count(containers): this is 8"
    ),
    (
      "web.replicas >= api.replicas",
      "E0601 expectation failed: `1` is not at least `2` | web.replicas: this is 1 | api.replicas: this is 2"
    ),
    (
      #"web.image == "x" and 1 == 1"#,
      #"E0601 expectation failed: `"acme/web:1"` is not equal to `"x"` | web.image: this is "acme/web:1""#
    ),
    (
      "web == api or public(api)",
      "E0601 expectation failed: `web` is not equal to `api`, and `api` is not public | web: this is web | api: this is api | public(api): nothing exposes it | public is `web.http`"
    ),
    (
      "not (web.replicas == 1 and true)",
      "E0601 expectation failed: `1` is equal to `1`, and this is true | web.replicas: this is 1 | true: this is true"
    ),
    (
      "api.memory == 1Gi",
      "E0601 expectation failed: `null` is not equal to `1Gi` | api.memory: this is null"
    ),
    (
      "services == [web, api]",
      "E0601 expectation failed: `[web, api, db, deep.one, deep.inner]` is not equal to `[web, api]` | services: this is [web, api, db, deep.one, deep.inner] | [web, api]: this is [web, api]"
    ),
    (
      "not reaches(web, db)",
      "E0601 expectation failed: `web` reaches `db` | reaches(web, db): web -> api -> db | api.http: `web` uses `api.http` | db.sql: `api` uses `db.sql`"
    ),
    (
      "reaches(deep.inner, web)",
      "E0601 expectation failed: `deep.inner` does not reach `web` | reaches(deep.inner, web): `deep.inner` reaches `deep.one`"
    ),
    (
      "reaches(db, web)",
      "E0601 expectation failed: `db` does not reach `web` | reaches(db, web): `db` links to nothing"
    ),
    (
      "links(web, db)",
      "E0601 expectation failed: `web` does not link to `db` | links(web, db): `web` links to `api.http` | it reaches `db` through `api`"
    ),
    (
      "public(db)",
      "E0601 expectation failed: `db` is not public | public(db): it is exposed, but `local` | db.sql: exposed here, with `local = true` | public is `web.http`"
    ),
    (
      "public(deep)",
      "E0601 expectation failed: `deep` is not public | public(deep): nothing exposes it | public is `web.http`"
    ),
    (
      "not public(web)",
      "E0601 expectation failed: `web` is public | web.http: `web.http` is exposed here, as 80"
    ),
    (
      #""x" in web.args"#,
      #"E0601 expectation failed: `"x"` is not in `["serve"]` | web.args: this is ["serve"]"#
    ),
    (
      #"contains(web.args, web.image)"#,
      #"E0601 expectation failed: `["serve"]` does not contain `"acme/web:1"` | web.args: this is ["serve"] | web.image: this is "acme/web:1""#
    ),
    ("false", "E0601 expectation failed: this is false | false: this is false"),
    (
      "if web.replicas == 1 then public(api) else true",
      "E0601 expectation failed: `api` is not public | public(api): nothing exposes it | web.replicas == 1: this is true | public is `web.http`"
    ),
    ("contains(web.env.NOPE, \"x\")", "E0305 this is `null`, and a value is needed here"),
    ("deep.two.replicas == 1", "E0305 this is `null`, and a value is needed here"),
    ("1 / (web.replicas - 1) == 1", "E0313 this divides by zero"),
    (
      "web.args[1] == \"x\"", "E0314 there is no element 1 | the list has the elements 0 to 0"
    ),
    (
      "{ a = 1 }[\"b\"] == 1", "E0314 there is no key `b` | there are `a`"
    ),
    (
      "web.nope.port == 1",
      "E0224 `web` has no port `nope` | this service has the ports `http`, `user`, `dns`"
    ),
  ]) func isFalse(_ condition: String, _ finding: String) {
    #expect(failures("test \"t\" { expect \(condition) }\n") == [finding])
  }

  @Test func aLongValueIsShortened() throws {
    let long = String(repeating: "a", count: 500)
    let finding = try #require(
      failures("test \"t\" { expect join([web.image, \"\(long)\"], \"\") == \"x\" }\n").first
    )
    #expect(finding.utf8.count < 1100)
    #expect(finding.contains(" … aaa"))
  }

  // MARK: - Several tests

  @Test func oneFailureDoesNotHideAnother() {
    let compiled = Compiled(
      """
      service web { image = "i" }
      let broken = 1 / 0
      test "one" { expect broken == 1 }
      test "two" {
        let n = count(containers)
        expect n == 2
        expect n == 3
        expect broken == 1
      }
      test "three" { expect n == 1, let n = 1 }
      test "four" {}
      """
    )
    #expect(compiled.findings == [])
    let tests = compiled.tests
    #expect(tests.map(\.name) == ["one", "two", "three", "four"])
    #expect(
      tests.map { $0.findings.map(\.code.rawValue) } == [
        ["E0313"], ["E0313", "E0601", "E0601"], [], [],
      ]
    )
    #expect(tests[1].findings.allSatisfy { $0.notes.last == "in the test \"two\"" })
  }

  @Test func namesOfTestsAreTheirOwn() {
    #expect(
      findings(
        """
        service web { image = "i" }
        let n = 1
        test "a" {
          let n = 2
          let web = n
          let services = 3
          expect n == 2 and web == 2 and services == 3
        }
        test "b" { expect n == 1 and web.replicas == 1 and count(services) == 1 }
        test "a" { let self = 1, let n = n, let m = 1, let m = 2, expect m == 1 }

        """
      ) == [
        "10:6 E0201 there are two tests \"a\"",
        "10:16 E0202 `self` is a word of the language and cannot be declared",
        "10:30 E0221 the value of `n` depends on itself",
        "10:52 E0201 `m` is declared twice",
      ]
    )
    let compiled = Compiled(
      """
      service web { image = "i" }
      let n = 1
      test "a" {
        let n = 2
        let web = n
        let services = 3
        expect n == 2 and web == 2 and services == 3
      }
      test "b" { expect n == 1 and web.replicas == 1 and count(services) == 1 }
      """
    )
    #expect(compiled.tests.map(\.findings.isEmpty) == [true, true])
  }

  // MARK: - What tests refuse

  @Test(arguments: [
    ("api.user == true", "E0304 `==` does not go with a `string?` and a `bool`"),
    ("web.memory <= 1Gi", "E0304 "),
    ("web.memory == 250m", "E0307 "),
    (#"web.identity == "unique""#, "E0306 "),
    ("containers[0].nope == 1", "E0208 there is no `nope` in this record"),
    ("services.name == 1", "E0208 "),
    ("reaches(web, 1)", "E0302 `reaches` takes a service, an instance, an external or a port"),
    ("web.replicas", "E0302 "),
  ]) func isRefused(_ condition: String, _ finding: String) {
    let found = findings(Self.shop + "test \"t\" { expect \(condition) }\n")
    #expect(found.count == 1)
    let text = found.first?.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
    #expect(text.hasPrefix(finding), "\(found)")
  }

  @Test func outsideOfTestsNothingHasChanged() {
    #expect(
      findings(
        """
        pattern p { param a: string?, service s { image = "i", env { A = a } } }
        let n = count(services)
        service web { image = "i", env { A = web.image, B = max(1..2) } }
        """
      ).map { $0.split(separator: " ")[1] } == ["E0205", "E0224"]
    )
  }

  /// Nothing is quadratic in services, links or tests.
  @Test func aLargeSystemIsTested() {
    let services = (0..<2000).map { index in
      "service s\(index.name) { image = \"i\", ports { http = 80 }"
        + (index > 0 ? ", links = [s\((index - 1).name).http] }" : " }")
    }
    let tests = (0..<50).map { index in
      "test \"\(index)\" { expect reaches(s\(1999.name), s\(0.name)) and count(containers) == 2000 }"
    }
    let compiled = Compiled((services + tests).joined(separator: "\n"))
    #expect(compiled.findings == [])
    let clock = ContinuousClock()
    var failed = 0
    let time = clock.measure { failed = compiled.tests.count { !$0.findings.isEmpty } }
    #expect(failed == 0)
    #expect(time < .seconds(20))
  }
}

extension Int {
  /// A number in letters.
  fileprivate var name: String {
    String(String(self).map { Character(UnicodeScalar($0.asciiValue! - 48 + 97)) })
  }
}
