import Foundation
import MPIR
import Testing

@testable import MPBackends

/// What Compose and an engine make of the files: started, asked, changed and broken.
@Suite(.serialized, .enabled(if: Tool.hasEngine), .timeLimit(.minutes(5)))
struct ComposeEndToEndTests {
  private let first = Workload.ID(index: 0)

  private func user(_ id: Int) -> User {
    User(.ids(user: id, group: nil), origin: Systems.origin())
  }

  /// A service that does nothing but be there.
  private func idle(_ name: String, after: [StartDependency] = []) -> Workload {
    .service(name, .shell("exec sleep 1000"), after: after).with { $0.stop.signal = "SIGKILL" }
  }

  // MARK: - Jobs and crons

  /// Each run fails once, one goes after the other, and what waits for them starts behind the last.
  @Test func jobsAreRetriedBoundedAndWaitedFor() throws {
    let run = """
      echo "begin $MP_INDEX" >> /log/runs
      sleep 1
      [ -e /log/tried-$MP_INDEX ] || { : > /log/tried-$MP_INDEX; echo "failed $MP_INDEX" >> /log/runs; exit 1; }
      echo "done $MP_INDEX" >> /log/runs
      """
    let job = Workload.job(
      "load",
      .shell(
        run,
        environment: ["MP_INDEX": TextTemplate([.replicaIndex])],
        mounts: [.mount("log", "/log")]
      ),
      completions: 2,
      retries: 1,
      isIndexed: true,
      volumes: [.volume("log", .shared("runs"))]
    )
    let api = Workload.service(
      "api",
      .shell("cp /log/runs /seen; exec sleep 1000", mounts: [.mount("log", "/log")]),
      volumes: [.volume("log", .shared("runs"))],
      after: [StartDependency(first, .completed, isGate: true)]
    ).with { $0.stop.signal = "SIGKILL" }
    let project = try ComposeProject(.system(job, api, volumes: [.shared("runs")]))
    try project.up("--wait")
    let expected = (0..<2).flatMap {
      ["begin \($0)", "failed \($0)", "begin \($0)", "done \($0)"]
    }
    #expect(try project.exec("api", "cat /seen") == expected.joined(separator: "\n"))
  }

  @Test func aFailedJobHoldsUpWhatWaitsForIt() throws {
    let job = Workload.job("migrate", .shell("exit 3"), retries: 0)
    let gate = StartDependency(first, .completed, isGate: true)
    let project = try ComposeProject(.system(job, idle("api", after: [gate]), idle("web")))
    let run = try project.compose("up", "-d")
    #expect(run.status != 0 && run.error.contains("exit 3"))
    #expect(try project.inspect("api", "{{.State.Status}}") == "created")
  }

  /// What the header says about `--wait`, and why.
  @Test func waitingTakesAnEndedJobForAFailure() throws {
    let project = try ComposeProject(.system(.job("migrate", .shell("true")), idle("web")))
    #expect(try project.compose("up", "-d", "--wait").status == 1)
    #expect(try project.compose("up", "-d").status == 0)
  }

  /// The line for a crontab does what it says, and two of it do not overlap.
  @Test func cronsRunByTheirLine() throws {
    let backup = Workload.cron(
      "backup",
      .shell(
        "n=$(cat /out/n || echo 0); echo $((n + 1)) > /out/n; sleep 2; [ $n -ge 1 ]",
        mounts: [.mount("out", "/out")]
      ),
      retries: 1,
      volumes: [.volume("out", .shared("out"))]
    ).with {
      $0.inits = [.shell("true", name: "setup")]
      $0.sidecars = [.shell("exec sleep 1000", name: "log")]
      $0.stop.gracePeriod = 0
    }
    let web = Workload.service(
      "web",
      .shell("exec sleep 1000", mounts: [.mount("out", "/out")]),
      volumes: [.volume("out", .shared("out"))]
    ).with { $0.stop.signal = "SIGKILL" }
    let project = try ComposeProject(.system(backup, web, volumes: [.shared("out")]))
    try project.up("--wait")
    #expect(try project.services == ["web"])

    let line = try #require(try project.header.first { $0.contains("* * *") })
    let command = line.replacing("  0 3 * * * ", with: "")
      .replacing("DIR", with: project.folder.path)
      .replacing("sleep 10", with: "true")
    let run = try Tool.run(["sh", "-c", command], in: URL(filePath: "/"))
    #expect(run.status == 0)
    #expect(try project.exec("web", "cat /out/n") == "2")
    #expect(try project.services == ["web"])

    let twice = "( \(command) ) & sleep 1; \(command); wait"
    let second = try Tool.run(["sh", "-c", twice], in: URL(filePath: "/"))
    #expect(second.error.contains("is already in use"))
    #expect(try project.exec("web", "cat /out/n") == "3")
  }

  // MARK: - Secrets

  @Test func nothingIsTouchedWhileASecretIsMissing() throws {
    let marker = "s3cret-$MARKER 'x'"
    let (password, cert) = (Secret.secret("db_password"), Secret.secret("shop_tls", .tls))
    let url = TextTemplate([.literal("p$:"), .secret(password.value)])
    let api = Container.shell(
      "exec sleep 1000",
      environment: ["MP_SECRET_DB_PASSWORD": TextTemplate([.secret(password.value)]), "URL": url]
    ).with {
      $0.secretFiles = [.file("/tls/crt", SecretReference(cert, .certificate))]
      $0.user = user(4711)
    }
    let system = SystemIR.system(
      idle("web"),
      .service("api", api).with { $0.stop.signal = "SIGKILL" },
      secrets: [password, cert]
    )
    let project = try ComposeProject(system)
    for command in [["config", "-q"], ["ps"], ["logs"], ["down"]] {
      let run = try Tool.run(
        ["docker", "compose", "-f", "compose.yaml"] + command,
        in: project.folder
      )
      #expect(run.status == 0 && !run.error.contains("variable"), "\(command): \(run)")
    }

    // Of several that are missing, Compose names any one.
    let noFile = try project.compose(
      "up",
      "-d",
      environment: ["DB_PASSWORD": marker, "SHOP_TLS_CERT_FILE": ""]
    )
    #expect(noFile.status != 0 && noFile.error.contains("/secrets/shop_tls.cert\n"), "\(noFile)")
    let secrets = project.folder.appending(path: "secrets")
    try FileManager.default.createDirectory(at: secrets, withIntermediateDirectories: true)
    try Data("certificate".utf8).write(to: secrets.appending(path: "shop_tls.cert"))
    let noValue = try project.compose("up", "-d", environment: ["DB_PASSWORD": ""])
    #expect(
      noValue.status != 0 && noValue.error.contains("/no-value-for-DB_PASSWORD\n"),
      "\(noValue)"
    )
    #expect(try project.services == [])

    let values = ["DB_PASSWORD": marker]
    let up = try project.up("--wait", environment: values)
    #expect(try project.exec("api", "printf %s \"$URL\"") == "p$:\(marker)")
    #expect(try project.exec("api", "cat /tls/crt") == "certificate")
    #expect(try project.exec("web", "env").contains("MARKER") == false)

    // What runs goes on when a value is lost.
    let before = try project.inspect("api", "{{.Id}} {{.State.Running}}")
    #expect(try project.compose("up", "-d").status != 0)
    #expect(try project.inspect("api", "{{.Id}} {{.State.Running}}") == before)

    let said = [noValue, noFile, up, try project.compose("logs"), try project.compose("ps")]
      .map(\.description).joined()
    #expect(!said.contains("MARKER"))
    for artifact in system.rendered(for: .compose).artifacts {
      #expect(!String(decoding: artifact.bytes, as: UTF8.self).contains("MARKER"))
    }
  }

  // MARK: - Volumes

  @Test func volumesBelongToWhoUsesThemAndScratchIsFresh() throws {
    func system(_ word: String) -> SystemIR {
      let mounts: [VolumeMount] = [.mount("data", "/data"), .mount("scratch", "/scratch")]
      let api = Container.shell("echo \(word); exec sleep 1000", mounts: mounts).with {
        $0.user = user(4711)
      }
      let log = Container.shell(
        "exec sleep 1000",
        name: "log",
        mounts: [.mount("scratch", "/var/spool/app")]
      ).with { $0.user = user(815) }
      return .system(
        .service(
          "api",
          api,
          replicas: 2,
          identity: .stable,
          sidecars: [log],
          volumes: [.volume("data", .own), .volume("scratch", .temporary)]
        ).with { $0.stop.signal = "SIGKILL" }
      )
    }
    let project = try ComposeProject(system("one"))
    try project.up("--wait")
    try project.exec("api-0", "echo kept > /data/a")
    try project.exec("api-0", "mkdir -m 0700 /scratch/own && touch /scratch/own/b")
    try project.exec("api-0_log", "mkdir -m 1777 /var/spool/app/c && touch /var/spool/app/c/d")
    #expect(try project.exec("api-0", "ls /scratch") == "c\nown")
    #expect(try project.exec("api-1", "ls /data /scratch") == "/data:\n\n/scratch:")
    #expect(try project.inspect("api-0", "{{.Config.User}}") == "4711")

    // Neither a second start nor a crash is a new replica.
    try project.up("--wait")
    #expect(try project.exec("api-0", "ls /scratch") == "c\nown")

    try project.write(system("two"))
    try project.up("--wait")
    #expect(try project.exec("api-0", "ls /data /scratch") == "/data:\na\n\n/scratch:")
    try project.exec("api-0_log", "touch /var/spool/app/e")
  }

  // MARK: - Networks

  /// What is closed is within, and leads nowhere else; what is exposed can be got at, and both find each
  /// other by all their names.
  @Test func whatIsClosedStaysWithin() throws {
    let http = ContainerPort.tcp("http", 8080)
    let serve = "mkdir -p /tmp/w; hostname > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w"
    let closed = Workload.service(
      "closed",
      .shell(serve, ports: [http], mounts: [.mount("tmp", "/tmp")]),
      replicas: 2,
      identity: .stable,
      sidecars: [.shell("exec sleep 1000", name: "log")],
      volumes: [.volume("tmp", .temporary)]
    ).with {
      $0.stop.signal = "SIGKILL"
      $0.closesEgress = true
      $0.security = Security(
        level: .restricted,
        hasReadOnlyRoot: true,
        dropsCapabilities: true,
        requiresNonRoot: true
      )
      $0.container.user = user(10001)
    }
    let open = Workload.service("open", .shell(serve, ports: [http]))
      .with { $0.stop.signal = "SIGKILL" }
    var system = SystemIR.system(closed, open, idle("other"))
    system.exposures = [
      Exposure(
        target: Workload.ID(index: 1),
        port: http,
        publishedPort: 18_473,
        publicName: "open-public",
        isLocal: false,
        origin: Systems.origin()
      )
    ]
    let project = try ComposeProject(system)
    try project.up("--wait")
    for name in ["closed-0", "closed-1.closed", "open"] {
      for service in ["open", "closed-1", "closed-1_log"] {
        #expect(
          try !project.exec(service, "wget -q -O - http://\(name):8080/").isEmpty,
          "\(service) to \(name)"
        )
      }
    }
    // Out, and by the machine's own address in again.
    let edge = "{{(index .NetworkSettings.Networks \"\(project.name)_edge\").Gateway}}"
    let address = try project.inspect("open", edge)
    let wayOut = "timeout 3 wget -q -O - http://\(address):18473/ || echo none"
    #expect(try project.exec("other", wayOut) != "none")
    #expect(try project.exec("closed-0", wayOut) == "none")
    #expect(try project.exec("closed-0_log", wayOut) == "none")
    let outside = try Tool.run(
      ["curl", "-sS", "-m", "5", "http://127.0.0.1:18473/"],
      in: project.folder
    )
    #expect(outside.status == 0 && !outside.output.isEmpty, "\(outside)")

    // Neither container can write to its image, whoever it is, nor gain a right.
    #expect(
      try project.exec("closed-0_log", "id -u; touch /x 2>&1 || true").split(separator: "\n").map {
        $0.split(separator: " ").suffix(3).joined(separator: " ")
      } == ["0", "Read-only file system"]
    )
    try project.exec("closed-0", "touch /tmp/x")
    #expect(try project.exec("closed-0", "id -u") == "10001")
    #expect(
      try project.exec("closed-0", "grep -c -E '^(CapBnd:\\s0+|NoNewPrivs:\\s1)$' /proc/1/status")
        == "2"
    )
  }

  // MARK: - Replicas of several containers

  @Test func podsShareANetworkAndLiveOnWithoutASidecar() throws {
    let serve = """
      mkdir /w; echo "$(cat /note/a)" > /w/index.html; exec httpd -f -p 8080 -h /w
      """
    let api = Workload.service(
      "api",
      .shell(
        serve,
        ports: [.tcp("http", 8080)],
        mounts: [.mount("note", "/note")],
        readiness: .probe(.http(path: "/", port: 8080))
      ),
      replicas: 3,
      inits: [
        .shell(
          "[ -e /note/try ] || { : > /note/try; exit 1; }; echo one > /note/a",
          name: "one",
          mounts: [.mount("note", "/note")]
        ),
        .shell("echo two >> /note/a", name: "two", mounts: [.mount("note", "/note")]),
      ],
      sidecars: [
        .shell(
          """
          mkdir -p /w; hostname > /w/index.html; httpd -p 9090 -h /w
          until [ -e /crash ]; do sleep 0.2; done; rm /crash; exit 1
          """,
          name: "proxy",
          readiness: .probe(.http(path: "/", port: 9090))
        )
      ],
      volumes: [.volume("note", .temporary)]
    ).with { $0.stop.signal = "SIGKILL" }
    let client = idle("client", after: [StartDependency(first, .ready)])
    let project = try ComposeProject(.system(api, client))
    try project.up("--wait")
    let names = try project.exec("client", "nslookup api. | grep -c '^Address.*[0-9]$'")
    #expect(names == "3" || names == "4", "the server's own address may count")
    #expect(try project.exec("client", "wget -q -O - http://api:8080/") == "one\ntwo")
    #expect(try project.exec("client", "wget -q -O - http://api-1:8080/") == "one\ntwo")
    #expect(!(try project.exec("client", "wget -q -O - http://api-1:9090/").isEmpty))
    #expect(!(try project.exec("api-1", "wget -q -O - http://127.0.0.1:9090/").isEmpty))

    let before = try project.inspect("api-1", "{{.State.StartedAt}}")
    try project.exec("api-1_proxy", ": > /crash")
    try eventually { try project.inspect("api-1_proxy", "{{.RestartCount}}") != "0" }
    #expect(try project.inspect("api-1", "{{.State.StartedAt}}") == before)
    try eventually {
      (try? project.exec("client", "wget -q -O - http://api-1:9090/"))?.isEmpty == false
    }
  }

  /// A changed container is a new replica, holder and all; who shared the old network has the new one.
  @Test func aPodMovesToItsNewNetwork() throws {
    func system(_ command: String) -> SystemIR {
      .system(
        .service(
          "api",
          .shell("mkdir /w; echo \(command) > /w/index.html; exec httpd -f -p 8080 -h /w"),
          sidecars: [.shell("exec sleep 1000", name: "log")]
        ).with { $0.stop.signal = "SIGKILL" },
        idle("client")
      )
    }
    let project = try ComposeProject(system("old"))
    try project.up("--wait")
    try project.write(system("new"))
    try project.up("--wait")
    try eventually {
      (try? project.exec("client", "wget -q -O - http://api:8080/")) == "new"
    }
    #expect(
      try project.inspect("api_log", "{{.HostConfig.NetworkMode}}")
        == "container:\(project.inspect("api_mp-pod", "{{.Id}}"))"
    )
  }

  /// Asks again for a while.
  private func eventually(_ condition: () throws -> Bool) throws {
    for _ in 0..<50 {
      if try condition() { return }
      Thread.sleep(forTimeInterval: 0.2)
    }
    Issue.record("it has not come true within ten seconds")
  }
}
