import Foundation
import MPYAML
import Testing

/// The readers that will meet the files read back what was written, to the byte.
@Suite struct ReaderParityTests {
  private static let texts = HostileStrings.unique(
    HostileStrings.chosen + HostileStrings.random(700, seed: 2)
  )
  /// A `Dictionary` has one key for `é` and `e` with an accent, so of these one is left out.
  private static let keys = texts.reduce(into: (seen: Set<String>(), kept: [String]())) {
    if $0.seen.insert($1).inserted { $0.kept.append($1) }
  }.kept

  @Test(
    "PyYAML, in Python and over libyaml",
    .enabled(if: Tool.hasPyYAML, "needs python3 with PyYAML built over libyaml"),
    arguments: ["yaml.SafeLoader", "yaml.CSafeLoader"]
  )
  func pyYAML(loader: String) throws {
    try expectPythonReads(
      """
      import yaml
      root = yaml.load(sys.stdin.buffer, \(loader))
      """
    )
  }

  @Test(
    "ruamel.yaml, as YAML 1.2 and as 1.1",
    .enabled(if: Tool.hasRuamel, "needs python3 with ruamel.yaml"),
    arguments: ["1.2", "1.1"]
  )
  func ruamel(version: String) throws {
    try expectPythonReads(
      """
      import ruamel.yaml
      reader = ruamel.yaml.YAML(typ='safe', pure=True)
      reader.version = '\(version)'
      root = reader.load(sys.stdin.buffer)
      """
    )
  }

  @Test(.enabled(if: Tool.hasKubectl, "needs kubectl"))
  func kubectl() throws {
    let yaml = YAMLWriter()
    yaml.document {
      yaml.mapping {
        yaml.entry("apiVersion", "v1")
        yaml.entry("kind", "ConfigMap")
        yaml.mapping("metadata") {
          yaml.entry("name", "hostile")
          yaml.mapping("annotations") { indexedKeys(yaml) }
        }
        yaml.mapping("data") {
          for (index, text) in Self.texts.enumerated() { yaml.entry("v\(index)", text) }
        }
      }
    }
    struct ConfigMap: Decodable {
      struct Metadata: Decodable { let annotations: [String: String] }
      let metadata: Metadata
      let data: [String: String]
    }
    let map = try JSONDecoder().decode(
      ConfigMap.self,
      from: Tool.output(
        of: ["kubectl", "label", "--local", "-f", "-", "a=b", "-o", "json"],
        input: yaml.finish()
      )
    )
    try expect(Self.texts.indices.map { map.data["v\($0)"] ?? "missing" }, toBe: Self.texts)
    try expectIndexedKeys(map.metadata.annotations)
  }

  @Test(.enabled(if: Tool.hasCompose, "needs docker compose"))
  func compose() throws {
    let yaml = YAMLWriter()
    yaml.document {
      yaml.mapping {
        yaml.entry("name", "hostile")
        yaml.mapping("services") { yaml.mapping("a") { yaml.entry("image", "a") } }
        yaml.mapping("x-keys") { indexedKeys(yaml) }
        // Compose puts variables into values, and not into keys.
        yaml.entry("x-values", Self.texts.map { $0.replacing("$", with: "$$") })
      }
    }
    struct Project: Decodable {
      enum CodingKeys: String, CodingKey {
        case keys = "x-keys"
        case values = "x-values"
      }
      let keys: [String: String]
      let values: [String]
    }
    // What `config` prints can be read by Compose again: it doubles each `$` of keys and values.
    let printed = String(
      decoding: try Tool.output(
        of: ["docker", "compose", "-f", "-", "config", "--format", "json"],
        input: yaml.finish()
      ),
      as: UTF8.self
    )
    let project = try JSONDecoder().decode(
      Project.self,
      from: Data(printed.replacing("$$", with: "$").utf8)
    )
    try expect(project.values, toBe: Self.texts)
    try expectIndexedKeys(project.keys)
  }

  private func indexedKeys(_ yaml: borrowing YAMLWriter) {
    for (index, key) in Self.keys.enumerated() { yaml.entry(key, "i\(index)") }
  }

  private func expectIndexedKeys(_ pairs: [String: String]) throws {
    let keys = Dictionary(pairs.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    try expect(Self.keys.indices.map { keys["i\($0)"] ?? "missing" }, toBe: Self.keys)
  }

  /// - Parameter reading: Python that reads standard input into `root`.
  private func expectPythonReads(_ reading: String) throws {
    let yaml = YAMLWriter()
    yaml.document {
      yaml.mapping {
        yaml.entry("values", Self.texts)
        yaml.mapping("keys") { for text in Self.texts { yaml.entry(text, text) } }
      }
    }
    let script = """
      import sys, json
      \(reading)
      shown = lambda x: x if isinstance(x, str) else 'not a string: ' + repr(x)
      json.dump([[shown(x) for x in root['values']], [shown(x) for x in root['keys']],
        [shown(x) for x in root['keys'].values()]], sys.stdout)
      """
    let lists = try JSONDecoder().decode(
      [[String]].self,
      from: Tool.output(of: ["python3", "-c", script], input: yaml.finish())
    )
    for list in lists { try expect(list, toBe: Self.texts) }
  }

  private func expect(_ read: [String], toBe texts: [String]) throws {
    try #require(read.count == texts.count)
    for (read, text) in zip(read, texts) where !read.utf8.elementsEqual(text.utf8) {
      Issue.record("\(text.debugDescription) is read as \(read.debugDescription)")
    }
  }
}
