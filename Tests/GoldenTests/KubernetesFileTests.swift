import MPYAML
import Metaparticle
import Testing

/// How the files of containers become ConfigMaps.
struct KubernetesFileTests {
  /// `kubectl apply` takes no object of more than 256 KiB, as JSON.
  @Test func filesThatDoNotFitTogetherAreParted() throws {
    let maps = try configMaps(["a": 120_000, "b": 120_000, "c": 120_000, "d": 10])
    #expect(maps.map { $0["data"]?.pairs?.map(\.key.text) } == [["a", "b"], ["c", "d"]])
    for map in maps {
      let size = map["data"]?.pairs?.reduce(0) { $0 + ($1.value.text?.utf8.count ?? 0) } ?? 0
      #expect(size <= 250_000)
    }
    let volumes = try volumes(["a": 120_000, "b": 120_000, "c": 120_000, "d": 10])
    #expect(volumes.map { $0["name"]?.text } == ["mp-files", "mp-files-2"])
    #expect(
      volumes.map { $0["configMap"]?["name"]?.text }
        == maps.map { $0["metadata"]?["name"]?.text }
    )
  }

  @Test func exactlyAtTheLimitIsFine() throws {
    // A newline is added, and takes two bytes in JSON.
    #expect(try configMaps(["a": 249_998]).count == 1)
    var compilation = Self.compile(["a": 249_999])
    #expect(compilation.artifacts(for: .kubernetes).isEmpty)
    #expect(compilation.findings.map(\.code) == [.fileTooLargeForKubernetes])
    #expect(compilation.findings.first?.primary.range.lower != 0)
  }

  @Test func changedContentIsAChangedName() throws {
    let names = try [10, 11].map { size in
      try configMaps(["a": size, "b": 10]).map { $0["metadata"]?["name"]?.text ?? "" }
    }
    #expect(names[0].count == 1 && names[0] != names[1])
    #expect(try configMaps(["a": 10, "b": 10]).map { $0["metadata"]?["name"]?.text } == names[0])
    #expect(try configMaps(["a": 10, "b": 10]).allSatisfy { $0["immutable"]?.text == "true" })
  }

  // MARK: -

  private func configMaps(_ sizes: KeyValuePairs<String, Int>) throws -> [YAMLNode] {
    try documents(sizes).filter { $0["kind"]?.text == "ConfigMap" }
  }

  private func volumes(_ sizes: KeyValuePairs<String, Int>) throws -> [YAMLNode] {
    let workload = try #require(documents(sizes).first { $0["kind"]?.text == "Deployment" })
    return workload["spec"]?["template"]?["spec"]?["volumes"]?.items ?? []
  }

  private func documents(_ sizes: KeyValuePairs<String, Int>) throws -> [YAMLNode] {
    var compilation = Self.compile(sizes)
    let artifacts = compilation.artifacts(for: .kubernetes)
    #expect(compilation.findings.isEmpty, "\(compilation.render(as: .human))")
    return try artifacts.flatMap { try YAMLReader.documents(in: $0.bytes) }
  }

  private static func compile(_ sizes: KeyValuePairs<String, Int>) -> Compilation {
    let files = sizes.map { name, size in
      "file \"/srv/\(name)\" { content = \"\(String(repeating: "x", count: size))\" }"
    }
    let spec = "app a\nservice s {\nimage = \"i\"\n\(files.joined(separator: "\n"))\n}\n"
    return Compilation(spec: Array(spec.utf8), name: "spec.mp")
  }
}

/// In which namespace things are, and who makes it.
struct KubernetesNamespaceTests {
  @Test(
    arguments: [
      ("", "shop", true), ("namespace = \"staging\"", "staging", true),
      // It is there already, and nobody's to remove.
      ("namespace = \"default\"", "default", false), ("namespace = null", nil, false),
    ] as [(String, String?, Bool)]
  )
  func isWhatTheAppSays(_ entry: String, _ expected: String?, _ isMade: Bool) throws {
    let spec = "app shop { \(entry) }\nservice namespace { image = \"i\" }\n"
    var compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
    let artifacts = compilation.artifacts(for: .kubernetes)
    #expect(compilation.findings.isEmpty, "\(compilation.render(as: .human))")
    let documents = try artifacts.flatMap { try YAMLReader.documents(in: $0.bytes) }
    let made = documents.filter { $0["kind"]?.text == "Namespace" }
    #expect(made.compactMap { $0["metadata"]?["name"]?.text } == (isMade ? [expected] : []))
    for document in documents where document["kind"]?.text != "Namespace" {
      #expect(document["metadata"]?["namespace"]?.text == expected)
      // What removes all but the namespace removes this.
      let labels = document["metadata"]?["labels"]
      #expect(labels?["app.kubernetes.io/component"]?.text == "namespace")
    }
    let header = String(decoding: artifacts.first?.bytes ?? [], as: UTF8.self)
    #expect(header.contains("component!=mp-namespace") == isMade)
    #expect(header.contains("kubectl delete -f .\n"))
  }
}
