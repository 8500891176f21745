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
    #expect(Set(objects.pods.map(\.name)) == Set(system.workloads.map(\.name)))
    let uses = Set(system.uses)
    for target in objects.pods {
      let workload = try #require(system.workloads.first { $0.name == target.name })
      for port in target.ports {
        let isExposed = system.exposures.contains {
          system[$0.target].name == target.name && $0.port.name == port.name
        }
        let isOpen = isExposed || workload.security.level == .none
        let anyone = objects.admits(nil, to: target.labels, port)
        #expect(anyone == isOpen, "\(target.name) \(port.name)")
        for source in objects.pods {
          let isUsed = uses.contains(Use(from: source.name, to: target.name, port: port.name))
          let admitted = objects.admits(source.labels, to: target.labels, port)
          #expect(admitted == (isOpen || isUsed), "\(source.name) to \(target.name) \(port.name)")
        }
      }
    }
  }

  /// What is closed gets to whom it uses, and at a port that is open to anybody.
  @Test(arguments: KubernetesTests.cases) func letsOutExactlyWhatIsUsed(_ golden: GoldenCase)
    throws
  {
    let objects = try ClusterObjects(recordedIn: golden)
    let system = try golden.system()
    let uses = Set(system.uses)
    // Some of the addresses that externals have, and one that nobody has.
    let addresses = system.externalUses.flatMap(\.addresses).compactMap {
      $0.split(separator: "/").first.map(String.init)
    }
    let numbers = [22, 53, 80, 443, 5353, 6443] + system.externalUses.map(\.port.number)
    for source in objects.pods {
      let id = try #require(
        system.workloads.firstIndex { $0.name == source.name }.map(Workload.ID.init)
      )
      let isOpen = { (port: ClusterPort) in
        !system[id].closesEgress || system.isOpen(port, from: id)
      }
      for target in objects.pods {
        for port in target.ports {
          let isUsed = uses.contains(Use(from: source.name, to: target.name, port: port.name))
          #expect(
            objects.letsOut(source.labels, to: .pods(target.labels), port)
              == (isOpen(port) || isUsed),
            "\(source.name) to \(target.name) \(port.name)"
          )
        }
      }
      for address in Set(addresses + ["192.0.2.77"]) {
        for number in Set(numbers) {
          for transport in ["TCP", "UDP"] {
            let port = ClusterPort(number: number, transport: transport, name: "")
            let isUsed = system.externalUses.contains { use in
              use.from == id && use.port.number == number
                && use.port.transport.rawValue.uppercased() == transport
                && use.addresses.contains { $0.contains(address: address) }
            }
            #expect(
              objects.letsOut(source.labels, to: .address(address), port)
                == (isOpen(port) || isUsed),
              "\(source.name) to \(address) \(port)"
            )
          }
        }
      }
    }
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
    let expected = system.exposures.filter { !$0.isLocal && $0.route == nil }.map { exposure in
      [system[exposure.target].name, exposure.port.name, "\(exposure.publishedPort)"]
    }
    #expect(Set(published) == Set(expected) && published.count == expected.count)
  }

  /// Each route that is not local has an Ingress, which leads to the port of a Service with an address.
  @Test(arguments: KubernetesTests.cases) func routesWhatTheSpecRoutes(_ golden: GoldenCase)
    throws
  {
    let objects = try ClusterObjects(recordedIn: golden)
    let system = try golden.system()
    let routed = try objects.of("Ingress").map { ingress in
      let spec = try #require(ingress.node["spec"])
      let rules = try #require(spec["rules"]?.items)
      let path = try #require(rules.first?["http"]?["paths"]?.items?.first)
      for rule in rules { #expect(rule["http"]?["paths"]?.items?.count == 1) }
      let backend = try #require(path["backend"]?["service"])
      let service = try #require(objects.named(backend["name"]?.text ?? "", "Service"))
      #expect(service.node["spec"]?["type"]?.text == "ClusterIP")
      let port = backend["port"]?["name"]?.text ?? ""
      #expect(service.node["spec"]?["ports"]?.items?.contains { $0["name"]?.text == port } == true)
      #expect(path["pathType"]?.text == "Prefix")
      return [
        service.labels["app.kubernetes.io/name"] ?? "", port, path["path"]?.text ?? "",
        rules.compactMap { $0["host"]?.text }.joined(separator: " "),
        spec["tls"]?.items?.first?["secretName"]?.text ?? "",
        spec["ingressClassName"]?.text ?? "",
      ]
    }
    let expected = system.exposures.filter { !$0.isLocal }.compactMap { exposure in
      exposure.route.map { route in
        [
          system[exposure.target].name, exposure.port.name, route.path,
          route.hosts.joined(separator: " "), route.tls?.secret.objectName ?? "",
          route.ingressClass ?? "",
        ]
      }
    }
    #expect(Set(routed) == Set(expected) && routed.count == expected.count)
  }
}

/// That a workload may talk to a port of another: by their names.
private struct Use: Hashable {
  var from: String
  var to: String
  var port: String
}

extension SystemIR {
  /// The links, and what is waited for at a port, linked or not.
  fileprivate var uses: [Use] {
    var result = links.map {
      Use(from: self[$0.from].name, to: self[$0.to].name, port: $0.port.name)
    }
    for workload in workloads {
      for gate in workload.startsAfter where gate.isGate {
        guard let port = gate.port, !asksCluster(gate) else { continue }
        result.append(Use(from: workload.name, to: self[gate.workload].name, port: port.name))
      }
    }
    return result
  }

  /// Of jobs and of peers, the cluster is asked.
  private func asksCluster(_ gate: StartDependency) -> Bool {
    switch self[gate.workload].kind {
    case .job: true
    case .cron: false
    case .service:
      self[gate.workload].identity == .stable
        && links.contains { $0.to == gate.workload && $0.namesReplicas }
    }
  }

  /// Whether what is closed gets to anybody at a port: to look names up, to ask the cluster, and to use
  /// what may be anywhere.
  fileprivate func isOpen(_ port: ClusterPort, from id: Workload.ID) -> Bool {
    if [53, 5353].contains(port.number), port.transport != "SCTP" { return true }
    if [443, 6443].contains(port.number), port.transport == "TCP",
      self[id].startsAfter.contains(where: { $0.isGate && asksCluster($0) })
    {
      return true
    }
    return externalUses.contains { use in
      use.from == id && use.addresses.isEmpty && use.port.number == port.number
        && use.port.transport.rawValue.uppercased() == port.transport
    }
  }
}

extension ClusterObjects {
  enum Destination {
    /// Of the same namespace.
    case pods([String: String])
    case address(String)
  }

  /// As a network plugin decides: what no policy selects is open, else one of its rules has to admit.
  ///
  /// - Parameter source: The labels of a pod of the same namespace; `nil` for anybody else.
  func admits(
    _ source: [String: String]?,
    to target: [String: String],
    _ port: ClusterPort
  ) -> Bool {
    isAllowed("Ingress", rules: "ingress", peers: "from", of: target, port) { peer in
      source.map { peer["podSelector"]?.selects($0) ?? false } ?? false
    }
  }

  /// The same for what goes out.
  func letsOut(
    _ source: [String: String],
    to destination: Destination,
    _ port: ClusterPort
  ) -> Bool {
    isAllowed("Egress", rules: "egress", peers: "to", of: source, port) { peer in
      switch destination {
      case .pods(let labels): peer["podSelector"]?.selects(labels) ?? false
      case .address(let address):
        peer["ipBlock"]?["cidr"]?.text?.contains(address: address) ?? false
      }
    }
  }

  private func isAllowed(
    _ direction: String,
    rules rulesKey: String,
    peers peersKey: String,
    of pod: [String: String],
    _ port: ClusterPort,
    _ isPeer: (YAMLNode) -> Bool
  ) -> Bool {
    let policies = of("NetworkPolicy").compactMap { $0.node["spec"] }.filter { policy in
      (policy["podSelector"]?.selects(pod) ?? false)
        && (policy["policyTypes"]?.items ?? []).contains { $0.text == direction }
    }
    guard !policies.isEmpty else { return true }
    return policies.contains { policy in
      (policy[rulesKey]?.items ?? []).contains { rule in
        let isPort = rule["ports"].map { ports in
          (ports.items ?? []).contains {
            $0["port"]?.text == "\(port.number)" && $0["protocol"]?.text == port.transport
          }
        }
        let isAmong = rule[peersKey].map { peers in (peers.items ?? []).contains(where: isPeer) }
        return isPort ?? true && isAmong ?? true
      }
    }
  }
}

extension String {
  /// Whether a network of IPv4 has an address in it.
  fileprivate func contains(address: String) -> Bool {
    let parts = split(separator: "/")
    guard parts.count == 2, let length = Int(parts[1]), let network = String(parts[0]).bits,
      let bits = address.bits
    else { return false }
    let mask = length == 0 ? 0 : UInt32.max << (32 - UInt32(length))
    return network & mask == bits & mask
  }

  private var bits: UInt32? {
    let bytes = split(separator: ".").compactMap { UInt8($0) }
    return bytes.count == 4 ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : nil
  }
}
