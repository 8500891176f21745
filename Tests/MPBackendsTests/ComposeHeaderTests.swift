import MPIR
import Testing

@testable import MPBackends

/// What the first lines of the Compose file tell people.
struct ComposeHeaderTests {
  private let first = Workload.ID(index: 0)

  private func header(_ workloads: Workload...) -> [String] {
    var system = SystemIR.system()
    system.workloads = workloads
    return system.rendered(for: .compose)["compose/compose.yaml"]
      .split(separator: "\n").filter { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)) }
  }

  @Test func saysWhetherToWait() {
    let job = Workload.job("migrate", .shell("true"))
    let after = [StartDependency(first, .completed, isGate: true)]
    let start = "Start: docker compose -f compose.yaml up -d --remove-orphans"
    let wait = "Start: docker compose -f compose.yaml up -d --wait --remove-orphans"
    #expect(header(.service("api", .shell("true"))).contains(wait))
    #expect(header(job, .service("api", .shell("true"), after: after)).contains(wait))
    #expect(header(job, .service("api", .shell("true"))).contains(start))
    #expect(header(job, .cron("backup", .shell("true"), after: after)).contains(start))
  }

  @Test(arguments: [
    (
      Workload.cron("backup", .shell("true")),
      "0 3 * * * cd DIR && { docker rm shop-backup >/dev/null 2>&1; docker inspect shop-backup >/dev/null 2>&1 || { docker compose -f compose.yaml run --rm -T --no-deps --name shop-backup backup; }; }"
    ),
    (
      .cron("backup", .shell("true"), concurrency: .allow, retries: 1),
      "0 3 * * * cd DIR && { for try in 1 2; do [ $try = 1 ] || sleep 10; docker compose -f compose.yaml run --rm -T --no-deps backup && break; done; }"
    ),
    (
      .cron("backup", .shell("true"), concurrency: .replace, completions: 2),
      "0 3 * * * cd DIR && { docker rm -f shop-backup >/dev/null 2>&1; ( for run in 1 2; do docker compose -f compose.yaml run --rm -T --no-deps --name shop-backup backup || exit; done ); }"
    ),
    (
      .cron("backup", .shell("true")).with { $0.sidecars = [.shell("true", name: "log")] },
      "0 3 * * * cd DIR && { docker rm shop-backup >/dev/null 2>&1; docker inspect shop-backup >/dev/null 2>&1 || { ( docker compose -f compose.yaml up -d --no-deps backup_mp-pod && docker compose -f compose.yaml up -d --no-deps --wait backup_log && docker compose -f compose.yaml run --rm -T --no-deps --name shop-backup backup ); code=$?; docker compose -f compose.yaml rm -f -s -v backup_log backup_mp-pod; exit $code; }; }"
    ),
  ])
  func hasALineForACrontab(_ cron: Workload, _ line: String) {
    let lines = header(cron)
    #expect(lines.contains("  \(line)"), "\(lines)")
    #expect(lines.contains("  # backup, by the clock of UTC") && lines.contains("  CRON_TZ=UTC"))
  }
}
