/// 04: what runs to its end, what waits, and what is stored.
extension Explanation {
  static let badSchedule = Explanation(
    """
    A cron says when it runs in five fields: minute, hour, day of the month, month and day of the week
    (0 is Sunday). Each is a number, `*`, a range `8-18`, a step `*/15` or a list of these with `,`:
    what Kubernetes and every crontab read alike. Its time zone is a name of the tz database.
    """,
    wrong: """
      cron report {
        image    = "acme/report:1"
        schedule = "@daily"
      }
      """,
    right: """
      cron report {
        image    = "acme/report:1"
        schedule = "30 3 * * *"
      }
      """
  )

  static let circleOfGates = Explanation(
    """
    What is named in `after` must have succeeded, or be ready, before a workload starts, on every
    target. Where that waits, through gates or links, for the workload itself, none of them would
    ever start. Links alone may form a circle, because they merely order the start.
    """,
    wrong: """
      app shop
      job migrate {
        image = "acme/migrate:1"
        after = [api]
      }
      service api {
        image = "acme/api:1"
        ports { http = 8080 }
        after = [migrate]
      }
      """,
    right: """
      app shop
      job migrate { image = "acme/migrate:1" }
      service api {
        image = "acme/api:1"
        ports { http = 8080 }
        after = [migrate]
      }
      """
  )

  static let gateWithoutPort = Explanation(
    """
    On Kubernetes, what waits for a service asks one of its ports until it answers: that of its
    `ready`, or else the first. A service without a TCP port cannot be asked.
    """,
    wrong: """
      app shop
      service cache { image = "acme/cache:1" }
      service api {
        image = "acme/api:1"
        after = [cache]
      }
      """,
    right: """
      app shop
      service cache {
        image = "acme/cache:1"
        ports { redis = 6379 }
      }
      service api {
        image = "acme/api:1"
        after = [cache]
      }
      """
  )

  static let badVolume = Explanation(
    """
    A volume that is kept needs a size, because Kubernetes asks for one. One of a service is seen by
    a container: by the service itself at its `path`, or by a sidecar or an init, which name a
    volume of their service and say where they see it.
    """,
    wrong: """
      app shop
      volume uploads { shared = true }
      service web { image = "acme/web:1" }
      """,
    right: """
      app shop
      volume uploads {
        shared = true
        size   = 10Gi
      }
      service web { image = "acme/web:1" }
      """
  )

  static let volumeNotShared = Explanation(
    """
    A volume is a disk of one machine at a time, unless it is `shared`: then a cluster needs storage
    that several machines use at once, such as NFS. Replicas of a service run on any machine, so a
    volume that several of them mount has to be shared, even if all of them only read.
    """,
    wrong: """
      app shop
      volume uploads { size = 10Gi }
      service web {
        image    = "acme/web:1"
        replicas = 2
        volume uploads { path = "/uploads", of = uploads }
      }
      """,
    right: """
      app shop
      volume uploads {
        size   = 10Gi
        shared = true
      }
      service web {
        image    = "acme/web:1"
        replicas = 2
        volume uploads { path = "/uploads", of = uploads }
      }
      """
  )

  static let badRoute = Explanation(
    """
    With `host` or `path`, `expose` is about HTTP requests: on Kubernetes an Ingress brings them to the
    service, elsewhere a gateway does, which all such ports share. A path is compared in whole elements
    (`/api` goes with `/api/users` and not with `/apis`) and stays as it is. A certificate is a secret
    with `kind = "tls"`. Without `host` and `path`, whatever comes to the port goes to the service.
    """,
    wrong: """
      app shop
      secret shop_tls { kind = "tls" }
      service web {
        image = "acme/web:1"
        ports { http = 8080 }
      }
      expose web.http {
        port = 443
        tls  = shop_tls
      }
      """,
    right: """
      app shop
      secret shop_tls { kind = "tls" }
      service web {
        image = "acme/web:1"
        ports { http = 8080 }
      }
      expose web.http {
        host = "shop.example.com"
        tls  = shop_tls
      }
      """
  )

  static let mixedRoutes = Explanation(
    """
    All routes with one port share it, so they have to agree on what it is: it speaks HTTP, or HTTPS
    as a `tls_port`; it is reachable from everywhere, or with `local = true` from this machine
    alone. And who connects to an HTTPS port says which host is meant before anything else, so each
    host has one certificate there.
    """,
    wrong: """
      app shop
      service web {
        image = "acme/web:1"
        ports {
          http  = 8080
          admin = 9090
        }
      }
      expose web.http { path = "/" }
      expose web.admin {
        path  = "/admin"
        local = true
      }
      """,
    right: """
      app shop
      service web {
        image = "acme/web:1"
        ports {
          http  = 8080
          admin = 9090
        }
      }
      expose web.http { path = "/" }
      expose web.admin {
        path  = "/admin"
        local = true
        port  = 9090
      }
      """
  )
}
