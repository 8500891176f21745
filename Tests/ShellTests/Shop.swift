/// The system that most tests run: two replicas that wait for one, and one that waits for them.
enum Shop {
  static let spec = spec()

  static func spec(level: String = "info", api: String = api, web: String = web) -> String {
    """
    app shop { labels { team = "storefront" } }
    service db {
      image = "acme/db:1"
      ports { sql = 5432 }
      ready { tcp = true, every = 1s, timeout = 9s, failures = 1 }
    }
    \(api.replacing("%", with: level))
    \(web)
    """
  }

  static let api = """
    service api {
      image    = "acme/api:1"
      replicas = 2
      ports { http = 8080 }
      env   { DB = db.sql, LEVEL = "%" }
      ready { exec = ["/bin/true"], every = 1s, timeout = 9s, failures = 1 }
    }
    """

  static let web = """
    service web {
      image = "acme/web:1"
      ports { http = 8080 }
      env   { API = "http://api:8080" }
      links = [db.sql]
      file "/etc/web.conf" { content = "listen 8080" }
      ready { http = "/", every = 1s, timeout = 9s, failures = 1 }
    }
    expose web.http { port = 80 }
    """

  /// With a job, a secret, volumes and a replica of several containers.
  static func rich(_ level: String) -> String {
    """
    app shop
    secret db_password
    service db {
      image = "acme/db:1"
      user  = 70
      ports { sql = 5432 }
      env   { PASSWORD = db_password }
      volume data { path = "/data", size = 1Gi }
    }
    job migrate { image = "acme/api:1", env { LEVEL = "\(level)" }, links = [db.sql] }
    service api {
      image = "acme/api:1"
      after = [migrate]
      env   { LEVEL = "\(level)", DB = "postgres://shop:\\(db_password)@\\(db.sql)" }
      volume scratch { path = "/tmp/work", kind = "temporary" }
      init setup { image = "acme/setup:1" }
      sidecar proxy { image = "acme/proxy:1" }
    }
    cron backup { image = "acme/db:1", schedule = "0 3 * * *" }
    """
  }

  static let up = [
    "container shop-api-0 running",
    "container shop-api-1 running",
    "container shop-db running",
    "container shop-mp-tools exited",
    "container shop-web running",
    "network shop-network",
    "volume shop-mp-tools",
  ]
}
