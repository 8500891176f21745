import Foundation
import Testing

extension EndToEnd.ScriptTests {
  /// A system with everything that only some have: a secret and a file with one, a job, a replica of
  /// several containers, volumes that stay and scratch.
  private func whole(level: String = "info", job: String = "true") -> Spec {
    let serve = "trap 'exit 0' TERM; sleep 10000 & wait"
    return Spec(
      text: #"""
        app whole
        secret db_password
        secret pem

        service db {
          image   = mp.images.busybox
          user    = 1234
          command = ["/bin/sh", "-c", "echo $$ >>/data/starts; \#(serve)"]
          ports   { none = 9 }
          env     { PASSWORD = db_password }
          volume data { path = "/data", size = 1Gi }
        }

        job migrate {
          image   = mp.images.busybox
          command = ["/bin/sh", "-c", "echo migrating; \#(job)"]
          env     { URL = "postgres://whole:\(db_password)@db", LEVEL = "\#(level)" }
          after   = [db]
          retries = 1
        }

        service api {
          image   = mp.images.busybox
          user    = 4321
          command = ["/bin/sh", "-c", "cp /pad/page /pad/answer && cat /run/pem >>/pad/answer; \#(serve)"]
          after   = [migrate]
          file "/run/pem" { secret = pem }
          volume work { path = "/pad", kind = "temporary" }
          env { LEVEL = "\#(level)" }
          ready { exec = ["/bin/grep", "-q", "page", "/pad/answer"], every = 1s }
          init setup {
            image   = mp.images.busybox
            command = ["/bin/sh", "-c", "test ! -e /pad/page; echo page $? >/pad/page"]
            volume work { path = "/pad" }
          }
          sidecar echo {
            image   = mp.images.busybox
            command = ["/bin/sh", "-c", "trap 'exit 0' TERM; mkdir /tmp/www; echo hello >/tmp/www/index.html; httpd -f -p 8081 -h /tmp/www & wait"]
          }
        }
        """#
    )
  }

  private static let marker = "marker$\"\\ 1"

  private static let printPassword = ["sh", "-c", "printf '%s\\n' \"$PASSWORD\""]

  /// - Parameter password: In single quotes, so without one.
  private func provide(_ system: DeployedSystem, password: String) throws {
    let folder = system.output.appending(path: "shell")
    let secrets = folder.appending(path: "secrets")
    try FileManager.default.createDirectory(at: secrets, withIntermediateDirectories: true)
    let file = secrets.appending(path: "pem")
    try Data("marker-pem\n".utf8).write(to: file)
    // The user of the container has to be able to read it.
    for url in [system.output, folder, secrets] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    try Data("DB_PASSWORD='\(password)'\n".utf8).write(to: folder.appending(path: ".env"))
  }

  private func up(_ system: DeployedSystem) async throws -> Command {
    try await Command.result(await system.upCommand(timeout: 60), limit: 100)
  }

  private func inContainer(_ system: DeployedSystem, _ name: String, _ words: String...)
    async throws -> String
  {
    try await inContainer(system, name, words)
  }

  private func inContainer(
    _ system: DeployedSystem,
    _ name: String,
    _ words: [String]
  ) async throws -> String {
    try await Command.result(["docker", "exec", "\(system.name)-\(name)"] + words).text
  }

  @Test func secretsComeToTheirContainersAndNowhereElse() async throws {
    try await withSystem { system in
      try await system.build(whole())
      let calls = system.folder.appending(path: "calls")
      try await system.replaceEngine("printf '%s\\n' \"$@\" >>'\(calls.path)'; exec docker \"$@\"")
      let missing = try await up(system)
      #expect(missing.status == 1)
      #expect(missing.errors.contains("DB_PASSWORD is not set"), "\(missing)")
      #expect(missing.errors.contains("there is no file"), "\(missing)")
      #expect(try await objects(of: system) == [])

      try provide(system, password: Self.marker)
      let first = try await up(system)
      #expect(first.status == 0, "\(first)")
      #expect(
        try await inContainer(system, "db", Self.printPassword) == "marker$\"\\ 1\n"
      )
      #expect(try await inContainer(system, "api", "cat", "/pad/answer") == "page 0\nmarker-pem\n")
      let again = try await up(system)
      #expect(again.text.contains("nothing had to be done"), "\(again)")

      // Who has it is replaced, and what is stored stays.
      try provide(system, password: "marker 2")
      let changed = try await up(system)
      #expect(changed.status == 0, "\(changed)")
      #expect(changed.text.contains("-db: started") && !changed.text.contains("-api: started"))
      #expect(try await inContainer(system, "db", Self.printPassword) == "marker 2\n")
      #expect(
        try await inContainer(system, "db", "wc", "-l", "/data/starts") == "2 /data/starts\n"
      )

      for run in [missing, first, again, changed] {
        #expect(!(run.text + run.errors).contains("marker"))
      }
      #expect(try String(contentsOf: calls, encoding: .utf8).contains("container\ncreate\n"))
      #expect(try !String(contentsOf: calls, encoding: .utf8).contains("marker"))
      for container in try await system.containers() {
        let labels = container.configuration.labels
        #expect(!labels.contains { ($0.key + $0.value).contains("marker") })
      }
      #expect(try filesWithMarker(in: system) == [".env", "secrets/pem"])
    }
  }

  private func filesWithMarker(in system: DeployedSystem) throws -> [String] {
    let folder = system.output.appending(path: "shell")
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (all ?? []).filter { path in
      let data = (try? Data(contentsOf: folder.appending(path: path))) ?? Data()
      return data.range(of: Data("marker".utf8)) != nil
    }.sorted()
  }

  /// Each is killed once by somebody else.
  @Test func replicasOfSeveralContainersAreOneThing() async throws {
    try await withSystem { system in
      try await system.build(whole())
      try provide(system, password: "x")
      try await system.up()
      for part in ["api", "api_echo", "api_mp-pod"] {
        let before = try await system.containers().filter { !$0.service.hasPrefix("api") }.map(
          \.incarnation
        )
        try await Command.run(["docker", "kill", "\(system.name)-\(part)"])
        try await system.up()
        // Scratch was new: the init found nothing in it.
        #expect(
          try await inContainer(system, "api", "cat", "/pad/answer") == "page 0\nmarker-pem\n"
        )
        let question = ["wget", "-q", "-O", "-", "http://127.0.0.1:8081/"]
        #expect(
          try await eventually { try await inContainer(system, "api", question) == "hello\n" }
        )
        let after = try await system.containers().filter { !$0.service.hasPrefix("api") }.map(
          \.incarnation
        )
        #expect(after == before)
      }
    }
  }

  @Test func aJobThatFailsStopsWhatWaitsForIt() async throws {
    try await withSystem { system in
      try await system.build(whole())
      try provide(system, password: "x")
      try await system.up()
      let before = try await objects(of: system)
      try await system.build(whole(level: "debug", job: "exit 3"))
      try provide(system, password: "x")
      let failed = try await up(system)
      #expect(failed.status == 1)
      #expect(failed.text.contains("-migrate: failed (exit 3), trying again"), "\(failed)")
      #expect(failed.errors.contains("| migrating"), "\(failed)")
      #expect(try await objects(of: system) == before)
      let status = try await Command.result(await system.command([], or: ["status"]))
      #expect(status.status == 0, "\(status)")
      #expect(status.text.contains("-migrate: done\n"))
      #expect(status.text.contains("-api_setup: done\n"))
    }
  }
}
