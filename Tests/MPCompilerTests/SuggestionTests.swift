import Testing

@testable import MPCompiler

/// What is offered instead of a wrong word, which has to be right when it is followed.
@Suite struct SuggestionTests {
  /// What the help is for an entry of a service.
  private func help(_ entry: String) -> [String] {
    Compiled(
      """
      app a
      service web {
        image = "w:1"
        \(entry)
      }
      service db { image = "d:1" }
      secret token
      cron nightly { image = "n:1", schedule = "0 3 * * *" }
      """
    )
    .help
  }

  // MARK: - Words of other tools

  @Test(arguments: [
    ("depends_on = [db]", "replace it with `after`"),
    ("environment { A = \"b\" }", "replace it with `env`"),
    ("environment = { A = \"b\" }", "replace it with `env`"),
    ("entrypoint = [\"x\"]", "replace it with `command`"),
    ("resources { cpu = 1 }", "write `cpu = 250m..1, memory = 512Mi..1Gi`"),
    ("port = 80", "write `ports { http = 80 }`"),
    ("volumes { data = \"/x\" }", "write `volume data { path = \"/data\", size = 1Gi }`"),
    ("livenessProbe { http = \"/\" }", "write `live { http = \"/healthz\" }`"),
    ("stop_grace_period = 10s", "write `stop { grace = 30s }`"),
    ("use metrics", "write `with TRAIT`"),
  ])
  func wordsOfOtherTools(_ entry: String, _ expected: String) {
    #expect(help(entry) == [expected])
  }

  /// Every form of the table stands in a service as it is written there.
  @Test func formsCompile() {
    for (word, foreign) in ForeignWord.table {
      guard let form = foreign.form else {
        #expect(Vocabulary.service.words.contains(foreign.word), "\(word)")
        continue
      }
      let image = form.replacing("image = \"…\"", with: "image = \"i:1\"")
      let compiled = Compiled(
        "app a\nservice web { image = \"w:1\", \(image.hasPrefix("ports") ? "" : "ports { web = 80 }, ")\(image) }"
      )
      #expect(compiled.findings == [], "\(word)")
      #expect(form.contains(foreign.word), "\(word)")
    }
  }

  /// What the block does not have, no word of others can mean there.
  @Test func jobsHaveNoPorts() {
    let compiled = Compiled("app a\njob j { image = \"j:1\", port = 80 }")
    #expect(compiled.findings == ["2:24 E0209 `job` has no `port`"])
    #expect(compiled.help == [])
  }

  // MARK: - What fits

  @Test(arguments: [
    // As a value and as a block.
    ("comand = [\"x\"]", ["replace it with `command`"]),
    ("labls = { a = \"b\" }", ["replace it with `labels`"]),
    ("buld = \".\"", ["replace it with `build`"]),
    ("redy = \"/\"", ["write `ready { … }`"]),
    ("fil = \"/x\"", ["write `file \"…\" { … }`"]),
    ("replcas { }", ["write `replicas = …`"]),
    ("platform = linux", ["put text into quotes: `\"linux\"`"]),
    ("command = [nginx]", ["put text into quotes: `\"nginx\"`"]),
    ("memory = much", []),
    ("security = \"restricted\"", ["write `security { level = \"restricted\" }`"]),
    ("ready = \"/\"", ["write `ready { … }`"]),
    // What is set already.
    ("imge = \"x\"", []),
    ("live { exec = [\"x\"], EXEC = [\"x\"] }", []),
    ("stop { grace = 10s, grac = 20s }", []),
    // There may be several of these.
    (
      "file \"/a\" { content = \"a\" }\n  flie \"/b\" { content = \"b\" }",
      ["replace it with `file`"]
    ),
    // Short words are near to everything.
    ("t = \"x\"", []),
    ("ab = \"x\"", []),
  ])
  func words(_ entry: String, _ expected: [String]) {
    #expect(help(entry) == expected)
  }

  @Test(arguments: [
    (
      "service s { image = \"s:1\", volume d { path = \"/d\", of = dat } }",
      "replace it with `data`"
    ),
    (
      "service s { image = \"s:1\", volume d { path = \"/d\", of = dta } }",
      "replace it with `data`"
    ),
    ("service s { image = \"s:1\", after = [dat] }", "replace it with `date`"),
    ("when debg { service s { image = \"s:1\" } }", "replace it with `debug`"),
    ("let x = dat", "replace it with `data`"),
    ("service s { image = imag }", "replace it with `image`"),
  ])
  func namesAreOfTheNeededKind(_ item: String, _ expected: String) {
    let compiled = Compiled(
      """
      app a
      param debug: bool = true
      param debg2: int = 1
      let image = "i:1"
      volume data { size = 1Gi }
      service date { image = "d:1" }
      \(item)
      """
    )
    #expect(compiled.help == [expected])
  }

  @Test(arguments: [
    "service s { image = \"s:1\", volume d { path = \"/d\", of = w } }",
    "when x { service s { image = \"s:1\" } }",
    "when n > 0 { service s { image = \"s:1\" } }",
  ])
  func shortNamesAreNotGuessed(_ item: String) {
    let compiled = Compiled(
      "app a\nvolume v { size = 1Gi }\nservice a { image = \"a:1\" }\n\(item)"
    )
    #expect(compiled.findings.count == 1)
    #expect(compiled.help == [])
  }

  @Test func paramsThatAreSetAreNotOffered() {
    let pattern = "pattern p {\n  param size: int\n  slot leaf\n}\n"
    let compiled = Compiled(
      "app a\n\(pattern)p i {\n  size = 1\n  siz = 2\n  leaf { image = \"l:1\" }\n}\np j { siz = 1 }"
    )
    #expect(compiled.help == ["replace it with `size`"])
    #expect(compiled.findings.count == 2)
  }

  // MARK: - Profiles and tests

  @Test(arguments: [
    ("web.replicas = 2", "write `extend web { replicas = … }`"),
    ("web { replicas = 2 }", "change it by `extend web { … }`"),
  ])
  func profilesExtend(_ entry: String, _ expected: String) {
    let compiled = Compiled("app a\nservice web { image = \"w:1\" }\nprofile p {\n  \(entry)\n}")
    #expect(compiled.findings.count == 1)
    #expect(compiled.help == [expected])
  }

  @Test func attributesThatTestsMisspell() {
    let compiled = Compiled(
      """
      app a
      service web { image = "w:1", ports { envs = 80 } }
      test "t" {
        expect web.replica == 1
        expect web.envv == null
        expect web.envs.port == 80
      }
      """
    )
    #expect(
      compiled.findings == [
        "4:14 E0208 there is no `replica` in a `service`",
        "5:14 E0208 there is no `envv` in a `service`",
      ]
    )
    #expect(compiled.help == ["replace it with `replicas`", "replace it with `env`"])
  }

  // MARK: - What follows from a mistake

  @Test(arguments: [
    "service w { image = \"w:1\", volume v { path = \"/v\", of = unknown } }",
    "service w { image = \"w:1\", file \"/a\" { content = \"a\" }, file \"/a/\" { content = \"b\" } }",
    "service w { image = \"w:\\(tag)\" }",
    "service w { image = \"w:1\", live { tcp = true }, security { level = \"restricted\" }, \(facts) }",
    "service w { image = \"w:1\", stop { signal = \"15\" } }",
    "pattern p { param n: int, param n: int, service s { image = \"i\" } }\np q { n = 1 }",
    "service w { image = \"w:1\", security { level = \"restricted\" }, user = 10001, cpu = 1, memory = \"1\", live { exec = [\"x\"] } }",
  ])
  func isNotSaid(_ item: String) {
    let compiled = Compiled("app a\nparam tag: string?\n\(item)")
    #expect(compiled.findings.filter { $0.contains(" E") }.count == 1, "\(compiled.findings)")
  }

  private static let facts = "user = 10001, cpu = 1, memory = 64Mi"

  @Test func labelsThatAreNone() {
    let compiled = Compiled(
      """
      app a
      trait t {
        param n: int = 1
        file "/x/\\(n)" { content = "x" }
      }
      service s { image = "s:1", with t, with t other }
      """
    )
    #expect(compiled.findings == ["4:8 E0115 nothing can be interpolated here"])
  }

  @Test func hostsThatAreNoneTakeNothing() {
    let compiled = Compiled(
      """
      app a
      service s { image = "s:1", ports { http = 80 } }
      expose s.http { host = "a.b:80" }
      expose s.http { host = "*" }
      """
    )
    #expect(
      compiled.findings == [
        "3:24 E0404 `a.b:80` is no name of a host", "4:24 E0404 `*` is no name of a host",
      ]
    )
  }

  @Test func signalsByNumber() {
    #expect(help("stop { signal = \"15\" }") == ["write `\"TERM\"`"])
  }

  @Test func whereASecretGoesAndWhatEnds() {
    let secret =
      "a secret goes into a variable, `env { TOKEN = … }`, or a file, `file \"/path\" { secret = … }`"
    #expect(help("args = [token]") == [secret])
    #expect(help("workdir = token") == [secret])
    #expect(
      help("after = [nightly]") == ["a cron has no end that could be waited for: a `job` has"]
    )
  }

  /// What services say, a pattern's parts say.
  @Test(arguments: [
    (
      "function f { code = \"\", env { A = \"b\" } }",
      "say it of one of its parts, at the top of the spec: `extend NAME.server { env { … } }`"
    ),
    (
      "function f { code = \"\", cpu = 1 }",
      "say it of one of its parts, at the top of the spec: `extend NAME.server { cpu = … }`"
    ),
    (
      "singleton f { server { image = \"i\" }, env { A = \"b\" } }",
      "say it of one of its parts: `server { env { … } }`"
    ),
  ])
  func partsOfPatternsAreToldTheirOwn(_ instance: String, _ help: String) {
    #expect(Compiled("app a\n\(instance)").help == [help])
  }

  @Test func quantitiesAreWrittenBare() {
    #expect(help("memory = \"64Mi\"") == ["remove the quotes"])
    #expect(help("memory = \"much\"") == [])
    #expect(help("update { max_unavailable = 0.1 }") == ["write it as in `10%`"])
  }

  @Test func aSuggestedNameIsOne() {
    #expect(Compiled("app a\nservice web_2 { image = \"w\" }").help == ["call it `web2`"])
    #expect(Compiled("app a\nservice My_Web { image = \"w\" }").help == ["call it `my-web`"])
  }

  @Test func patternsTakeOneAddress() {
    let compiled = Compiled(
      """
      app a
      service s { image = "s", replicas = 2, identity = "stable", ports { http = 80 } }
      cached c { upstream = s.http }
      """
    )
    #expect(compiled.help.first?.hasPrefix("`cached` takes ports that have one address") ?? false)
  }

  @Test func namesOfAnyLengthAreShown() {
    let name = String(repeating: "n", count: 1_000_000)
    let compiled = Compiled("app a\nlet a = \(name)")
    #expect(compiled.findings == ["2:9 E0205 nothing here is called `\(name.prefix(100))…`"])
  }
}
