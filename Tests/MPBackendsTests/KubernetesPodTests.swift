import MPDiagnostics
import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// What a pod has beside its program.
struct KubernetesPodTests {
  @Test func sidecarsComeAfterInitsAndStay() throws {
    let file = { (text: String) in
      MountedFile(path: "/etc/app.conf", bytes: Array(text.utf8), mode: 0o644)
    }
    let workload = Workload.service(
      "web",
      .shell("serve").with { $0.files = [file("main\n")] },
      inits: [.shell("prepare", name: "prepare").with { $0.files = [file("init\n")] }],
      sidecars: [
        .shell(
          "log",
          name: "log",
          ports: [.tcp("metrics", 9100)],
          readiness: .probe(.tcp(port: 9100))
        ).with {
          $0.user = User(.ids(user: 7, group: 8), origin: Systems.origin())
          $0.files = [file("log\n")]
        }
      ]
    )
    let rendered = SystemIR.system(workload).rendered(for: .kubernetes)
    let pod = try rendered.pod("web")
    let inits = try #require(pod["initContainers"])
    #expect(inits.names == ["prepare", "log"])
    #expect(inits.items?.map { $0["restartPolicy"]?.text } == [nil, "Always"])
    let log = try #require(inits.named("log"))
    #expect(log.at("readinessProbe.tcpSocket.port")?.text == "metrics")
    #expect(log.at("securityContext.runAsUser")?.text == "7")
    #expect(log.at("securityContext.runAsGroup")?.text == "8")
    // Three files of one path: one object, and each container sees its own.
    let map = try #require(try rendered.objects("ConfigMap").first?["data"])
    let containers = [inits, try #require(pod["containers"])].flatMap { $0.items ?? [] }
    #expect(
      containers.map { container in
        map[container["volumeMounts"]?.items?.first?["subPath"]?.text ?? ""]?.text
      } == ["init\n", "log\n", "main\n"]
    )
  }

  @Test func probesAreWhatTheyAsk() throws {
    let workload = Workload.service(
      "web",
      .shell("serve", ports: [.tcp("grpc", 9000)], readiness: .probe(.grpc(port: 9000))).with {
        $0.liveness = .probe(.exec(["check", "$A"]), period: 20)
        $0.startup = .probe(.http(path: "/up", port: 9000), failures: 30)
      }
    )
    let container = try #require(
      try SystemIR.system(workload).rendered(for: .kubernetes).pod("web")["containers"]?.items?
        .first
    )
    #expect(container.at("readinessProbe.grpc.port")?.text == "9000")
    #expect(container.at("livenessProbe.exec.command")?.strings == ["check", "$$A"])
    #expect(container.at("livenessProbe.periodSeconds")?.text == "20")
    #expect(container.at("startupProbe.httpGet.port")?.text == "grpc")
    #expect(container.at("startupProbe.failureThreshold")?.text == "30")
  }

  @Test func aDrainIsAddedToTheGrace() throws {
    let workload = Workload.service("web", .shell("serve")).with {
      $0.stop = Stop(signal: "SIGINT", gracePeriod: 20, drain: 5, origin: Systems.origin(9))
    }
    let rendered = SystemIR.system(workload).rendered(for: .kubernetes)
    let pod = try rendered.pod("web")
    #expect(pod["terminationGracePeriodSeconds"]?.text == "25")
    #expect(pod["containers"]?.items?.first?.at("lifecycle.preStop.sleep.seconds")?.text == "5")
    #expect(rendered.findings.map(\.code) == [.stopSignalNotSent])
    #expect(rendered.findings.first?.primary.range.lower == 9)
  }

  /// Holes become references to variables that stand before, and dollars stay dollars.
  @Test func holesAreFilledByTheCluster() throws {
    let password = Secret.secret("db_password")
    let container = Container.shell(
      "serve $1",
      environment: [
        "MP_INDEX": TextTemplate([.replicaIndex]), "MP_HOST": TextTemplate([.replicaHost]),
        "MP_SECRET_DB_PASSWORD": TextTemplate([.secret(password.value)]),
        "URL": TextTemplate([
          .literal("$"), .secret(password.value), .literal("@$("), .replicaHost, .literal(")"),
        ]),
      ]
    ).with { $0.arguments = [TextTemplate([.literal("n$"), .replicaIndex])] }
    let variables = { (workload: Workload) in
      try SystemIR.system(workload, secrets: [password]).rendered(for: .kubernetes)
        .pod("kafka")["containers"]?.items?.first
    }
    let stable = try #require(
      try variables(.service("kafka", container, replicas: 3, identity: .stable))
    )
    let env = try #require(stable["env"])
    #expect(
      env.named("MP_INDEX")?.at("valueFrom.fieldRef.fieldPath")?.text
        == "metadata.labels['apps.kubernetes.io/pod-index']"
    )
    #expect(env.named("MP_HOST")?["value"]?.text == "kafka-$(MP_INDEX).kafka")
    let reference = env.named("MP_SECRET_DB_PASSWORD")?.at("valueFrom.secretKeyRef")
    #expect(reference?.entries == ["name db-password", "key value"])
    #expect(env.named("URL")?["value"]?.text == "$$$(MP_SECRET_DB_PASSWORD)@$$($(MP_HOST))")
    #expect(stable["args"]?.strings == ["n$$$(MP_INDEX)"])
    let job = Workload.job("kafka", container, completions: 3, isIndexed: true)
    #expect(
      try variables(job)?["env"]?.named("MP_INDEX")?.at("valueFrom.fieldRef.fieldPath")?.text
        == "metadata.annotations['batch.kubernetes.io/job-completion-index']"
    )
    #expect(SystemIR.system(job, secrets: [password]).rendered(for: .kubernetes).codes == ["L0507"])
  }

  /// One volume for each secret; the same value with other permissions is another file of it.
  @Test func secretFilesAreReadByTheirUser() throws {
    let tls = Secret.secret("shop_tls", .tls)
    let (key, certificate) = (SecretReference(tls, .key), SecretReference(tls, .certificate))
    let workload = Workload.service(
      "web",
      .shell("serve").with {
        $0.secretFiles = [.file("/a.key", key), .file("/a.crt", certificate, mode: 0o644)]
        $0.user = User(.ids(user: 101, group: 102), origin: Systems.origin())
      },
      sidecars: [
        .shell("log", name: "log").with { $0.secretFiles = [.file("/b.key", key, mode: 0o440)] }
      ]
    )
    let pod = try SystemIR.system(workload, secrets: [tls]).rendered(for: .kubernetes).pod("web")
    #expect(pod["volumes"]?.names == ["mp-secret-shop-tls"])
    let secret = try #require(pod["volumes"]?.items?.first?["secret"])
    #expect(secret["secretName"]?.text == "shop-tls")
    #expect(
      secret["items"]?.items?.map(\.entries) == [
        ["key tls.key", "path tls.key", "mode 256"], ["key tls.crt", "path tls.crt"],
        ["key tls.key", "path tls.key.0440", "mode 288"],
      ]
    )
    #expect(
      pod["initContainers"]?.named("log")?["volumeMounts"]?.items?.first?.entries == [
        "name mp-secret-shop-tls", "mountPath /b.key", "subPath tls.key.0440", "readOnly true",
      ]
    )
    #expect(pod.at("securityContext.fsGroup")?.text == "102")
    #expect(pod.at("securityContext.fsGroupChangePolicy") == nil)
  }

  // MARK: - How many, and where

  @Test func anAutoscalerOwnsTheNumber() throws {
    let workload = Workload.service("web", .shell("serve"), replicas: 2).with {
      $0.autoscaling = Autoscaling(maximum: 10, cpu: 70, memory: nil)
    }
    let rendered = SystemIR.system(workload).rendered(for: .kubernetes)
    #expect(try rendered.object("Deployment", "web").at("spec.replicas") == nil)
    let spec = try #require(try rendered.object("HorizontalPodAutoscaler", "web")["spec"])
    #expect(
      spec["scaleTargetRef"]?.entries == ["apiVersion apps/v1", "kind Deployment", "name web"]
    )
    #expect(spec["minReplicas"]?.text == "2" && spec["maxReplicas"]?.text == "10")
    let metrics = spec["metrics"]?.items?.compactMap { $0["containerResource"] } ?? []
    #expect(metrics.map { $0["name"]?.text } == ["cpu"])
    #expect(metrics.first?["container"]?.text == "web")
    #expect(metrics.first?.at("target.averageUtilization")?.text == "70")
    #expect(try rendered.objects("PodDisruptionBudget").count == 1)
    // From one on it may be one, which nothing keeps on its node; more are spread all the same.
    let small = SystemIR.system(workload.with { $0.replicas = 1 }).rendered(for: .kubernetes)
    #expect(try small.objects("PodDisruptionBudget").isEmpty)
    #expect(try small.pod("web")["topologySpreadConstraints"]?.items?.count == 1)
  }

  @Test(
    arguments: [
      (nil, nil, "0", "1"), (.count(2), nil, "2", "1"), (nil, .percent(25), "0", "25%"),
      // Neither more nor less would be no update.
      (nil, .count(0), "1", "0"),
    ] as [(Update.Amount?, Update.Amount?, String, String)]
  )
  func updatesAsItSays(
    _ unavailable: Update.Amount?,
    _ surge: Update.Amount?,
    _ expectedUnavailable: String,
    _ expectedSurge: String
  ) throws {
    let workload = Workload.service("web", .shell("serve"), replicas: 4).with {
      $0.update = Update(maxUnavailable: unavailable, maxSurge: surge)
    }
    let rendered = SystemIR.system(workload).rendered(for: .kubernetes)
    let rolling = try rendered.object("Deployment", "web").at("spec.strategy.rollingUpdate")
    #expect(rolling?["maxUnavailable"]?.text == expectedUnavailable)
    #expect(rolling?["maxSurge"]?.text == expectedSurge)
    #expect(rendered.codes.isEmpty)
  }

  @Test func saysWhereUpdatesAreOthers() {
    let stable = Workload.service("web", .shell("serve"), replicas: 4, identity: .stable)
    let stored = Workload.service("db", .shell("db"), volumes: [.volume("data", .own)])
    for workload in [stable, stored] {
      let codes = { (unavailable: Update.Amount?, surge: Update.Amount?) in
        SystemIR.system(
          workload.with {
            $0.update = Update(
              maxUnavailable: unavailable,
              maxSurge: surge,
              origin: Systems.origin()
            )
          }
        ).rendered(for: .kubernetes).codes
      }
      #expect(codes(nil, nil).isEmpty && codes(.count(1), .count(0)).isEmpty)
      #expect(codes(.count(2), nil) == ["L0506"] && codes(nil, .count(1)) == ["L0506"])
    }
  }

  @Test(
    arguments: [
      (.none, []), (.node, ["kubernetes.io/hostname"]),
      (.zone, ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]),
    ] as [(Spread, [String])]
  )
  func isSpread(_ spread: Spread, _ keys: [String]) throws {
    let workload = Workload.service("web", .shell("serve"), replicas: 2).with { $0.spread = spread }
    let pod = try SystemIR.system(workload).rendered(for: .kubernetes).pod("web")
    let constraints = pod["topologySpreadConstraints"]?.items ?? []
    #expect(constraints.compactMap { $0["topologyKey"]?.text } == keys)
    #expect(constraints.allSatisfy { $0["whenUnsatisfiable"]?.text == "ScheduleAnyway" })
  }

  @Test func goesWhereItsImageRuns() throws {
    let workload = Workload.service(
      "web",
      .shell("serve").with { $0.platform = "linux/arm64" },
      sidecars: [.shell("log", name: "log")]
    )
    let pod = try SystemIR.system(workload).rendered(for: .kubernetes).pod("web")
    #expect(
      pod["nodeSelector"]?.entries == ["kubernetes.io/os linux", "kubernetes.io/arch arm64"]
    )
    // Of two platforms, no node is both.
    let torn = workload.with { $0.sidecars[0].platform = "linux/amd64" }
    #expect(!SystemIR.system(torn).violations().isEmpty)
  }
}
