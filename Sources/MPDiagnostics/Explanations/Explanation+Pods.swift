/// 04: what is deployed: how services run, what they store, and how their images are made.
extension Explanation {
  static let liveIsReady = Explanation(
    """
    A replica that is not `ready` gets no traffic until it is; one that is not `live` is started
    again. Where both ask the same and give up as soon, a replica that is busy, or waits for
    something that is down, is restarted instead of left alone, and its work goes to the others,
    which are then busy as well. `live` should ask for what only a restart mends, or at least
    wait much longer.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        ports { http = 80 }
        ready { http = "/healthz" }
        live  { http = "/healthz" }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        ports { http = 80 }
        ready { http = "/healthz" }
        live  { http = "/healthz", failures = 12 }
      }
      """
  )

  static let volumeOfReplicas = Explanation(
    """
    What a service keeps belongs to one replica. Where there are several, or may be, and they are
    not told apart, none could find its own again. A service with `identity = "stable"` has a
    volume for each replica; what need not be kept is `kind = "temporary"`.
    """,
    wrong: """
      service cache {
        image    = "redis:7"
        replicas = 3
        volume data { path = "/data", size = 1Gi }
      }
      """,
    right: """
      service cache {
        image    = "redis:7"
        replicas = 3
        identity = "stable"
        volume data { path = "/data", size = 1Gi }
      }
      """
  )

  static let badScaling = Explanation(
    """
    A range of `replicas` needs `autoscale`, which says how much of what a replica requests
    should be in use, and what is requested has to be said. Targets that cannot scale run the
    lower bound.
    """,
    wrong: """
      service web {
        image    = "nginx:1.28"
        replicas = 2..10
      }
      """,
    right: """
      service web {
        image    = "nginx:1.28"
        replicas = 2..10
        cpu      = 250m..1
        autoscale { cpu = 70% }
      }
      """
  )

  static let stuckUpdate = Explanation(
    """
    When a service changes, its replicas are replaced a few at a time: `max_surge` says how many
    new ones may be there before old ones go, `max_unavailable` how many old ones may go before
    new ones are there. Where both are 0, nothing can be the first to move.
    """,
    wrong: """
      service web {
        image    = "nginx:1.28"
        replicas = 3
        update { max_unavailable = 0, max_surge = 0 }
      }
      """,
    right: """
      service web {
        image    = "nginx:1.28"
        replicas = 3
        update { max_unavailable = 1, max_surge = 0 }
      }
      """
  )

  static let mountsClash = Explanation(
    """
    Files and volumes are mounted at paths of a container. At one path there is one of them, and
    none can be below a file. Below a volume there can be others, unless the container sees the
    volume read-only: then there is no place to put them.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        file "/etc/nginx/conf.d/site.conf" { content = "server { listen 80; }" }
        volume config { path = "/etc/nginx/conf.d", kind = "temporary", read_only = true }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        file "/etc/nginx/conf.d/site.conf" { content = "server { listen 80; }" }
        volume cache { path = "/var/cache/nginx", kind = "temporary" }
      }
      """
  )

  static let badBuild = Explanation(
    """
    An image is built from a folder of the project, which is named relative to the file that says
    so and lies below the project's root: the folder of the spec, or `--root`. The Dockerfile is
    named relative to that folder, and lies in it.
    """,
    wrong: """
      service web { build = "/home/me/shop/web" }
      """,
    right: """
      service web { build = "web" }
      """
  )

  static let missingDockerfile = Explanation(
    """
    The folder that `build` names has no `Dockerfile`, or is not there. `dockerfile` names another file
    below it. Nothing of the image is needed to write files for a cluster, so this is a warning.
    """
  )

  static let unversionedBuild = Explanation(
    """
    An image that is built is called `registry/app-service:version`. Without a version it is
    called `latest` each time, so that what is deployed does not change when the image does: on a
    cluster, the old one goes on running. A version that is a param can be set for each build:
    `--set version=1.4.2`.
    """,
    wrong: """
      app shop
      service web { build = "web" }
      """,
    right: """
      app shop { version = "1.4.2" }
      service web { build = "web" }
      """
  )
}
