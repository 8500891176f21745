import MPIR
import Testing

/// What services say, and what becomes of it.
@Suite struct ServiceTests {
  @Test func everyMistakeComesInOneRun() {
    #expect(
      findings(
        """
        app a
        service x {
          env { B = "b" }
        }
        service y {
          image = "i"
          replicas = "two"
          user = ""
          memory = 1Ki
          ports { http = 70000, web = 80, www = 80 }
          env { "1A" = 1 }
          file "x" { content = "" }
          ready { http = "x" }
        }
        service z { image = "A B", workdir = "x" }
        expose y.web
        expose z
        let q = unknown
        """
      ) == [
        "2:9 E0401 `x` has no image",
        "7:14 E0302 `replicas` takes an `int` or a range such as `2..10`, and this is a `string`",
        "8:10 E0404 \"\" is no user", "9:12 E0311 `memory` is at least 6Mi",
        "10:18 E0311 70000 is no port: ports are 1 to 65535",
        "10:35 E0407 port 80 is already called `web`",
        "11:9 E0217 `1A` is no name of a variable: letters, digits, `_`, `-` and `.`",
        "12:8 E0404 the path `x` is not absolute",
        "13:18 E0406 `x` is no path of a request",
        "15:21 E0403 `A B` is no name of an image", "15:38 E0404 the path `x` is not absolute",
        "17:8 E0302 `expose` takes a port, and this is a `service`",
        "18:9 E0205 nothing here is called `unknown`",
      ]
    )
  }

  @Test func aMistakeHasNoFollowers() {
    #expect(
      findings(
        """
        app a
        service db { imgae = "i", ports { sql = "5432" } }
        service api { image = image, env { A = db.sql, B = "\\(db.sql)", C = db.sql.prot } }
        let image = "x" + missing
        scatter_gather s { leafs = 3, leaf { with nothing } }
        expose s.http { port = nine }
        """
      ) == [
        "2:14 E0209 `service` has no `imgae`",
        "2:41 E0302 `sql` takes a port number, and this is a `string`",
        "3:76 E0208 there is no `prot` in a port", "4:19 E0205 nothing here is called `missing`",
        "5:20 E0210 `scatter_gather` has no param `leafs`",
        "5:43 E0207 there is no trait `nothing`", "6:24 E0205 nothing here is called `nine`",
      ]
    )
  }

  @Test(
    arguments: [
      ("replicas = 0", "E0311 `replicas` is 0, and at least one runs"),
      ("identity = \"sticky\"", "E0306 `\"sticky\"` is none of the values that go here"),
      ("cpu = 1m", "E0311 `cpu` is at least 10m"),
      ("cpu = 1..500m", "E0315 this range goes from 1 down to 500m"),
      ("user = 2147483648", "E0404 2147483648 is no user"),
      ("user = \"1:99999999999999999999\"", "E0404 \"1:99999999999999999999\" is no user"),
      ("user = -1", "E0404 -1 is no user"), ("user = \"a b\"", "E0404 \"a b\" is no user"),
      ("image = \"x\"", "E0214 `image` is set twice"),
      ("env { A = 1, A = 2 }", "E0214 `A` is set twice"),
      ("env { A = 1 }, env { A = 2 }", "E0214 `A` is set twice"),
      ("env { A = 1 }, env = { A = 2 }", "E0214 `A` is set twice"),
      ("env = { A = 1, A = 2 }", "E0214 `A` is set twice"),
      ("when true { image = \"x\" }", "E0214 `image` is set twice"),
      (
        "env = 1",
        "E0302 `env` takes a map of a string, number, bool, endpoint or secret, and this is an `int`"
      ),
      ("env { A = [1] }", "E0303 a `[int]` does not print"),
      (
        "env = { \"a b\" = 1 }",
        "E0217 `a b` is no name of a variable: letters, digits, `_`, `-` and `.`"
      ),
      ("env = m", "E0217 `a b` is no name of a variable: letters, digits, `_`, `-` and `.`"),
      (
        "ports { HTTP = 80 }",
        "E0217 `HTTP` is no port name: at most 15 lowercase letters, digits and single `-`"
      ),
      ("ports { host = 80 }", "E0217 `host` means something else behind a `.`"),
      ("ports { http = 53/xyz }", nil), ("image { }", "E0215 `image` is a value, not a block"),
      ("ready = 1", "E0215 `ready` is a block, not a value"),
      ("ready x { exec = [\"x\"] }", "E0216 `ready` has no label"),
      ("file { content = \"\" }", "E0216 `file` needs a label in quotes"),
      ("file \"/\\(1)\" { content = \"\" }", "E0115 nothing can be interpolated here"),
      ("file \"/a\" { }", "E0405 this file has no content"),
      (
        "file \"/a\" { content = \"\", source = \"x\" }",
        "E0405 this file has both `content` and `source`"
      ),
      ("file \"/a\" { source = \"nope\" }", "E0405 `nope` does not exist"),
      ("file \"/a\" { content = \"\", mode = \"0999\" }", "E0405 `0999` is no mode of a file"),
      ("file \"/a\" { content = \"\", mode = \"+77\" }", "E0405 `+77` is no mode of a file"),
      (
        "file \"/a\" { content = \"\" }, file \"/a\" { content = \"\" }",
        "E0214 `file \"/a\"` is set twice"
      ),
      (
        "file \"/a/../\u{301}b\" { content = \"\" }",
        "E0404 the path `/a/../\u{301}b` has a `.` or `..` in it"
      ),
      ("ready { tcp = true }", "E0406 there is no port to ask"),
      ("ready { }", "E0406 this does not say how to ask"),
      (
        "ready { tcp = true, http = \"/\" }, ports { a = 1 }",
        "E0406 this asks in several ways: `http`, `tcp`"
      ),
      (
        "ready { tcp = true }, ports { a = 1, b = 2 }",
        "E0406 there are several ports: which one is asked?"
      ),
      ("ready { exec = [] }", "E0406 this command is empty"),
      (
        "ready { tcp = true, port = o.http }",
        "E0406 a probe asks the service itself, and this is a port of another"
      ),
      (
        "ready { exec = [\"x\"], every = 1500ms }",
        "E0311 `every` is a whole number of seconds, at least 1"
      ),
      (
        "labels { \"a b\" = \"x\" }",
        "E0217 `a b` is no name of a label: letters, digits, `-`, `_` and `.`, at most 63, with a domain and `/` before it if you like"
      ),
      (
        "labels { a = \"Host(`x`)\" }", "E0404 `Host(`x`)` is no value of a label"
      ),
      (
        "labels { \"app.kubernetes.io/name\" = \"x\" }",
        "E0217 `app.kubernetes.io/name` is set by what deploys the system"
      ),
      (
        "labels { a = \"x\" }, annotations { a = \"y\" }",
        "E0214 `a` is a label and an annotation"
      ),
      ("links = [o]", "E0302 `links` takes a `[endpoint]`, and this is a `[service]`"),
      (
        "links = o.http",
        "E0302 `links` takes a `[endpoint]`, and this is an `endpoint` (a service's port)"
      ),
    ] as [(String, String?)]
  )
  func entries(_ entry: String, _ expected: String?) {
    let found = findings(
      """
      app a
      let m = { "a b" = 1 }
      service o { image = "i", ports { http = 80 } }
      service s { image = "i", \(entry) }
      """
    )
    #expect(found.count == 1, "\(found)")
    guard let expected else { return }
    #expect(found.first.map { String($0.drop { $0 != " " }.dropFirst()) } == expected)
  }

  @Test func blocksMergeByKeyAndNullRemoves() {
    let compiled = Compiled(
      """
      app a { labels { team = "x" } }
      let common = { A = 1, B = null }
      service s {
        image = if true then "one" else null
        user = if false then 1 else null
        env = common
        env { C = "c", D = null }
        when true { env { E = 0.5, F = true } }
        when false { env { A = 2 } }
        ports { dns = 53/udp, tcp = 53 }
        args = []
      }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.environment("s") == ["A=1", "C=c", "E=0.5", "F=true"])
    #expect(compiled.image("s") == "one")
    #expect(compiled.system.labels.map(\.value) == ["x"])
    #expect(compiled.workload("s")?.portTexts == ["dns=53/udp", "tcp=53/tcp"])
    #expect(compiled.workload("s")?.container.arguments == nil)
  }

  @Test func usersAreNumbersOrNamesOfTheImage() {
    let cases: KeyValuePairs = [
      "0": User.Identity.ids(user: 0, group: nil), "\"10:20\"": .ids(user: 10, group: 20),
      "\"www-data\"": .named("www-data"), "\"10:staff\"": .named("10:staff"),
      "\"web:20\"": .named("web:20"),
    ]
    for (user, expected) in cases {
      let compiled = Compiled("app a\nservice s { image = \"i\", user = \(user) }")
      #expect(compiled.findings == [])
      #expect(compiled.workload("s")?.container.user?.identity == expected)
    }
  }

  @Test func nameOfAPublicServiceIsTaken() {
    let found = findings(
      """
      app a
      service web { image = "i", ports { http = 80 } }
      service web-public { image = "i" }
      expose web.http { port = 80 }
      """
    )
    #expect(found.count == 1 && found[0].contains("E0409"), "\(found)")
  }

  @Test func filesAreReadFromBesideTheSpec() {
    let compiled = Compiled(
      """
      app a
      service s {
        image = "i"
        file "/b" { source = "b.txt", mode = "0755" }
        file "/a" { content = "x" }
      }
      """,
      files: ["b.txt": "no newline"]
    )
    #expect(compiled.findings == [])
    #expect(compiled.fileTexts("s") == ["no newline", "x\n"])
    #expect(compiled.workload("s")?.container.files.map(\.mode) == [0o755, 0o644])
  }

  @Test func theAppReplacesStockImages() {
    let compiled = Compiled(
      """
      app a { images { nginx = "registry.local/nginx:1", busybox = "b:1", haproxy = "h:1" } }
      function f { code = "" }
      service s { image = mp.images.nginx }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.image("f-server") == "registry.local/nginx:1")
    #expect(compiled.image("s") == "registry.local/nginx:1")
    #expect(compiled.system.toolsImage == "b:1")
    #expect(compiled.system.gatewayImage == "h:1")
    #expect(
      findings("app a { images { nginx = \"No\", ngnix = \"x\" } }\nfunction f { code = \"\" }")
        == [
          "1:26 E0403 `No` is no name of an image",
          "1:32 E0217 `ngnix` is none of the stock images: `nginx`, `busybox`, `haproxy`, `kubectl`",
        ]
    )
  }

  @Test func exposedPorts() {
    #expect(
      findings(
        """
        app a
        service s { image = "i", ports { http = 80, web = 81, dns = 80/udp } }
        service t { image = "i", replicas = 2, ports { http = 82 } }
        expose s.http
        expose s.dns
        expose s.web { port = 80 }
        expose s.http { port = 0 }
        expose t.http
        expose s.http { port = 90, host = "x" }
        expose
        """
      ) == [
        "6:8 E0408 port 80 is taken", "7:24 E0311 0 is no port: ports are 1 to 65535",
        "10:7 E0103 expected `=`, a name or `{` after `expose`, found the end of the file",
      ]
    )
  }

  @Test func namesThatWouldBeDeployedTwice() {
    #expect(
      findings(
        """
        app a
        pattern p { service x { image = "i" } }
        p i { }
        service i-x { image = "i" }
        """
      ) == ["4:9 E0409 two workloads would be deployed as `i-x`"]
    )
    let long = String(repeating: "a", count: 40)
    #expect(
      findings("app a\npattern p { service \(long) { image = \"i\" } }\np instance { }").map {
        String($0.prefix(10))
      } == ["2:21 E0410"]
    )
  }
}
