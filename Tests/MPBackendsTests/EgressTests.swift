import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// Whom workloads may talk to. (Who reaches whom as a whole, the recorded cases show.)
struct EgressTests {
  private static let ids = (
    api: Workload.ID(index: 0), db: Workload.ID(index: 1), job: Workload.ID(index: 2)
  )

  private static let sql = ContainerPort.tcp("sql", 5432)

  /// `api` is closed; it is linked to `db` and waits for it and for `job`.
  private static func system(_ change: (inout Workload) -> Void = { _ in }) -> SystemIR {
    var api = Workload.service(
      "api",
      .shell("serve", ports: [.tcp("http", 80), .tcp("admin", 81)]),
      after: [
        StartDependency(ids.db, .ready, isGate: true, port: sql),
        StartDependency(ids.job, .completed, isGate: true),
      ]
    ).with { $0.closesEgress = true }
    change(&api)
    return .system(
      api,
      .service("db", .shell("db", ports: [sql, .tcp("metrics", 9100)])),
      .job("job", .shell("true")),
      links: [
        Link(from: ids.api, to: ids.db, port: sql, namesReplicas: false, origin: Systems.origin())
      ]
    )
  }

  private func use(_ path: String, _ port: ContainerPort, _ addresses: [String]) -> ExternalUse {
    ExternalUse(
      from: Self.ids.api,
      path: path,
      host: "\(path).example.com",
      port: port,
      addresses: addresses,
      origin: Systems.origin()
    )
  }

  // MARK: - Kubernetes

  /// `WHOM: PORTS` of each rule.
  private func egress(_ system: SystemIR, of name: String = "api") throws -> [String] {
    try #require(system.violations() == [])
    let policy = try system.rendered(for: .kubernetes).object("NetworkPolicy", name)
    return (policy.at("spec.egress")?.items ?? []).map { rule in
      let peers = rule["to"]?.items?.map { peer in
        peer.at("ipBlock.cidr")?.text
          ?? peer.at("podSelector.matchLabels")?["app.kubernetes.io/name"]?.text ?? "?"
      }
      let ports = rule["ports"]?.items?.map { port in
        "\(port["port"]?.text ?? "") \(port["protocol"]?.text ?? "")"
      }
      return (peers?.joined(separator: " ") ?? "anybody") + ": "
        + (ports?.joined(separator: ", ") ?? "any")
    }
  }

  private static let names = "anybody: 53 UDP, 53 TCP, 5353 UDP, 5353 TCP"

  @Test func isExactlyWhatTheSpecSays() throws {
    var system = Self.system()
    system.externalUses = [
      use("stripe", .tcp("https", 443), ["203.0.113.0/24", "2001:db8::/32"]),
      use("dns", ContainerPort(name: "dns", number: 53, transport: .udp), []),
    ]
    #expect(
      try egress(system) == [
        "db: 5432 TCP", "203.0.113.0/24 2001:db8::/32: 443 TCP", "anybody: 53 UDP",
        "anybody: 443 TCP, 6443 TCP", Self.names,
      ]
    )
    #expect(system.rendered(for: .kubernetes).codes == ["L0508"])
  }

  @Test func namesCanAlwaysBeLookedUp() throws {
    let system = Self.system { $0.startsAfter = [] }
    #expect(try egress(system) == ["db: 5432 TCP", Self.names])
    #expect(system.rendered(for: .kubernetes).codes == [])
  }

  /// Closed are those that say so, each way by itself.
  @Test func policiesSayWhatIsClosed() throws {
    func types(_ change: (inout Workload) -> Void) throws -> [String]? {
      try Self.system(change).rendered(for: .kubernetes).objects("NetworkPolicy")
        .first { $0.at("metadata.name")?.text == "api" }?.at("spec.policyTypes")?.strings
    }
    let none = Security(level: .none, forbidsEscalation: false)
    #expect(try types { _ in } == ["Ingress", "Egress"])
    #expect(try types { $0.closesEgress = false } == ["Ingress"])
    #expect(try types { $0.security = none } == ["Egress"])
    #expect(
      try types {
        $0.security = none
        $0.closesEgress = false
      } == nil
    )
  }

  // MARK: - Engines

  private func networks(_ system: SystemIR) throws -> [String: [String]?] {
    let text = system.rendered(for: .compose)["compose/compose.yaml"]
    let document = try #require(try YAMLReader.documents(in: Array(text.utf8)).first)
    #expect(document.at("networks.internal.internal")?.text == "true")
    #expect(document.at("networks.edge")?.pairs?.count == 0)
    let services = try #require(document["services"]?.pairs)
    return Dictionary(
      uniqueKeysWithValues: services.map { service in
        let networks = service.value["networks"]?.pairs?.map { network in
          ([network.key.text] + (network.value["aliases"]?.strings ?? [])).joined(separator: " ")
        }
        return (service.key.text, networks)
      }
    )
  }

  /// All are within, and those at the edge that have to be, by the same names.
  @Test func composeHasTwoNetworks() throws {
    let system = Self.system {
      $0.identity = .stable
      $0.replicas = 2
      $0.sidecars = [.shell("log", name: "log")]
    }
    let closed = ["internal api-0 api api-0.api", "internal api-1 api api-1.api"]
    var found = try networks(system)
    #expect(found["api-0_mp-pod"] == [closed[0]])
    #expect(found["api-1_mp-pod"] == [closed[1]])
    #expect(found["api-0"] == .some(nil) && found["api-0_log"] == .some(nil))
    #expect(found["db"] == ["internal", "edge"] && found["job"] == ["internal", "edge"])
    #expect(system.rendered(for: .compose).codes == [])

    var using = system
    using.externalUses = [use("stripe", .tcp("https", 443), [])]
    found = try networks(using)
    #expect(found["api-0_mp-pod"] == [closed[0], "edge api-0 api api-0.api"])
    for target in [Target.compose, .shell] {
      #expect(using.rendered(for: target).codes == ["L0518"])
    }
  }

  /// What a gateway exposes stays within; what publishes a port itself does not.
  @Test func theGatewayIsAtTheEdge() throws {
    func exposed(_ replicas: Int) -> SystemIR {
      var system = Self.system { $0.replicas = replicas }
      system.exposures = [
        Exposure(
          target: Self.ids.api,
          port: .tcp("http", 80),
          publishedPort: 80,
          publicName: "api-public",
          isLocal: false,
          origin: Systems.origin()
        )
      ]
      return system
    }
    #expect(try networks(exposed(1))["api"] == ["internal", "edge"])
    #expect(exposed(1).rendered(for: .compose).codes == ["L0518"])
    let behind = try networks(exposed(2))
    #expect(behind["api"] == ["internal"])
    #expect(behind["mp-gateway"] == ["internal", "edge"])
    #expect(exposed(2).rendered(for: .compose).codes == [])
  }

  @Test func withoutAnyThatIsClosedThereIsOne() {
    let text = Self.system { $0.closesEgress = false }.rendered(for: .compose)[
      "compose/compose.yaml"
    ]
    #expect(!text.contains("networks:"))
  }
}
