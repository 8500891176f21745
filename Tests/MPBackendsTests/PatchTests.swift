import MPDiagnostics
import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// What a spec says in the words of a target is laid over what is written.
struct PatchTests {
  // MARK: - Merging

  struct Merge: Sendable, CustomTestStringConvertible {
    let target: PatchValue
    let patch: PatchValue
    let result: PatchValue

    init(_ target: PatchValue, _ patch: PatchValue, _ result: PatchValue) {
      (self.target, self.patch, self.result) = (target, patch, result)
    }

    var testDescription: String { "\(target) + \(patch)" }
  }

  /// As the examples of RFC 7386 have it.
  @Test(arguments: [
    Merge(.map(["a": .text("b")]), .map(["a": .text("c")]), .map(["a": .text("c")])),
    Merge(.map(["a": 1]), .map(["b": 2]), .map(["a": 1, "b": 2])),
    Merge(.map(["a": 1]), .map(["a": .null]), .map([:])),
    Merge(.map(["a": 1, "b": 2]), .map(["a": .null]), .map(["b": 2])),
    Merge(.map(["a": .list([1])]), .map(["a": 2]), .map(["a": 2])),
    Merge(.map(["a": 2]), .map(["a": .list([1])]), .map(["a": .list([1])])),
    Merge(
      .map(["a": .map(["b": 1])]),
      .map(["a": .map(["b": 2, "c": .null])]),
      .map(["a": .map(["b": 2])])
    ),
    Merge(.map(["a": .list([1])]), .map(["a": .list([.null])]), .map(["a": .list([.null])])),
    Merge(.map(["a": 1]), .list([2]), .list([2])),
    Merge(.map(["a": 1]), .null, .null),
    Merge(.list([1]), .map(["a": 2]), .map(["a": 2])),
    Merge(
      .map([:]),
      .map(["a": .map(["b": .map(["c": .null])])]),
      .map(["a": .map(["b": .map([:])])])
    ),
    // By bytes, as YAML and JSON tell keys apart.
    Merge(.map(["\u{E9}": 1]), .map(["e\u{301}": 2]), .map(["\u{E9}": 1, "e\u{301}": 2])),
  ])
  func merges(_ merge: Merge) {
    #expect(merge.target.merged(with: merge.patch) == merge.result)
  }

  /// What the writer has written comes back as what it was.
  @Test func readsWhatWasWritten() {
    let value: PatchValue = .map([
      "text": .list(["yes", "012", "1e3", "null", "~", "", "a\nb\n", "2.0"].map(PatchValue.text)),
      "other": .list([.bool(true), .int(-3), .null, .list([]), .map([:])]),
      "no": .text("no"),
    ])
    #expect(PatchValue { value.write(to: $0) } == value)
  }

  // MARK: - Kubernetes

  private func workload(
    _ kubernetes: [(Patches.Part, PatchValue)],
    _ make: (Container) -> Workload = { .service("web", $0) }
  ) -> Workload {
    make(.shell("serve", ports: [.tcp("http", 80)])).with {
      $0.patches.kubernetes = kubernetes.map { .init($0, $1, origin: Systems.origin(7)) }
    }
  }

  @Test func liesOverPodsOfEveryKind() throws {
    let patches: [(Patches.Part, PatchValue)] = [
      (.pod, .map(["priorityClassName": .text("yes"), "enableServiceLinks": .null])),
      (.container, .map(["image": .text("$(other)"), "stdin": .bool(true)])),
      (.pod, .map(["priorityClassName": .text("no")])),
    ]
    let makes: [(Container) -> Workload] = [
      { .service("web", $0) }, { .service("web", $0, identity: .stable) }, { .job("web", $0) },
      { .cron("web", $0) },
    ]
    for make in makes {
      let workload = workload(patches, make).with {
        $0.inits = [.shell("init", name: "init")]
        $0.sidecars = [.shell("log", name: "log")]
      }
      let rendered = SystemIR.system(workload).rendered(for: .kubernetes)
      let pod = try rendered.pod("web")
      #expect(
        pod["priorityClassName"]?.scalar.map { "\($0.text) \($0.style)" } == "no doubleQuoted"
      )
      #expect(pod["enableServiceLinks"] == nil)
      let container = try #require(pod["containers"]?.named("web"))
      #expect(container["image"]?.text == "$(other)")
      #expect(container["stdin"]?.text == "true")
      #expect(
        pod["initContainers"]?.items?.map { $0["image"]?.text } == [
          Systems.busybox, Systems.busybox,
        ]
      )
    }
  }

  @Test func liesOverAllObjectsOfAKind() throws {
    let web = workload([
      (
        .object(kind: "Service"),
        .map(["metadata": .map(["annotations": .map(["a/b": .text("1")])])])
      )
    ]).with { $0.identity = .stable }
    let exposure = Exposure(
      target: Workload.ID(index: 0),
      port: .tcp("http", 80),
      publishedPort: 80,
      publicName: "web-public",
      isLocal: false,
      origin: Systems.origin()
    )
    let rendered = SystemIR.system(web, .service("api", web.container), exposures: [exposure])
      .rendered(for: .kubernetes)
    let annotated = try rendered.objects("Service").filter { $0.at("metadata.annotations") != nil }
    #expect(
      annotated.compactMap { $0.at("metadata.name")?.text }.sorted() == ["web", "web-public"]
    )
    #expect(rendered.codes == [])
  }

  @Test func liesOverNothing() {
    let web = workload([
      (.object(kind: "StatefulSet"), .map(["spec": .null])),
      (.container, .map(["stdin": .bool(true)])),
    ])
    let rendered = SystemIR.system(web).rendered(for: .kubernetes)
    #expect(rendered.codes == ["W0520"])
    #expect(rendered.findings.first?.primary.range.lower == 7)
    #expect(rendered.findings.first?.notes.first?.contains("Deployment") == true)
  }

  /// Neither can be changed in place, so each is another object with another patch.
  @Test func whatNeverChangesHasAnotherName() throws {
    func names(_ patches: [(Patches.Part, PatchValue)], _ kind: String) throws -> [String?] {
      let job = workload(patches) { .job("web", $0) }.with {
        $0.container.files = [MountedFile(path: "/f", bytes: [65], mode: 0o644)]
      }
      return try SystemIR.system(job).rendered(for: .kubernetes).objects(kind)
        .map { $0.at("metadata.name")?.text }
    }
    let changes: [(part: Patches.Part, of: String)] = [
      (.pod, "Job"), (.container, "Job"), (.object(kind: "Job"), "Job"),
      (.object(kind: "ConfigMap"), "ConfigMap"),
    ]
    for change in changes {
      let patch = { (text: String) in [(change.part, PatchValue.map(["x": .text(text)]))] }
      let versions = try [
        names([], change.of), names(patch("1"), change.of), names(patch("2"), change.of),
      ]
      #expect(Set(versions).count == 3, "\(change)")
      #expect(try names(patch("1"), change.of) == versions[1])
    }
    let account = [(Patches.Part.object(kind: "ServiceAccount"), PatchValue.map(["x": 1]))]
    #expect(try names(account, "Job") == names([], "Job"))
  }

  /// Where what it is laid over is gone, nothing comes of it, and nothing breaks.
  @Test func mayTakeEverythingAway() throws {
    let web = workload([
      (.object(kind: "Deployment"), .map(["spec": .null])), (.pod, .map(["x": 1])),
      (.container, .map(["x": 1])),
    ])
    let rendered = SystemIR.system(web).rendered(for: .kubernetes)
    #expect(try rendered.object("Deployment", "web").pairs?.count == 3)
  }

  // MARK: - Engines

  private func composed(_ patch: PatchValue?) throws -> YAMLNode {
    let web = Workload.service(
      "web",
      .shell("echo $HOME"),
      sidecars: [.shell("log", name: "log")]
    ).with { $0.patches.compose = patch }
    let text = SystemIR.system(web).rendered(for: .compose)["compose/compose.yaml"]
    return try #require(try YAMLReader.documents(in: Array(text.utf8)).first?["services"])
  }

  @Test func liesOverTheServiceInCompose() throws {
    let services = try composed(
      .map(["extra": .text("${A:-yes}"), "restart": .null, "n": .float(2)])
    )
    #expect(services["web"]?["extra"]?.text == "${A:-yes}")
    #expect(services["web"]?["restart"] == nil)
    #expect(services["web"]?["n"]?.text == "2.0")
    #expect(services["web"]?["command"]?.strings == ["echo $$HOME"])
    #expect(services["web_log"]?["extra"] == nil && services["web_log"]?["restart"] != nil)
    // Containers of a replica are replaced together.
    let revision = services["web"]?.at("labels")?["io.metaparticle.revision"]?.text
    #expect(revision != nil)
    #expect(revision != (try composed(nil))["web"]?["labels"]?["io.metaparticle.revision"]?.text)
  }

  @Test func addsWordsToTheScript() {
    let web = Workload.service("web", .shell("true"), sidecars: [.shell("log", name: "log")])
      .with { $0.patches.shell = ["--ulimit", "nofile=1:2", "--init", "--label", "it's=$HOME"] }
    let script = SystemIR.system(web).rendered(for: .shell)["shell/run.sh"]
    let words = #"    --ulimit nofile=1:2 --init --label 'it'\''s=$HOME' \"#
    #expect(script.ranges(of: words).count == 1)
  }
}

extension PatchValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .int(value) }
}

extension PatchValue {
  fileprivate static func map(_ entries: KeyValuePairs<String, PatchValue>) -> PatchValue {
    .map(entries.map { Entry($0.key, $0.value) })
  }
}
