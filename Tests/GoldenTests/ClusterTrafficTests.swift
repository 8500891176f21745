import MPIR
import MPYAML
import Metaparticle
import Testing

@testable import mpc

/// Who reaches whom in a cluster that holds the recorded objects, as its rules say: over all pairs of
/// pods and all ports, exactly the links of the system, and what waits for a port.
struct ClusterTrafficTests {
  @Test(arguments: KubernetesTests.cases) func admitsExactlyTheLinks(_ golden: GoldenCase) throws {
    let objects = try ClusterObjects(recordedIn: golden)
    let system = try golden.system()
    let workloads = Dictionary(uniqueKeysWithValues: system.workloads.map { ($0.name, $0) })
    #expect(Set(objects.pods.map(\.name)) == Set(workloads.keys))
    var admitted: Set<Use> = []
    for target in objects.pods {
      for port in target.ports {
        for source in objects.pods
        where objects.admits(source.labels, to: target.labels, port) {
          admitted.insert(Use(from: source.name, to: target.name, port: port.name))
        }
        let anyone = objects.admits(nil, to: target.labels, port)
        let isExposed = system.exposures.contains {
          system[$0.target].name == target.name && $0.port.name == port.name
        }
        #expect(anyone == isExposed, "\(target.name) \(port.name)")
        if anyone {
          admitted = admitted.filter { !($0.to == target.name && $0.port == port.name) }
        }
      }
    }
    let links = system.links.filter { link in
      !system.exposures.contains { $0.target == link.to && $0.port == link.port }
    }
    var expected = Set(
      links.map { Use(from: system[$0.from].name, to: system[$0.to].name, port: $0.port.name) }
    )
    // Who waits for a port has to get through to it, linked or not.
    for workload in system.workloads {
      for gate in workload.startsAfter where gate.isGate {
        // Of peers, the cluster is asked.
        guard let port = gate.port,
          !system.links.contains(where: { $0.to == gate.workload && $0.namesReplicas }),
          !system.exposures.contains(where: { $0.target == gate.workload && $0.port == port })
        else { continue }
        expected.insert(
          Use(from: workload.name, to: system[gate.workload].name, port: port.name)
        )
      }
    }
    #expect(admitted == expected)
  }

  private struct Use: Hashable {
    var from: String
    var to: String
    var port: String
  }

  /// Every selector selects the pods of its own workload, all of them and no others, and every port
  /// of a Service leads to one of theirs.
  @Test(arguments: KubernetesTests.cases) func selectorsSelect(_ golden: GoldenCase) throws {
    let objects = try ClusterObjects(recordedIn: golden)
    for kind in ["Service", "NetworkPolicy", "PodDisruptionBudget", "Deployment", "StatefulSet"] {
      for object in objects.of(kind) {
        let spec = try #require(object.node["spec"])
        let selects = { (labels: [String: String]) -> Bool in
          if kind == "Service" {
            return spec["selector"]?.texts?.allSatisfy { labels[$0.key] == $0.value } ?? false
          }
          return (spec["selector"] ?? spec["podSelector"])?.selects(labels) ?? false
        }
        let selected = objects.pods.filter { selects($0.labels) }.map(\.name)
        #expect(selected == [object.labels["app.kubernetes.io/name"]], "\(object.identity)")
        guard kind == "Service" else { continue }
        let ports = objects.pods.first { $0.name == selected.first }?.ports ?? []
        for port in spec["ports"]?.items ?? [] {
          let target = ports.first { $0.name == port["targetPort"]?.text }
          #expect(target?.transport == port["protocol"]?.text, "\(object.identity)")
        }
        let names = spec["ports"]?.items?.compactMap { $0["name"]?.text } ?? []
        #expect(Set(names).count == names.count)
      }
    }
  }

  /// Each exposed port has its number outside, and what is local has none.
  @Test(arguments: KubernetesTests.cases) func exposesWhatTheSpecExposes(_ golden: GoldenCase)
    throws
  {
    let objects = try ClusterObjects(recordedIn: golden)
    let system = try golden.system()
    let published = objects.of("Service")
      .filter { $0.node["spec"]?["type"]?.text == "LoadBalancer" }
      .flatMap { service in
        (service.node["spec"]?["ports"]?.items ?? []).map { port in
          [
            service.labels["app.kubernetes.io/name"] ?? "", port["targetPort"]?.text ?? "",
            port["port"]?.text ?? "",
          ]
        }
      }
    let expected = system.exposures.filter { !$0.isLocal }.map { exposure in
      [system[exposure.target].name, exposure.port.name, "\(exposure.publishedPort)"]
    }
    #expect(Set(published) == Set(expected) && published.count == expected.count)
  }
}

extension ClusterObjects {
  /// As a network plugin decides: what no policy selects is open, else one of its rules has to admit.
  ///
  /// - Parameter source: The labels of a pod of the same namespace; `nil` for anybody else.
  func admits(
    _ source: [String: String]?,
    to target: [String: String],
    _ port: ClusterPort
  ) -> Bool {
    let policies = of("NetworkPolicy").filter { policy in
      policy.node["spec"]?["podSelector"]?.selects(target) ?? false
    }
    guard !policies.isEmpty else { return true }
    return policies.contains { policy in
      (policy.node["spec"]?["ingress"]?.items ?? []).contains { rule in
        let isPort = rule["ports"].map { ports in
          (ports.items ?? []).contains {
            $0["port"]?.text == "\(port.number)" && $0["protocol"]?.text == port.transport
          }
        }
        let isSource = rule["from"].map { peers in
          (peers.items ?? []).contains { peer in
            guard let source else { return false }
            return peer["podSelector"]?.selects(source) ?? false
          }
        }
        return isPort ?? true && isSource ?? true
      }
    }
  }
}
