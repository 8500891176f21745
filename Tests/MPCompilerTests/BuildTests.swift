import MPIR
import Testing

/// Images that are built from here.
@Suite struct BuildTests {
  @Test func areNamedAfterTheSystem() throws {
    let compiled = Compiled(
      """
      app shop { version = "1.4.2", registry = "ghcr.io/acme" }
      param stage: string = "prod"
      import "lib/house.mp"
      pattern search {
        service leaf { build = "leaf", sidecar agent { build = "./agent/../agent" } }
      }
      service web {
        build {
          context = "."
          dockerfile = "./docker/web.Dockerfile"
          target = stage
          args { VERSION = 2, "a.b" = true }
          args = { MORE = "x" }
        }
      }
      service named { image = "acme/named:7", build = "named" }
      service finished { image = "i", build = null }
      search s { }
      """,
      files: [
        "lib/house.mp": "service house { build = \"../house\" }\nservice near { build = \"near\" }"
      ]
    )
    #expect(compiled.findings == [])
    let images = compiled.system.workloads.flatMap(\.containers).map(\.image)
    #expect(
      Set(images) == [
        "ghcr.io/acme/shop-web:1.4.2", "acme/named:7", "i", "ghcr.io/acme/shop-s-leaf:1.4.2",
        "ghcr.io/acme/shop-s-leaf_agent:1.4.2", "ghcr.io/acme/shop-house:1.4.2",
        "ghcr.io/acme/shop-near:1.4.2",
      ]
    )
    let build = try #require(compiled.workload("web")?.container.build)
    #expect(build.context == "." && build.dockerfile == "docker/web.Dockerfile")
    #expect(build.target == "prod")
    #expect(
      build.arguments.map { "\($0.name)=\($0.value)" } == ["VERSION=2", "a.b=true", "MORE=x"]
    )
    #expect(compiled.workload("finished")?.container.build == nil)
    #expect(compiled.workload("s-leaf")?.sidecars.first?.build?.context == "agent")
    #expect(compiled.workload("house")?.container.build?.context == "house")
    #expect(compiled.workload("near")?.container.build?.context == "lib/near")
  }

  @Test func aProfileCanReplaceIt() {
    let compiled = Compiled(
      """
      app shop { version = "1" }
      service web { build = "web" }
      profile debug { extend web { build { context = "web", target = "debug" } } }
      """,
      profiles: ["debug"]
    )
    #expect(compiled.findings == [])
    #expect(compiled.workload("web")?.container.build?.target == "debug")
    #expect(compiled.image("web") == "shop-web:1")
  }

  @Test(
    arguments: [
      ("build = \"/x\"", "E0425 the folder `/x` is absolute"),
      ("build = \"\"", "E0425 the folder `` is empty"),
      ("build = \"../x\"", "E0425 `../x` is outside of the project"),
      ("build = \"x/../../y\"", "E0425 `x/../../y` is outside of the project"),
      ("build = \"https://x/y.git\"", "E0425 the folder `https://x/y.git` is no folder"),
      ("build = 1", "E0302 `context` takes a `string`, and this is an `int`"),
      ("build { }", "E0425 this does not say which folder is built"),
      ("build \"x\" { context = \".\" }", "E0216 `build` has no label"),
      ("build = \"x\", build { context = \".\" }", "E0214 `build` is set twice"),
      (
        "build { context = \"x\", dockerfile = \"../D\" }",
        "E0425 the Dockerfile `../D` leaves the folder that is built"
      ),
      ("build { context = \"x\", dockerfile = \"/D\" }", "E0425 the Dockerfile `/D` is absolute"),
      ("build { context = \"x\", dockerfile = \".\" }", "E0425 the Dockerfile `.` names no file"),
      (
        "build { context = \"x\", target = \"a b\" }",
        "E0425 `a b` is no stage of a Dockerfile"
      ),
      (
        "build { context = \"x\", args { \"1\" = 1 } }",
        "E0217 `1` is no name of a variable: letters, digits, `_`, `-` and `.`"
      ),
      ("build { context = \"x\", args { A = [1] } }", "E0303 a `[int]` does not print"),
      ("build = \"x\", image = \"No\"", "E0403 `No` is no name of an image"),
    ]
  )
  func mistakes(_ entry: String, _ expected: String) {
    let found = findings("app a { version = \"1\" }\nservice s { \(entry) }")
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
  }

  @Test func namesThatAreNone() {
    #expect(
      findings(
        "app a { version = \"1+2\", registry = \"GHCR.io/Acme/\" }\nservice s { build = \".\" }"
      )
        == [
          "1:19 E0403 the version `1+2` is no tag of an image",
          "1:37 E0403 `GHCR.io/Acme/` is no registry",
        ]
    )
    #expect(findings("app a { version = \"1+2\" }\nservice s { image = \"i\" }") == [])
    #expect(
      findings("app a\nservice s { build = \".\" }")
        == ["2:13 W0426 the image of `s` is called `latest`, whatever is in it"]
    )
    #expect(findings("app a\nservice s { build = \".\", image = \"s:1\" }") == [])
  }
}
