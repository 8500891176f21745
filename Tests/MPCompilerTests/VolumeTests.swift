import MPIR
import Testing

/// What services store, and where containers see it.
@Suite struct VolumeTests {
  @Test func areKeptOrScratch() throws {
    let compiled = Compiled(
      """
      app a
      service db {
        image = "db:1"
        replicas = 3
        identity = "stable"
        volume data { path = "/var/lib/db", size = 10Gi, class = "fast", read_only = false }
        volume tmp { path = "//tmp/x/", kind = "temporary" }
        volume run { path = "/tmp/x/run", kind = "temporary", size = 64Mi, read_only = true }
      }
      """
    )
    #expect(compiled.findings == [])
    let db = try #require(compiled.workload("db"))
    #expect(db.volumes.map(\.source) == [.own, .temporary, .temporary])
    #expect(db.volumes.map(\.size) == [10 << 30, nil, 64 << 20])
    #expect(db.volumes.map(\.storageClass) == ["fast", nil, nil])
    #expect(db.container.mounts.map(\.path) == ["/var/lib/db", "/tmp/x", "/tmp/x/run"])
    #expect(db.container.mounts.map(\.isReadOnly) == [false, false, true])
  }

  @Test(
    arguments: [
      ("volume d { path = \"/x\" }", ["E0417 `d` does not say how much it holds"]),
      (
        "volume d { path = \"/x\", size = 1 }",
        ["E0302 `size` takes a size such as `512Mi`, and this is an `int`"]
      ),
      ("volume d { path = \"/x\", size = 0Mi }", ["E0311 `size` is at least 1Mi"]),
      ("volume d { path = \"x\", size = 1Gi }", ["E0404 the path `x` is not absolute"]),
      (
        "volume d { path = \"/\", size = 1Gi }",
        ["E0404 the path `/` is the root, where the image is"]
      ),
      (
        "volume d { path = \"/proc/x\", size = 1Gi }",
        ["E0404 the path `/proc/x` is in `/proc`, where nothing can be mounted"]
      ),
      (
        "volume d { path = \"/a/../b\", size = 1Gi }",
        ["E0404 the path `/a/../b` has a `.` or `..` in it"]
      ),
      ("volume d { size = 1Gi }", ["E0417 no container sees `d`"]),
      (
        "volume d { path = \"/x\", kind = \"tmpfs\" }",
        ["E0306 `\"tmpfs\"` is none of the values that go here"]
      ),
      (
        "volume d { path = \"/x\", kind = \"temporary\", class = \"fast\" }",
        ["E0417 a temporary volume has no storage class"]
      ),
      ("volume { path = \"/x\" }", ["E0216 `volume` needs a name"]),
      (
        "volume d { path = \"/x\", size = 1Gi }, volume d { path = \"/y\", size = 1Gi }",
        ["E0214 `volume d` is set twice"]
      ),
      (
        "volume d { path = \"/x\", size = 1Gi }, volume e { path = \"/x/\", size = 1Gi }",
        ["E0424 two things are mounted at `/x`"]
      ),
      (
        "file \"/x\" { content = \"\" }, volume e { path = \"/x\", size = 1Gi }",
        ["E0424 two things are mounted at `/x`"]
      ),
      (
        "file \"/x\" { content = \"\" }, volume e { path = \"/x/y\", size = 1Gi }",
        ["E0424 `/x/y` is below `/x`, which is a file"]
      ),
      (
        "file \"/x/y/z\" { content = \"\" }, volume e { path = \"/x\", size = 1Gi, read_only = true }",
        ["E0424 `/x/y/z` is below `/x`, which is read-only"]
      ),
      ("file \"/x/y\" { content = \"\" }, volume e { path = \"/x\", size = 1Gi }", []),
      (
        "file \"/x\" { content = \"\" }, file \"/x/y\" { content = \"\" }",
        ["E0405 `/x/y` is below `/x`, which is a file as well"]
      ),
      (
        "replicas = 2, volume d { path = \"/x\", size = 1Gi }",
        ["E0421 `d` is kept, and there are several replicas that are not told apart: whose is it?"]
      ),
      (
        "replicas = 1..2, cpu = 1, autoscale { cpu = 50% }, volume d { path = \"/x\", size = 1Gi }",
        ["E0421 `d` is kept, and there are several replicas that are not told apart: whose is it?"]
      ),
      ("replicas = 2, volume d { path = \"/x\", kind = \"temporary\" }", []),
      (
        "volume data { path = \"/x\", size = 1Gi }, sidecar x { image = \"i\", volume date { path = \"/x\" } }",
        ["E0417 `s` has no volume `date`"]
      ),
      ("volume d { size = 1Gi }, sidecar x { image = \"i\", volume d { path = \"/x\" } }", []),
    ] as [(String, [String])]
  )
  func mistakes(_ entry: String, _ expected: [String]) {
    let found = findings("app a\nservice s { image = \"i\", \(entry) }")
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == expected)
  }

  @Test func aFolderIsAllOfItsFiles() throws {
    let files = [
      "conf/b.conf": "b", "conf/a/x.conf": "x", "conf/empty": "", "confx": "no", "bad/a:b": "x",
    ]
    let compiled = Compiled(
      """
      app a
      service s {
        image = "i"
        file "/etc/app" { source = "conf", mode = "0640" }
        file "/etc/other" { content = "" }
      }
      """,
      files: files
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.workload("s")?.container.files.map(\.path) == [
        "/etc/app/a/x.conf", "/etc/app/b.conf", "/etc/app/empty", "/etc/other",
      ]
    )
    #expect(compiled.fileTexts("s") == ["x", "b", "", "\n"])
    #expect(compiled.workload("s")?.container.files.first?.mode == 0o640)
    #expect(
      findings(
        """
        app a
        service s {
          image = "i"
          file "/etc/app" { source = "bad" }
          file "/etc/none" { source = "none" }
          file "/etc/conf" { source = "conf" }
          file "/etc/conf/a" { content = "" }
          file "/etc/conf/b.conf" { content = "" }
        }
        """,
        files: files
      ) == [
        "4:8 E0404 the path `/etc/app/a:b` has a `:` or `,` in it, which mounts cannot name",
        "5:31 E0405 `none` does not exist",
        "6:8 E0405 `/etc/conf/a/x.conf` is below `/etc/conf/a`, which is a file as well",
        "8:8 E0424 two things are mounted at `/etc/conf/b.conf`",
      ]
    )
  }

  @Test func volumesOfOneNameAreRefused() {
    #expect(
      findings(
        """
        app x
        volume a-b-c { size = 1Gi }
        service a   { image = "i", volume b-c { path = "/d", size = 1Gi } }
        service a-b { image = "i", volume c { path = "/d", size = 1Gi } }
        """
      ) == [
        "3:35 E0409 two volumes would be called `a-b-c`",
        "4:35 E0409 two volumes would be called `a-b-c`",
      ]
    )
  }
}
