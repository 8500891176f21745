import Foundation
import MPIR
import MPYAML
import Metaparticle
import Testing

@testable import mpc

/// A name of any kind, whatever it is made of, is a name that every target takes, or else an error where it
/// stands.
struct RandomNameTests {
  /// Something that has a name.
  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// A block with a name, which stands on its first line.
    var block: @Sendable (String) -> String
    /// Whether it may stand several times in one spec, each time with another name.
    var isOneOfMany = true
  }

  static let kinds: [Kind] = [
    Kind(testDescription: "app") { "app \($0)\nservice s { image = \"i\" }" }
      .alone,
    Kind(testDescription: "service") {
      "service \($0) {\nimage = \"i\"\nreplicas = 2\nports { p = 80 }\n}"
    },
    Kind(testDescription: "stable service") {
      """
      service \($0) {
        image = "i"
        replicas = 2
        identity = "stable"
        env { ME = self.host }
        volume data { path = "/d", size = 1Gi }
        sidecar side { image = "i" }
      }
      """
    },
    Kind(testDescription: "job") { "job \($0) { image = \"i\", completions = 2, indexed = true }" },
    Kind(testDescription: "cron") { "cron \($0) { image = \"i\", schedule = \"0 0 * * *\" }" },
    Kind(testDescription: "external") {
      "external \($0) { host = \"a.example.com\", ports { https = 443 } }"
    },
    Kind(testDescription: "volume") { "volume \($0) { size = 1Gi, shared = true }" },
    Kind(testDescription: "secret") { "secret \($0)" },
    Kind(testDescription: "instance of a pattern") { "pair \($0) { leaf { image = \"i\" } }" },
    inside("port") { "ports { \($0) = 80 }" },
    inside("variable") { "env { \($0) = \"x\" }" },
    inside("quoted variable") { "env { \"\($0.escapedForSpec)\" = \"x\" }" },
    inside("label") { "labels { \"\($0.escapedForSpec)\" = \"x\" }" },
    inside("label's value") { "labels { x = \"\($0.escapedForSpec)\" }" },
    inside("annotation") { "annotations { \"\($0.escapedForSpec)\" = \"x\" }" },
    inside("own volume") { "volume \($0) { path = \"/d\", size = 1Gi }" },
    inside("sidecar") { "sidecar \($0) { image = \"i\" }" },
    inside("init") { "init \($0) { image = \"i\" }" },
    inside("user") { "user = \"\($0.escapedForSpec)\"" },
    inside("image") { "image = \"\($0.escapedForSpec)\"" }.withoutImage,
  ]

  /// In a service that is called `host` and a number.
  private static func inside(_ kind: String, _ entry: @escaping @Sendable (String) -> String)
    -> Kind
  {
    Kind(testDescription: kind) { name in
      "service hostSUFFIX { \(entry(name))\nIMAGE }"
    }
  }

  // MARK: - Names

  private static let alphabets = ["abz", "ab0189", "a-z0-", "aZ_-9", "ab é日.", "x-_0"].map(
    Array.init
  )

  /// Words that mean something to somebody.
  private static let words = [
    "true", "null", "self", "with", "if", "service", "y", "no", "on", "mp-a", "mp", "default",
    "host",
    "localhost", "none", "x-a", "a--b", "a-", "-a", "_a", "a_b", "kube-system", "0a", "1e3",
    "status",
    "up", "down", "service-name", "name", "PATH", "HOSTNAME", "MP_INDEX", "app.kubernetes.io/name",
    "a/b", "a/b/c", "com.docker.compose.project", "io.metaparticle.hash",
    String(repeating: "a", count: 15),
    String(repeating: "a", count: 16), String(repeating: "a", count: 40),
    String(repeating: "a", count: 41), String(repeating: "a", count: 63),
    String(repeating: "a", count: 64), String(repeating: "ab-", count: 13) + "c",
  ]

  private static func names(_ random: inout SeededRandom) -> [String] {
    var seen: Set<String> = []
    let made = (0..<60).map { _ in
      let alphabet = alphabets[Int.random(in: 0..<alphabets.count, using: &random)]
      let length = Int.random(in: 1...(Bool.random(using: &random) ? 8 : 44), using: &random)
      return String(
        (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
      )
    }
    // Only one of those that are one in capitals and with `_`.
    return (words + made).filter {
      seen.insert($0.lowercased().replacing("_", with: "-")).inserted
    }
  }

  // MARK: - Tests

  /// What stands in front of the blocks.
  private static let beginning = """
    app names
    pattern pair {
      slot leaf
      service root { image = "i" }
    }
    service nobody { image = "i" }

    """

  @Test(arguments: kinds) func namesAreTakenByAllOrRefused(_ kind: Kind) throws {
    var random = SeededRandom(state: UInt64(kind.testDescription.utf8.count))
    var taken: [String] = []
    for (number, name) in Self.names(&random).enumerated() {
      let spec = Self.spec([kind.text(name, number)], ofApp: kind.isOneOfMany)
      var compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
      compilation.checkTargets()
      let errors = compilation.findings.filter { $0.severity == .error }
      guard errors.isEmpty else {
        let line = kind.isOneOfMany ? Self.beginning.split(separator: "\n").count + 1 : 1
        #expect(
          errors.contains { compilation.line(of: $0) == line },
          "\(name): \(compilation.render(as: .terse))"
        )
        continue
      }
      taken.append(kind.text(name, number))
      for artifact in compilation.artifacts(for: .kubernetes) {
        for object in try YAMLReader.documents(in: artifact.bytes) {
          #expect(Self.violations(object) == [], "\(name) in \(artifact.path)")
        }
      }
    }
    #expect(taken.count > 4, "\(kind.testDescription)")
    // All of them at once, for those who read whole files.
    for blocks in kind.isOneOfMany ? [taken] : taken.map({ [$0] }) {
      try Self.expectToolsToTake(Self.spec(blocks, ofApp: kind.isOneOfMany))
    }
  }

  private static func spec(_ blocks: [String], ofApp: Bool) -> String {
    (ofApp ? beginning : "") + blocks.map { $0 + "\n" }.joined()
  }

  private static func expectToolsToTake(_ spec: String) throws {
    var compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
    let scratch = try ScratchFolder()
    var manifests: [String] = []
    for target in Target.allCases {
      let artifacts = compilation.artifacts(for: target)
      try #require(!artifacts.isEmpty, "\(compilation.render(as: .terse).prefix(2000))")
      for artifact in artifacts {
        let url = scratch.at(artifact.path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(artifact.bytes).write(to: url)
        if target == .kubernetes { manifests.append(url.path) }
      }
    }
    var commands = [["sh", "-n", scratch.at("shell/run.sh").path]]
    if Tool.hasCompose {
      let file = scratch.at("compose/compose.yaml").path
      commands.append(["docker", "compose", "-f", file, "--profile", "*", "config", "-q"])
    }
    if KubernetesTests.areThere[0] {
      commands.append(["python3", "Tests/Schemas/kubernetes.py"] + manifests.sorted())
    }
    for command in commands {
      let run = try Tool.run(["/usr/bin/env"] + command, in: repository)
      #expect(run.status == 0, "\(command.prefix(3)): \(run.errorText.suffix(2000))")
    }
  }

  // MARK: - What a server says of names

  /// What an API server refuses and schemas do not say.
  private static func violations(_ object: YAMLNode) -> [String] {
    let kind = object["kind"]?.text ?? ""
    let metadata = object["metadata"]
    var wrong: [String] = []
    func check(_ what: String, _ text: String?, _ isRight: (String) -> Bool) {
      if let text, !isRight(text) { wrong.append("\(kind): \(what) \(text)") }
    }
    let limits = ["CronJob": 52, "StatefulSet": 52, "Deployment": 63, "Job": 63, "Service": 63]
    check("name", metadata?["name"]?.text) {
      isLabel($0) && $0.utf8.count <= limits[kind] ?? 63
        && (kind != "Service" || $0.first?.isLetter == true)
    }
    for pair in metadata?["labels"]?.pairs ?? [] {
      check("label", pair.key.text, isQualified)
      check("value", pair.value.text) {
        $0.isEmpty
          || ($0.utf8.count <= 63
            && $0.wholeMatch(of: /[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?/) != nil)
      }
    }
    for pair in metadata?["annotations"]?.pairs ?? [] {
      check("annotation", pair.key.text, isQualified)
    }
    let job = object["spec"]?["jobTemplate"] ?? object
    let pod = job["spec"]?["template"]?["spec"]
    let containers = ["initContainers", "containers"].flatMap { pod?[$0]?.items ?? [] }
    for container in containers {
      check("container", container["name"]?.text, isLabel)
      for port in container["ports"]?.items ?? [] { check("port", port["name"]?.text, isPort) }
      for variable in container["env"]?.items ?? [] {
        check("variable", variable["name"]?.text) {
          $0.wholeMatch(of: /[-._a-zA-Z][-._a-zA-Z0-9]*/) != nil
        }
      }
      check("image", container["image"]?.text) { !$0.isEmpty && !$0.contains(" ") }
    }
    for volume in pod?["volumes"]?.items ?? [] { check("volume", volume["name"]?.text, isLabel) }
    for port in object["spec"]?["ports"]?.items ?? [] { check("port", port["name"]?.text, isPort) }
    let names = containers.compactMap { $0["name"]?.text }
    if Set(names).count != names.count { wrong.append("\(kind): two containers of one name") }
    return wrong
  }

  private static func isLabel(_ text: String) -> Bool {
    text.wholeMatch(of: /[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/) != nil
  }

  private static func isPort(_ text: String) -> Bool {
    text.utf8.count <= 15 && isLabel(text) && !text.contains("--")
      && text.contains { $0.isLetter }
  }

  /// `example.com/name`
  private static func isQualified(_ key: String) -> Bool {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.last, name.utf8.count <= 63 else { return false }
    let isName = name.wholeMatch(of: /[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?/) != nil
    let isDomain =
      parts.count == 1
      || parts[0].utf8.count <= 253
        && parts[0].wholeMatch(
          of: /[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/
        ) != nil
    return isName && isDomain
  }
}

extension RandomNameTests.Kind {
  /// Nothing else of its kind can stand beside it.
  fileprivate var alone: Self {
    var kind = self
    kind.isOneOfMany = false
    return kind
  }

  /// The name is that of the image.
  fileprivate var withoutImage: Self {
    let block = block
    return Self(testDescription: testDescription) {
      block($0).replacing("\nIMAGE", with: "")
    }
  }

  /// A block with a name, and a number that makes it another one where the name does not.
  fileprivate func text(_ name: String, _ number: Int) -> String {
    let suffix =
      String(UnicodeScalar(UInt8(97 + number / 26)))
      + String(UnicodeScalar(UInt8(97 + number % 26)))
    return block(name).replacing("SUFFIX", with: "-\(suffix)")
      .replacing("IMAGE", with: "image = \"i\"")
  }
}
