import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// Jobs and crons as objects of a cluster.
struct KubernetesJobTests {
  private let migrate = Workload.job(
    "migrate",
    .shell("migrate"),
    completions: 4,
    parallelism: 2,
    retries: 5,
    timeout: 300,
    isIndexed: true
  )

  @Test func saysWhatTheSystemSays() throws {
    let job = try #require(
      try SystemIR.system(migrate).rendered(for: .kubernetes).objects("Job").first
    )
    let spec = try #require(job["spec"])
    for (field, value) in [
      ("completions", "4"), ("parallelism", "2"), ("completionMode", "Indexed"),
      ("backoffLimit", "5"), ("activeDeadlineSeconds", "300"),
      ("template.spec.restartPolicy", "Never"),
    ] {
      #expect(spec.at(field)?.text == value, "\(field)")
    }
    // The cluster makes one by itself. Ours would make two versions of a job take each other's pods.
    #expect(spec["selector"] == nil)
    #expect(spec["ttlSecondsAfterFinished"] == nil)
  }

  /// A Job cannot be changed; so what has changed is another job, and what has not is the same.
  @Test func theNameChangesWithTheJobAndWithNothingElse() throws {
    let name = { (system: SystemIR) in
      try #require(
        try system.rendered(for: .kubernetes).objects("Job").first?.at("metadata.name")?.text
      )
    }
    let first = try name(.system(migrate))
    #expect(first.wholeMatch(of: /migrate-[0-9a-f]{12}/) != nil)
    var versioned = SystemIR.system(migrate)
    versioned.version = "2"
    let gate = StartDependency(Workload.ID(index: 0), .completed, isGate: true)
    let unchanged = [
      versioned, .system(migrate, .service("api", .shell("serve"), after: [gate])),
    ]
    for system in unchanged { #expect(try name(system) == first) }
    let changes: [(inout Workload) -> Void] = [
      { $0.container.image = "busybox:2" }, { $0.replicas = 5 }, { $0.stop.gracePeriod = 31 },
      { $0.container.environment = [EnvironmentVariable(name: "A", value: TextTemplate("1"))] },
      { $0.kind = .job(Completion(parallelism: 2, retries: 5, timeout: 301, isIndexed: true)) },
    ]
    var names = Set([first])
    for change in changes { names.insert(try name(.system(migrate.with(change)))) }
    #expect(names.count == changes.count + 1)
  }

  /// Moving a block of the spec runs no migration again.
  @Test func declarationOrderMakesNoOtherJob() throws {
    let services = ["queue", "db"].map {
      Workload.service($0, .shell("serve", ports: [.tcp("p", 1)]))
    }
    let names = try [services, services.reversed()].map { services in
      let gates = services.indices.map { index in
        StartDependency(Workload.ID(index: index), .ready, isGate: true, port: .tcp("p", 1))
      }
      var system = SystemIR.system()
      system.workloads = services + [.job("migrate", .shell("migrate"), after: gates)]
      return try system.rendered(for: .kubernetes).objects("Job").first?.at("metadata.name")?.text
    }
    #expect(names[0] == names[1] && names[0] != nil)
  }

  /// What waits for a changed job is another job, too: it waits for the new one.
  @Test func namesGoOnIntoWhatWaits() throws {
    let seed = Workload.job(
      "seed",
      .shell("seed"),
      after: [StartDependency(Workload.ID(index: 1), .completed, isGate: true)]
    )
    let names = { (image: String) in
      // Declared first, started last.
      try SystemIR.system(seed, migrate.with { $0.container.image = image })
        .rendered(for: .kubernetes).objects("Job").compactMap { $0.at("metadata.name")?.text }
    }
    let (one, two) = (try names("busybox:1"), try names("busybox:2"))
    #expect(zip(one, two).allSatisfy { $0 != $1 } && one.count == 2)
    let rendered = SystemIR.system(seed, migrate).rendered(for: .kubernetes)
    let job = try #require(try rendered.objects("Job").first?.at("metadata.name")?.text)
    let wait = try #require(try rendered.pod("seed")["initContainers"]?.named("mp-wait-migrate"))
    #expect(wait["command"]?.strings.last == "jobs.batch/\(job)")
  }

  /// With `Never`, a container that waits and fails would use up the retries of what it waits with.
  @Test func waitingUsesUpNoRetries() throws {
    let seed = Workload.job(
      "seed",
      .shell("seed"),
      after: [StartDependency(Workload.ID(index: 0), .completed, isGate: true)]
    )
    let job = try #require(
      try SystemIR.system(migrate, seed).rendered(for: .kubernetes).objects("Job").last
    )
    let rules = try #require(job.at("spec.podFailurePolicy.rules")?.items)
    #expect(rules.map { $0["action"]?.text } == ["Ignore", "Ignore"])
    #expect(rules[0]["onPodConditions"]?.items?.first?["type"]?.text == "DisruptionTarget")
    #expect(rules[1].at("onExitCodes.containerName")?.text == "mp-wait-migrate")
  }

  @Test(
    arguments: [(.forbid, "Forbid"), (.allow, "Allow"), (.replace, "Replace")]
      as [(Schedule.Concurrency, String)]
  )
  func cronsSayWhen(_ concurrency: Schedule.Concurrency, _ expected: String) throws {
    let cron = Workload.cron(
      "report",
      .shell("report"),
      schedule: "*/5 3 * * 1",
      timeZone: "Europe/Berlin",
      concurrency: concurrency,
      retries: 2
    )
    let object = try SystemIR.system(cron).rendered(for: .kubernetes).object("CronJob", "report")
    let spec = try #require(object["spec"])
    #expect(spec["schedule"]?.text == "*/5 3 * * 1")
    #expect(spec["timeZone"]?.text == "Europe/Berlin")
    #expect(spec["concurrencyPolicy"]?.text == expected)
    #expect(spec.at("jobTemplate.spec.backoffLimit")?.text == "2")
    // The job's is the cron's, so the server may tell one run from another by its own label.
    #expect(
      spec.at("jobTemplate.spec.template.metadata.labels")?["app.kubernetes.io/name"]?.text
        == "report"
    )
  }
}
