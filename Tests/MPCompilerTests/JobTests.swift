import MPIR
import Testing

private struct NoCron: Error {}

/// What runs to its end, and what waits for it.
@Suite struct JobTests {
  @Test func aJobIsAWorkload() throws {
    let compiled = Compiled(
      """
      app a
      job j {
        image       = "i"
        completions = 5
        parallelism = 2
        retries     = 0
        timeout     = 1h30m
        indexed     = true
        env         { N = self.index }
      }
      """
    )
    #expect(compiled.findings == [])
    let job = try #require(compiled.workload("j"))
    #expect(
      job.completion == Completion(parallelism: 2, retries: 0, timeout: 5400, isIndexed: true)
    )
    #expect(job.replicaNames == ["j-0", "j-1", "j-2", "j-3", "j-4"])
  }

  @Test func aCronHasASchedule() throws {
    let compiled = Compiled(
      """
      app a
      cron c {
        image       = "i"
        schedule    = " */15  8-18 1,15 * 1-5"
        timezone    = "America/Port-au-Prince"
        concurrency = "replace"
      }
      """
    )
    #expect(compiled.findings == [])
    guard case .cron(let schedule, let completion) = try #require(compiled.workload("c")).kind
    else { throw NoCron() }
    #expect(
      schedule
        == Schedule(
          expression: "*/15 8-18 1,15 * 1-5",
          timeZone: "America/Port-au-Prince",
          concurrency: .replace
        )
    )
    #expect(
      completion == Completion(parallelism: 1, retries: 3, timeout: nil, isIndexed: false)
    )
  }

  @Test(arguments: [
    "* * * * *", "0 0 29 2 *", "59 23 31 12 6", "*/5 */2 * * 0", "0-30/10 1,2,3-5 * 1-12/3 *",
    "00 07 * * *",
  ])
  func schedules(_ text: String) {
    #expect(findings("cron c { image = \"i\", schedule = \"\(text)\" }") == [])
  }

  @Test(arguments: [
    (
      "* * * *",
      "it has 4 fields, and not five: minute, hour, day of the month, month, day of the week"
    ),
    ("", "it has 0 fields, and not five: minute, hour, day of the month, month, day of the week"),
    (
      "@daily",
      "it has 1 field, and not five: minute, hour, day of the month, month, day of the week"
    ),
    ("60 * * * *", "the minute `60` is not within 0..59"),
    ("* 24 * * *", "the hour `24` is not within 0..23"),
    ("* * 0 * *", "the day of the month `0` is not within 1..31"),
    ("* * * 13 *", "the month `13` is not within 1..12"),
    ("* * * * 7", "the day of the week `7` is not within 0..6"),
    ("* * * * MON", "the day of the week `MON` is not written in numbers, `*`, `-`, `/` and `,`"),
    (
      "5/15 * * * *",
      "the minute `5/15` has a step behind what is no range: write `*/15` or `a-b/15`"
    ),
    ("*/0 * * * *", "the minute `*/0` has a step that is no number"),
    ("*/x * * * *", "the minute `*/x` has a step that is no number"),
    ("*/60 * * * *", "the minute `*/60` has a step above 59"),
    ("30-10 * * * *", "the minute `30-10` is a range that ends before it begins"),
    ("1-2-3 * * * *", "the minute `1-2-3` is no range"),
    ("1, * * * *", "the minute `1,` is not written in numbers, `*`, `-`, `/` and `,`"),
    ("? * * * *", "the minute `?` is not written in numbers, `*`, `-`, `/` and `,`"),
    ("+1 * * * *", "the minute `+1` is not written in numbers, `*`, `-`, `/` and `,`"),
    ("0 0 31 2 *", "the month 2 has no day 31"),
    ("0 0 31 4 *", "the month 4 has no day 31"),
  ])
  func badSchedules(_ text: String, _ problem: String) {
    let found = findings("cron c { image = \"i\", schedule = \"\(text)\" }")
    #expect(found == ["1:34 E0414 this is no schedule: \(problem)"])
  }

  @Test(arguments: [
    ("cron c { image = \"i\" }", "1:6 E0414 `c` does not say when it runs"),
    (
      "cron c { image = \"i\", schedule = \"* * * * *\", timezone = \"Berlin time\" }",
      "1:58 E0414 `Berlin time` is no name of a time zone"
    ),
    (
      "cron c { image = \"i\", schedule = \"* * * * *\", timezone = \"CEST\" }",
      "1:58 E0414 `CEST` is no name of a time zone"
    ),
    (
      "cron c { image = \"i\", schedule = \"* * * * *\", timezone = \"Europa/Berlin\" }",
      "1:58 E0414 `Europa/Berlin` is no name of a time zone"
    ),
    (
      "job j { image = \"i\", completions = 0 }",
      "1:36 E0311 `completions` is 0, and at least one runs"
    ),
    (
      "job j { image = \"i\", retries = 101 }",
      "1:32 E0311 `retries` is 101, which is not within 0..100"
    ),
    (
      "job j { image = \"i\", parallelism = -1 }",
      "1:36 E0311 `parallelism` is -1, which is not within 1..10000"
    ),
    (
      "job j { image = \"i\", timeout = 1500ms }",
      "1:32 E0311 `timeout` is a whole number of seconds, at least 1"
    ),
    (
      "job j { image = \"i\", timeout = 10000d }", "1:32 E0311 `timeout` is at most 366d"
    ),
    (
      "job j { image = \"i\", completions = 1000000000 }",
      "1:36 E0411 the system has more than 10000 containers"
    ),
    ("job j { image = \"i\", ports { http = 80 } }", "1:22 E0209 `job` has no `ports`"),
    ("job j { image = \"i\", replicas = 2 }", "1:22 E0209 `job` has no `replicas`"),
    (
      "job j { image = \"i\", env { N = self.index } }",
      "1:32 E0322 the runs of `j` have no numbers"
    ),
  ])
  func mistakes(_ spec: String, _ finding: String) {
    #expect(findings(spec) == [finding])
  }

  // MARK: - Gates

  @Test func afterIsAGateOnEveryTarget() {
    let compiled = Compiled(
      """
      app a
      service db { image = "i", ports { sql = 5432, admin = 80 }, ready { tcp = true, port = self.admin } }
      service cache { image = "i", ports { redis = 6379 } }
      job migrate { image = "i", env { DB = db.sql } }
      job seed { image = "i", after = [migrate], links = [cache.redis] }
      service api { image = "i", env { CACHE = cache.redis }, after = [seed, db] }
      service web { image = "i", links = [db.sql] }
      """
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.gates == [
        "migrate waits for db ready at admin", "seed waits for cache started at redis",
        "seed waits for migrate completed", "api waits for db ready at admin",
        "api follows cache started", "api waits for seed completed", "web follows db ready",
      ]
    )
  }

  @Test(arguments: [
    ("job j { image = \"i\", after = [j] }", "1:30 E0415 `j` waits for itself"),
    (
      """
      job j { image = "i", after = [s] }
      service s { image = "i", ports { http = 80 }, after = [j] }
      """,
      "1:30 E0415 these wait for each other, so none would ever start: `j`, `s`"
    ),
    (
      """
      service s { image = "i", ports { http = 80 }, env { T = t.http } }
      service t { image = "i", ports { http = 80 }, after = [s] }
      """,
      "2:55 E0415 these wait for each other, so none would ever start: `s`, `t`"
    ),
    (
      """
      service s { image = "i" }
      service t { image = "i", after = [s] }
      """,
      "2:34 E0416 nothing can wait for `s`, which has no TCP port"
    ),
    (
      """
      service s { image = "i", ports { dns = 53/udp } }
      service t { image = "i", after = [s] }
      """,
      "2:34 E0416 nothing can wait for `s`, which has no TCP port"
    ),
    (
      """
      cron c { image = "i", schedule = "* * * * *" }
      service t { image = "i", after = [c] }
      """,
      "2:34 E0302 `after` takes a list of jobs and services, and this is a `[cron]`"
    ),
  ])
  func gatesThatNeverOpen(_ spec: String, _ finding: String) {
    #expect(findings(spec) == [finding])
  }

  // MARK: - Patterns and traits

  @Test func slotsMayBeJobsAndCrons() {
    let compiled = Compiled(
      """
      app a
      pattern batch {
        slot step: job { retries = 1 }
        slot more*: job
        slot nightly?: cron { schedule = "0 3 * * *" }
        service report { image = "i", after = [step] + more }
      }
      batch b {
        step { image = "s" }
        more one { image = "o", after = [b.step] }
        nightly { image = "n" }
      }
      profile p { extend b.step { image = "t" } }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.workload("b-step")?.completion?.retries == 1)
    #expect(compiled.workload("b-nightly")?.isService == false)
    #expect(
      compiled.gates == [
        "b.one waits for b.step completed", "b.report waits for b.step completed",
        "b.report waits for b.one completed",
      ]
    )
  }

  @Test func whatATraitAddsHasToFit() {
    let traits = """
      trait tuned { env { A = "1" }, cpu = 250m }
      trait served { ports { http = 80 } }
      trait asked { ready { exec = ["x"] } }

      """
    #expect(findings(traits + "job j { image = \"i\", with tuned }") == [])
    #expect(
      findings(traits + "job j { image = \"i\", with served }") == [
        "4:22 E0209 a `job` has no `ports`"
      ]
    )
    #expect(
      findings(traits + "job j { image = \"i\", with asked }") == [
        "4:22 E0209 a `job` has no `ready`"
      ]
    )
  }
}

extension Compiled {
  /// What each workload waits for.
  fileprivate var gates: [String] {
    system.workloads.flatMap { workload in
      workload.startsAfter.map { dependency in
        "\(workload.path) \(dependency.isGate ? "waits for" : "follows") "
          + "\(system[dependency.workload].path) \(dependency.condition.rawValue)"
          + (dependency.port.map { " at \($0.name)" } ?? "")
      }
    }
  }
}
