import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// What pods wait for, and what they may ask for that.
struct KubernetesGateTests {
  private let sql = ContainerPort.tcp("sql", 5432)

  private func api(_ dependencies: StartDependency...) -> Workload {
    .service(
      "api",
      .shell("serve"),
      inits: [.shell("prepare", name: "prepare")],
      sidecars: [.shell("log", name: "log")],
      after: dependencies
    )
  }

  @Test func aServiceIsAskedByItsPort() throws {
    let db = Workload.service("db", .shell("db", ports: [sql]))
    let rendered = SystemIR.system(
      db,
      api(StartDependency(Workload.ID(index: 0), .ready, isGate: true, port: sql))
    ).rendered(for: .kubernetes)
    let pod = try rendered.pod("api")
    #expect(pod["initContainers"]?.names == ["mp-wait-db", "prepare", "log"])
    let wait = try #require(pod["initContainers"]?.named("mp-wait-db"))
    #expect(wait["image"]?.text == Systems.busybox)
    #expect(wait["command"]?.strings.suffix(2) == ["db", "5432"])
    // It is no link, and yet it has to get through.
    let rules = try rendered.object("NetworkPolicy", "db").at("spec.ingress")?.items ?? []
    #expect(rules.count == 1 && rules.first?["ports"]?.items?.first?["port"]?.text == "5432")
    #expect(
      rules.first?["from"]?.items?.compactMap {
        $0.at("podSelector.matchLabels")?["app.kubernetes.io/name"]?.text
      } == ["api"]
    )
    #expect(try rendered.objects("Role").isEmpty && pod["volumes"] == nil)
  }

  /// One that is also linked to is admitted once.
  @Test func aLinkThatWaitsIsAdmittedOnce() throws {
    let (db, api) = (Workload.ID(index: 0), Workload.ID(index: 1))
    let system = SystemIR.system(
      .service("db", .shell("db", ports: [sql])),
      self.api(StartDependency(db, .ready, isGate: true, port: sql)),
      links: [
        Link(from: api, to: db, port: sql, namesReplicas: false, origin: Systems.origin())
      ]
    )
    let policy = try system.rendered(for: .kubernetes).object("NetworkPolicy", "db")
    #expect(policy.at("spec.ingress")?.items?.first?["from"]?.items?.count == 1)
  }

  @Test func aJobIsAskedOfTheCluster() throws {
    let rendered = SystemIR.system(
      .job("migrate", .shell("migrate")),
      api(StartDependency(Workload.ID(index: 0), .completed, isGate: true))
    ).rendered(for: .kubernetes)
    let job = try #require(try rendered.objects("Job").first?.at("metadata.name")?.text)
    let pod = try rendered.pod("api")
    let inits = try #require(pod["initContainers"])
    #expect(inits.names == ["mp-wait-migrate", "mp-check-migrate", "prepare", "log"])
    for name in ["mp-wait-migrate", "mp-check-migrate"] {
      let words = inits.named(name)?["command"]?.strings ?? []
      #expect(words.first == "kubectl" && words.last == "jobs.batch/\(job)")
    }
    // Exactly that job, and nothing but looking.
    let rules = try rendered.object("Role", "api")["rules"]?.items ?? []
    #expect(rules.count == 1 && rules.first?["resourceNames"]?.strings == [job])
    #expect(rules.first?["resources"]?.strings == ["jobs"])
    #expect(rules.first?["verbs"]?.strings == ["get", "list", "watch"])
    let binding = try rendered.object("RoleBinding", "api")
    #expect(binding.at("roleRef.name")?.text == "api")
    #expect(binding["subjects"]?.items?.map { $0["name"]?.text } == ["api"])
    // The token is for those who ask, and for nobody else.
    #expect(pod["automountServiceAccountToken"]?.text == "false")
    #expect(pod["volumes"]?.names == ["mp-token"])
    let mounting = [inits, try #require(pod["containers"])].flatMap { $0.items ?? [] }
      .filter { $0["volumeMounts"]?.names.contains("mp-token") ?? false }
      .compactMap { $0["name"]?.text }
    #expect(mounting == ["mp-wait-migrate", "mp-check-migrate"])
    #expect(
      try rendered.object("ServiceAccount", "api")["automountServiceAccountToken"]?.text == "false"
    )
  }

  /// Its Service leads to replicas that are not ready, too, so an answer would say nothing.
  @Test func peersAreAskedOfTheCluster() throws {
    let kafka = Workload.service(
      "kafka",
      .shell("kafka", ports: [sql]),
      replicas: 3,
      identity: .stable
    )
    let id = Workload.ID(index: 0)
    let system = { (namesReplicas: Bool) in
      SystemIR.system(
        kafka,
        self.api(StartDependency(id, .ready, isGate: true, port: self.sql)),
        links: [
          Link(
            from: id,
            to: id,
            port: self.sql,
            namesReplicas: namesReplicas,
            origin: Systems.origin()
          )
        ]
      ).rendered(for: .kubernetes)
    }
    let eager = try #require(try system(true).pod("api")["initContainers"]?.named("mp-wait-kafka"))
    #expect(eager["command"]?.strings.last == "statefulsets.apps/kafka")
    let rule = try system(true).object("Role", "api")["rules"]?.items?.first
    #expect(rule?["apiGroups"]?.strings == ["apps"] && rule?["resourceNames"]?.strings == ["kafka"])
    let plain = try #require(try system(false).pod("api")["initContainers"]?.named("mp-wait-kafka"))
    #expect(plain["command"]?.strings.suffix(2) == ["kafka", "5432"])
  }

  /// What is no gate orders the start of engines only.
  @Test func othersWaitForNothing() throws {
    let rendered = SystemIR.system(
      .service("db", .shell("db", ports: [sql])),
      .service("api", .shell("serve"), after: [StartDependency(Workload.ID(index: 0), .ready)])
    ).rendered(for: .kubernetes)
    #expect(try rendered.pod("api")["initContainers"] == nil)
    #expect(try rendered.object("NetworkPolicy", "db").at("spec.ingress")?.items?.isEmpty == true)
  }
}
