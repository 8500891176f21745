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
      ["/usr/bin/env", "python3", "Tests/Schemas/kubernetes.py"] + files.sorted(),
      in: repository
    )
    let output = String(decoding: run.output, as: UTF8.self)
    #expect(run.status == 0, "\(run.errorText)\n\(output.suffix(4000))")
    let versions = output.split(separator: "\n").last.map { $0.split(separator: " ") } ?? []
    #expect(versions.first == "1.30" && versions.count >= 5, "\(output.suffix(200))")
  }

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
        if let claim = volume["persistentVolumeClaim"]?["claimName"]?.text {
          #expect(objects.named(claim, "PersistentVolumeClaim") != nil)
        }
        guard let name = volume["configMap"]?["name"]?.text else { continue }
        let map = try #require(objects.named(name, "ConfigMap"))
        let keys = ["data", "binaryData"].flatMap { map.node[$0]?.pairs?.map(\.key.text) ?? [] }
        for item in volume["configMap"]?["items"]?.items ?? [] {
          #expect(keys.contains(item["key"]?.text ?? ""))
        }
        #expect(keys.allSatisfy { $0.wholeMatch(of: /[-._a-zA-Z0-9]{1,253}/) != nil })
      }
      let containers = ["initContainers", "containers"].flatMap { pods.node[$0]?.items ?? [] }
      let claims = pods.workload.node["spec"]?["volumeClaimTemplates"]?.items ?? []
      let known = Set(
        volumes.compactMap { $0["name"]?.text }
          + claims.compactMap { $0["metadata"]?["name"]?.text }
      )
      #expect(known.count == volumes.count + claims.count)
      for mount in containers.flatMap({ $0["volumeMounts"]?.items ?? [] }) {
        #expect(known.contains(mount["name"]?.text ?? ""), "\(pods.name)")
      }
      if let service = pods.governingService {
        let found = try #require(objects.named(service, "Service"))
        #expect(found.node["spec"]?["clusterIP"]?.text == "None")
      }
    }
  }

  /// What somebody may ask for is there, and is asked for.
  @Test(arguments: cases) func permissionsLeadSomewhere(_ golden: GoldenCase) throws {
    let objects = try ClusterObjects(recordedIn: golden)
    for role in objects.of("Role") {
      for rule in role.node["rules"]?.items ?? [] {
        for name in rule["resourceNames"]?.items?.compactMap(\.text) ?? [] {
          #expect(["Job", "StatefulSet"].contains { objects.named(name, $0) != nil })
        }
      }
      let binding = try #require(objects.named(role.name, "RoleBinding"))
      #expect(binding.node["roleRef"]?["name"]?.text == role.name)
      for subject in binding.node["subjects"]?.items ?? [] {
        #expect(objects.named(subject["name"]?.text ?? "", "ServiceAccount") != nil)
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
