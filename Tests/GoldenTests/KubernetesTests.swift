import Foundation
import MPYAML
import Testing

/// What Kubernetes' own programs make of the recorded manifests. It needs no cluster.
struct KubernetesTests {
  static let cases = GoldenCase.all.filter {
    FileManager.default.fileExists(atPath: $0.kubernetesFolder.path)
  }

  static let tools = ["python3 with kubernetes-validate", "kubectl"]
  static let areThere: [Bool] = {
    let commands = [
      ["python3", "-c", "import kubernetes_validate"], ["kubectl", "version", "--client"],
    ]
    return zip(tools, commands).map { tool, command in
      let run = try? Tool.run(["/usr/bin/env"] + command, in: repository)
      let isThere = run?.status == 0
      if !isThere { print("\(tool) is not there: what it reads is not tested") }
      return isThere
    }
  }()

  @Test func areThereWhereTheyAreRequired() {
    let isRequired = ProcessInfo.processInfo.environment["MPC_REQUIRE_TOOLS"] == "1"
    #expect(!isRequired || Self.areThere.allSatisfy { $0 })
  }

  // MARK: - Schemas

  /// No field that a server would not know, of no other type, from the oldest version that is promised
  /// to the newest that there is a schema of.
  @Test(.enabled(if: areThere[0])) func followStrictSchemas() throws {
    let files = try Self.cases.flatMap { golden in
      try FileManager.default.contentsOfDirectory(atPath: golden.kubernetesFolder.path)
        .map { golden.kubernetesFolder.appending(path: $0).path }
    }
    #expect(files.count > 20)
    let run = try Tool.run(
      ["/usr/bin/env", "python3", "-c", Self.validator] + files.sorted(),
      in: repository
    )
    let output = String(decoding: run.output, as: UTF8.self)
    #expect(run.status == 0, "\(run.errorText)\n\(output.suffix(4000))")
    let versions = output.split(separator: "\n").last.map { $0.split(separator: " ") } ?? []
    #expect(versions.first == "1.30" && versions.count >= 5, "\(output.suffix(200))")
  }

  /// Prints each mismatch, and at the end the versions that were asked. One validator for each kind:
  /// making one takes far longer than using it.
  private static let validator = """
    import json, sys
    from importlib.resources import files
    import jsonschema, yaml
    from referencing import Registry, Resource

    root = files('kubernetes_validate').joinpath('kubernetes-json-schema')
    number = lambda version: tuple(map(int, version.split('.')))
    folders = {}
    for folder in root.iterdir():
        if folder.name.endswith('-local-strict'):
            version = '.'.join(folder.name[1:].split('-')[0].split('.')[:2])
            if number(version) >= (1, 30):
                folders[version] = folder

    documents = []
    for name in sys.argv[1:]:
        with open(name, encoding='utf-8') as file:
            documents += [(name, document) for document in yaml.safe_load_all(file)]

    failed = False
    for version in sorted(folders, key=number):
        definitions = Resource.from_contents(json.loads(folders[version].joinpath('_definitions.json').read_text()))
        validators = {}
        for name, document in documents:
            group = document['apiVersion'].split('/')
            api = group[0].split('.')[0] + '-' + group[1] if len(group) == 2 else group[0]
            kind = document['kind'].lower() + '-' + api
            if kind not in validators:
                schema = json.loads(folders[version].joinpath(kind + '.json').read_text())
                registry = definitions @ (Resource.from_contents(schema) @ Registry())
                validators[kind] = jsonschema.validators.Draft202012Validator(schema, registry=registry)
            for error in validators[kind].iter_errors(document):
                failed = True
                print(version, name, document['kind'], document['metadata']['name'], list(error.path), error.message)
    print(*sorted(folders, key=number))
    sys.exit(failed)
    """

  // MARK: - Objects

  /// What a server keeps and schemas do not say: no object twice, names that can be, references that
  /// lead somewhere.
  @Test(arguments: cases) func objectsFitTogether(_ golden: GoldenCase) throws {
    let objects = try ClusterObjects(recordedIn: golden)
    let identities = objects.all.map(\.identity)
    #expect(Set(identities).count == identities.count)
    for object in objects.all {
      #expect(object.name.wholeMatch(of: /[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/) != nil)
      let labels = object.labels
      #expect(labels["app.kubernetes.io/managed-by"] == "mpc")
      for label in ["name", "instance", "component", "part-of"] {
        #expect(labels["app.kubernetes.io/\(label)"]?.isEmpty == false, "\(object.identity)")
      }
      for (key, value) in labels {
        #expect(value.wholeMatch(of: /([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?/) != nil)
        #expect(key.utf8.count <= 63 + 1 + 253)
      }
    }
    for pods in objects.pods {
      #expect(objects.named(pods.serviceAccount, "ServiceAccount") != nil)
      let volumes = pods.node["volumes"]?.items ?? []
      for volume in volumes {
        let name = try #require(volume["configMap"]?["name"]?.text)
        let map = try #require(objects.named(name, "ConfigMap"))
        let keys = ["data", "binaryData"].flatMap { map.node[$0]?.pairs?.map(\.key.text) ?? [] }
        for item in volume["configMap"]?["items"]?.items ?? [] {
          #expect(keys.contains(item["key"]?.text ?? ""))
        }
        #expect(keys.allSatisfy { $0.wholeMatch(of: /[-._a-zA-Z0-9]{1,253}/) != nil })
      }
      if let service = pods.governingService {
        let found = try #require(objects.named(service, "Service"))
        #expect(found.node["spec"]?["clusterIP"]?.text == "None")
      }
    }
  }

  /// A new service adds to files, and renames none.
  @Test func filesAreNamedAfterBlocks() throws {
    let golden = try #require(Self.cases.first { $0.name == "traffic" })
    let names = try FileManager.default.contentsOfDirectory(atPath: golden.kubernetesFolder.path)
    let blocks = ["api", "cache", "gate", "idle", "resolver", "store"]
    #expect(
      names.sorted() == ["00-namespace.yaml"]
        + ["10", "20", "30"].flatMap { number in blocks.map { "\(number)-\($0).yaml" } }
    )
  }
}
