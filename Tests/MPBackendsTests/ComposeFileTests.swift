import Foundation
import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// What the Compose file says, read as YAML.
struct ComposeFileTests {
  private func services(_ system: SystemIR) throws -> [String: YAMLNode] {
    try #require(system.violations() == [])
    let text = system.rendered(for: .compose)["compose/compose.yaml"]
    let document = try #require(try YAMLReader.documents(in: Array(text.utf8)).first)
    let pairs = try #require(document["services"]?.pairs)
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0.key.text, $0.value) })
  }

  private func dependencies(_ service: YAMLNode?) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: (service?["depends_on"]?.pairs ?? []).map {
        ($0.key.text, $0.value["condition"]?.text ?? "")
      }
    )
  }

  private let first = Workload.ID(index: 0)

  // MARK: - Jobs and crons

  @Test func jobsAreTriedAsOftenAsTheyMayBe() throws {
    let restarts = try [0, 3].map { retries in
      try services(.system(.job("migrate", .shell("true"), retries: retries)))["migrate"]?[
        "restart"
      ]?.text
    }
    #expect(restarts == ["no", "on-failure:3"])
  }

  /// Compose takes a service for completed when one of its containers is.
  @Test func runsAreServicesAndWaitForEachOther() throws {
    let load = Workload.job("load", .shell("true"), completions: 5, parallelism: 2)
    let api = Workload.service(
      "api",
      .shell("sleep 9"),
      after: [StartDependency(first, .completed, isGate: true)]
    )
    let services = try services(.system(load, api))
    let completed = "service_completed_successfully"
    #expect(dependencies(services["load-1"]) == [:])
    #expect(dependencies(services["load-2"]) == ["load-0": completed])
    #expect(dependencies(services["load-4"]) == ["load-2": completed])
    #expect(
      dependencies(services["api"])
        == Dictionary(uniqueKeysWithValues: (0..<5).map { ("load-\($0)", completed) })
    )
  }

  @Test func indexedJobsKnowTheirNumber() throws {
    let container = Container.shell(
      "true",
      environment: [
        "MP_INDEX": TextTemplate([.replicaIndex]), "HOST": TextTemplate([.replicaHost]),
      ]
    )
    let job = Workload.job("load", container, completions: 2, parallelism: 2, isIndexed: true)
    let service = try services(.system(job))["load-1"]
    #expect(service?["environment"]?["MP_INDEX"]?.text == "1")
    #expect(service?["environment"]?["HOST"]?.text == "load-1.load")
    #expect(service?["hostname"]?.text == "load-1")
  }

  @Test func cronsAreStartedByNobody() throws {
    let services = try services(.system(.cron("backup", .shell("true"), retries: 3)))
    #expect(services["backup"]?["profiles"]?.items?.map(\.text) == ["cron"])
    #expect(services["backup"]?["restart"]?.text == "no")
  }

  @Test func timeoutsOfJobsAreSaidToBeLost() {
    let system = SystemIR.system(
      .job("migrate", .shell("true"), timeout: 60),
      .cron("backup", .shell("true"), timeout: 60),
      .job("load", .shell("true"), completions: 4, parallelism: 2)
    )
    #expect(system.rendered(for: .compose).codes == ["L0514", "L0515", "L0515"])
  }

  // MARK: - Secrets

  @Test func valuesComeFromTheEnvironment() throws {
    let password = Secret.secret("db_password")
    let url = TextTemplate([.literal("a$b:"), .secret(password.value), .literal("@db")])
    let system = SystemIR.system(
      .service(
        "api",
        .shell(
          "sleep 9",
          environment: [
            "MP_SECRET_DB_PASSWORD": TextTemplate([.secret(password.value)]), "URL": url,
          ]
        )
      ),
      .service("web", .shell("sleep 9")),
      secrets: [password]
    )
    let services = try services(system)
    #expect(services["api"]?["environment"]?["URL"]?.text == "a$$b:${DB_PASSWORD-}@db")
    // Nothing at all is started before what is needed is known to be there.
    for name in ["api", "web"] {
      #expect(dependencies(services[name])["mp-tools"] == "service_completed_successfully")
    }
    #expect(services["mp-tools"]?["environment"] == nil)
  }

  @Test func secretFilesAreMountedAndSayWhoReadsThem() throws {
    let tls = Secret.secret("shop_tls", .tls)
    let key = SecretReference(tls, .key)
    let container = Container.shell("sleep 9").with {
      $0.secretFiles = [.file("/tls/key", key)]
      $0.user = User(.ids(user: 101, group: nil), origin: Systems.origin())
    }
    let system = SystemIR.system(.service("api", container), secrets: [tls])
    let mount = try services(system)["api"]?["volumes"]?.items?.first
    #expect(mount?["source"]?.text == "${SHOP_TLS_KEY_FILE:-./secrets/shop_tls.key}")
    #expect(mount?["read_only"]?.text == "true")
    #expect(mount?["bind"]?["create_host_path"]?.text == "false")
    #expect(
      system.rendered(for: .compose)["compose/compose.yaml"].contains(
        "#   secrets/shop_tls.key, or the file that SHOP_TLS_KEY_FILE names; to be read by user 101\n"
      )
    )
  }

  // MARK: - Volumes

  @Test func replicasWithStorageAreToldApart() throws {
    func names(_ source: WorkloadVolume.Source) throws -> [String] {
      let container = Container.shell("sleep 9", mounts: [.mount("data", "/data")])
      let workload = Workload.service(
        "api",
        container,
        replicas: 2,
        volumes: [.volume("data", source)]
      )
      return try services(.system(workload, volumes: [.shared("pool")])).keys.sorted()
    }
    #expect(try names(.own) == ["api-0", "api-1"])
    #expect(try names(.temporary) == ["api-0", "api-0_mp-volumes", "api-1", "api-1_mp-volumes"])
    #expect(try names(.shared("pool")) == ["api"])
  }

  @Test func volumesGoToWhoWritesThem() throws {
    let container = Container.shell("sleep 9", mounts: [.mount("data", "/data")]).with {
      $0.user = User(.ids(user: 999, group: 999), origin: Systems.origin())
    }
    let system = SystemIR.system(
      .service("db", container, volumes: [.volume("data", .own)]),
      .service("web", container, volumes: [.volume("data", .shared("pool"))]),
      .service(
        "reader",
        container.with { $0.mounts[0].isReadOnly = true },
        volumes: [.volume("data", .shared("other"))]
      ),
      volumes: [.shared("pool"), .shared("other", isReadOnly: true)]
    )
    let services = try services(system)
    for (name, volume) in [("db", "db-data"), ("web", "pool")] {
      let preparer = services["\(name)_mp-volumes"]
      let words = (preparer?["entrypoint"]?.items ?? []).compactMap(\.text)
      #expect(words.last == "own=999:/mp/volumes/\(volume)")
      #expect(preparer?["cap_add"]?.items?.map(\.text) == ["CHOWN"])
      let mounts = services[name]?["volumes"]?.items
      #expect(mounts?.first?["volume"]?["nocopy"]?.text == "true")
    }
    #expect(services["reader_mp-volumes"] == nil)
    #expect(services["mp-tools"] == nil)
  }

  // MARK: - Replicas of several containers

  @Test func oneHoldsTheNetworkForAll() throws {
    let api = Workload.service(
      "api",
      .shell("sleep 9", ports: [.tcp("http", 80)]),
      replicas: 3,
      inits: [.shell("true", name: "first"), .shell("true", name: "second")],
      sidecars: [
        .shell("sleep 9", name: "proxy", readiness: .probe(.exec(["true"]))),
        .shell("sleep 9", name: "log").with { $0.startup = .probe(.exec(["true"])) },
      ]
    )
    let web = Workload.service(
      "web",
      .shell("sleep 9"),
      after: [StartDependency(first, .ready)]
    )
    let services = try services(.system(api, web))
    #expect(services.count == 3 * 6 + 1)
    let completed = "service_completed_successfully"
    #expect(
      dependencies(services["api-2"])
        == [
          "api-2_second": completed, "api-2_proxy": "service_started",
          "api-2_log": "service_healthy",
        ]
    )
    #expect(dependencies(services["api-2_second"]) == ["api-2_first": completed])
    #expect(dependencies(services["api-2_proxy"]) == ["api-2_second": completed])
    for name in ["api-2", "api-2_first", "api-2_proxy"] {
      #expect(services[name]?["network_mode"]?.text == "service:api-2_mp-pod")
      #expect(services[name]?["networks"] == nil)
    }
    #expect(services["api-2_first"]?["restart"]?.text == "on-failure:5")
    #expect(
      services["api-2_mp-pod"]?["networks"]?["default"]?["aliases"]?.items?.map(\.text)
        == ["api-2", "api"]
    )
    #expect(dependencies(services["web"]).count == 6)
    #expect(dependencies(services["web"])["api-1"] == "service_started")
    #expect(dependencies(services["web"])["api-1_proxy"] == "service_healthy")
  }

  /// One of a pod's containers is never replaced alone.
  @Test func allOfAReplicaIsReplacedWhenOneChanges() throws {
    func revisions(_ command: String, of name: String) throws -> [String?] {
      let api = Workload.service(
        "api",
        .shell(command),
        sidecars: [.shell("sleep 9", name: "proxy")]
      )
      let services = try services(.system(api, .service("web", .shell(command))))
      return ["api", "api_proxy", "api_mp-pod", "web"].map {
        services[$0]?["labels"]?["io.metaparticle.revision"]?.text
      }
    }
    let (old, new) = (try revisions("sleep 1", of: "api"), try revisions("sleep 2", of: "api"))
    #expect(Set(old.dropLast()).count == 1 && Set(new.dropLast()).count == 1)
    #expect(old[0] != nil && old[0] != new[0])
    #expect(old[3] == nil)
  }

  // MARK: - Probes, stopping, images

  @Test func whatComesUpIsGivenItsTime() throws {
    func check(_ change: (inout Container) -> Void) throws -> [String?] {
      let service = try services(.system(.service("api", Container.shell("x").with(change))))["api"]
      return ["interval", "retries", "start_period"].map { service?["healthcheck"]?[$0]?.text }
    }
    let asked = Probe.probe(.exec(["true"]), period: 10, delay: 5, failures: 30)
    #expect(try check { $0.startup = asked } == ["10s", "1", "305s"])
    let ready = Probe.probe(.exec(["true"]), period: 2)
    #expect(try check { $0.readiness = ready } == ["2s", "3", "60s"])
    #expect(
      try check {
        $0.readiness = ready
        $0.startup = asked
      } == ["2s", "3", "305s"]
    )
  }

  @Test func imagesAreBuiltOnce() throws {
    let container = Container.shell("sleep 9").with {
      $0.image = "shop/api:1"
      $0.build = ImageBuild(
        context: "api",
        dockerfile: "Dockerfile.prod",
        target: "run",
        arguments: [.init(name: "VERSION", value: "1$2")]
      )
      $0.platform = "linux/arm64"
    }
    let services = try services(
      .system(
        .service("api", container, replicas: 2, identity: .stable).with {
          $0.stop.signal = "SIGINT"
        }
      )
    )
    let build = services["api-0"]?["build"]
    #expect(build?["context"]?.text == "../../api")
    #expect(build?["dockerfile"]?.text == "Dockerfile.prod")
    #expect(build?["target"]?.text == "run")
    #expect(build?["args"]?["VERSION"]?.text == "1$$2")
    #expect(services["api-1"]?["build"] == nil)
    for name in ["api-0", "api-1"] {
      #expect(services[name]?["pull_policy"]?.text == "never")
    }
    #expect(services["api-1"]?["image"]?.text == "shop/api:1")
    #expect(services["api-1"]?["platform"]?.text == "linux/arm64")
    #expect(services["api-1"]?["stop_signal"]?.text == "SIGINT")
  }

  @Test func programsMayDoWhatTheyMay() throws {
    let confined = Security(
      level: .restricted,
      hasReadOnlyRoot: true,
      dropsCapabilities: true,
      capabilities: ["NET_BIND_SERVICE"],
      requiresNonRoot: true
    )
    let free = Security(level: .none, forbidsEscalation: false, isPrivileged: true)
    let services = try services(
      .system(
        .service("web", .shell("x"), sidecars: [.shell("x", name: "log")])
          .with { $0.security = confined },
        .service("agent", .shell("x")).with { $0.security = free }
      )
    )
    for name in ["web", "web_log"] {
      #expect(services[name]?["read_only"]?.text == "true")
      #expect(services[name]?["cap_drop"]?.items?.map(\.text) == ["ALL"])
      #expect(services[name]?["cap_add"]?.items?.map(\.text) == ["NET_BIND_SERVICE"])
      #expect(services[name]?["security_opt"]?.items?.map(\.text) == ["no-new-privileges:true"])
      #expect(services[name]?["privileged"] == nil)
    }
    #expect(services["agent"]?["privileged"]?.text == "true")
    #expect(services["agent"]?["security_opt"] == nil)
  }

  // MARK: - What Compose says to it

  /// One of everything, with no value for any secret: Compose has nothing to say, whatever it is asked
  /// for.
  @Test(.enabled(if: Tool.hasCompose)) func composeTakesAllOfItSilently() throws {
    let (password, tls) = (Secret.secret("db_password"), Secret.secret("shop_tls", .tls))
    let everything = Container.shell(
      "echo $HOME ${HOME}",
      environment: [
        "MP_SECRET_DB_PASSWORD": TextTemplate([.secret(password.value)]),
        "A.b-c": TextTemplate([.literal("$x:"), .secret(password.value)]),
      ],
      ports: [.tcp("http", 80)],
      mounts: [.mount("data", "/data"), .mount("tmp", "/tmp"), .mount("pool", "/pool")]
    ).with {
      $0.secretFiles = [.file("/run/$key", SecretReference(tls, .key))]
      $0.user = User(.ids(user: 999, group: 999), origin: Systems.origin())
      $0.readiness = .probe(.http(path: "/$x", port: 80))
      $0.startup = .probe(.exec(["test", "$x"]))
      $0.build = ImageBuild(context: ".", dockerfile: nil, target: nil, arguments: [])
      $0.platform = "linux/amd64"
    }
    let volumes: [WorkloadVolume] = [
      .volume("data", .own), .volume("tmp", .temporary), .volume("pool", .shared("pool")),
    ]
    let gate = StartDependency(first, .completed, isGate: true)
    let system = SystemIR.system(
      .job("load", everything, completions: 3, parallelism: 2, isIndexed: true, volumes: volumes),
      .service(
        "api",
        everything,
        replicas: 2,
        identity: .stable,
        inits: [
          everything.with {
            $0.name = "setup"
            ($0.readiness, $0.startup) = (nil, nil)
          }
        ],
        sidecars: [everything.with { $0.name = "proxy" }],
        volumes: volumes,
        after: [gate]
      ),
      .cron("backup", everything, retries: 2, volumes: volumes, after: [gate]),
      secrets: [password, tls],
      volumes: [.shared("pool")]
    )
    try #require(system.violations() == [])
    let folder = try ScratchFolder()
    try system.rendered(for: .compose).write(to: folder.url)
    for profiles in [[], ["--profile", "cron"]] {
      let run = try Tool.run(
        ["docker", "compose", "-f", "compose.yaml"] + profiles + ["config", "-q"],
        in: folder.url.appending(path: "compose")
      )
      #expect(run == Tool.Output(status: 0, output: "", error: ""), "\(run)")
    }
  }
}
