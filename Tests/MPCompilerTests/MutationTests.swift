import Testing

/// Whatever is wrong with a spec is said: nothing of it is left out in silence, and nothing crashes.
/// What `Compiled` checks of every spec is the test.
@Suite struct MutationTests {
  private static let spec = """
    app shop { labels { version = tag }, images { busybox = "b:1" } }
    param tag: string = "1.4"
    param scale: int(1..9) = 2
    let image = "ghcr.io/acme/shop:\\(tag)"
    let settings = { LEVEL = "info", COUNT = scale * 2 }
    trait metrics {
      param port: int = 9090
      let where = "\\(self.metrics)"
      require port > 1024 else "\\(port) is too low"
      ports { metrics = port }
      env { METRICS = where }
      default ready { tcp = true, port = self.metrics, every = 5m }
    }
    pattern farm {
      param workers: int(1..9) = 2
      param wait: duration?
      param mode: "fast" | "slow" = "fast"
      param upstream: endpoint?
      let hosts = join(worker.http.hosts, ",")
      require workers > 1 or mode == "fast" else "no"
      slot worker { replicas = workers, identity = "stable", default user = 1000 }
      slot extra?
      service head {
        image = image
        env = settings
        env { HOSTS = hosts, MODE = mode, N = count([for i, w in worker.http.addresses if i > 0: w]) }
        when wait != null and extra != null {
          env { WAIT = wait / 1ms, EXTRA = extra.http.url, UP = if upstream != null then upstream.host else "" }
        }
        cpu = 250m..1
        with metrics
      }
      output http = head.metrics
    }
    farm f {
      workers = scale
      wait = 1h30m
      upstream = db.sql
      worker { image = image, ports { http = 8080 }, file "/a" { content = "\\(db.sql)" } }
      extra { image = "x", ports { http = 80 } }
    }
    service db {
      image = "postgres:16"
      ports { sql = 5432 }
      ready { exec = ["pg_isready", self.name] }
      labels { "a/b" = if max(1, 2) == 2 then "x" else "y" }
    }
    service late { image = "i", links = [f.worker.http, f.http] }
    expose f.http { port = 80, local = true }
    """

  @Test func theSpecIsSound() {
    #expect(findings(Self.spec) == [])
  }

  @Test func withoutALine() {
    let lines = Self.spec.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      var less = lines
      less.remove(at: index)
      _ = Compiled(less.joined(separator: "\n"))
    }
  }

  @Test(arguments: ["null", "5m", "db", "worker.http", "0"])
  func withAnotherWord(_ replacement: String) {
    var index = Self.spec.startIndex
    while let word = Self.spec[index...].firstMatch(of: #/[A-Za-z_]+|[0-9]+[a-z]*|"[^"\n]*"/#) {
      _ = Compiled(Self.spec.replacingCharacters(in: word.range, with: replacement))
      index = word.range.upperBound
    }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
