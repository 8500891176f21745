/// 05: what a container engine cannot give, told by Compose or by the shell script.
extension Explanation {
  static let livenessNotWatched = Explanation(
    """
    On Kubernetes, a container that `live` finds dead is started again. A container engine starts
    again what has ended, and leaves alone what still runs, whatever its health says. So on Compose
    and in the shell script `live` is not asked at all; `ready` and `started` are.
    """,
    wrong: """
      app shop
      service api {
        image = "acme/api:1"
        ports { http = 8080 }
        live  { http = "/alive" }
      }
      """,
    right: """
      app shop { accept = ["L0510"] }
      service api {
        image = "acme/api:1"
        ports { http = 8080 }
        live  { http = "/alive" }
      }
      """
  )

  static let grpcAskedAsTCP = Explanation(
    """
    A kubelet asks the health service of gRPC by itself. On Compose and in the shell script the
    question is put by a small script in the container, which does not speak gRPC: it is content
    with a connection that is accepted. What listens before it can serve counts as ready too early.
    """,
    wrong: """
      app shop
      service api {
        image = "acme/api:1"
        ports { rpc = 9000 }
        ready { grpc = true }
      }
      """,
    right: """
      app shop
      service api {
        image = "acme/api:1"
        ports { rpc = 9000 }
        ready { exec = ["/bin/grpc_health_probe", "-addr=:9000"] }
      }
      """
  )

  static let drainNotPossible = Explanation(
    """
    `drain` is how long a replica goes on serving after it was told to stop, because some callers
    have not heard of it yet. Kubernetes waits that long before it sends the signal. A container
    engine sends it at once, so a replica that is replaced may refuse a last request or two.
    """,
    wrong: """
      app shop
      service api {
        image = "acme/api:1"
        stop { drain = 5s }
      }
      """,
    right: """
      app shop { accept = ["L0512"] }
      service api {
        image = "acme/api:1"
        stop { drain = 5s }
      }
      """
  )

  static let notScaled = Explanation(
    """
    Nothing on one machine watches the load and adds replicas. Compose and the shell script run the
    lower bound of `replicas`; `docker compose up --scale api=4` changes it by hand, where the
    replicas are not told apart.
    """,
    wrong: """
      app shop
      service api {
        image     = "acme/api:1"
        replicas  = 2..10
        cpu       = 250m
        autoscale { cpu = 70% }
      }
      """,
    right: """
      app shop
      service api {
        image    = "acme/api:1"
        replicas = 2
        cpu      = 250m
      }
      """
  )

  static let cronNotScheduled = Explanation(
    """
    A container engine starts nothing by the clock. Compose and the shell script know how to run a
    cron, and leave it to the machine's own crontab when: the first lines of `compose.yaml` and
    `run.sh` have the line for each. A crontab goes by the time zone of its machine, unless its
    cron daemon reads `CRON_TZ`.
    """,
    wrong: """
      app shop
      cron backup {
        image    = "acme/backup:1"
        schedule = "0 3 * * *"
      }
      """,
    right: """
      app shop { accept = ["L0514"] }
      cron backup {
        image    = "acme/backup:1"
        schedule = "0 3 * * *"
      }
      """
  )

  static let jobLimitNotKept = Explanation(
    """
    A job can be bounded in how long it takes, how many of its runs go on at once, and how often it
    is tried again. Kubernetes keeps all of these, but counts the time of a job from when it is
    applied, also while it waits. A container engine runs a container to its end; the message
    says which of the bounds is not kept.
    """,
    wrong: """
      app shop
      job migrate {
        image   = "acme/api:1"
        timeout = 10min
      }
      """,
    right: """
      app shop
      job migrate {
        image = "acme/api:1"
      }
      """
  )

  static let updateNotHonoured = Explanation(
    """
    `update` bounds how many replicas may be missing, or be there in addition, while a new version
    takes the place of the old one. On Compose and in the shell script a container is stopped and
    removed before the one that replaces it is started.
    """,
    wrong: """
      app shop
      service api {
        image    = "acme/api:1"
        replicas = 4
        update { max_unavailable = 1 }
      }
      """,
    right: """
      app shop { accept = ["L0516"] }
      service api {
        image    = "acme/api:1"
        replicas = 4
        update { max_unavailable = 1 }
      }
      """
  )

  static let datagramsNotShared = Explanation(
    """
    A container engine publishes a port for one container. What several replicas serve is shared out
    among them by a gateway on Compose and in the shell script, which knows TCP and HTTP. A port of
    UDP or SCTP of several replicas is published on Kubernetes alone.
    """,
    wrong: """
      app shop
      service stats {
        image    = "acme/statsd:1"
        replicas = 2
        ports { statsd = 8125/udp }
      }
      expose stats.statsd {}
      """,
    right: """
      app shop
      service stats {
        image = "acme/statsd:1"
        ports { statsd = 8125/udp }
      }
      expose stats.statsd {}
      """
  )
}
